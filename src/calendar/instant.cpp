#include "zhudun/calendar/instant.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "calendar/text.h"

namespace zhudun::calendar {
namespace {

constexpr std::int64_t day_seconds = 86400;

struct Range {
  int high;
  int read(Reader& reader) const {
    const int value = reader.digits(2);
    return value > high ? -1 : value;
  }
};
constexpr Range hour_range{23};
constexpr Range sixty{59};

std::optional<Offset> read_offset(Reader& reader) {
  if (reader.take('Z') || reader.take('z')) return Offset{0};
  const bool west = reader.peek() == '-';
  if (!reader.take('-') && !reader.take('+')) return std::nullopt;
  const int hours = hour_range.read(reader);
  if (hours < 0 || !reader.take(':')) return std::nullopt;
  const int minutes = sixty.read(reader);
  if (minutes < 0) return std::nullopt;
  return Offset{(west ? -1 : 1) * (60 * hours + minutes)};
}

// Seconds since midnight; the seconds and their fraction may be missing.
std::optional<std::int64_t> read_time(Reader& reader) {
  const int hours = hour_range.read(reader);
  if (hours < 0 || !reader.take(':')) return std::nullopt;
  const int minutes = sixty.read(reader);
  if (minutes < 0) return std::nullopt;
  int seconds = 0;
  if (reader.take(':')) {
    seconds = sixty.read(reader);
    if (seconds < 0 || (reader.take('.') && !reader.skip_digits())) return std::nullopt;
  }
  return 3600 * hours + 60 * minutes + seconds;
}

// Seconds on the clock of a zone since 1970-01-01 there, kept within the years 0001 to 9999.
std::int64_t local_seconds(Instant instant, Offset offset) {
  constexpr std::int64_t low = Date::first().serial() * day_seconds;
  constexpr std::int64_t high = (Date::last().serial() + 1) * day_seconds - 1;
  constexpr std::int64_t far = std::int64_t{1} << 60;  // so that the sum cannot overflow
  return std::clamp(std::clamp(instant.seconds, -far, far) + std::int64_t{offset.minutes} * 60, low, high);
}

std::int64_t day_number(std::int64_t seconds) { return seconds / day_seconds - (seconds % day_seconds < 0 ? 1 : 0); }

}  // namespace

std::optional<Offset> parse_offset(std::string_view text) {
  Reader reader(text);
  const std::optional<Offset> offset = read_offset(reader);
  return reader.done() ? offset : std::nullopt;
}

std::optional<Timestamp> parse_timestamp(std::string_view text, Offset when_missing) {
  constexpr std::size_t date_size = 10;
  const std::optional<Date> date = parse_date(text.substr(0, date_size));
  if (!date) return std::nullopt;
  if (text.size() == date_size) return Timestamp{start_of(*date, when_missing), true};
  Reader reader(text.substr(date_size));
  if (!reader.take('T') && !reader.take('t') && !reader.take(' ')) return std::nullopt;
  const std::optional<std::int64_t> time = read_time(reader);
  if (!time) return std::nullopt;
  const std::optional<Offset> offset = reader.done() ? when_missing : read_offset(reader);
  if (!offset || !reader.done()) return std::nullopt;
  return Timestamp{{start_of(*date, *offset).seconds + *time}, false};
}

Date date_of(Instant instant, Offset offset) {
  const std::int64_t days = day_number(local_seconds(instant, offset));
  return add(Date(), Days(static_cast<std::int32_t>(days))).value_or(Date::last());
}

Instant start_of(Date date, Offset offset) { return {date.serial() * day_seconds - std::int64_t{offset.minutes} * 60}; }

std::string to_string(Instant instant, Offset offset) {
  const std::int64_t local = local_seconds(instant, offset);
  const std::int64_t second = local - day_number(local) * day_seconds;
  const std::int64_t minutes = std::abs(std::int64_t{offset.minutes});
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", to_string(date_of(instant, offset)), second / 3600,
                     second / 60 % 60, second % 60, offset.minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace zhudun::calendar
