#include "cli/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "zhudun/source/text.h"

namespace zhudun::cli {
namespace {

constexpr std::size_t kBeatsOfASecond = 10;
constexpr std::size_t kPatience = 5;  // beats without a line
constexpr std::size_t kNarrowest = 10, kUsualWidth = 80;

bool can_erase(const World& world) {
  const auto term = world.variable("TERM");
  return world.error_terminal && term && !term->empty() && term != "dumb";
}

}  // namespace

Progress::Progress(World& world, std::size_t total, source::Language language)
    : world_(world), total_(total), language_(language) {
  if (total_ == 0 || !can_erase(world)) return;
  write_out_ = std::exchange(world.write_out, [this](std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    erase();
    return write_out_(bytes);
  });
  write_error_ = std::exchange(world.write_error, [this](std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    erase();
    write_error_(bytes);
  });
  heart_ = world.beat([this] { beat(); });
}

Progress::~Progress() {
  heart_.reset();
  if (!write_error_) return;
  erase();
  world_.write_out = std::move(write_out_);
  world_.write_error = std::move(write_error_);
}

void Progress::reading(const std::string& path) {
  const std::lock_guard lock(mutex_);
  path_ = source::printable(path);
  ++at_;
  phase_ = path == "-" ? Phase::idle : Phase::reading;  // someone may be typing it
}

void Progress::judging() {
  const std::lock_guard lock(mutex_);
  phase_ = Phase::judging;
}

void Progress::writing() {
  const std::lock_guard lock(mutex_);
  phase_ = Phase::writing;
}

void Progress::beat() {
  const std::lock_guard lock(mutex_);
  ++beats_;
  if (phase_ == Phase::idle) return erase();
  if (beats_ < kPatience) return;
  const auto size = world_.size();
  const std::size_t width = std::max(size ? size->columns : kUsualWidth, kNarrowest) - 1;  // the last column may wrap
  write_error_(fmt::format("\r{}\x1b[K", source::wrap(line(), width).front()));
  shown_ = true;
}

void Progress::erase() {
  if (std::exchange(shown_, false)) write_error_("\r\x1b[K");
}

std::string Progress::line() const {
  constexpr std::array<const char*, 4> zh = {"", "正在读取", "正在判定", "正在写出"};
  constexpr std::array<const char*, 4> en = {"", "reading", "judging", "writing"};
  const bool chinese = language_ == source::Language::zh;
  const char* doing = (chinese ? zh : en)[static_cast<std::size_t>(phase_)];
  const std::string count = total_ > 1 ? fmt::format("{}/{}  ", at_, total_) : std::string();
  const std::string what = phase_ == Phase::writing ? std::string() : " " + path_;
  return fmt::format("{}{} {}  {}{}", count, beats_ / kBeatsOfASecond, chinese ? "秒" : "s", doing, what);
}

}  // namespace zhudun::cli
