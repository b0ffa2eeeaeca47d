// OSCAL 1.2 (NIST) in JSON. A document has one root, hence two formats: `oscal` is the plan of action and milestones,
// all declarations in one; `oscal-ar` the assessment results, one result a declaration. Both list every finding that is
// listed; the plan's items are those with something to plan. There is no system security plan and no assessment plan:
// the plan names its system by an id made from the companies, and what the results import as the plan they follow is
// the rules, a resource of the document. A document's own UUID follows from the rest of its bytes.
#include <fmt/format.h>

#include <map>
#include <set>

#include "render/formats.h"
#include "render/oscal_parts.h"
#include "zhudun/write/oscal.h"

namespace zhudun::render {
namespace {

using report::Declaration;
using report::Finding;
using write::JsonWriter;

constexpr std::string_view kOwnUuid = "00000000-0000-5000-8000-000000000000";  // until the bytes are known

class OscalDocument {
 public:
  explicit OscalDocument(const report::Report& report)
      : report_(report), out_(bytes_, write::Layout::indented), parts_(report, out_), listed_(entries(report)) {}

  std::string plan() {
    begin("plan-of-action-and-milestones", parts_.say("行动计划与里程碑", "plan of action and milestones"));
    parts_.object("system-id", [&] {
      out_.member("identifier-type", "https://ietf.org/rfc/rfc4122");
      out_.member("id", system());
    });
    parts_.object("local-definitions", [&] { parts_.components(listed_, ""); });
    parts_.found(listed_, "");
    parts_.list("poam-items", [&] { items(); });
    return end();
  }

  std::string results() {
    begin("assessment-results", parts_.say("评估结果", "assessment results"));
    parts_.object("import-ap", [&] { out_.member("href", "#" + parts_.uuid("rules", report_.pack_id)); });
    objectives();
    parts_.list("results", [&] {
      std::span<const Entry> left = listed_;
      for (const Declaration& declaration : report_.declarations) {
        std::size_t own = 0;
        while (own < left.size() && left[own].declaration == &declaration) ++own;
        parts_.item([&] { result(declaration, left.subspan(0, own)); });
        left = left.subspan(own);
      }
      if (report_.declarations.empty()) parts_.item([&] { empty_result(); });
    });
    return end();
  }

 private:
  void begin(std::string_view root, std::string_view kind) {
    out_.begin_object();
    out_.key(root);
    out_.begin_object();
    out_.member("uuid", kOwnUuid);
    parts_.metadata(fmt::format(fmt::runtime(parts_.say("{}：{}，截至 {}", "{}: {} as of {}")), report_.pack_title,
                                kind, report_.as_of));
  }

  std::string end() {
    parts_.back_matter();
    out_.finish();
    const std::string uuid = parts_.uuid("document", bytes_);
    bytes_.replace(bytes_.find(kOwnUuid), kOwnUuid.size(), uuid);
    return std::move(bytes_) + "\n";
  }

  // The same for the same companies.
  std::string system() const {
    std::set<std::string_view> companies;
    for (const Declaration& declaration : report_.declarations) companies.insert(declaration.company);
    std::string all = report_.pack_id;
    for (const std::string_view company : companies) (all += '\0') += company;
    return parts_.uuid("system", all);
  }

  void items() {
    std::size_t told = 0;
    for (const Entry& entry : listed_) {
      if (!is_planned(entry.finding())) continue;
      parts_.item([&] { item(entry); });
      ++told;
    }
    if (told > 0) return;
    parts_.item([&] {  // the schema wants one
      out_.member("uuid", parts_.uuid("item", "nothing"));
      parts_.line("title", parts_.say("没有需要处理的事项", "nothing to do"));
      parts_.prose("description", {sentence(of_run(report_), report_.language)});
    });
  }

  void item(const Entry& entry) {
    const Finding finding = entry.finding();
    out_.member("uuid", parts_.uuid("item", entry.fingerprint(finding)));
    parts_.line("title", fmt::format("{} {}", name_of(finding), finding.title));
    parts_.prose("description", message(finding, report_.language));
    parts_.facts(entry);
    parts_.origins("");
    parts_.one("related-findings",
               [&] { out_.member("finding-uuid", parts_.uuid("finding", entry.fingerprint(finding))); });
    parts_.related(entry);
    parts_.prose("remarks", {fmt::format("{} ({})", entry.declaration->company, entry.declaration->file)});
  }

  // Each rule once: what it wants, of whom, by what right.
  void objectives() {
    std::map<std::string, Finding> rules;
    for (const Declaration& declaration : report_.declarations) {
      for (const Finding& finding : declaration.findings) rules.emplace(write::oscal_token(finding.rule), finding);
    }
    if (rules.empty()) return;
    parts_.object("local-definitions", [&] {
      parts_.list("objectives-and-methods", [&] {
        for (const auto& rule : rules) parts_.item([&] { objective(rule.first, rule.second); });
      });
    });
  }

  void objective(const std::string& id, const Finding& finding) {
    out_.member("control-id", id);
    parts_.prose("description", {finding.title});
    parts_.one("parts", [&] {
      out_.member("id", id);
      out_.member("name", "objective");
      parts_.line("title", finding.title);
      parts_.prose("prose", {fmt::format(fmt::runtime(parts_.say("提交 {} → {}", "submit {} → {}")),
                                         finding.deliverable, finding.recipient),
                             fmt::format(fmt::runtime(parts_.say("依据：{}", "basis: {}")), finding.basis)});
    });
  }

  void result(const Declaration& declaration, std::span<const Entry> listed) {
    const std::string& key = parts_.key_of(declaration);
    out_.member("uuid", parts_.uuid("result", fmt::format("{} {}", report_.as_of, key)));
    parts_.line("title", declaration.company);
    parts_.prose("description",
                 {sentence(of_declaration(report_, declaration), report_.language), counts(declaration)});
    times();
    parts_.properties(of_declaration(report_, declaration));
    parts_.object("local-definitions", [&] { parts_.components(listed, key); });
    reviewed(declaration);
    parts_.found(listed, key);
  }

  void empty_result() {
    out_.member("uuid", parts_.uuid("result", report_.as_of));
    parts_.line("title", parts_.say("没有申报", "no declaration"));
    parts_.prose("description", {sentence(of_run(report_), report_.language)});
    times();
    parts_.object("reviewed-controls", [&] { parts_.one("control-selections", [&] { all_of_them(); }); });
  }

  void times() {  // the facts of one day
    out_.member("start", parts_.as_of());
    out_.member("end", parts_.as_of());
  }

  void all_of_them() {
    parts_.object("include-all", [] {});
  }

  // All that were applied, also where nothing is listed of them.
  void reviewed(const Declaration& declaration) {
    std::set<std::string> rules;
    for (const Finding& finding : declaration.findings) rules.insert(write::oscal_token(finding.rule));
    const auto select = [&](const char* selections, const char* included, const char* id) {
      parts_.one(selections, [&] {
        if (rules.empty()) return all_of_them();
        parts_.list(included, [&] {
          for (const std::string& rule : rules) parts_.item([&] { out_.member(id, rule); });
        });
      });
    };
    parts_.object("reviewed-controls", [&] {
      select("control-selections", "include-controls", "control-id");
      select("control-objective-selections", "include-objectives", "objective-id");
    });
  }

  std::string counts(const Declaration& declaration) const {
    std::vector<std::string> told;
    for (std::size_t at = 0; at < check::kStatuses; ++at) {
      if (declaration.counts[at] == 0) continue;
      told.push_back(fmt::format("{} {}", report::status_word(static_cast<check::Status>(at), report_.language),
                                 declaration.counts[at]));
    }
    return joined(told, parts_.say("，", ", "));
  }

  const report::Report& report_;
  std::string bytes_;
  JsonWriter out_;
  OscalParts parts_;
  std::vector<Entry> listed_;
};

}  // namespace

std::string oscal(const report::Report& report, const Style&) { return OscalDocument(report).plan(); }

std::string oscal_ar(const report::Report& report, const Style&) { return OscalDocument(report).results(); }

}  // namespace zhudun::render
