#include "lsp/frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace zhudun::lsp {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
         });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

std::optional<std::uint64_t> content_length(std::string_view header) {
  std::optional<std::uint64_t> length;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find('\n'), header.size());
    const std::string_view line = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !same_name(trimmed(line.substr(0, colon)), "content-length")) continue;
    const std::string_view digits = trimmed(line.substr(colon + 1));
    std::uint64_t value = 0;
    const auto [stop, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (fault != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
    length = value;
  }
  return length;
}

}  // namespace

void Frames::add(std::string_view bytes) {
  const std::size_t passed = static_cast<std::size_t>(std::min<std::uint64_t>(missing_, bytes.size()));
  missing_ -= passed;
  rest_ += bytes.substr(passed);
  while (!lost_ && missing_ == 0 && (in_body_ ? read_body() : read_header())) continue;
}

bool Frames::read_header() {
  const std::size_t crlf = rest_.find("\r\n\r\n"), lf = rest_.find("\n\n");
  const std::size_t end = std::min(crlf, lf);
  if (end == std::string::npos || end > kLargestHeader) {
    lost_ = rest_.size() > kLargestHeader;
    return false;
  }
  const auto length = content_length(std::string_view(rest_).substr(0, end));
  rest_.erase(0, end + (end == crlf ? 4 : 2));
  if (!length) {
    frames_.push_back({Frame::Kind::no_length, {}});
  } else if (*length > kLargestMessage) {
    frames_.push_back({Frame::Kind::too_large, {}});
    const std::size_t here = static_cast<std::size_t>(std::min<std::uint64_t>(*length, rest_.size()));
    rest_.erase(0, here);
    missing_ = *length - here;
  } else {
    in_body_ = true;
    length_ = *length;
  }
  return true;
}

bool Frames::read_body() {
  if (rest_.size() < length_) return false;
  frames_.push_back({Frame::Kind::message, rest_.substr(0, length_)});
  rest_.erase(0, length_);
  in_body_ = false;
  return true;
}

std::deque<Frames::Frame> Frames::take() { return std::exchange(frames_, {}); }

std::string framed(std::string_view message) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", message.size(), message);
}

}  // namespace zhudun::lsp
