// What has to stand between nodes: dashes, colons, commas, brackets, indentation, the document's ends.
#include <fmt/format.h>

#include <algorithm>

#include "yaml/reader.h"
#include "yaml/words.h"

namespace zhudun::yaml {
namespace {

constexpr std::string_view kFlowIndicators = ",[]{}";
constexpr std::string_view kTagSigns =
    "!%#;/?:@&=+$_.~*'()-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kFullWidthColon = "：";

}  // namespace

void Reader::report(diag::Diagnostic diagnostic) {
  const bool is_error = diagnostic.severity == diag::Severity::error;
  diagnostics_.push_back(std::move(diagnostic));
  if (!is_error || ++errors_ < limits_.errors) return;
  diagnostics_.push_back(
      diag::error("limit-errors", cursor_.span(cursor_.at(), cursor_.at()),
                  fmt::format("the limit `errors` of {} is reached, the rest is not read", limits_.errors)));
  throw Stop();
}

void Reader::fail(std::string code, source::Span span, std::string message, std::string help) {
  report(diag::error(std::move(code), span, std::move(message), std::move(help)));
  throw Stop();
}

// Lines that do not fit inside a bracket mostly mean that it was never closed.
void Reader::fail_if_unclosed(source::Span stopped) {
  const auto frame =
      std::find_if(open_.rbegin(), open_.rend(), [](const Frame& each) { return each.flow && !each.pair; });
  if (frame == open_.rend()) return;
  const std::uint32_t bracket = builder_.tree().span(frame->node).begin;
  if (cursor_.is_closed(bracket)) return;
  diag::Diagnostic error = diag::error("yaml-unclosed", cursor_.span(bracket, bracket + 1),
                                       fmt::format("the `{}` opened here is never closed", cursor_.bytes()[bracket]));
  error.labels.push_back({stopped, "this does not belong inside it"});
  report(std::move(error));
  throw Stop();
}

void Reader::fail_flow_tokens(std::size_t most) {
  cursor_.skip();
  fail("limit-flow-tokens",
       cursor_.span(cursor_.at(), std::min(cursor_.at() + 1, static_cast<std::uint32_t>(cursor_.bytes().size()))),
       fmt::format("a list or mapping in brackets has more signs than the limit `flow_tokens` of {}", most),
       "write it as lines with `- ` and `: `, without brackets");
}

void Reader::expected(std::string_view what, std::string help) {
  const std::string_view word = cursor_.word(false);
  const std::uint32_t at = cursor_.at();
  if (word.starts_with('#') && at > 0) {
    fail("yaml-comment", cursor_.span(at, at + 1), "a comment needs a space in front of its `#`");
  }
  const std::string found = word.empty() ? "the end of the file" : in_backticks(word);
  fail("yaml-syntax", cursor_.span(at, at + static_cast<std::uint32_t>(word.size())),
       fmt::format("expected {}, found {}", what, found), std::move(help));
}

// Directives up to `---`; then the cursor is where the root may begin.
void Reader::OnDocumentStart(const YAML::Mark& /*mark*/) { directives(); }

void Reader::directives() {
  bool any = false;
  for (cursor_.skip(); cursor_.here() == '%' && cursor_.column(cursor_.at()) == 0; cursor_.skip()) {
    directive();
    any = true;
  }
  const bool marker = cursor_.at_document_marker();
  if (cursor_.at_end() || (marker && cursor_.here() == '.' && !any)) {
    fail("yaml-empty", cursor_.span(cursor_.at(), cursor_.at()), "the file holds no document");
  }
  if (marker && cursor_.here() == '-') return cursor_.move_to(cursor_.at() + 3);
  if (any) expected("`---` after a directive");
}

void Reader::directive() {
  const std::uint32_t begin = cursor_.at();
  const std::size_t line_end = std::min(cursor_.bytes().find_first_of("\r\n", begin), cursor_.bytes().size());
  const std::string_view line = cursor_.bytes().substr(begin, line_end - begin);
  const source::Span span = cursor_.span(begin, static_cast<std::uint32_t>(line_end));
  const std::string_view name = cursor_.word(false);
  if (name == "%YAML") {
    const std::size_t first = std::min(line.find_first_not_of(" \t", name.size()), line.size());
    const std::string_view version = line.substr(first, line.find_first_of(" \t", first) - first);
    if (!version.starts_with("1.")) fail("yaml-directive", span, "only YAML 1.2 is read");
    if (version != "1.2") {
      report(diag::warning("yaml-directive", span,
                           fmt::format("the file says YAML {}, it is read as YAML 1.2", version),
                           "`yes`, `no`, `on` and `off` are text in YAML 1.2, not truth values"));
    }
  } else if (name != "%TAG") {
    report(diag::warning("yaml-directive", span,
                         fmt::format("the directive {} is unknown and has no effect", in_backticks(name))));
  }
  cursor_.move_to(span.end);
}

void Reader::OnDocumentEnd() {
  cursor_.skip();
  if (cursor_.at_document_marker() && cursor_.here() == '.') {
    cursor_.move_to(cursor_.at() + 3);
    const bool line_ended = cursor_.skip();
    if (!cursor_.at_end() && !line_ended) expected("the end of the line after `...`");
  }
  if (cursor_.at_end()) return;
  const std::string_view word = cursor_.word(false);
  const source::Span span = cursor_.span(cursor_.at(), cursor_.at() + static_cast<std::uint32_t>(word.size()));
  if (cursor_.at_document_marker()) {
    fail("yaml-documents", span, "a second document begins here, expected only one in a file",
         "put every document into its own file");
  }
  if (word.starts_with('#')) expected("");
  const bool directive = word.starts_with('%') && cursor_.column(cursor_.at()) == 0;
  fail("yaml-syntax", span, fmt::format("{} does not belong to what stands above it", in_backticks(word)),
       directive ? "a directive may only stand at the beginning of the file" : "check its indentation");
}

// Reads what leads to the next node: dash, comma, colon, question mark.
Reader::Entry Reader::enter(bool null) {
  if (open_.empty()) return Entry::present;
  Frame& frame = open_.back();
  Entry entry = Entry::present;
  if (frame.kind == Kind::sequence) {
    frame.flow ? enter_flow_item(frame, null) : enter_block_item(frame);
  } else if (frame.children % 2 == 0) {
    enter_key(frame);
  } else {
    entry = enter_value(frame, null);
  }
  ++frame.children;
  return entry;
}

void Reader::enter_block_item(const Frame& frame) {
  cursor_.skip();
  if (!cursor_.at_indicator('-')) expected("`- ` and the next item");
  require_column(frame);
  cursor_.move_to(cursor_.at() + 1);
}

void Reader::enter_flow_item(const Frame& frame, bool null) {
  if (frame.children > 0) expect_comma(frame);
  const std::uint32_t here = cursor_.at();
  cursor_.skip();
  if (null && (cursor_.here() == ',' || cursor_.here() == ']'))
    expected("an item", "remove the comma, or write `null`");
  cursor_.move_to(here);
}

void Reader::expect_comma(const Frame& frame) {
  require_inside(cursor_.skip());
  if (cursor_.here() != ',') expected(frame.kind == Kind::sequence ? "`,` or `]`" : "`,` or `}`");
  cursor_.move_to(cursor_.at() + 1);
}

void Reader::enter_key(Frame& frame) {
  if (frame.flow && !frame.pair && frame.children > 0) expect_comma(frame);
  const bool line_ended = cursor_.skip();
  if (frame.flow) {
    require_inside(line_ended);
  } else {
    require_column(frame);
  }
  frame.explicit_key = cursor_.at_indicator('?', frame.flow ? kFlowIndicators : "");
  if (frame.explicit_key) cursor_.move_to(cursor_.at() + 1);
  frame.key_begin = cursor_.at();
}

Reader::Entry Reader::enter_value(const Frame& frame, bool null) {
  const std::uint32_t key_end = cursor_.at();
  require_inside(cursor_.skip() && frame.flow);
  const bool colon = frame.flow ? cursor_.here() == ':' : cursor_.at_indicator(':');
  if (!colon && null && (frame.flow || frame.explicit_key)) {
    cursor_.move_to(key_end);
    return Entry::absent;
  }
  const std::string_view key = cursor_.bytes().substr(frame.key_begin, key_end - frame.key_begin);
  const bool may_go_on = frame.explicit_key || (frame.flow && !frame.pair);
  const std::string_view up_to_colon = cursor_.bytes().substr(frame.key_begin, cursor_.at() - frame.key_begin);
  if (!colon || (!may_go_on && up_to_colon.find('\n') != std::string_view::npos)) {
    const std::size_t wide = key.find(kFullWidthColon);
    const bool dash = key.starts_with("－") || key.starts_with("—") || key.starts_with("·") || key.starts_with("•");
    source::Span span = cursor_.span(frame.key_begin, key_end);
    if (wide != std::string_view::npos) {
      span.begin += static_cast<std::uint32_t>(wide);
      span.end = span.begin + static_cast<std::uint32_t>(kFullWidthColon.size());
    }
    fail("yaml-colon", span, fmt::format("expected `: ` and a value after the key {}", in_backticks(key)),
         wide != std::string_view::npos ? "it has a full-width colon `：`; write `: `"
         : dash                         ? "an item of a list begins with `- `"
                                        : "add `: `, or check the indentation of the line");
  }
  cursor_.move_to(cursor_.at() + 1);
  return Entry::present;
}

// A later entry of a block collection begins where the first one does, behind nothing but spaces.
void Reader::require_column(const Frame& frame) {
  const std::uint32_t at = cursor_.at();
  if (frame.children == 0) return;
  if (cursor_.column(at) == frame.column && cursor_.spaces(at) == frame.column) return;
  if (cursor_.bytes().substr(cursor_.line_begin(at), at - cursor_.line_begin(at)).find('\t') !=
      std::string_view::npos) {
    fail("yaml-tab", cursor_.span(cursor_.line_begin(at), at), "a tab is used as indentation", "indent with spaces");
  }
  expected(fmt::format("an entry indented by {} spaces like the ones above", frame.column));
}

// Lines inside a value are indented more than the entries around it; only a closing bracket may stand further left,
// as people write it and other readers take it.
void Reader::require_inside(bool line_ended) {
  const std::uint32_t at = cursor_.at();
  if (!line_ended || cursor_.at_end() || cursor_.spaces(at) > column()) return;
  if (in_flow() && (cursor_.here() == ']' || cursor_.here() == '}')) return;
  const std::uint32_t begin = cursor_.line_begin(at);
  if (cursor_.bytes().substr(begin, at - begin).find('\t') != std::string_view::npos) {
    fail("yaml-tab", cursor_.span(begin, at), "a tab is used as indentation", "indent with spaces");
  }
  fail_if_unclosed(cursor_.span(at, at + 1));
  expected(in_flow() ? "a line that is indented more than its key, inside the bracket" : "a value that is indented");
}

// Whether what stands here can be the value of the entry at hand, rather than the next entry of a collection around it.
bool Reader::goes_on(bool line_ended) const {
  if (cursor_.at_end() || (line_ended && cursor_.at_document_marker())) return false;
  return in_flow() || !line_ended || cursor_.column(cursor_.at()) > column();
}

// Takes anchor and tag, on one line or more; the cursor ends just behind them.
Properties Reader::properties() {
  Properties result;
  for (std::uint32_t end = cursor_.at();; end = cursor_.at()) {
    const bool line_ended = cursor_.skip();
    const bool here = goes_on(line_ended) && cursor_.take_property(result, in_flow());
    if (!here) {
      cursor_.move_to(end);
      break;
    }
  }
  // yaml-cpp ends a tag at the first sign that may not be in one and reads a value from there.
  const std::string_view tag = result.tag.text();
  if (tag.find_first_not_of(kTagSigns) != std::string_view::npos && !tag.starts_with("!<")) {
    fail("yaml-tag", result.tag, fmt::format("the tag {} has a sign that is not allowed in tags", in_backticks(tag)),
         "put text that begins with `!` in quotes");
  }
  return result;
}

void Reader::begin_block(Frame& frame, bool line_ended, const Properties& properties) {
  const std::uint32_t at = cursor_.at();
  const std::uint32_t line = cursor_.line_begin(at);
  frame.column = cursor_.column(at);
  const std::string_view before = cursor_.bytes().substr(line, at - line);
  if (before.find('\t') != std::string_view::npos) {
    fail("yaml-tab", cursor_.span(line, at), "a tab is used as indentation", "indent with spaces");
  }
  const bool in_mapping = !open_.empty() && open_.back().kind == Kind::mapping;
  const bool level = frame.kind == Kind::sequence && in_mapping && frame.column == column();
  if (frame.column <= column() && !level) expected("a value that is indented");
  if (properties.any() && !line_ended) expected("a line break after the anchor or tag of a block collection");
}

}  // namespace zhudun::yaml
