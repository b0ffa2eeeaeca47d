#include "zhudun/yaml/parse.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <thread>

#include "yaml/reader.h"
#include "yaml/syntax.h"
#include "zhudun/source/aside.h"
#include "zhudun/yaml/encoding.h"
#include "zhudun/yaml/plain.h"

namespace zhudun::yaml {
namespace {

// The file's bytes, handed out in pieces without a copy. yaml-cpp reads a flow collection to its end before it tells of
// its beginning; while the reader stands still, what piles up is counted, so that no file can fill the memory.
class Bytes : public std::streambuf {
 public:
  Bytes(std::string_view bytes, Reader& reader, std::size_t most) : bytes_(bytes), reader_(reader), most_(most) {}

 protected:
  int_type underflow() override {
    const std::uint32_t reached = reader_.cursor().at();
    if (reached != reached_) waiting_ = 0;
    reached_ = reached;
    const std::string_view piece = bytes_.substr(handed_out_, kPiece);
    if (piece.empty()) return traits_type::eof();
    waiting_ += static_cast<std::size_t>(std::count_if(piece.begin(), piece.end(), is_token));
    // Not for the first piece: yaml-cpp takes it in a constructor that leaks if it is left this way.
    if (waiting_ > most_ && handed_out_ > 0) reader_.fail_flow_tokens(most_);
    handed_out_ += piece.size();
    char* begin = const_cast<char*>(piece.data());  // the get area is only read
    setg(begin, begin, begin + piece.size());
    return traits_type::to_int_type(*begin);
  }

 private:
  static constexpr std::size_t kPiece = 1U << 16U;
  static bool is_token(char c) { return c == ',' || c == ':' || c == '[' || c == ']' || c == '{' || c == '}'; }

  std::string_view bytes_;
  Reader& reader_;
  std::size_t most_;
  std::size_t handed_out_ = 0;
  std::size_t waiting_ = 0;
  std::uint32_t reached_ = 0;
};

void read(const source::File& file, Reader& reader, const Limits& limits) {
  const auto bom = static_cast<std::uint32_t>(bom_size(file));
  Bytes bytes(file.bytes(), reader, limits.flow_tokens);
  std::istream in(&bytes);
  try {
    YAML::Parser parser(in);
    if (parser.HandleNextDocument(reader)) return;
    reader.report(diag::error("yaml-empty", {&file, 0, 0}, "the file holds no document"));
  } catch (const YAML::Exception& e) {
    const std::uint32_t at = e.mark.pos < 0 ? 0 : static_cast<std::uint32_t>(e.mark.pos) + bom;
    reader.report(explain(e.msg, at, reader));
  }
}

// What is read by the fast reader, and whether the file is a clean text, which it knows then. Both are found out at
// once if the file is large; a tree of what is no clean text is of no use to anyone.
std::optional<Tree> read_while_looking(const source::File& file, const Limits& limits) {
  constexpr std::size_t worth_a_thread = 1U << 20U;
  const bool large = file.bytes().size() >= worth_a_thread && std::thread::hardware_concurrency() > 1;
  if (!large && !file.is_clean()) return std::nullopt;
  const auto looking = source::aside(large, [&file] { return file.is_clean(); });
  return read_plain(file, limits);
}

}  // namespace

std::optional<Tree> parse(const source::File& file, diag::Diagnostics& diagnostics, const Limits& limits, With with) {
  const auto before = static_cast<std::ptrdiff_t>(diagnostics.size());
  std::optional<Tree> plain;
  if (with == With::plain_first) plain = read_while_looking(file, limits);
  if (!check_encoding(file, diagnostics, limits.errors)) return std::nullopt;
  if (plain) return plain;
  Reader reader(file, diagnostics, limits);
  try {
    read(file, reader, limits);
  } catch (const Stop&) {  // its error is noted
  }
  const auto own = diagnostics.begin() + before;
  std::stable_sort(own, diagnostics.end(), [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  const bool any_error =
      std::any_of(own, diagnostics.end(), [](const auto& each) { return each.severity == diag::Severity::error; });
  if (any_error) return std::nullopt;
  return std::move(reader).finish();
}

}  // namespace zhudun::yaml
