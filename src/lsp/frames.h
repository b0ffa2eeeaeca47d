// The messages in a stream of bytes, each behind its header (Content-Length). In: bytes as they come. Out: the
// messages, and what is wrong with the stream. A message that is too large is passed over without being kept; a header
// without a length is told and passed over.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

namespace zhudun::lsp {

class Frames {
 public:
  static constexpr std::size_t kLargestMessage = std::size_t{256} << 20U;
  static constexpr std::size_t kLargestHeader = std::size_t{16} << 10U;

  struct Frame {
    enum class Kind : std::uint8_t { message, no_length, too_large } kind = Kind::message;
    std::string text;  // of a message
  };

  void add(std::string_view bytes);
  // Those that are whole, in order; they are forgotten.
  std::deque<Frame> take();
  // A header without end: there is no telling where the next message begins.
  bool lost() const { return lost_; }

 private:
  bool read_header();
  bool read_body();

  std::string rest_;
  std::deque<Frame> frames_;
  std::uint64_t missing_ = 0;  // bytes of the message that are yet to come, where it is passed over
  std::uint64_t length_ = 0;
  bool in_body_ = false, lost_ = false;
};

// A message with its header.
std::string framed(std::string_view message);

}  // namespace zhudun::lsp
