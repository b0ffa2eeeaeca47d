// iCalendar as it is written: lines of at most 75 octets that end in CR and LF, whole characters, and a property for
// each that was written, whatever its text holds.
#include <algorithm>

#include "promise.h"
#include "zhudun/write/ical.h"

using namespace zhudun;
using fuzz::hold;

namespace {

std::string written(fuzz::Choices choices, bool plain) {
  std::string out;
  write::IcalWriter writer(out);
  writer.begin("VCALENDAR");
  while (!choices.over()) {
    const auto which = choices.below(6);
    const std::string taken = choices.text(120);
    const std::string text = plain ? "x" : taken;
    if (which == 0) writer.begin("VEVENT");
    if (which == 1) writer.end();
    if (which == 2) writer.text("SUMMARY", text);
    if (which == 3) writer.texts("CATEGORIES", {text, text});
    if (which == 4) writer.value("DTSTART", "20250101");
    if (which == 5) writer.text("X-A;X-P=" + write::ical_parameter(text), "y");
  }
  writer.finish();
  return out;
}

// The names of the properties, one a line; what is folded is one.
std::string names(const std::string& text) {
  std::string found;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    hold(end != std::string::npos, [&] { return "each line ends in CR and LF: " + text; });
    const std::string_view line = std::string_view(text).substr(at, end - at);
    hold(line.size() <= 75, [&] { return "a line is of 75 octets at most: " + text; });
    hold(!line.empty() && line.find_first_of("\r\n") == std::string_view::npos, "and has no other break");
    hold(!source::first_invalid_utf8(line), "and no half character");
    if (line.front() != ' ') found += std::string(line.substr(0, line.find_first_of(":;"))) + "\n";
    at = end + 2;
  }
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Choices choices(fuzz::bytes(data, size));
  const std::string hostile = written(choices, false);
  hold(names(hostile) == names(written(choices, true)), "a text stays a text: " + hostile);
  for (const char byte : hostile) {
    const auto value = static_cast<std::uint8_t>(byte);
    hold((value >= 0x20 && value != 0x7f) || byte == '\t' || byte == '\r' || byte == '\n', "no control characters");
  }
  const std::string parameter = write::ical_parameter(choices.rest());
  const std::string_view inner = std::string_view(parameter).substr(0, parameter.size());
  const bool quoted = inner.size() >= 2 && inner.front() == '"' && inner.back() == '"';
  hold(std::count(parameter.begin(), parameter.end(), '"') == (quoted ? 2 : 0),
       "a parameter is closed by its own quotes");
  hold(quoted || parameter.find_first_of(":;,") == std::string::npos, "and quoted where it must be");
  return 0;
}
