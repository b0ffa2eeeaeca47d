#include "yaml/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "yaml/words.h"
#include "zhudun/yaml/core.h"
#include "zhudun/yaml/encoding.h"

namespace zhudun::yaml {
namespace {

constexpr std::string_view kCore = "tag:yaml.org,2002:";
constexpr std::string_view kUnquotable = "@`%,[]{}#&*!|>'\"";

bool untagged(const std::string& tag) { return tag.empty() || tag == "?" || tag == "!"; }

std::string_view core_name(std::string_view tag) {
  return tag.starts_with(kCore) ? tag.substr(kCore.size()) : std::string_view();
}

std::optional<std::string_view> null_word(std::string_view bytes, std::uint32_t at, bool flow) {
  for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
    if (bytes.substr(at, word.size()) != word) continue;
    const std::string_view next = bytes.substr(at + word.size(), 1);
    if (next.empty() || is_blank(next[0]) || is_break(next[0]) || next == ":" ||
        (flow && std::string_view(",[]{}").find(next[0]) != std::string_view::npos)) {
      return word;
    }
  }
  return std::nullopt;
}

}  // namespace

Reader::Reader(const source::File& file, diag::Diagnostics& diagnostics, const Limits& limits)
    : diagnostics_(diagnostics),
      limits_(limits),
      cursor_(file),
      builder_(file),
      mark_offset_(static_cast<std::uint32_t>(bom_size(file))) {}

bool Reader::at_key() const {
  return !open_.empty() && open_.back().kind == Kind::mapping && open_.back().children % 2 == 1;
}

void Reader::OnAnchor(const YAML::Mark& /*mark*/, const std::string& name) { anchor_names_.push_back(name); }

void Reader::remember(YAML::anchor_t anchor, NodeId node) {
  if (anchor == 0) return;
  if (anchors_.size() <= anchor) anchors_.resize(anchor + 1);
  anchors_[anchor] = node;
}

void Reader::limit_nodes(std::size_t more, std::optional<source::Span> at) {
  if (builder_.count() + more <= limits_.nodes) return;
  fail("limit-nodes", at.value_or(cursor_.span(cursor_.at(), cursor_.at())),
       fmt::format("the file has more nodes than the limit `nodes` of {}", limits_.nodes),
       "an alias counts as all it stands for");
}

// yaml-cpp says null for a value that is absent and for a plain null, ~ and so on.
void Reader::OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t anchor) {
  limit_nodes(1);
  std::uint32_t begin = cursor_.at();
  std::uint32_t end = begin;
  if (enter(true) == Entry::present) {
    properties();
    begin = end = cursor_.at();
    const bool line_ended = cursor_.skip();
    const auto word = null_word(cursor_.bytes(), cursor_.at(), in_flow());
    if (word && goes_on(line_ended && !at_key())) {
      begin = cursor_.at();
      end = begin + static_cast<std::uint32_t>(word->size());
    }
    cursor_.move_to(end);
  }
  const source::Span span = cursor_.span(begin, end);
  remember(anchor, builder_.scalar(span, span.text()));
}

void Reader::OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t anchor) {
  enter(false);
  require_inside(cursor_.skip() && !at_key());
  const std::uint32_t begin = cursor_.at();
  const std::string_view name = anchor_names_[anchor - 1];
  if (cursor_.here() != '*' || cursor_.bytes().substr(begin + 1, name.size()) != name) expected("an alias");
  cursor_.move_to(begin + 1 + static_cast<std::uint32_t>(name.size()));
  const source::Span span = cursor_.span(begin, cursor_.at());
  const NodeId target = anchors_[anchor];
  if (std::any_of(open_.begin(), open_.end(), [&](const Frame& frame) { return frame.node == target; })) {
    fail("yaml-recursion", span,
         fmt::format("the alias {} stands inside of what it stands for", in_backticks(span.text())));
  }
  limit_nodes(builder_.tree().next(target) - target, span);
  if (at_key() && builder_.tree().kind(target) != Kind::scalar) {
    fail("yaml-complex-key", span, "a mapping's key is a list or a mapping, expected a single value");
  }
  builder_.copy_subtree(target, span);
}

void Reader::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) {
  limit_nodes(1);
  enter(false);
  const Properties before = properties();
  Style style = Style::plain;
  const Spelling spelling = read_scalar(static_cast<std::uint32_t>(mark.pos) + mark_offset_, value, before, style);
  if (spelling.fault) {
    const Fault& fault = *spelling.fault;
    fail_if_unclosed(cursor_.span(fault.begin, fault.end));
    fail("yaml-scalar", cursor_.span(fault.begin, fault.end), fault.message, fault.help);
  }
  const source::Span span = cursor_.span(std::min(cursor_.at(), spelling.end), spelling.end);
  cursor_.move_to(spelling.rest);
  if (decoded_.text.size() > limits_.scalar_bytes) {
    fail("limit-scalar-bytes", cursor_.span(span.begin, span.begin + 1),
         fmt::format("a text is longer than the limit `scalar_bytes` of {}", limits_.scalar_bytes));
  }
  if (at_key()) check_key(decoded_.text, span, style);
  if (style == Style::plain) check_plain(span);
  remember(anchor, builder_.scalar(span, decoded_.text, style, tagged_type(tag, before, decoded_.text)));
}

// The cursor is moved to where the scalar begins; decoded_ gets its text.
Spelling Reader::read_scalar(std::uint32_t mark, const std::string& value, const Properties& before, Style& style) {
  decoded_.clear();
  const std::uint32_t here = cursor_.at();
  const bool line_ended = cursor_.skip();
  const char first = cursor_.here();
  const bool block = !in_flow() && (first == '|' || first == '>');
  const bool quoted = first == '"' || first == '\'';
  if (value.empty() && (!goes_on(line_ended) || (!block && !quoted))) {
    cursor_.move_to(here);
    return {here, here, {}};
  }
  const std::uint32_t begin = cursor_.at();
  if (!at_key()) require_inside(line_ended);
  if ((before.any() ? before.begin : begin) != mark)
    expected("a value that can be read with certainty", "put it in quotes");
  const Indent indent{column(), -1};
  if (block) {
    style = first == '|' ? Style::literal : Style::folded;
    return decode_block(cursor_.bytes(), begin, indent, decoded_);
  }
  if (quoted) {
    style = first == '"' ? Style::double_quoted : Style::single_quoted;
    return decode_quoted(cursor_.bytes(), begin, indent, decoded_);
  }
  const bool lone =
      (first == '-' || first == '?' || first == ':') && cursor_.at_indicator(first, in_flow() ? ",[]{}" : "");
  if (lone || kUnquotable.find(first) != std::string_view::npos) {
    expected("a value", fmt::format("put text that begins with `{}` in quotes", first));
  }
  return decode_plain(cursor_.bytes(), begin, value, indent, decoded_);
}

void Reader::check_key(std::string_view text, source::Span span, Style style) {
  if (text != "<<" || style != Style::plain) return;
  report(diag::error("yaml-merge-key", span, "the merge key `<<` is no part of YAML 1.2",
                     "write the entries out, or use an alias for a whole value"));
}

// Signs of an input method where they can hardly be meant as text; in a value, in brackets too, they can.
void Reader::check_plain(source::Span span) {
  const std::string_view text = span.text();
  const auto has = [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; };
  if (open_.empty() && has("：")) {
    report(diag::warning("yaml-full-width", span, "the whole file is one text, with a full-width colon `：`",
                         "write `: ` after a key"));
  } else if (text.starts_with("　") || text.starts_with("\xC2\xA0")) {
    report(diag::warning("yaml-full-width", span, "a text begins with a full-width or no-break space",
                         "indent with ordinary spaces"));
  }
}

void Reader::OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
  open(Kind::sequence, tag, anchor, style);
}

void Reader::OnMapStart(const YAML::Mark& /*mark*/, const std::string& tag, YAML::anchor_t anchor,
                        YAML::EmitterStyle::value style) {
  open(Kind::mapping, tag, anchor, style);
}

void Reader::open(Kind kind, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  limit_nodes(1);
  enter(false);
  const bool told = anchor != 0 || (!tag.empty() && tag != "?");
  const Properties before = told ? properties() : Properties{};
  const bool line_ended = cursor_.skip();
  const std::uint32_t at = cursor_.at();
  const bool bracket_here = cursor_.here() == '[' || cursor_.here() == '{';
  if (at_key() && bracket_here && !cursor_.is_closed(at)) {  // yaml-cpp takes it for a key
    fail("yaml-unclosed", cursor_.span(at, at + 1),
         fmt::format("the `{}` opened here is never closed", cursor_.here()));
  }
  if (at_key()) {
    // `[{a: 1}: 2]` gives two mappings for one brace, of which the first was taken for the braces.
    const bool late = style == YAML::EmitterStyle::Flow && !bracket_here;
    const std::uint32_t key = late ? builder_.tree().span(open_.back().node).begin : at;
    fail("yaml-complex-key", cursor_.span(key, key + 1),
         "a mapping's key is a list or a mapping, expected a single value");
  }
  if (open_.size() >= limits_.depth) {
    fail("limit-depth", cursor_.span(at, at + 1),
         fmt::format("lists and mappings are nested deeper than the limit `depth` of {}", limits_.depth));
  }
  check_collection_tag(tag, before, kind);
  Frame frame;
  frame.kind = kind;
  frame.flow = style == YAML::EmitterStyle::Flow;
  frame.column = column();
  const char bracket = kind == Kind::mapping ? '{' : '[';
  frame.pair = frame.flow && kind == Kind::mapping && cursor_.here() != '{';
  frame.flow ? require_inside(line_ended) : begin_block(frame, line_ended, before);
  if (frame.flow && !frame.pair && cursor_.here() != bracket) expected(fmt::format("`{}`", bracket));
  const source::Span span = cursor_.span(at, at);
  frame.node = kind == Kind::mapping ? builder_.begin_mapping(span) : builder_.begin_sequence(span);
  if (frame.flow && !frame.pair) cursor_.move_to(at + 1);
  open_.push_back(frame);
  remember(anchor, frame.node);
}

void Reader::close(char bracket) {
  const Frame frame = open_.back();
  if (!frame.flow || frame.pair) {
    builder_.end();
  } else {
    require_inside(cursor_.skip());
    if (cursor_.here() == ',' && frame.children > 0) {
      cursor_.move_to(cursor_.at() + 1);
      require_inside(cursor_.skip());
    }
    if (cursor_.here() != bracket) expected(fmt::format("`,` or `{}`", bracket));
    cursor_.move_to(cursor_.at() + 1);
    builder_.end(cursor_.at());
  }
  open_.pop_back();
}

void Reader::OnMapEnd() {
  const NodeId mapping = open_.back().node;
  close('}');
  check_duplicates(mapping);
}

void Reader::check_duplicates(NodeId mapping) {
  const Tree& tree = builder_.tree();
  const Pairs pairs = tree.pairs(mapping);
  constexpr std::size_t few = 8;  // below, comparing all with all is faster than a table
  if (tree.size(mapping) <= few) {
    for (auto second = pairs.begin(); !(second == pairs.end()); ++second) {
      for (auto first = pairs.begin(); !(first == second); ++first) {
        if (tree.text((*first).key) != tree.text((*second).key)) continue;
        report_duplicate((*first).key, (*second).key);
        break;
      }
    }
    return;
  }
  std::map<std::string_view, NodeId> seen;  // no hash: keys can be made to share one
  for (const Pair pair : pairs) {
    const auto [first, fresh] = seen.emplace(tree.text(pair.key), pair.key);
    if (!fresh) report_duplicate(first->second, pair.key);
  }
}

void Reader::report_duplicate(NodeId first, NodeId second) {
  const Tree& tree = builder_.tree();
  diag::Diagnostic error =
      diag::error("yaml-duplicate-key", tree.span(second),
                  fmt::format("the key {} is given twice", in_backticks(tree.text(second))), "remove one of the two");
  error.labels.push_back({tree.span(first), "first here"});
  report(std::move(error));
}

std::optional<ScalarType> Reader::tagged_type(const std::string& tag, const Properties& properties,
                                              std::string_view text) {
  if (!properties.tagged) return std::nullopt;
  if (tag == "!") return ScalarType::string;
  const std::string_view name = core_name(tag);
  if (name == "str") return ScalarType::string;
  if (name == "int" && to_int(text)) return ScalarType::integer;
  if (name == "float" && to_double(text)) return ScalarType::floating;
  if (name == "bool" && to_bool(text)) return ScalarType::boolean;
  if (name == "null" && is_null(text)) return ScalarType::null_;
  report_tag(name, properties.tag, fmt::format("the value {}", in_backticks(text)));
  return std::nullopt;
}

void Reader::check_collection_tag(const std::string& tag, const Properties& properties, Kind kind) {
  if (!properties.tagged || untagged(tag)) return;
  const std::string_view name = core_name(tag);
  if (name == (kind == Kind::mapping ? "map" : "seq")) return;
  report_tag(name, properties.tag, kind == Kind::mapping ? "a mapping" : "a list");
}

void Reader::report_tag(std::string_view name, source::Span tag, std::string_view value) {
  constexpr std::array core{"str", "int", "float", "bool", "null", "seq", "map"};
  const bool known = std::find(core.begin(), core.end(), name) != core.end();
  const std::string text = in_backticks(tag.text());
  report(known ? diag::error("yaml-tag", tag, fmt::format("the tag {} does not fit {}", text, value), "remove the tag")
               : diag::error("yaml-tag", tag, fmt::format("the tag {} is unknown", text),
                             "only !!str, !!int, !!float, !!bool, !!null, !!seq and !!map are read; "
                             "text that begins with `!` needs quotes"));
}

}  // namespace zhudun::yaml
