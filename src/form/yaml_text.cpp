#include "form/yaml_text.h"

#include "zhudun/source/text.h"
#include "zhudun/write/json.h"
#include "zhudun/yaml/core.h"

namespace zhudun::form {

std::string yaml_text(std::string_view text) {
  const auto plain_first = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  };
  const bool plain = !text.empty() && plain_first(text.front()) && text.back() != ' ' &&
                     text.find_first_of(":#[]{},&*!|>'\"%@`\\") == std::string_view::npos &&
                     source::printable(text) == text && !source::first_invalid_utf8(text) &&
                     yaml::resolve(text) == yaml::ScalarType::string;
  return plain ? std::string(text) : write::json_string(text);  // JSON's strings are YAML's
}

}  // namespace zhudun::form
