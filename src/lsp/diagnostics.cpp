// What was found, as an editor underlines it: errors and warnings of the text, then the findings that want something.
#include <fmt/format.h>

#include <optional>

#include "lsp/session.h"
#include "zhudun/source/text.h"

namespace zhudun::lsp {
namespace {

constexpr int kError = 1, kWarning = 2, kInformation = 3, kHint = 4;

int severity_of(diag::Severity severity) {
  return severity == diag::Severity::error ? kError : severity == diag::Severity::warning ? kWarning : kInformation;
}

// None for what is well.
std::optional<int> severity_of(check::Status status) {
  switch (status) {
    case check::Status::overdue:
    case check::Status::gap:
      return kError;
    case check::Status::undeclared:
    case check::Status::due_soon:
      return kWarning;
    case check::Status::late:
    case check::Status::advised:
    case check::Status::waived:
      return kInformation;
    case check::Status::pending:
      return kHint;
    case check::Status::met:
    case check::Status::not_applicable:
      return std::nullopt;
  }
  return std::nullopt;
}

class Writer {
 public:
  Writer(write::JsonWriter& out, const Text& text, const source::File& file, const Host& host, const Client& client,
         const std::map<const source::File*, std::string>& uris)
      : out_(out), text_(text), file_(file), host_(host), client_(client), uris_(uris) {}

  void write_all() {
    out_.begin_array();
    for (const diag::Diagnostic& one : text_.judged->diagnostics) {
      const source::File* where = one.span ? one.span.file : text_.file();
      if (where == &file_) write(one);
    }
    for (const Shown& one : text_.shown) {
      const auto severity = severity_of(one.told->status);
      if (severity && one.anchor.file == &file_) write(one, *severity);
    }
    out_.end();
  }

 private:
  const Lines& lines_of(const source::File& file) {
    const auto known = lines_.find(&file);
    if (known != lines_.end()) return known->second;
    return lines_.emplace(&file, Lines(file.bytes(), client_.encoding)).first->second;
  }

  const std::optional<RulePlace>& rule_place(const pack::Rule& rule) {
    const auto known = rules_.find(&rule);
    if (known != rules_.end()) return known->second;
    return rules_.emplace(&rule, place_of(rule, host_, client_.encoding)).first->second;
  }

  void head(const Range& range, int severity, std::string_view code, const std::optional<RulePlace>& rule,
            const std::string& message) {
    out_.begin_object();
    lsp::write(out_, "range", range);
    out_.member("severity", severity);
    out_.member("code", code);
    if (rule) {
      out_.key("codeDescription");
      out_.begin_object();
      out_.member("href", std::string_view(fmt::format("{}#L{}", rule->uri, rule->range.start.line + 1)));
      out_.end();
    }
    out_.member("source", std::string_view("zhudun"));
    out_.member("message", std::string_view(message));
  }

  void related(const source::Span& span, const std::string& message) {
    const auto uri = uris_.find(span.file);
    if (uri == uris_.end()) return;
    out_.begin_object();
    out_.key("location");
    out_.begin_object();
    out_.member("uri", std::string_view(uri->second));
    lsp::write(out_, "range", lines_of(*span.file).range(span.begin, span.end));
    out_.end();
    out_.member("message", std::string_view(message));
    out_.end();
  }

  void write(const diag::Diagnostic& one) {
    std::string message = one.about.empty() ? one.message : fmt::format("{}: {}", one.about, one.message);
    if (!one.help.empty()) message += "\n" + one.help;
    const source::Span span = one.span ? one.span : source::Span{&file_, 0, 0};
    head(lines_of(file_).range(span.begin, span.end), severity_of(one.severity), one.code, std::nullopt, message);
    out_.key("relatedInformation");
    out_.begin_array();
    for (const diag::Label& label : one.labels) {
      if (label.span) related(label.span, label.message);
    }
    out_.end();
    out_.end();
  }

  void write(const Shown& one, int severity) {
    const report::Finding& told = *one.told;
    std::string message = fmt::format("{}  {}", standing_of(told, host_.language), told.title);
    if (!told.reason.empty()) message += "\n" + told.reason;
    head(lines_of(file_).range(one.anchor.begin, one.anchor.end), severity, told.rule, rule_place(*one.found->rule),
         message);
    out_.key("relatedInformation");
    out_.begin_array();
    for (const check::Step& step : one.found->trace) {
      if (step.at) related(step.at, step.value.empty() ? step.name : fmt::format("{} = {}", step.name, step.value));
    }
    out_.end();
    out_.key("data");
    out_.begin_object();
    out_.member("rule", std::string_view(told.rule));
    out_.member("subject", std::string_view(told.subject));
    out_.member("status", check::to_string(told.status));
    out_.member("due", std::string_view(told.due));
    out_.end();
    out_.end();
  }

  write::JsonWriter& out_;
  const Text& text_;
  const source::File& file_;
  const Host& host_;
  const Client& client_;
  const std::map<const source::File*, std::string>& uris_;
  std::map<const source::File*, Lines> lines_;
  std::map<const pack::Rule*, std::optional<RulePlace>> rules_;
};

}  // namespace

void write_diagnostics(write::JsonWriter& out, const Text& text, const source::File* file, const Host& host,
                       const Client& client, const std::map<const source::File*, std::string>& uris) {
  Writer(out, text, *file, host, client, uris).write_all();
}

}  // namespace zhudun::lsp
