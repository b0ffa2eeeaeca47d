#include "zhudun/schema/advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "schema/cells.h"
#include "zhudun/calendar/date.h"
#include "zhudun/yaml/core.h"

namespace zhudun::schema {
namespace {

using Words = std::vector<std::string_view>;

bool among(std::string_view text, const Words& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool means_nothing(std::string_view text) {
  return among(text, {"无", "没有", "暂无", "未定", "待定", "不适用", "不涉及", "none", "None", "N/A", "n/a", "TBD",
                      "-", "—", "/"});
}

// Each run of digits as a number, those beyond eight digits cut.
std::vector<std::int64_t> numbers_in(std::string_view text) {
  std::vector<std::int64_t> numbers;
  bool in_number = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && !in_number) numbers.push_back(0);
    if (digit && numbers.back() < 100'000'000) numbers.back() = numbers.back() * 10 + (c - '0');
    in_number = digit;
  }
  if (numbers.size() == 1 && text.size() == 8 && numbers[0] > 10'000'000) {
    const std::int64_t packed = numbers[0];
    numbers = {packed / 10'000, packed / 100 % 100, packed % 100};
  }
  return numbers;
}

std::string write_day(std::optional<calendar::Date> date, std::string_view otherwise = {}) {
  return date ? fmt::format("write {}", calendar::to_string(*date)) : std::string(otherwise);
}

// The part of a description that says what it is: up to the first mark of punctuation.
std::string_view first_clause(std::string_view description) {
  std::size_t end = description.size();
  for (const std::string_view mark : {"，", "。", "；", "（", "、", "："}) end = std::min(end, description.find(mark));
  return description.substr(0, end);
}

// The characters of a text, each as its bytes.
std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    result.push_back(text.substr(at, end - at));
    at = end;
  }
  return result;
}

// Whether all characters of a text stand in another in their order: 平台运营 in 某某平台运营企业.
bool stands_within(std::string_view text, std::string_view whole) {
  std::size_t from = 0;
  for (const std::string_view c : characters_of(text)) {
    const std::size_t found = whole.find(c, from);
    if (found == std::string_view::npos) return false;
    from = found + c.size();
  }
  return true;
}

constexpr std::array<std::string_view, 8> kSpaces = {" ", "\t", "　", "\xC2\xA0", "：", "“", "”", "\""};

std::string_view without_marks(std::string_view name) {
  for (std::size_t before = name.size() + 1; before != name.size();) {
    before = name.size();
    for (const std::string_view mark : kSpaces) {
      if (name.starts_with(mark)) name.remove_prefix(mark.size());
      if (name.ends_with(mark)) name.remove_suffix(mark.size());
    }
  }
  return name;
}

// How surely a property is called so in Chinese: 3 its very name, 2 the beginning of its description, 1 part of it.
int likeness(std::string_view name, const Property& property) {
  if (std::find(property.columns.begin(), property.columns.end(), name) != property.columns.end()) return 3;
  const std::string_view clause = first_clause(property.description.zh);
  if (name == clause) return 3;
  const bool chinese = static_cast<unsigned char>(name.front()) >= 0xE0;
  if (!chinese || name.size() < 6) return 0;  // a single character says too little
  if (clause.starts_with(name) || clause.ends_with(name)) return 2;
  return has(property.description.zh, name) || stands_within(name, clause) ? 1 : 0;
}

std::string digit_advice(std::string_view text) {
  constexpr std::array<std::string_view, 10> digits = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (text.starts_with("第")) text.remove_prefix(std::string_view("第").size());
  for (std::size_t value = 0; value < digits.size(); ++value) {
    if (text == digits[value] || text == fmt::format("{}级", digits[value])) return fmt::format("write {}", value);
  }
  return {};
}

}  // namespace

std::string date_advice(std::string_view given) {
  const std::string text = half_width(given);
  const std::vector<std::int64_t> numbers = numbers_in(text);
  if (numbers.size() >= 3 && numbers[0] >= 1000) {
    return write_day(calendar::make_date(numbers[0], numbers[1], numbers[2]), "there is no such day");
  }
  if (numbers.size() == 3 && numbers[2] >= 1000) {
    const std::int64_t day = std::max(numbers[0], numbers[1]);
    if (day <= 12 && numbers[0] != numbers[1]) return "write the year first, then month and day: YYYY-MM-DD";
    return write_day(calendar::make_date(numbers[2], std::min(numbers[0], numbers[1]), day), "there is no such day");
  }
  if (!numbers.empty() && numbers.size() < 3 && numbers[0] >= 1900 && numbers[0] < 2200)
    return "write the day too: YYYY-MM-DD";
  if (has(text, "年") && has(text, "月")) return "write it in digits: YYYY-MM-DD";
  return means_nothing(text) ? "leave it empty until there is a date" : std::string();
}

std::string number_advice(std::string_view text) {
  if (text.starts_with('\'')) return fmt::format("write {} without the apostrophe", text.substr(1));
  const std::string plain = half_width(text);
  if (plain != text && yaml::to_double(plain)) return fmt::format("write {} in half-width characters", plain);
  if (is_grouped(text)) return fmt::format("write {}, without commas", without_commas(text));
  if (text.ends_with('%')) return "write the number itself, not a percentage";
  const bool begins = text.find_first_of("0123456789") == 0;
  if (begins && has(text, ",")) return "write a point, not a comma, before the decimals";
  if (begins) return "write the number alone, without a unit";
  if (means_nothing(text)) return "leave it empty if it is not known";
  return digit_advice(text);
}

std::string boolean_advice(std::string_view text) {
  if (among(text, {"是", "有", "对", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})) return "write true";
  if (among(text, {"否", "无", "没有", "不", "不是", "no", "No", "NO", "off", "Off", "OFF", "n", "N"}))
    return "write false";
  return "write true or false, without quotes";
}

std::string collection_advice(std::string_view text, const Type& type, std::string_view key) {
  if (has(text, "：")) return "write `: ` after a key, not the full-width `：`";
  if (has(text, ":　")) return "write an ordinary space behind `:`, not a full-width one";
  if (has(text, ":") && type.kind == Kind::object) return "write a space behind the `:` of each key";
  if (text.starts_with("【") || text.starts_with("［")) return "write `[` and `]`";
  if (text.starts_with("｛")) return "write `{` and `}`";
  if (text.starts_with("－") || text.starts_with("—") || text.starts_with("·") || text.starts_with("•"))
    return "write `- ` before each item of a list";
  if (text.starts_with("-")) return "write a space behind the `-` of each item";
  if (!means_nothing(text)) return {};
  if (type.kind == Kind::array) return "write [] if there is none";
  return fmt::format("leave `{}` out if there is nothing to say of it", key);
}

std::string word_advice(std::string_view given, const Type& type) {
  const std::string_view text = without_marks(given);
  const EnumValue* meant = nullptr;
  int many = 0;
  for (const EnumValue& value : type.values) {
    if (value.value == text && text != given)
      return fmt::format("write {} without `{}`", value.value, given.substr(0, given.find(text)));
    if (value.title.zh == text || value.title.en == text) return fmt::format("write {}", value.value);
    if (text.empty() || static_cast<unsigned char>(text.front()) < 0xE0 || !stands_within(text, value.title.zh))
      continue;
    meant = &value;
    ++many;
  }
  if (many == 1) return fmt::format("write {} ({})", meant->value, meant->title.zh);
  std::string titles;
  if (text.empty() || static_cast<unsigned char>(text.front()) < 0x80) return titles;
  for (const EnumValue& value : type.values) {
    if (!value.title.zh.empty())
      titles += fmt::format("{}{} is {}", titles.empty() ? "" : ", ", value.value, value.title.zh);
  }
  return titles;
}

std::string punctuation_advice(std::string_view text) {
  if (has(text, "，") || has(text, "、")) return "set items apart by `,`, not by a full-width sign";
  return {};
}

std::optional<std::uint32_t> meant_property(std::string_view given, const Type& object) {
  const std::string_view name = without_marks(given);
  if (name.empty()) return std::nullopt;
  if (name != given) {
    if (const auto slot = Schema::slot(object, name)) return slot;
  }
  std::optional<std::uint32_t> best;
  int most = 0;
  bool unsure = false;
  for (std::uint32_t slot = 0; slot < object.properties.size(); ++slot) {
    const int found = likeness(name, object.properties[slot]);
    if (found == 0 || found < most) continue;
    unsure = found == most;
    most = found;
    best = slot;
  }
  return unsure ? std::nullopt : best;
}

}  // namespace zhudun::schema
