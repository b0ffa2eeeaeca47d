#include "cel/builtins.h"

#include <algorithm>
#include <stdexcept>

namespace zhudun::cel {

namespace {

// Of a signature; few kinds stand in many.
class TypeReader {
 public:
  Type read(std::string_view text) {
    const auto known = std::find_if(known_.begin(), known_.end(), [&](const auto& one) { return one.first == text; });
    if (known != known_.end()) return known->second;
    const std::optional<Type> type = parse_type(text);
    if (!type) throw std::logic_error("a built-in's signature does not parse: " + std::string(text));
    known_.emplace_back(text, *type);
    return *type;
  }

 private:
  std::vector<std::pair<std::string, Type>> known_;
};

// The parts between commas that no bracket holds together.
std::vector<std::string_view> split_types(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (text[i] == ',' && depth == 0)) {
      if (i > begin) parts.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    } else {
      depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    }
  }
  return parts;
}

Overload overload_of(const BuiltIn& row, BuiltInOverload& one, TypeReader& types) {
  Overload overload;
  overload.function = row.name;
  overload.id = std::move(one.id);
  overload.doc = row.doc;
  overload.example = row.example;
  overload.strict = row.strict;
  overload.implementation = one.function;
  overload.dynamic_only = one.dynamic_only;
  std::string_view signature = one.signature;
  const std::size_t arrow = signature.find(" -> ");
  overload.result = types.read(signature.substr(arrow + 4));
  signature = signature.substr(0, arrow);
  const std::size_t dot = signature.find(".(");
  if (dot != std::string_view::npos) {
    overload.member = true;
    overload.parameters.push_back(types.read(signature.substr(0, dot)));
    signature.remove_prefix(dot + 1);
  }
  for (const std::string_view part : split_types(signature.substr(1, signature.size() - 2)))
    overload.parameters.push_back(types.read(part));
  return overload;
}

}  // namespace

std::vector<Overload> builtin_overloads() {
  constexpr std::size_t about = 400;
  std::vector<Overload> overloads;
  overloads.reserve(about);
  TypeReader types;
  for (const auto part : {operator_builtins, comparison_builtins, container_builtins, list_builtins,
                          conversion_builtins, text_builtins, time_builtins, math_builtins, optional_builtins}) {
    for (BuiltIn& row : part()) {
      for (BuiltInOverload& one : row.overloads) overloads.push_back(overload_of(row, one, types));
    }
  }
  return overloads;
}

}  // namespace zhudun::cel
