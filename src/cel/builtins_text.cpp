// Texts. Places in a text count characters (code points) from 0.
#include <fmt/format.h>

#include <algorithm>

#include "cel/builtins.h"
#include "cel/format.h"
#include "cel/quote.h"
#include "cel/regex.h"
#include "cel/text_search.h"
#include "zhudun/cel/text.h"

namespace zhudun::cel {

namespace {

// Reading a text through costs a step for ten bytes.
bool pay(Context& context, Arguments a) {
  std::uint64_t bytes = 0;
  for (const Value& value : a) bytes += value.is(Value::Kind::string) ? value.as_string().size() : 0;
  return context.charge(bytes / 10);
}

template <Value (*function)(Context&, Arguments)>
Value paid(Context& context, Arguments a) {
  return pay(context, a) ? function(context, a) : *context.exhausted();
}

Value contains(Context&, Arguments a) {
  return Value::boolean(a[0].as_string().find(a[1].as_string()) != std::string_view::npos);
}
Value starts_with(Context&, Arguments a) { return Value::boolean(a[0].as_string().starts_with(a[1].as_string())); }
Value ends_with(Context&, Arguments a) { return Value::boolean(a[0].as_string().ends_with(a[1].as_string())); }

Value found(Context& context, Arguments a) {
  // As CEL counts it: the text times the pattern.
  if (!context.charge((a[0].as_string().size() / 10 + 1) * (a[1].as_string().size() / 4 + 1)))
    return *context.exhausted();
  return regex_found(a[0].as_string(), a[1].as_string());
}

template <char from, char to>
Value change_case(Context& context, Arguments a) {
  std::string text(a[0].as_string());
  if (!context.allow_text(text.size())) return *context.exhausted();
  for (char& c : text) {
    if (c >= from && c <= from + 25) c = static_cast<char>(c - from + to);
  }
  return Value::string(std::move(text));
}

Value quote(Context& context, Arguments a) {
  std::string text = quoted(a[0].as_string());
  return context.allow_text(text.size()) ? Value::string(std::move(text)) : *context.exhausted();
}

Value encode(Context& context, Arguments a) {
  if (!context.allow_text(a[0].as_string().size() / 3 * 4 + 4)) return *context.exhausted();
  return Value::string(base64_encode(a[0].as_string()));
}

Value decode(Context&, Arguments a) {
  auto data = base64_decode(a[0].as_string());
  return data ? Value::bytes(std::move(*data)) : Value::error(ErrorCode::invalid_argument, "the text is not base64");
}

BuiltIn test(std::string name, std::string_view doc, std::string_view example, Function function) {
  return {name, doc, example, {{name + "_string", "string.(string) -> bool", function}}};
}

std::vector<BuiltIn> searches() {
  return {
      {"charAt",
       "the character at a place; at the end the empty text",
       "'abc'.charAt(1) == 'b'",
       {{"string_char_at_int", "string.(int) -> string", paid<char_at>}}},
      {"indexOf",
       "where a text first occurs, from a place on; -1 if it does not",
       "'abcb'.indexOf('b') == 1",
       {{"string_index_of_string", "string.(string) -> int", paid<index_of>},
        {"string_index_of_string_int", "string.(string, int) -> int", paid<index_of>}}},
      {"lastIndexOf",
       "where a text last occurs, up to a place; -1 if it does not",
       "'abcb'.lastIndexOf('b') == 3",
       {{"string_last_index_of_string", "string.(string) -> int", paid<last_index_of>},
        {"string_last_index_of_string_int", "string.(string, int) -> int", paid<last_index_of>}}},
      {"substring",
       "the text from one place up to another",
       "'abcd'.substring(1, 3) == 'bc'",
       {{"string_substring_int", "string.(int) -> string", paid<substring>},
        {"string_substring_int_int", "string.(int, int) -> string", paid<substring>}}},
      {"replace",
       "the text with one part replaced by another, everywhere or so many times",
       "'aba'.replace('a', 'c') == 'cbc'",
       {{"string_replace_string_string", "string.(string, string) -> string", paid<replace>},
        {"string_replace_string_string_int", "string.(string, string, int) -> string", paid<replace>}}},
      {"split",
       "the parts between a separator, at most so many",
       "'a,b'.split(',') == ['a', 'b']",
       {{"string_split_string", "string.(string) -> list(string)", paid<split>},
        {"string_split_string_int", "string.(string, int) -> list(string)", paid<split>}}},
      {"join",
       "a list of texts as one, with a separator",
       "['a', 'b'].join('-') == 'a-b'",
       {{"list_join", "list(string).() -> string", join},
        {"list_join_string", "list(string).(string) -> string", join}}},
      {"trim",
       "the text without white space at its ends",
       "' a '.trim() == 'a'",
       {{"string_trim", "string.() -> string", paid<trim>}}},
      {"reverse",
       "the characters from last to first",
       "'abc'.reverse() == 'cba'",
       {{"string_reverse", "string.() -> string", paid<reverse>}}},
  };
}

}  // namespace

std::vector<BuiltIn> text_builtins() {
  std::vector<BuiltIn> rows = {
      test("contains", "whether the text holds another", "'abc'.contains('b')", paid<contains>),
      test("startsWith", "whether the text begins with another", "'abc'.startsWith('a')", paid<starts_with>),
      test("endsWith", "whether the text ends with another", "'abc'.endsWith('c')", paid<ends_with>),
      {"matches",
       "whether a regular expression (RE2) is found in the text",
       "'a1'.matches('^[a-z][0-9]$')",
       {{"matches", "(string, string) -> bool", found}, {"matches_string", "string.(string) -> bool", found}}},
      {"lowerAscii",
       "the text with A to Z in lower case",
       "'Ab'.lowerAscii() == 'ab'",
       {{"string_lower_ascii", "string.() -> string", change_case<'A', 'a'>}}},
      {"upperAscii",
       "the text with a to z in upper case",
       "'Ab'.upperAscii() == 'AB'",
       {{"string_upper_ascii", "string.() -> string", change_case<'a', 'A'>}}},
      {"format",
       "the text with %s, %d, %f, %e, %x, %X, %o, %b filled from a list",
       "'%s is %d'.format(['a', 1]) == 'a is 1'",
       {{"string_format", "string.(list(dyn)) -> string", format_text}}},
      {"strings.quote",
       "the text in double quotes, with escapes",
       "strings.quote('a') == '\"a\"'",
       {{"strings_quote", "(string) -> string", quote}}},
      {"base64.encode",
       "bytes as base64 text",
       "base64.encode(b'a') == 'YQ=='",
       {{"base64_encode_bytes", "(bytes) -> string", encode}}},
      {"base64.decode",
       "base64 text as bytes; padding may be missing",
       "base64.decode('YQ') == b'a'",
       {{"base64_decode_string", "(string) -> bytes", decode}}},
  };
  for (BuiltIn& row : searches()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace zhudun::cel
