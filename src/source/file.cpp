#include "zhudun/source/file.h"

#include <algorithm>

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

const std::vector<std::uint32_t>& File::line_starts() const {
  lines_known_.make([&] {
    line_starts_.reserve(static_cast<std::size_t>(std::count(bytes_.begin(), bytes_.end(), '\n')) + 1);
    line_starts_.push_back(0);
    const bool returns = bytes_.find('\r') != std::string_view::npos;
    for (std::size_t at = 0; at < bytes_.size(); ++at) {
      if (!returns && (at = bytes_.find('\n', at)) == std::string_view::npos) break;
      const bool lone_return = bytes_[at] == '\r' && (at + 1 == bytes_.size() || bytes_[at + 1] != '\n');
      if (bytes_[at] == '\n' || lone_return) line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
    }
  });
  return line_starts_;
}

bool File::is_clean() const {
  if (!clean_) clean_ = source::is_clean(bytes_);
  return *clean_;
}

Position File::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(bytes_.size()));
  const auto& starts = line_starts();
  const auto line = std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin();
  std::uint32_t from = starts[static_cast<std::size_t>(line) - 1];
  if (from == 0 && bytes_.starts_with(kByteOrderMark)) from = std::min<std::uint32_t>(3, offset);
  const auto is_character = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
  const auto characters = std::count_if(bytes_.begin() + from, bytes_.begin() + offset, is_character);
  return {static_cast<std::uint32_t>(line), static_cast<std::uint32_t>(characters) + 1};
}

std::string_view File::line(std::uint32_t number) const {
  const auto& starts = line_starts();
  if (number == 0 || number > starts.size()) return {};
  const std::uint32_t begin = starts[number - 1];
  const std::size_t end = number < starts.size() ? starts[number] : bytes_.size();
  std::string_view text = bytes_.substr(begin, end - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  if (begin == 0 && text.starts_with(kByteOrderMark)) text.remove_prefix(3);
  return text;
}

}  // namespace zhudun::source
