#include "zhudun/yaml/offset_map.h"

#include <algorithm>

#include "yaml/spelling.h"

namespace zhudun::yaml {
namespace {

// A CSV cell in quotes is plain text to the tree, and its only escape is the doubled quote.
void decode_cell(std::string_view bytes, std::uint32_t begin, std::uint32_t end, Decoded& out) {
  for (std::uint32_t p = begin + 1; p + 1 < end;) {
    const bool doubled = bytes.substr(p, 2) == "\"\"";
    doubled ? out.unit(p, p + 2, "\"") : out.verbatim(bytes, p, p + 1);
    p += doubled ? 2 : 1;
  }
}

// A block scalar's indentation, told from its first line that is not empty, in the file and decoded.
int block_indent(std::string_view bytes, std::uint32_t begin, std::string_view text) {
  std::size_t line = bytes.find('\n', begin);
  const std::size_t empty = text.find_first_not_of('\n');
  for (std::size_t i = 0; i < empty && line != std::string_view::npos; ++i) line = bytes.find('\n', line + 1);
  const auto spaces = [](std::string_view b, std::size_t i) {
    return std::min(b.find_first_not_of(' ', i), b.size()) - i;
  };
  if (line == std::string_view::npos) return 0;
  return std::max(0, static_cast<int>(spaces(bytes, line + 1)) - static_cast<int>(spaces(text, empty)));
}

void decode(std::string_view bytes, source::Span span, std::string_view text, Style style, Decoded& out) {
  const char first = span.begin < bytes.size() ? bytes[span.begin] : '\0';
  const bool is_quoted = style == Style::single_quoted || style == Style::double_quoted;
  if (first == '*' || span.begin == span.end) return;
  if (is_quoted) {
    decode_quoted(bytes, span.begin, {}, out);
  } else if (style == Style::plain && first == '"') {
    decode_cell(bytes, span.begin, span.end, out);
  } else if (style == Style::plain) {
    decode_plain(bytes, span.begin, text, {}, out);
  } else if (text.find_first_not_of('\n') != std::string_view::npos) {
    decode_block(bytes, span.begin, {-1, block_indent(bytes, span.begin, text)}, out);
  }
}

}  // namespace

OffsetMap::OffsetMap(const Tree& tree, NodeId scalar) : whole_(tree.span(scalar)) {
  const std::string_view text = tree.text(scalar);
  Decoded out(true);
  if (whole_) decode(whole_.file->bytes(), whole_, text, tree.style(scalar), out);
  if (out.text == text && !out.runs.empty()) {
    runs_ = std::move(out.runs);
  } else {
    runs_.push_back({0, static_cast<std::uint32_t>(text.size()), whole_.begin, whole_.end, false});
  }
}

const OffsetMap::Run& OffsetMap::run_of(std::size_t offset) const {
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), offset,
                                      [](std::size_t value, const Run& run) { return value < run.decoded; });
  return after == runs_.begin() ? runs_.front() : *(after - 1);
}

std::uint32_t OffsetMap::at(std::size_t offset) const {
  const Run& run = run_of(offset);
  if (offset >= run.decoded + run.length) return run.end;
  return run.verbatim ? run.begin + static_cast<std::uint32_t>(offset - run.decoded) : run.begin;
}

source::Span OffsetMap::span(std::size_t begin, std::size_t end) const {
  if (end <= begin) return {whole_.file, at(begin), at(begin)};
  const Run& last = run_of(end - 1);
  const std::uint32_t past = last.verbatim && end <= last.decoded + last.length
                                 ? last.begin + static_cast<std::uint32_t>(end - last.decoded)
                                 : last.end;
  return {whole_.file, at(begin), past};
}

}  // namespace zhudun::yaml
