// `zhudun schema TOPIC`: the schema of what the program reads or prints, for editors and other programs.
#include <utility>

#include "cli/command.h"
#include "zhudun/render/render.h"

namespace zhudun::cli {
namespace {

using Schema = std::string_view (*)();

// What there is a schema of, with the words that name it.
const std::vector<std::pair<std::string, Schema>> kTopics = {{"report", render::report_schema}};

class SchemaCommand : public Command {
 public:
  SchemaCommand() : Command("schema", "print a JSON Schema") {}

  void options(OptionTable& table) override {
    table.choice<Schema>("topic", "TOPIC", schema_, kTopics, "report: what --format json prints").required = true;
  }

  int run(World& world) override { return world.write_out(schema_()) ? kFulfilled : kNotWritten; }

 private:
  Schema schema_ = render::report_schema;
};

}  // namespace

std::unique_ptr<Command> schema_command() { return std::make_unique<SchemaCommand>(); }

}  // namespace zhudun::cli
