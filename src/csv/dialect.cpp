#include "csv/dialect.h"

#include <algorithm>

#include "zhudun/yaml/encoding.h"

namespace zhudun::csv {
namespace {

bool is_break(char c) { return c == '\r' || c == '\n'; }

// The first line that is not blank, to its end outside quotes.
std::string_view header(std::string_view bytes) {
  bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  bool in_quotes = false;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '"') in_quotes = !in_quotes;
    if (!in_quotes && is_break(bytes[at])) return bytes.substr(0, at);
  }
  return bytes;
}

bool stands_in(std::string_view line, char delimiter) {
  bool in_quotes = false;
  for (const char c : line) {
    if (c == '"') in_quotes = !in_quotes;
    if (!in_quotes && c == delimiter) return true;
  }
  return false;
}

}  // namespace

std::string_view Dialect::name() const {
  return delimiter == ',' ? "a comma" : delimiter == ';' ? "a semicolon" : delimiter == '\t' ? "a tab" : "a separator";
}

Dialect dialect_of(const source::File& file) {
  constexpr std::string_view says = "sep=";
  Dialect dialect{',', static_cast<std::uint32_t>(yaml::bom_size(file))};
  std::string_view bytes = file.bytes().substr(dialect.begin);
  if (bytes.starts_with(says) && bytes.size() > says.size() + 1 && !is_break(bytes[says.size()]) &&
      bytes[says.size()] != '"' && is_break(bytes[says.size() + 1])) {
    dialect.delimiter = bytes[says.size()];
    dialect.begin += static_cast<std::uint32_t>(says.size()) + (bytes.substr(says.size() + 1, 2) == "\r\n" ? 3 : 2);
    return dialect;
  }
  const std::string_view line = header(bytes);
  for (const char delimiter : {',', ';', '\t'}) {
    if (!stands_in(line, delimiter)) continue;
    dialect.delimiter = delimiter;
    break;
  }
  return dialect;
}

}  // namespace zhudun::csv
