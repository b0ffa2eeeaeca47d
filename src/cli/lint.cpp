// `zhudun lint`: what is likely wrong in a rule pack that loads.
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/packs.h"
#include "zhudun/workshop/lint.h"
#include "zhudun/write/json.h"

namespace zhudun::cli {
namespace {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash + 1);
}

// The pack's own files by their names in its folder; those of a pack it extends come after its own.
pack::Files own_files(const LoadedPack& loaded) {
  pack::Files files;
  const auto is_pack = [](const auto& file) { return fmt::format("/{}", file->name()).ends_with("/pack.yaml"); };
  const auto own = std::find_if(loaded.files.begin(), loaded.files.end(), is_pack);
  if (own == loaded.files.end()) return files;
  const std::string_view folder = folder_of((*own)->name());
  for (const auto& file : loaded.files) {
    if (folder_of(file->name()) == folder) files.files.emplace_back(file->name().substr(folder.size()), file.get());
  }
  return files;
}

std::string_view to_string(diag::Severity severity) {
  return severity == diag::Severity::error ? "error" : severity == diag::Severity::warning ? "warning" : "note";
}

void write_place(write::JsonWriter& json, const source::Span& span) {
  const source::Position begin = span.file->position(span.begin), end = span.file->position(span.end);
  json.member("file", span.file->name());
  json.member("line", begin.line);
  json.member("column", begin.column);
  json.member("end_line", end.line);
  json.member("end_column", end.column);
}

std::string as_json(const diag::Diagnostics& found, const pack::Pack& pack) {
  std::string text;
  write::JsonWriter json(text, write::Layout::indented);
  json.begin_object();
  json.member("pack", pack.id);
  json.key("findings");
  json.begin_array();
  for (const diag::Diagnostic& one : found) {
    json.begin_object();
    json.member("code", one.code);
    json.member("severity", to_string(one.severity));
    json.member("message", one.message);
    json.member("help", one.help);
    write_place(json, one.span);
    json.end();
  }
  json.finish();
  return text + "\n";
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string as_text(const diag::Diagnostics& found, const pack::Pack& pack) {
  std::string text;
  std::size_t errors = 0;
  for (const diag::Diagnostic& one : found) {
    text += diag::to_text(one);
    if (one.severity == diag::Severity::error) ++errors;
  }
  return text +
         fmt::format("{}: {}, {}\n", pack.id, counted(errors, "error"), counted(found.size() - errors, "warning"));
}

class LintCommand : public Command {
 public:
  LintCommand() : Command("lint", "find what is likely wrong in a rule pack") {}

  void options(OptionTable& table) override {
    pack_position(table, pack_).required = true;
    json_option(table, json_);
  }

  std::string_view failing() const override { return "something is likely wrong"; }

  int run(World& world) override;

 private:
  std::string pack_;
  bool json_ = false;
};

int LintCommand::run(World& world) {
  diag::Diagnostics diagnostics;
  const LoadedPack rules = load_pack(pack_, diagnostics);
  if (tell(world, diagnostics) || !rules.pack) return kWrong;
  const diag::Diagnostics found = workshop::lint(*rules.pack, own_files(rules));
  if (print(world, json_ ? as_json(found, *rules.pack) : as_text(found, *rules.pack)) != kFulfilled) return kNotWritten;
  return found.empty() ? kFulfilled : kFailing;
}

}  // namespace

std::unique_ptr<Command> lint_command() { return std::make_unique<LintCommand>(); }

}  // namespace zhudun::cli
