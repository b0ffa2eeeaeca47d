#include "cli/explain_json.h"

#include "zhudun/write/json.h"

namespace zhudun::cli {
namespace {

using write::JsonWriter;

void text(JsonWriter& out, std::string_view name, const std::string& value) {
  out.member(name, std::string_view(value));
}

void example(JsonWriter& out, std::string_view name, const std::optional<workshop::Example>& one) {
  out.key(name);
  if (!one) return out.null();
  out.begin_object();
  text(out, "name", one->name);
  text(out, "as_of", one->as_of);
  text(out, "subject", one->subject);
  text(out, "status", one->status);
  text(out, "declaration", one->declaration);
  out.end();
}

void readings(JsonWriter& out, const workshop::Explanation& explanation, const pack::Pack& pack,
              const check::Options& options, source::Language language) {
  out.key("readings");
  out.begin_array();
  for (const std::uint32_t index : explanation.readings) {
    const pack::Reading& reading = pack.readings[index];
    out.begin_object();
    text(out, "name", reading.name);
    text(out, "title", reading.title.in(language));
    text(out, "strict", pack::to_string(reading.strict));
    text(out, "default", pack::to_string(reading.by_default));
    text(out, "loose", pack::to_string(reading.loose));
    text(out, "chosen", pack::to_string(options.readings[index]));
    out.end();
  }
  out.end();
}

void derivation(JsonWriter& out, const workshop::Derivation& one) {
  out.begin_object();
  text(out, "subject", one.finding.subject);
  out.member("status", check::to_string(one.finding.status));
  text(out, "reason", one.finding.reason);
  text(out, "due", one.finding.due);
  text(out, "done", one.finding.done);
  out.key("trace");
  out.begin_array();
  for (const std::string& step : one.finding.trace) out.string(step);
  out.end();
  out.key("parts");
  out.begin_array();
  for (const workshop::PartValues& part : one.parts) {
    out.begin_object();
    text(out, "part", part.name);
    out.key("expressions");
    out.begin_array();
    for (const workshop::SubExpression& expression : part.expressions) {
      out.begin_object();
      out.member("depth", expression.depth);
      text(out, "expression", expression.text);
      out.key("values");
      out.begin_row();
      for (const std::string& value : expression.values) out.string(value);
      out.end();
      out.end();
    }
    out.end();
    out.end();
  }
  out.end();
  out.end();
}

}  // namespace

std::string explanation_json(const workshop::Explanation& explanation, const pack::Pack& pack,
                             const check::Options& options, source::Language language) {
  const pack::Rule& rule = *explanation.rule;
  std::string bytes;
  JsonWriter out(bytes, write::Layout::indented);
  out.begin_object();
  text(out, "rule", rule.id);
  out.member("task", rule.task);
  text(out, "title", rule.title.in(language));
  text(out, "deliverable", rule.deliverable.in(language));
  text(out, "recipient", rule.recipient.in(language));
  text(out, "basis", rule.basis.in(language));
  out.member("binding", std::string_view(rule.encouraged ? "encouraged" : "mandatory"));
  readings(out, explanation, pack, options, language);
  out.key("parts");
  out.begin_array();
  for (const workshop::Part& part : explanation.parts) {
    out.begin_object();
    text(out, "part", part.name);
    text(out, "expression", part.text);
    out.end();
  }
  out.end();
  out.key("functions");
  out.begin_array();
  for (const pack::Function* function : explanation.functions) {
    out.begin_object();
    text(out, "name", function->name);
    text(out, "title", function->title.in(language));
    text(out, "is", function->body ? function->body->text().text : std::string());
    out.end();
  }
  out.end();
  example(out, "passing", explanation.passing);
  example(out, "failing", explanation.failing);
  out.key("subjects");
  out.begin_array();
  for (const workshop::Derivation& one : explanation.derivations) derivation(out, one);
  out.finish();
  return bytes + "\n";
}

}  // namespace zhudun::cli
