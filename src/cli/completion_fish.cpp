#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/completion.h"
#include "zhudun/pack/builtin.h"

namespace zhudun::cli {
namespace {

constexpr std::string_view kBegin = R"sh(# Completion of zhudun in fish, as `zhudun completion fish` prints it.

# Whether the command is the one named; without a name: whether there is none yet.
function __zhudun_in
  set -l before (commandline -opc)
  test "$before[2]" = "$argv[1]"
end

# Whether a word at this place of the command, or with more at it or beyond, is about to be written. The names after
# these three are the options that a value follows.
function __zhudun_at --argument-names name place more
  set -l before (commandline -opc)
  test "$before[2]" = "$name"; or return 1
  set -l count 1
  set -l only ''
  set -l value ''
  for word in $before[3..-1]
    if test -n "$value"
      set value ''
    else if test -n "$only"; or not string match -qr -- '^-.' $word
      set count (math $count + 1)
    else if test "$word" = --
      set only 1
    else if contains -- $word $argv[4..-1]
      set value 1
    end
  end
  test -z "$value"; and test $count -eq $place -o \( -n "$more" -a $count -gt $place \)
end

# One more of the words, behind those that stand there with commas.
function __zhudun_list
  set -l given (string replace -r -- '^--[a-z-]+=' '' (commandline -ct))
  set -l before (string replace -r -- '[^,]*$' '' $given)
  for word in $argv
    string match -q -- "*,$word,*" ",$before"; or echo $before$word
  end
end
)sh";

std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + fish_quoted(word);
  return out;
}

// -a takes a text that fish reads once more.
std::string answer(const Option& row) {
  const std::string words = joined(row.words);
  switch (offered_for(row)) {
    case Offered::nothing:
      return " -x";
    case Offered::words:
      return fmt::format(" -x -a {}", fish_quoted(words));
    case Offered::list:
      return fmt::format(" -x -a {}", fish_quoted("(__zhudun_list " + words + ")"));
    case Offered::prefixed: {
      std::vector<std::string> prefixes = row.words;
      for (std::string& prefix : prefixes) prefix += '=';
      return fmt::format(" -r -F -a {}", fish_quoted(joined(prefixes)));
    }
    case Offered::files:
      return " -r -F";
    case Offered::folders:
      return fmt::format(" -x -a {}", fish_quoted(words + " (__fish_complete_directories (commandline -ct) '')"));
    case Offered::rules:
      return " -x -a '(__zhudun_rules)'";
  }
  return "";
}

std::string names(const Option& row) {
  std::string out;
  for (const std::string& name : names_of(row))
    out += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2)) : fmt::format(" -s {}", name.substr(1));
  return out;
}

std::string options_of(const Offer& offer) {
  std::string text;
  for (const Option* row : offer.options()) {
    text += fmt::format("complete -c zhudun -n '__zhudun_in {}'{} -d {}{}\n", offer.name(), names(*row),
                        fish_quoted(row->help), row->value.empty() ? "" : answer(*row));
  }
  return text;
}

std::string positions_of(const Offer& offer) {
  std::vector<std::string> takes;
  for (const Option* row : offer.options()) {
    for (const std::string& name : names_of(*row)) {
      if (!row->value.empty()) takes.push_back(name);
    }
  }
  std::string text;
  std::size_t place = 0;
  for (const Option* row : offer.positions()) {
    if (offered_for(*row) == Offered::nothing) {
      ++place;
      continue;
    }
    const std::string here = fmt::format("__zhudun_at {} {} '{}' {}", offer.name(), ++place, row->repeats ? "more" : "",
                                         fmt::join(takes, " "));
    // -x and -r speak of an option's value; a place is told by -a and -F alone.
    const std::string offered = answer(*row);
    text += fmt::format("complete -c zhudun -n {}{}\n", fish_quoted(here), offered.substr(3));
  }
  return text;
}

}  // namespace

std::string fish_completion(const std::deque<Offer>& offers) {
  std::string text(kBegin);
  text += fmt::format(R"sh(
function __zhudun_rules
  set -l before (commandline -opc)
  set -l pack {}
  for at in (seq 3 (count $before))
    if test "$before[$at]" = --rules; and set -q before[(math $at + 1)]
      set pack $before[(math $at + 1)]
    else if string match -q -- '--rules=*' $before[$at]
      set pack (string replace -- --rules= '' $before[$at])
    end
  end
  set -l program (string replace -r '^~/' "$HOME/" -- $before[1])
  $program rules (string replace -r '^~/' "$HOME/" -- $pack) --lang en 2>/dev/null |
    sed -n 's/^  \([^ ]*\)  *[0-9][0-9]*  \(.*\)/\1\t\2/p'
end

complete -c zhudun -f
complete -c zhudun -n __zhudun_in{} -d {}
complete -c zhudun -n __zhudun_in{} -d {}
)sh",
                      fish_quoted(pack::default_pack()), names(help_option()), fish_quoted(help_option().help),
                      names(version_option()), fish_quoted(version_option().help));
  for (const Offer& offer : offers) {
    text += fmt::format("complete -c zhudun -n __zhudun_in -a {} -d {}\n", offer.name(),
                        fish_quoted(offer.command->summary()));
  }
  for (const Offer& offer : offers) text += "\n" + options_of(offer) + positions_of(offer);
  return text;
}

}  // namespace zhudun::cli
