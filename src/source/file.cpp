#include "zhudun/source/file.h"

#include <algorithm>
#include <cstring>

#include "zhudun/source/lines.h"
#include "zhudun/source/text.h"

namespace zhudun::source {
namespace {
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
}

File::File(std::string name, std::string bytes) : name_(std::move(name)) {
  auto own = std::make_shared<const std::string>(std::move(bytes));
  bytes_ = *own;
  keeper_ = std::move(own);
}

File::File(std::string name, std::string_view bytes, std::shared_ptr<const void> keeper)
    : name_(std::move(name)), keeper_(std::move(keeper)), bytes_(bytes) {}

// A line ends with a line feed, or with a carriage return that none follows.
bool File::ends_line(std::size_t at) const {
  return bytes_[at] == '\n' || (bytes_[at] == '\r' && (at + 1 == bytes_.size() || bytes_[at + 1] != '\n'));
}

std::uint32_t File::line_ends(std::size_t begin, std::size_t end) const {
  if (!returns_) return static_cast<std::uint32_t>(count_of(bytes_.substr(begin, end - begin), '\n'));
  std::uint32_t count = 0;
  for (; begin < end; ++begin) count += ends_line(begin) ? 1 : 0;
  return count;
}

const std::vector<std::uint32_t>& File::ends_before_blocks() const {
  lines_known_.make([&] {
    returns_ = bytes_.find('\r') != std::string_view::npos;
    ends_before_.reserve(bytes_.size() / kBlock + 2);
    std::uint32_t ends = 0;
    for (std::size_t at = 0; at < bytes_.size(); at += kBlock) {
      ends_before_.push_back(ends);
      ends += line_ends(at, std::min(at + kBlock, bytes_.size()));
    }
    ends_before_.push_back(ends);
  });
  return ends_before_;
}

bool File::is_clean() const {
  if (!clean_) clean_ = source::is_clean(bytes_);
  return *clean_;
}

std::uint32_t File::line_begin(std::uint32_t offset) const {
  const auto behind = [&](char end) {  // the last before the offset
    const void* const found = ::memrchr(bytes_.data(), end, offset);
    return found ? static_cast<std::uint32_t>(static_cast<const char*>(found) - bytes_.data()) + 1 : 0;
  };
  const std::uint32_t feed = behind('\n'), carriage = returns_ ? behind('\r') : 0;
  if (carriage <= feed) return feed;
  // Within a pair of both, the line before it goes on.
  return ends_line(carriage - 1) ? carriage : line_begin(carriage - 1);
}

Position File::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(bytes_.size()));
  const auto& ends_before = ends_before_blocks();
  const std::size_t block = offset / kBlock;
  const std::uint32_t line = ends_before[block] + line_ends(block * kBlock, offset) + 1;
  std::uint32_t from = line_begin(offset);
  if (from == 0 && bytes_.starts_with(kByteOrderMark)) from = std::min<std::uint32_t>(3, offset);
  const auto is_character = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
  const auto characters = std::count_if(bytes_.begin() + from, bytes_.begin() + offset, is_character);
  return {line, static_cast<std::uint32_t>(characters) + 1};
}

std::string_view File::line(std::uint32_t number) const {
  const auto& ends_before = ends_before_blocks();
  if (number == 0 || number > ends_before.back() + 1) return {};
  std::size_t begin = 0;
  if (number > 1) {  // behind the end of the line before
    const auto after = std::lower_bound(ends_before.begin(), ends_before.end(), number - 1);
    begin = static_cast<std::size_t>(after - ends_before.begin() - 1) * kBlock;
    for (std::uint32_t left = number - 1 - *(after - 1); left > 0; ++begin) left -= ends_line(begin) ? 1 : 0;
  }
  std::size_t end = std::min(bytes_.find('\n', begin), bytes_.size());
  if (returns_) end = std::min(end, bytes_.find('\r', begin));
  std::string_view text = bytes_.substr(begin, end - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  if (begin == 0 && text.starts_with(kByteOrderMark)) text.remove_prefix(3);
  return text;
}

}  // namespace zhudun::source
