// `zhudun diff A B [FILE]`: what differs between two packs, days or readings, and for a declaration which findings
// change and why. A side is words with commas: a pack, @DATE, strict, default, loose or NAME=VALUE.
#include <fmt/format.h>

#include "cli/changes.h"
#include "cli/command.h"
#include "cli/judging.h"
#include "zhudun/workshop/diff.h"

namespace zhudun::cli {
namespace {

Judging read_side(const std::string& text, diag::Diagnostics& diagnostics) {
  Judging side;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const std::string word = text.substr(from, comma - from);
    from = comma + 1;
    const std::size_t equals = word.find('=');
    if (word.starts_with('@')) {
      side.as_of = calendar::parse_date(word.substr(1));
      if (!side.as_of) {
        diagnostics.push_back(diag::error("call", {}, fmt::format("`{}` names no day", word), "write @YYYY-MM-DD"));
      }
    } else if (equals != std::string::npos) {
      side.set.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    } else if (word == "strict" || word == "default" || word == "loose") {
      side.stance = word == "strict"  ? pack::Stance::strict
                    : word == "loose" ? pack::Stance::loose
                                      : pack::Stance::by_default;
    } else if (!word.empty()) {
      side.rules = word;
    }
  }
  return side;
}

std::string pack_changes(const Bench& a, const Bench& b) {
  static constexpr const char* signs[] = {"+", "-", "~"};
  std::string text;
  for (const workshop::PackChange& change : workshop::compare(a.pack(), b.pack())) {
    text += fmt::format("{} {}{}{}\n", signs[static_cast<std::size_t>(change.kind)], change.what,
                        change.detail.empty() ? "" : ": ", change.detail);
  }
  return text;
}

class DiffCommand : public Command {
 public:
  DiffCommand() : Command("diff", "compare two packs, days or readings, or what they find in a declaration") {}

  void options(OptionTable& table) override {
    table.text("before", "A", before_, "words with commas: a pack, @DATE, strict, default, loose, NAME=VALUE")
        .required = true;
    table.text("after", "B", after_, "the same for the other side").required = true;
    table.file("file", file_, "a declaration to judge on both sides; without one the packs are compared");
    language_option(table, language_);
  }

  std::string_view failing() const override { return "the two sides differ"; }

  int run(World& world) override;

 private:
  std::string before_, after_, file_;
  source::Language language_ = source::Language::zh;
};

int DiffCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  const Bench a = set_up(read_side(before_, diagnostics), world, diagnostics);
  const Bench b = set_up(read_side(after_, diagnostics), world, diagnostics);
  if (tell(world, diagnostics)) return kWrong;
  if (file_.empty()) {
    const std::string text = pack_changes(a, b);
    if (print(world, text) != kFulfilled) return kNotWritten;
    return text.empty() ? kFulfilled : kFailing;
  }
  std::optional<report::Declaration> found[2];
  for (const Bench* bench : {&a, &b}) {
    const Understood understood = understand(file_, bench->pack(), "", world, diagnostics, {}, bench->reader);
    found[bench == &b] = judge(*bench, understood, true, language_, diagnostics);
    if (tell(world, diagnostics)) return kWrong;
  }
  const bool differs = !workshop::compare(*found[0], *found[1]).empty();
  if (print(world, finding_changes(*found[0], *found[1], language_)) != kFulfilled) return kNotWritten;
  return differs ? kFailing : kFulfilled;
}

}  // namespace

std::unique_ptr<Command> diff_command() { return std::make_unique<DiffCommand>(); }

}  // namespace zhudun::cli
