// Packs as bytes: whatever a pack holds and whatever its programs are made of comes back.
#include <algorithm>

#include "support/catch.h"
#include "support/rules.h"
#include "zhudun/pack/builtin.h"

using namespace zhudun;

namespace {

struct Builtin {
  std::vector<std::unique_ptr<source::File>> kept;
  std::vector<std::string> bases;
  diag::Diagnostics diagnostics;

  pack::Files files_of(std::string_view folder) {
    pack::Files found;
    const auto add = [&](std::string name, std::unique_ptr<source::File> file) {
      found.files.emplace_back(std::move(name), file.get());
      kept.push_back(std::move(file));
    };
    pack::builtin_folder(folder, "", add);
    pack::builtin_folder("calendars", "calendars/", add);
    return found;
  }
  pack::FindBase find_base() {
    return [this](std::string_view name, source::Span, diag::Diagnostics&) {
      bases.emplace_back(name);
      return std::optional(files_of(name));
    };
  }
};

// A rule's names, texts and sources of expressions, as one text.
std::string shown(const pack::Pack& pack) {
  std::string text = pack.id + pack.title.zh + pack.sha256;
  const auto add = [&](const pack::Expression& one) {
    const cel::Program& program = one.program;
    text += cel::to_string(program.result_type()) + " ";
    for (cel::ExprId id = 0; id < program.size(); ++id) {
      const cel::Expr& expr = program.expr(id);
      text += program.source(id) + "|" + std::string(expr.span.text()) + "|" + std::string(expr.name_span.text()) +
              "|" + cel::to_string(program.type(id)) + "|" + program.resolution(id).name + "\n";
    }
    for (const auto& path : program.references().paths) text += path.variable + "\n";
    for (std::uint32_t at = 0; at <= program.text().text.size(); ++at) {
      if (program.text().place) text += std::to_string(program.text().place(at)) + " ";
    }
  };
  for (const pack::Condition& condition : pack.conditions) add(condition.expression);
  for (const pack::Rule& rule : pack.rules) {
    text += rule.id + rule.title.zh + rule.basis.en + rule.subject + std::string(rule.place.text());
    for (const auto& expression : rule.evidence) {
      add(expression);
      for (const std::uint32_t property : expression.shown) text += std::to_string(property) + "\n";
    }
    for (const auto& part : {rule.arises, rule.starts, rule.due, rule.done, rule.cycle}) {
      if (part) add(*part);
    }
  }
  for (const cel::Overload* overload : pack.environment.functions()) text += overload->id + "\n";
  return text;
}

}  // namespace

TEST_CASE("every pack that is built in comes back from its bytes, to the last node") {
  const std::vector<std::string> folders = pack::builtin_packs();
  REQUIRE(folders.size() >= 3);
  for (const std::string& folder : folders) {
    CAPTURE(folder);
    Builtin builtin;
    const pack::Files files = builtin.files_of(folder);
    const auto made = pack::Pack::from_files(files, builtin.diagnostics, builtin.find_base());
    REQUIRE(made);
    const std::vector<std::string> bases = builtin.bases;
    const std::string bytes = made->to_bytes(bases);

    Builtin again;
    const pack::Files same_files = again.files_of(folder);
    const auto back = pack::Pack::from_bytes(bytes, same_files, again.find_base());
    REQUIRE(back);
    CHECK(again.bases == bases);
    CHECK(shown(*back) == shown(*made));
    CHECK((back->to_bytes(bases) == bytes));
    CHECK(back->own_files.size() == made->own_files.size());
    CHECK(back->calendar.years().size() == made->calendar.years().size());
  }
}

TEST_CASE("bytes whose files are gone give no pack") {
  Builtin builtin;
  const std::string folder(pack::default_pack());
  const auto made = pack::Pack::from_files(builtin.files_of(folder), builtin.diagnostics, builtin.find_base());
  REQUIRE(made);
  const std::string bytes = made->to_bytes(builtin.bases);
  pack::Files fewer = builtin.files_of(folder);
  std::erase_if(fewer.files, [](const auto& one) { return one.first == "pack.yaml"; });
  CHECK_FALSE(pack::Pack::from_bytes(bytes, fewer, builtin.find_base()));
}

TEST_CASE("programs of every kind of expression run alike from bytes") {
  const support::Texts texts = {
      {"pack.yaml",
       "zhudun-pack: 1\nid: p\ntitle: {zh: 甲, en: A}\ncalendar: x\ndeclaration: s.yaml\nrecipients: {r: {zh: 甲, en: "
       "A}}\n"
       "tasks: {1: {zh: 甲, en: A}}\n"
       "functions:\n  twice: {params: {n: int}, result: int, is: 'n * 2'}\n"
       "  four: {params: {n: int}, result: int, is: 'twice(twice(n))'}\n"},
      {"s.yaml", "type: object\nproperties: {a: {type: string}, n: {type: integer}}\n"},
      {"calendars/x.yaml", "id: x\nzone: Asia/Shanghai\noffset: +08:00\nyears: []\n"},
      {"r.yaml",
       "rules:\n  - id: R1\n    task: 1\n    title: {zh: 甲, en: A}\n    deliverable: {zh: 甲, en: A}\n"
       "    recipient: r\n    basis: {zh: 甲, en: A}\n    subject: company\n    done: >-\n"
       "      four(n) == 8 && [1, 2u == 2u ? 3 : 4].exists(i, i > 2) && {'k': 1.5}['k'] == 1.5\n"
       "      && cel.bind(x, a + '\\n甲', x.startsWith('a')) && b'ab' == b'ab' && type(n) == int && has({'k': 1}.k)\n"
       "      && [1, 2].map(i, i * 2).filter(i, i > 1).size() == 2 && null == null && -3 < 0\n"}};
  const support::Rules rules = support::load(texts);
  CAPTURE(rules.told().size());
  REQUIRE(rules.pack);
  const std::string bytes = rules.pack->to_bytes({});
  pack::Files files;
  for (const auto& file : rules.files) files.files.emplace_back(file->name(), file.get());
  const auto back = pack::Pack::from_bytes(bytes, files);
  REQUIRE(back);
  CHECK(shown(*back) == shown(*rules.pack));
  std::vector<cel::Value> values(back->rules[0].slots);
  values[0] = cel::Value::string("a");
  values[1] = cel::Value::integer(2);
  cel::Context one, other;
  const cel::Value before = rules.pack->rules[0].done->program.evaluate(values, one);
  const cel::Value after = back->rules[0].done->program.evaluate(values, other);
  CHECK(cel::to_string(before) == "true");
  CHECK(cel::to_string(after) == "true");
  CHECK(one.cost() == other.cost());
}
