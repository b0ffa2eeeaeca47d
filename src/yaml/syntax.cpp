#include "yaml/syntax.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <array>

#include "yaml/words.h"

namespace zhudun::yaml {
namespace {

namespace Said = YAML::ErrorMsg;
using source::Span;

struct Row {
  std::string_view said;  // how yaml-cpp's message begins
  std::string_view message;
  std::string_view help;
};

constexpr std::string_view kQuoteIt = "if it is meant as text, put it in quotes";
constexpr std::string_view kIndentation = "check the indentation of this line and the line above";
const std::array kRows{
    Row{Said::YAML_DIRECTIVE_ARGS, "the `%YAML` directive is malformed", "write `%YAML 1.2`"},
    Row{Said::YAML_VERSION, "the `%YAML` directive is malformed", "write `%YAML 1.2`"},
    Row{Said::YAML_MAJOR_VERSION, "only YAML 1.2 is read", "write `%YAML 1.2`"},
    Row{Said::REPEATED_YAML_DIRECTIVE, "the `%YAML` directive is given twice", ""},
    Row{Said::TAG_DIRECTIVE_ARGS, "the `%TAG` directive is malformed", ""},
    Row{Said::REPEATED_TAG_DIRECTIVE, "the `%TAG` directive is given twice for one handle", ""},
    Row{Said::CHAR_IN_TAG_HANDLE, "this tag is malformed", kQuoteIt},
    Row{Said::TAG_WITH_NO_SUFFIX, "this tag is malformed", kQuoteIt},
    Row{Said::END_OF_VERBATIM_TAG, "this tag is not closed by `>`", kQuoteIt},
    Row{Said::END_OF_MAP, "this line does not belong to the mapping above it", kIndentation},
    Row{Said::END_OF_SEQ, "this line does not belong to the list above it", kIndentation},
    Row{Said::MULTIPLE_TAGS, "a value has two tags", "remove one of them"},
    Row{Said::MULTIPLE_ANCHORS, "a value has two anchors", "remove one of them"},
    Row{Said::MULTIPLE_ALIASES, "a value has two aliases", "remove one of them"},
    Row{Said::ALIAS_CONTENT, "an alias has a tag, an anchor or a value of its own", "remove it"},
    Row{Said::INVALID_HEX, "this escape names no character", "use hexadecimal digits, or single quotes"},
    Row{Said::INVALID_UNICODE, "this escape names no character", ""},
    Row{Said::INVALID_ESCAPE, "this is no escape", "write a backslash as `\\\\`, or use single quotes"},
    Row{Said::DOC_IN_SCALAR, "a document marker stands inside a text in quotes", "close the quote before it"},
    Row{Said::EOF_IN_SCALAR, "a text in quotes is not closed", "close the quote"},
    Row{Said::TAB_IN_INDENTATION, "a tab is used as indentation", "indent with spaces"},
    Row{Said::FLOW_END, "this bracket closes nothing", kQuoteIt},
    Row{Said::BLOCK_ENTRY, "a list may not begin here", "begin it on its own line; check the indentation"},
    Row{Said::MAP_KEY, "a key may not begin here", kIndentation},
    Row{Said::MAP_VALUE, "a `:` may not stand here",
        "check the indentation; if the `:` is part of a text, put the text in quotes"},
    Row{Said::ALIAS_NOT_FOUND, "an alias `*` has no name", kQuoteIt},
    Row{Said::ANCHOR_NOT_FOUND, "an anchor `&` has no name", kQuoteIt},
    Row{Said::CHAR_IN_ALIAS, "the name of an alias has a character that is not allowed", kQuoteIt},
    Row{Said::CHAR_IN_ANCHOR, "the name of an anchor has a character that is not allowed", kQuoteIt},
    Row{Said::ZERO_INDENT_IN_BLOCK, "a block text cannot be indented by 0", "give a digit from 1 to 9, or none"},
    Row{Said::CHAR_IN_BLOCK, "a block text begins on the line after its mark", "put the text on the next line"},
};

Span one_word(const Cursor& cursor, std::uint32_t at) {
  Cursor there = cursor;
  there.move_to(at);
  const auto length = static_cast<std::uint32_t>(there.word(false).size());
  return cursor.span(at, at + length);
}

// The last sign of an input method on the line before a place where a sign of YAML was expected.
std::optional<Span> wide_sign(const Cursor& cursor, std::uint32_t from, std::uint32_t at) {
  from = std::max(from, cursor.line_begin(at));
  const std::string_view text = cursor.bytes().substr(from, at - std::min(at, from));
  std::size_t last = std::string_view::npos;
  for (const std::string_view sign : {"，", "、", "；", "："}) {
    const std::size_t found = text.rfind(sign);
    if (found != std::string_view::npos && (last == std::string_view::npos || found > last)) last = found;
  }
  if (last == std::string_view::npos) return std::nullopt;
  const auto begin = from + static_cast<std::uint32_t>(last);
  return cursor.span(begin, begin + 3);
}

diag::Diagnostic bracket_error(const Reader& reader, std::uint32_t at, char opening) {
  const Cursor& cursor = reader.cursor();
  const auto frame = std::find_if(reader.open().rbegin(), reader.open().rend(),
                                  [](const Frame& each) { return each.flow && !each.pair; });
  const Span stopped = one_word(cursor, at);
  if (frame != reader.open().rend()) {
    if (const auto comma = wide_sign(cursor, reader.so_far().span(frame->node).begin, at)) {
      return diag::error("yaml-full-width", *comma,
                         fmt::format("the full-width {} sets nothing apart", in_backticks(comma->text())),
                         comma->text() == "：" ? "write `: ` after a key" : "write `, ` between items");
    }
  }
  if (frame == reader.open().rend()) return diag::error("yaml-syntax", stopped, "a bracket is not closed");
  const std::uint32_t begin = reader.so_far().span(frame->node).begin;
  if (cursor.is_closed(begin)) {
    return diag::error(
        "yaml-syntax", stopped,
        fmt::format("expected `,` or `{}`, found {}", opening == '[' ? ']' : '}', in_backticks(stopped.text())),
        "a key and its `:` stand on one line; put text with special signs in quotes");
  }
  diag::Diagnostic error = diag::error("yaml-unclosed", cursor.span(begin, begin + 1),
                                       fmt::format("the `{}` opened here is never closed", opening));
  if (stopped.begin < stopped.end) error.labels.push_back({stopped, "this does not belong inside it"});
  return error;
}

// A fault of a text in quotes between the reader and the place of the error: most likely what is wrong. A quote opens a
// text only behind an indicator; elsewhere it is part of a plain one.
std::optional<diag::Diagnostic> bad_quotes(const Reader& reader, std::uint32_t until) {
  Cursor at = reader.cursor();
  Decoded ignored;
  const Indent indent{reader.open().empty() ? -1 : reader.open().back().column, -1};
  char before = ':';
  for (at.skip(); !at.at_end() && at.at() <= until; at.skip()) {
    const char here = at.here();
    const bool opens =
        (here == '"' || here == '\'') && std::string_view(":-?,[{").find(before) != std::string_view::npos;
    const bool indicator = std::string_view("[]{},").find(here) != std::string_view::npos;
    std::uint32_t next = at.at() + std::max(1U, indicator ? 1U : static_cast<std::uint32_t>(at.word(true).size()));
    if (opens) {
      const Spelling spelling = decode_quoted(at.bytes(), at.at(), indent, ignored);
      if (const auto& fault = spelling.fault) {
        return diag::error("yaml-scalar", at.span(fault->begin, fault->end), fault->message, fault->help);
      }
      next = spelling.end;
    }
    before = at.bytes()[next - 1];
    at.move_to(next);
  }
  return std::nullopt;
}

diag::Diagnostic unknown_alias(const Reader& reader, Span span) {
  constexpr std::size_t many = 1000;  // looking for the nearest among more takes too long
  const std::string name(span.text().substr(std::min<std::size_t>(1, span.text().size())));
  std::vector<std::string> known;
  for (const std::string& each : reader.anchor_names()) {
    if (known.size() < many && each.size() < 100) known.push_back(each);
  }
  const auto near = name.size() < 100 ? diag::nearest(name, known) : std::nullopt;
  return diag::error("yaml-alias", span, fmt::format("no anchor is named {}", in_backticks(name)),
                     near ? fmt::format("did you mean `*{}`?", *near) : "an anchor `&name` stands before its aliases");
}

// What made a key part of a text, on this line or the one above: a full-width colon, or a colon without a space.
struct LostColon {
  Span span;
  std::string_view message, help;
};

std::optional<std::size_t> tight_colon(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" -"), line.size());
  const std::size_t end =
      std::min(line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789-", begin), line.size());
  if (end == begin || end + 1 >= line.size() || line[end] != ':') return std::nullopt;
  const bool tight = std::string_view(" \t\r\n/").find(line[end + 1]) == std::string_view::npos;
  return tight ? std::optional(end) : std::nullopt;
}

std::optional<LostColon> lost_colon(const Cursor& cursor, std::uint32_t at) {
  constexpr std::string_view wide = "：";
  std::uint32_t line = cursor.line_begin(at);
  for (int lines = 0; lines < 2; ++lines) {
    const std::string_view text = cursor.bytes().substr(line, at - line);
    if (const std::size_t found = text.find(wide); found != std::string_view::npos) {
      const auto begin = line + static_cast<std::uint32_t>(found);
      return LostColon{cursor.span(begin, begin + static_cast<std::uint32_t>(wide.size())),
                       "the full-width colon `：` ends no key",
                       "after a key, write `: ` and not the full-width colon `：`"};
    }
    if (const auto found = lines == 0 ? std::nullopt : tight_colon(text)) {
      const auto begin = line + static_cast<std::uint32_t>(*found);
      return LostColon{cursor.span(begin, begin + 1), "a space is missing behind this `:`",
                       "after a key, write `: `, a colon and a space"};
    }
    if (line == 0) break;
    at = line;
    line = cursor.line_begin(line - 1);
  }
  return std::nullopt;
}

bool has_tab_indent(const Cursor& cursor, std::uint32_t at) {
  const std::uint32_t line = cursor.line_begin(at);
  const std::string_view front = cursor.bytes().substr(line, at - std::min(at, line));
  return front.find('\t') != std::string_view::npos && front.find_first_not_of(" \t-?:") == std::string_view::npos;
}

diag::Diagnostic by_row(std::string_view said, const Cursor& cursor, std::uint32_t at) {
  const Span span = one_word(cursor, at);
  if (said == Said::UNKNOWN_TOKEN || said.empty()) {
    return diag::error("yaml-syntax", span, fmt::format("{} cannot begin a value", in_backticks(span.text())),
                       std::string(kQuoteIt));
  }
  const bool leads = cursor.spaces(at) >= cursor.column(at);
  if (!leads && (said == Said::END_OF_MAP || said == Said::END_OF_SEQ)) {
    return diag::error("yaml-syntax", span,
                       fmt::format("{} may not stand behind the value before it", in_backticks(span.text())),
                       "begin a new line, or put the whole value in quotes");
  }
  const auto row =
      std::find_if(kRows.begin(), kRows.end(), [&](const Row& each) { return said.starts_with(each.said); });
  if (row == kRows.end()) return diag::error("yaml-syntax", span, "this is not YAML");
  return diag::error("yaml-syntax", span, std::string(row->message), std::string(row->help));
}

}  // namespace

diag::Diagnostic explain(std::string_view said, std::uint32_t at, const Reader& reader) {
  const Cursor& cursor = reader.cursor();
  at = std::min(at, static_cast<std::uint32_t>(cursor.bytes().size()));
  if (said.starts_with(Said::UNKNOWN_ANCHOR)) return unknown_alias(reader, one_word(cursor, at));
  if (auto quotes = bad_quotes(reader, at)) return *quotes;
  if (said == Said::END_OF_SEQ_FLOW) return bracket_error(reader, at, '[');
  if (said == Said::END_OF_MAP_FLOW) return bracket_error(reader, at, '{');
  if (has_tab_indent(cursor, at)) {
    return diag::error("yaml-tab", cursor.span(cursor.line_begin(at), at), "a tab is used as indentation",
                       "indent with spaces");
  }
  diag::Diagnostic error = by_row(said, cursor, at);
  if (const auto colon = lost_colon(cursor, at)) {
    error.labels.push_back({error.span, "noticed here: " + error.message});
    error.span = colon->span;
    error.message = colon->message;
    error.help = colon->help;
  }
  return error;
}

}  // namespace zhudun::yaml
