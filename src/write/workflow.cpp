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

}  // namespace zhudun::write
