#include "cli/check.h"

#include "cli/command.h"

namespace zhudun::cli {
namespace {

class CheckCommand : public Command {
 public:
  CheckCommand() : Command("check", "judge declarations and print the gap report") {}

  void options(OptionTable& table) override {
    Option files{"files", "FILE", "declarations: files, folders, globs, or - for standard input",
                 [this](OptionReader&, const std::string& text) { call_.files.push_back(text); }};
    files.path = Option::Path::file;
    files.required = files.repeats = true;
    table.add(std::move(files));
    call_.judging.options(table);
    horizon_option(table, call_.horizon);
    output_options(table);
    table.flag("--all", call_.all, "list what is met and what does not apply too");
    Option& fail_on = table.add(
        {"--fail-on", "LIST", "statuses that make the exit status 1, or never; default overdue,gap,undeclared",
         [this](OptionReader& reader, const std::string& text) { call_.fail_on = reader.statuses(text); }});
    fail_on.words = OptionReader::status_names();
    fail_on.wording = Option::Wording::commas;
    call_.baseline.options(table);
    table.text("--evidence", "DIR", call_.evidence, "where evidence files lie; default: the declaration's folder")
        .path = Option::Path::folder;
    table.flag("--no-evidence", call_.no_evidence, "do not look at evidence files").excludes = "--evidence";
    table.add({"-j,--jobs", "N", "threads to judge with; default: as many as the machine runs at once; same results",
               [this](OptionReader& reader, const std::string& text) { call_.jobs = reader.jobs("--jobs", text); }});
    look_options(table);
  }

  void settle(OptionReader& reader) override {
    call_.baseline.settle(reader);
    if (!call_.format && call_.outputs.empty()) call_.format = render::find_format("text");
    if (call_.quiet) call_.format = nullptr;
  }

  std::string_view failing() const override { return "a mandatory finding has a status of --fail-on"; }

  int run(World& world) override { return check_declarations(call_, world); }

 private:
  void output_options(OptionTable& table) {
    table
        .add(
            {"--format", "F", "what goes to standard output; default text",
             [this](OptionReader& reader, const std::string& text) { call_.format = reader.format("--format", text); }})
        .words = OptionReader::format_names();
    Option output{
        "-o,--output", "[FORMAT=]PATH", "write a report to a file, [FORMAT=]PATH; may be repeated",
        [this](OptionReader& reader, const std::string& text) { call_.outputs.push_back(reader.output(text)); }};
    output.repeats = true;
    output.path = Option::Path::file;
    output.words = OptionReader::format_names();
    output.wording = Option::Wording::prefix;
    table.add(std::move(output));
  }

  void look_options(OptionTable& table) {
    language_option(table, call_.language, "the report's language, zh or en; default zh");
    color_option(table, call_.color);
    table.add(
        {"--width", "N", "columns of a text, 40 to 400; default: the terminal's, else 80",
         [this](OptionReader& reader, const std::string& text) { call_.width = reader.columns("--width", text); }});
    table.flag("--bom", call_.bom, "begin csv with a byte-order mark, by which Excel knows UTF-8");
    table.flag("-q,--quiet", call_.quiet, "print no report; the exit status says it all");
  }

  CheckCall call_;
};

}  // namespace

std::unique_ptr<Command> check_command() { return std::make_unique<CheckCommand>(); }

}  // namespace zhudun::cli
