#include "zhudun/pack/rule_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "zhudun/diag/diagnostic.h"

namespace zhudun::pack {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// In lower case, numbers without leading zeros: `R03.2` and `r3.02` are one.
std::string plain(std::string_view id) {
  std::string result;
  for (std::size_t at = 0; at < id.size(); ++at) {
    const bool after_digit =
        at > 0 && is_digit(id[at - 1]) && !(id[at - 1] == '0' && (result.empty() || !is_digit(result.back())));
    const bool leading = id[at] == '0' && !after_digit && at + 1 < id.size() && is_digit(id[at + 1]);
    if (!leading) result += id[at] >= 'A' && id[at] <= 'Z' ? static_cast<char>(id[at] - 'A' + 'a') : id[at];
  }
  return result;
}

std::string_view from_first_digit(std::string_view id) {
  return id.substr(std::min(id.find_first_of("0123456789"), id.size()));
}

}  // namespace

std::string rule_advice(const Pack& pack, std::string_view id) {
  const std::string wanted = plain(id);
  std::vector<std::string> ids, within;
  for (const Rule& rule : pack.rules) {
    const std::string own = plain(rule.id);
    if (own == wanted || (!wanted.empty() && is_digit(wanted.front()) && from_first_digit(own) == wanted))
      return fmt::format("did you mean `{}`?", rule.id);
    if (own.starts_with(wanted + ".")) within.push_back(rule.id);
    ids.push_back(rule.id);
  }
  if (!within.empty()) return fmt::format("its rules are {}", fmt::join(within, ", "));
  const auto near = diag::nearest(id, ids);
  return near ? fmt::format("did you mean `{}`?", *near) : "`zhudun rules` lists them";
}

}  // namespace zhudun::pack
