#include "cel/text_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "cel/utf8.h"

namespace zhudun::cel {

namespace {

// A text with its characters counted: places are offsets of code points.
struct Characters {
  explicit Characters(std::string_view text) : text(text), offsets(utf8_offsets(text)) {}
  std::int64_t count() const { return static_cast<std::int64_t>(offsets.size()) - 1; }
  std::size_t byte(std::int64_t place) const { return offsets[static_cast<std::size_t>(place)]; }
  std::string_view cut(std::int64_t begin, std::int64_t end) const {
    return text.substr(byte(begin), byte(end) - byte(begin));
  }
  std::int64_t place(std::size_t byte_offset) const {
    return static_cast<std::int64_t>(std::lower_bound(offsets.begin(), offsets.end(), byte_offset) - offsets.begin());
  }
  bool holds(std::int64_t place) const { return place >= 0 && place <= count(); }

  std::string_view text;
  std::vector<std::uint32_t> offsets;
};

Value out_of_range(std::int64_t place) {
  return Value::error(ErrorCode::range, fmt::format("index out of range: {}", place));
}

// A new value for part of a text that the argument may only borrow.
Value part(std::string_view text) { return Value::string(std::string(text)); }

Value place_or_none(const Characters& characters, std::size_t found) {
  return Value::integer(found == std::string_view::npos ? -1 : characters.place(found));
}

}  // namespace

Value char_at(Context&, Arguments a) {
  const Characters characters(a[0].as_string());
  const std::int64_t place = a[1].as_integer();
  if (!characters.holds(place)) return out_of_range(place);
  return place == characters.count() ? part("") : part(characters.cut(place, place + 1));
}

Value index_of(Context&, Arguments a) {
  const Characters characters(a[0].as_string());
  const std::int64_t from = a.size() > 2 ? a[2].as_integer() : 0;
  if (!characters.holds(from)) return out_of_range(from);
  return place_or_none(characters, characters.text.find(a[1].as_string(), characters.byte(from)));
}

Value last_index_of(Context&, Arguments a) {
  const Characters characters(a[0].as_string());
  const std::int64_t to = a.size() > 2 ? a[2].as_integer() : characters.count();
  if (!characters.holds(to)) return out_of_range(to);
  return place_or_none(characters, characters.text.rfind(a[1].as_string(), characters.byte(to)));
}

Value substring(Context&, Arguments a) {
  const Characters characters(a[0].as_string());
  const std::int64_t begin = a[1].as_integer();
  const std::int64_t end = a.size() > 2 ? a[2].as_integer() : characters.count();
  if (!characters.holds(begin)) return out_of_range(begin);
  if (!characters.holds(end)) return out_of_range(end);
  if (end < begin) return Value::error(ErrorCode::range, fmt::format("the end {} is before the begin {}", end, begin));
  return part(characters.cut(begin, end));
}

namespace {

// Where the separator ends each part; the empty separator is between any two characters.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator, std::int64_t most) {
  std::vector<std::string_view> parts;
  while (most < 0 || static_cast<std::int64_t>(parts.size()) + 1 < most) {
    std::size_t end = 0;
    if (separator.empty()) {
      if (text.empty()) break;
      next_utf8(text, end);
      if (end == text.size()) break;
    } else {
      end = text.find(separator);
      if (end == std::string_view::npos) break;
    }
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + separator.size());
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

Value replace(Context& context, Arguments a) {
  const std::string_view text = a[0].as_string();
  const std::string_view with = a[2].as_string();
  std::int64_t most = a.size() > 3 ? a[3].as_integer() : -1;
  if (most == 0) return a[0];
  std::string result;
  if (a[1].as_string().empty()) {
    // Also before the first character, which parts between separators do not show.
    result = with;
    if (most > 0) --most;
  }
  std::vector<std::string_view> parts =
      parts_of(text, a[1].as_string(), most < 0 || most == std::numeric_limits<std::int64_t>::max() ? -1 : most + 1);
  if (a[1].as_string().empty() && (most < 0 || static_cast<std::int64_t>(parts.size()) <= most) && !text.empty())
    parts.push_back("");
  std::size_t size = result.size() + with.size() * (parts.size() - 1);
  for (const std::string_view one : parts) size += one.size();
  if (!context.allow_text(size)) return *context.exhausted();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += with;
    result += parts[i];
  }
  return Value::string(std::move(result));
}

Value split(Context& context, Arguments a) {
  const std::int64_t most = a.size() > 2 ? a[2].as_integer() : -1;
  if (most == 0) return Value::list({});
  const std::vector<std::string_view> parts = parts_of(a[0].as_string(), a[1].as_string(), most);
  if (!context.allow_list(parts.size())) return *context.exhausted();
  std::vector<Value> items;
  if (a[0].as_string().empty() && a[1].as_string().empty()) return Value::list({});
  for (const std::string_view one : parts) items.push_back(part(one));
  return Value::list(std::move(items));
}

Value join(Context& context, Arguments a) {
  const std::string_view separator = a.size() > 1 ? a[1].as_string() : std::string_view();
  std::string text;
  for (std::size_t i = 0; i < a[0].size(); ++i) {
    const Value item = a[0].at(i);
    if (item.is(Value::Kind::unknown)) return item.settled();
    if (!item.is(Value::Kind::string))
      return Value::error(ErrorCode::no_such_overload,
                          fmt::format("no such overload: join takes texts, found `{}`", to_string(type_of(item))));
    if (i > 0) text += separator;
    text += item.as_string();
    if (text.size() > context.limits().text_size) break;
  }
  return context.allow_text(text.size()) ? Value::string(std::move(text)) : *context.exhausted();
}

namespace {

// Unicode's White_Space.
bool is_white(std::uint32_t code) {
  return (code >= 0x09 && code <= 0x0D) || code == ' ' || code == 0x85 || code == 0xA0 || code == 0x1680 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

}  // namespace

Value trim(Context&, Arguments a) {
  const std::string_view text = a[0].as_string();
  std::size_t begin = text.size();
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    if (is_white(next_utf8(text, at))) continue;
    begin = std::min(begin, here);
    end = at;
  }
  return part(begin < end ? text.substr(begin, end - begin) : std::string_view());
}

Value reverse(Context& context, Arguments a) {
  const Characters characters(a[0].as_string());
  if (!context.allow_text(characters.text.size())) return *context.exhausted();
  std::string text;
  for (std::int64_t i = characters.count(); i-- > 0;) text += characters.cut(i, i + 1);
  return Value::string(std::move(text));
}

}  // namespace zhudun::cel
