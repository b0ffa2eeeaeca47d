#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion.h"
#include "zhudun/pack/builtin.h"

namespace zhudun::cli {
namespace {

constexpr std::string_view kBegin = R"sh(#compdef zhudun
# Completion of zhudun in zsh, as `zhudun completion zsh` prints it.

# A path, or one of the words with an equals sign and a path behind it.
_zhudun_prefixed() {
  if compset -P '*='; then
    _files
  else
    _alternative "prefixes:format:compadd -qS = -a prefixes" 'files:file:_files'
  fi
}

_zhudun_folders() {
  _alternative "names:name:compadd -a names" 'folders:folder:_files -/'
}
)sh";

constexpr std::string_view kEnd = R"sh(
if [ "$funcstack[1]" = _zhudun ]; then
  _zhudun "$@"
else
  compdef _zhudun zhudun
fi
)sh";

// With a backslash before each of the characters.
std::string escaped(std::string_view text, std::string_view characters) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || characters.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string escaped_words(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) out.push_back(escaped(word, ": ()[]'\"$`&|;<>*?~#"));
  return fmt::format("{}", fmt::join(out, " "));
}

// `:message:action` of _arguments.
std::string answer(const Option& row) {
  const std::string begin = fmt::format(":{}:", escaped(row.value, ":"));
  const std::string words = escaped_words(row.words);
  switch (offered_for(row)) {
    case Offered::nothing:
      return begin + " ";
    case Offered::words:
      return fmt::format("{}({})", begin, words);
    case Offered::list:
      return fmt::format("{}_values -s , word {}", begin, words);
    case Offered::prefixed:
      return fmt::format("{}{{local -a prefixes=({}); _zhudun_prefixed}}", begin, words);
    case Offered::files:
      return begin + "_files";
    case Offered::folders:
      return fmt::format("{}{{local -a names=({}); _zhudun_folders}}", begin, words);
    case Offered::rules:
      return begin + "_zhudun_rules";
  }
  return begin;
}

std::string names_but(const std::vector<std::string>& names, const Option& row, const Offer& offer) {
  std::vector<std::string> out = row.repeats ? std::vector<std::string>() : names;
  for (const Option* other : offer.options()) {
    const bool apart = (!row.excludes.empty() && names_of(*other).back() == row.excludes) ||
                       (!other->excludes.empty() && names.back() == other->excludes);
    if (apart) out.push_back(names_of(*other).back());
  }
  return fmt::format("({})", fmt::join(out, " "));
}

// One specification of _arguments for each name.
std::string option_lines(const Option& row, const Offer& offer) {
  const std::vector<std::string> names = names_of(row);
  const bool help = &row == &help_option();
  std::string lines;
  for (const std::string& name : names) {
    std::string spec = help ? "(- *)" : names_but(names, row, offer);
    if (row.repeats) spec += '*';
    spec += name;
    if (!row.value.empty()) spec += name.starts_with("--") ? "=" : "+";
    spec += "[" + escaped(row.help, "[]") + "]";
    if (!row.value.empty()) spec += answer(row);
    lines += fmt::format(" \\\n            {}", quoted(spec));
  }
  return lines;
}

std::string command_case(const Offer& offer) {
  std::string text = fmt::format("        {})\n          _arguments -S -s", offer.name());
  for (const Option* row : offer.options()) text += option_lines(*row, offer);
  std::size_t place = 0;
  for (const Option* row : offer.positions()) {
    const std::string at = row->repeats ? "*" : fmt::format("{}{}", ++place, row->required ? "" : ":");
    text += fmt::format(" \\\n            {}", quoted(at + answer(*row)));
  }
  return text + " && ret=0\n          ;;\n";
}

}  // namespace

std::string zsh_completion(const std::deque<Offer>& offers) {
  std::string commands, cases;
  for (const Offer& offer : offers) {
    const std::string summary = escaped(offer.command->summary(), "");
    commands += fmt::format("        {}\n", quoted(fmt::format("{}:{}", offer.name(), summary)));
    cases += command_case(offer);
  }
  std::string text(kBegin);
  text += fmt::format(R"sh(
_zhudun_rules() {{
  local -a rules
  local pack=${{(Q)opt_args[--rules]:-{}}}
  rules=(${{(f)"$(${{~program}} rules ${{~pack}} --lang en 2>/dev/null |
    sed -n 's/^  \([^ :]*\)  *[0-9][0-9]*  \(.*\)/\1:\2/p')"}})
  _describe -t rules rule rules
}}
)sh",
                      pack::default_pack());
  text += fmt::format(R"sh(
_zhudun() {{
  local curcontext=$curcontext state state_descr line program=$words[1] ret=1
  local -a commands
  typeset -A opt_args
  _arguments -C \
    {} \
    {} \
    '1:command:->command' '*::argument:->argument' && ret=0
  case $state in
    command)
      commands=(
{}      )
      _describe -t commands command commands && ret=0
      ;;
    argument)
      curcontext=${{curcontext%:*:*}}:zhudun-$words[1]:
      case $words[1] in
{}      esac
      ;;
  esac
  return ret
}}
)sh",
                      quoted(fmt::format("(- *)-h[{}]", escaped(help_option().help, "[]"))) + " \\\n    " +
                          quoted(fmt::format("(- *)--help[{}]", escaped(help_option().help, "[]"))),
                      quoted(fmt::format("(- *)--version[{}]", escaped(version_option().help, "[]"))), commands, cases);
  return text + std::string(kEnd);
}

}  // namespace zhudun::cli
