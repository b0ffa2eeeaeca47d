// The texts of options turned into values; every fault is told, with the nearest name or what to write.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/check/finding.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/render/render.h"
#include "zhudun/schema/advice.h"

namespace zhudun::cli {

// A report to be written to a file.
struct Output {
  const render::Format* format = nullptr;
  std::string path;
};

class OptionReader {
 public:
  explicit OptionReader(diag::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void complain(std::string message, std::string help = {}) {
    diagnostics_.push_back(diag::error("call", {}, std::move(message), std::move(help)));
  }

  void not_known(std::string message, const std::string& given, const std::vector<std::string>& names) {
    const auto near = diag::nearest(given, names);
    complain(std::move(message),
             near ? fmt::format("did you mean `{}`?", *near) : "zhudun --help lists commands and options");
  }

  void not_one_of(std::string_view option, const std::string& given, const std::vector<std::string>& names) {
    auto near = diag::nearest(given, names);
    if (const auto meant = meant_word(given); meant && std::find(names.begin(), names.end(), *meant) != names.end())
      near = meant;
    std::string help = near ? fmt::format("did you mean `{}`?", *near) : std::string();
    if (given.find("，") != std::string::npos) help = "set words apart by `,`, not by the full-width `，`";
    complain(fmt::format("{} is `{}`, not one of {}", option, given, fmt::join(names, ", ")), std::move(help));
  }

  template <class T>
  T word(std::string_view option, const std::string& given, const std::vector<std::pair<std::string, T>>& words) {
    std::vector<std::string> names;
    for (const auto& [name, value] : words) {
      if (name == given) return value;
      names.push_back(name);
    }
    not_one_of(option, given, names);
    return words.front().second;
  }

  std::optional<calendar::Date> date(std::string_view option, const std::string& given) {
    if (given.empty()) return std::nullopt;
    const auto parsed = calendar::parse_date(given);
    if (parsed) return parsed;
    const std::string advice = schema::date_advice(given);
    complain(fmt::format("{} is `{}`, not a date", option, given), advice.empty() ? "write YYYY-MM-DD" : advice);
    return parsed;
  }

  std::int32_t number(std::string_view option, const std::string& given, std::string_view what, std::int32_t largest,
                      std::int32_t smallest = 0) {
    std::int32_t value = 0;
    const auto [end, fault] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (fault == std::errc() && end == given.data() + given.size() && value >= smallest && value <= largest)
      return value;
    complain(fmt::format("{} is `{}`, not a number of {} from {} to {}", option, given, what, smallest, largest));
    return smallest;
  }

  std::int32_t days(std::string_view option, const std::string& given) { return number(option, given, "days", 36'600); }
  unsigned jobs(std::string_view option, const std::string& given) {
    return static_cast<unsigned>(number(option, given, "threads", 256, 1));
  }
  std::int32_t percent(std::string_view option, const std::string& given) {
    return number(option, given, "percent", 100);
  }

  std::size_t columns(std::string_view option, const std::string& given) {
    return static_cast<std::size_t>(
        number(option, given, "columns", std::int32_t{render::kWidest}, std::int32_t{render::kNarrowest}));
  }

  // NAME=VALUE, put behind what was set before.
  void setting(const std::string& given, std::vector<std::pair<std::string, std::string>>& settings) {
    const std::size_t equals = given.find('=');
    if (equals == std::string::npos || equals == 0)
      return complain(fmt::format("--set is `{}`, not NAME=VALUE", given));
    settings.emplace_back(given.substr(0, equals), given.substr(equals + 1));
  }

  std::vector<check::Status> statuses(const std::string& given) {
    std::vector<check::Status> result;
    if (given == "never") return result;
    const std::vector<std::string> names = status_names();
    for (std::size_t from = 0; from <= given.size();) {
      const std::size_t comma = std::min(given.find(',', from), given.size());
      const std::string name = given.substr(from, comma - from);
      const auto status = check::parse_status(name);
      if (status) result.push_back(*status);
      if (!status) not_one_of("--fail-on", name, names);
      from = comma + 1;
    }
    return result;
  }

  const render::Format* format(std::string_view option, const std::string& given) {
    const render::Format* found = render::find_format(given);
    if (!found) not_one_of(option, given, format_names());
    return found;
  }

  // [FORMAT=]PATH; without a format the path's ending says it.
  Output output(const std::string& given) {
    const std::size_t equals = given.find('=');
    const std::string prefix = given.substr(0, equals == std::string::npos ? 0 : equals);
    const bool is_word = !prefix.empty() && std::all_of(prefix.begin(), prefix.end(),
                                                        [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    if (is_word) return {format("--output", prefix), checked_path(given.substr(equals + 1))};
    const render::Format* found = render::format_of(given);
    if (!found) {
      complain(fmt::format("--output is `{}`, whose ending names no format", given),
               fmt::format("write FORMAT=PATH with one of {}", fmt::join(format_names(), ", ")));
    }
    return {found, checked_path(given)};
  }

  std::string checked_path(std::string path) {
    if (path.empty()) complain("--output names no path");
    return path;
  }

  // The word that one in Chinese, or another program's, means here.
  static std::optional<std::string> meant_word(const std::string& given);

  // What --fail-on knows.
  static std::vector<std::string> status_names() {
    std::vector<std::string> names = {"never"};
    for (std::size_t at = 0; at < check::kStatuses; ++at)
      names.emplace_back(check::to_string(static_cast<check::Status>(at)));
    return names;
  }

  static std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const render::Format& format : render::formats()) names.emplace_back(format.name);
    return names;
  }

 private:
  diag::Diagnostics& diagnostics_;
};

}  // namespace zhudun::cli
