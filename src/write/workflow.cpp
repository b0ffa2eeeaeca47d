#include "zhudun/write/workflow.h"

#include <fmt/format.h>

#include <iterator>

namespace zhudun::write {
namespace {

std::string escaped(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace

std::string workflow_data(std::string_view text) { return escaped(text, "%\r\n"); }

std::string workflow_property(std::string_view text) { return escaped(text, "%\r\n:,"); }

std::string workflow_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (c == '[' && line.ends_with("##")) line += ' ';  // `##[` begins a command wherever it stands
    line += c == '\n' || c == '\r' ? ' ' : c;
  }
  const std::size_t first = line.find_first_not_of(" \t");
  return first != std::string::npos && line.compare(first, 2, "::") == 0 ? ". " + line : line;
}

}  // namespace zhudun::write
