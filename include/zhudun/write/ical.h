// iCalendar text (RFC 5545), written as it comes. In: components and properties in order; names and parameters are the
// caller's own, texts may be anyone's. Out: UTF-8 appended to the caller's string, each line ended by CRLF and folded
// at 75 octets, never inside a character. Whatever the bytes handed in, a property stays one: backslash, semicolon,
// comma and line breaks of a text are escaped (U+2028 and U+2029 count as line breaks), other control characters but
// tab and broken UTF-8 become U+FFFD. An end() out of place does nothing; finish() closes what is left open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zhudun::write {

class IcalWriter {
 public:
  explicit IcalWriter(std::string& out) : out_(out) {}

  void begin(std::string_view component);
  void end();
  void finish();

  // A property whose value is a text, or a list of texts.
  void text(std::string_view name, std::string_view value);
  void texts(std::string_view name, const std::vector<std::string>& values);
  // A property whose value is spelled already: a date, a duration, a number. The name may carry parameters.
  void value(std::string_view name, std::string_view value);

 private:
  std::string& out_;
  std::vector<std::string> open_;
};

// A text as the value of a parameter, quoted where it must be; a quotation mark in it becomes an apostrophe.
std::string ical_parameter(std::string_view text);

}  // namespace zhudun::write
