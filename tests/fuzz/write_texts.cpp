// Texts for inside another's grammar: Markdown, OSCAL, URIs, workflow commands. Each stays in its place.
#include <algorithm>

#include "promise.h"
#include "zhudun/write/gzip.h"
#include "zhudun/write/markdown.h"
#include "zhudun/write/oscal.h"
#include "zhudun/write/uri.h"
#include "zhudun/write/workflow.h"

using namespace zhudun;
using fuzz::hold;

namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

void hold_oscal(std::string_view text) {
  const std::string token = write::oscal_token(text);
  hold(!token.empty() && (letter(token[0]) || token[0] == '_'), "a token begins with a letter: " + token);
  hold(std::all_of(token.begin(), token.end(),
                   [](char c) { return letter(c) || digit(c) || c == '.' || c == '-' || c == '_'; }),
       "and is of letters and digits: " + token);
  const std::string line = write::oscal_string(text);
  hold(!line.empty() && line.front() != ' ' && line.back() != ' ', "a string has no blank at its ends: " + line);
  fuzz::hold_printable(line.substr(0, line.find('\xE2')), "", "an OSCAL string");
  const std::string markup = write::oscal_markup(text);
  hold(!markup.empty() && markup.find('\n') == std::string::npos && !source::first_invalid_utf8(markup),
       "markup is one line: " + markup);
}

void hold_uri(std::string_view text) {
  const std::string uri = write::uri_of_path(text);
  for (std::size_t at = 0; at < uri.size(); ++at) {
    const char c = uri[at];
    const bool hex = c == '%' && at + 2 < uri.size() && std::isxdigit(static_cast<unsigned char>(uri[at + 1])) != 0 &&
                     std::isxdigit(static_cast<unsigned char>(uri[at + 2])) != 0;
    hold(hex || letter(c) || digit(c) || std::string_view("-._~/:").find(c) != std::string_view::npos,
         [&] { return "a URI: " + uri; });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::bytes(data, size);
  const std::string cell = write::markdown(text);
  hold(cell.find('\n') == std::string::npos && cell.find('\r') == std::string::npos, "a cell is one line: " + cell);
  hold(!source::first_invalid_utf8(cell), "and UTF-8");
  for (std::size_t at = 0; (at = cell.find('<', at)) != std::string::npos; ++at) {
    const bool known = cell.compare(at, 4, "<br>") == 0 || cell.compare(at, 8, "<!-- -->") == 0;
    hold(known, [&] { return "no tag but a line break, and the remark that parts words: " + cell; });
  }
  for (std::size_t at = 0; (at = cell.find('|', at)) != std::string::npos; ++at)
    hold(at > 0 && cell[at - 1] == '\\', [&] { return "no other cell begins in it: " + cell; });
  hold_oscal(text);
  hold_uri(text);
  for (const std::string& out :
       {write::workflow_data(text), write::workflow_property(text), write::workflow_line(text)})
    hold(out.find('\n') == std::string::npos && out.find('\r') == std::string::npos, "a command is one line: " + out);
  const std::string property = write::workflow_property(text);
  hold(property.find_first_of(":,") == std::string::npos, "a property ends where it ends: " + property);
  hold(!write::workflow_line(text).starts_with("::"), "a line that is no command");
  hold(write::gzip_size(text) > 0 && write::gzip_size(text) < text.size() + 64, "a size as gzip has it");
  return 0;
}
