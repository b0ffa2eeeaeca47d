// `zhudun schema`: the schemas of what the program reads and prints, for editors and other programs.
#include "cli/command.h"
#include "cli/packs.h"
#include "zhudun/form/json_schema.h"
#include "zhudun/render/render.h"

namespace zhudun::cli {
namespace {

class SchemaCommand : public Command {
 public:
  SchemaCommand() : Command("schema", "print a JSON Schema for editors and other programs") {}

  void options(OptionTable& table) override {
    table.choice<Topic>("topic", "TOPIC", topic_,
                        {{"declaration", Topic::declaration}, {"pack", Topic::pack}, {"report", Topic::report}},
                        "declaration, the default; pack: the files of a rule pack; report: what --format json prints");
    pack_option(table, "--rules", rules_, "whose declarations: a built-in rule pack by name, or the folder of one");
    language_option(table, language_, "the language of descriptions, zh or en; default zh");
  }

  int run(World& world) override;

 private:
  enum class Topic { declaration, pack, report };
  std::string text(World& world) const;

  Topic topic_ = Topic::declaration;
  std::string rules_;
  source::Language language_ = source::Language::zh;
};

// Empty after reporting.
std::string SchemaCommand::text(World& world) const {
  if (topic_ == Topic::report) return std::string(render::report_schema());
  if (topic_ == Topic::pack) return form::pack_schema(language_);
  diag::Diagnostics diagnostics;
  const LoadedPack loaded = load_pack(rules_, diagnostics);
  return tell(world, diagnostics) ? std::string() : form::declaration_schema(*loaded.pack, language_);
}

int SchemaCommand::run(World& world) {
  const std::string schema = text(world);
  if (schema.empty()) return kWrong;
  return print(world, schema);
}

}  // namespace

std::unique_ptr<Command> schema_command() { return std::make_unique<SchemaCommand>(); }

}  // namespace zhudun::cli
