#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion.h"
#include "zhudun/pack/builtin.h"

namespace zhudun::cli {
namespace {

// What does not depend on the table. Names of files are left to readline, which knows how to quote them, by giving it
// no answer and the leave to make its own.
constexpr std::string_view kBegin = R"sh(# Completion of zhudun in bash, as `zhudun completion bash` prints it.

# The words that go on from what stands at the cursor, written so that the shell reads them as they are.
_zhudun_words() {
  local word
  for word in "$@"; do
    if [[ $word == "$cur"* ]]; then
      printf -v word %q "$word"
      COMPREPLY+=("$word")
    fi
  done
}

# One more of the words, behind those that stand there with commas.
_zhudun_list() {
  local word before=
  if [[ $cur == *,* ]]; then before=${cur%,*},; fi
  for word in "$@"; do
    if [[ $before$word == "$cur"* && ,$before != *,"$word",* ]]; then COMPREPLY+=("$before$word"); fi
  done
  compopt -o nospace 2>/dev/null
}

_zhudun_files() { compopt -o default 2>/dev/null; }

_zhudun_folders() {
  _zhudun_words "$@"
  compopt -o plusdirs 2>/dev/null
}

# A path, or one of the words with an equals sign and a path behind it.
_zhudun_prefixed() {
  local name
  compopt -o default 2>/dev/null
  if [[ $cur != *=* ]]; then
    _zhudun_words "${@/%/=}"
    if ((${#COMPREPLY[@]})); then compopt -o nospace 2>/dev/null; fi
  elif [[ $COMP_WORDBREAKS != *=* ]]; then
    while IFS= read -r name; do COMPREPLY+=("${cur%%=*}=$name"); done < <(compgen -f -- "${cur#*=}")
  fi
}
)sh";

constexpr std::string_view kEnd = R"sh(
_zhudun() {
  local IFS=$' \t\n' cur='' command='' option='' rules='' only='' lead='' word at last place=0
  local program=${COMP_WORDS[0]/#\~\//$HOME/}
  local -a words=()
  COMPREPLY=()
  # Readline breaks words at = and :, which are put together again here.
  for ((at = 1; at <= COMP_CWORD; at++)); do
    last=$((${#words[@]} - 1)) word=${COMP_WORDS[at]}
    if ((last >= 0)) && [[ $word == [=:] || ${COMP_WORDS[at - 1]} == [=:] ]]; then
      words[last]+=$word
    else
      words+=("$word")
    fi
  done
  last=$((${#words[@]} - 1))
  cur=${words[last]}
  for ((at = 0; at < last; at++)); do
    word=${words[at]}
    if [[ ! $command ]]; then
      if [[ $word != -* ]]; then command=$word; fi
    elif [[ $option ]]; then
      if [[ $option == --rules ]]; then rules=$word; fi
      option=
    elif [[ $only || $word != -?* ]]; then
      ((place += 1))
    elif [[ $word == -- ]]; then
      only=1
    elif [[ $word == --rules=* ]]; then
      rules=${word#*=}
    elif _zhudun_takes "$command" "$word"; then
      option=$word
    fi
  done
  if [[ ! $command ]]; then
    _zhudun_commands
  elif [[ $option ]]; then
    _zhudun_value "$command" "$option"
  elif [[ ! $only && $cur == --*=* ]]; then
    option=${cur%%=*} cur=${cur#*=}
    if [[ $COMP_WORDBREAKS != *=* ]]; then lead=$option=; fi
    _zhudun_value "$command" "$option"
    COMPREPLY=("${COMPREPLY[@]/#/$lead}")
  elif [[ ! $only && $cur == -* ]] || ! _zhudun_value "$command" "$((place + 1))"; then
    _zhudun_options "$command"
  fi
}

complete -F _zhudun zhudun
)sh";

std::string answer(const Option& row) {
  const std::string words = quoted_words(row.words);
  switch (offered_for(row)) {
    case Offered::nothing:
      return ":";
    case Offered::words:
      return "_zhudun_words " + words;
    case Offered::list:
      return "_zhudun_list " + words;
    case Offered::prefixed:
      return "_zhudun_prefixed " + words;
    case Offered::files:
      return "_zhudun_files";
    case Offered::folders:
      return words.empty() ? "_zhudun_folders" : "_zhudun_folders " + words;
    case Offered::rules:
      return "_zhudun_rules";
  }
  return ":";
}

// `check --output` and the like, as a pattern of `case`.
std::string pattern(const Offer& offer, const Option& row) {
  std::vector<std::string> keys;
  for (const std::string& name : names_of(row)) keys.push_back(quoted(fmt::format("{} {}", offer.name(), name)));
  return fmt::format("{}", fmt::join(keys, " | "));
}

std::string values(const std::deque<Offer>& offers) {
  std::string text =
      "\n# What can stand behind an option, or at a place; fails where nothing can.\n_zhudun_value() {\n";
  text += "  case \"$1 $2\" in\n";
  for (const Offer& offer : offers) {
    for (const Option* row : offer.options()) {
      if (!row->value.empty()) text += fmt::format("    {}) {} ;;\n", pattern(offer, *row), answer(*row));
    }
    std::size_t place = 0;
    for (const Option* row : offer.positions()) {
      const std::string at = row->repeats ? "[0-9]*" : fmt::format("{}", ++place);
      text += fmt::format("    '{} '{}) {} ;;\n", offer.name(), at, answer(*row));
    }
  }
  return text + "    *) return 1 ;;\n  esac\n}\n";
}

}  // namespace

std::string bash_completion(const std::deque<Offer>& offers) {
  std::vector<std::string> commands;
  std::string options, takes;
  for (const Offer& offer : offers) {
    commands.emplace_back(offer.name());
    std::vector<std::string> names;
    for (const Option* row : offer.options()) {
      for (const std::string& name : names_of(*row)) names.push_back(name);
      if (!row->value.empty()) takes += fmt::format("    {}) ;;\n", pattern(offer, *row));
    }
    options += fmt::format("    {}) _zhudun_words {} ;;\n", offer.name(), quoted_words(names));
  }
  for (const Option* row : {&help_option(), &version_option()}) {
    for (const std::string& name : names_of(*row)) commands.push_back(name);
  }
  std::string text(kBegin);
  text += fmt::format(R"sh(
_zhudun_rules() {{
  local id
  while IFS= read -r id; do _zhudun_words "$id"; done < <(
    "$program" rules "${{rules:-{}}}" 2>/dev/null | sed -n 's/^  \([^ ]*\)  *[0-9][0-9]*  .*/\1/p')
}}
)sh",
                      pack::default_pack());
  text += fmt::format("\n_zhudun_commands() {{ _zhudun_words {}; }}\n", quoted_words(commands));
  text += fmt::format("\n_zhudun_options() {{\n  case $1 in\n{}  esac\n}}\n", options);
  text += fmt::format(
      "\n# Whether the next word belongs to the option.\n_zhudun_takes() {{\n  case \"$1 $2\" in\n{}"
      "    *) return 1 ;;\n  esac\n}}\n",
      takes);
  return text + values(offers) + std::string(kEnd);
}

}  // namespace zhudun::cli
