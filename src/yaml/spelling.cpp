#include "yaml/spelling.h"

#include <algorithm>

namespace zhudun::yaml {

void Decoded::verbatim(std::string_view bytes, std::uint32_t begin, std::uint32_t end) {
  if (begin == end) return;
  const auto at = static_cast<std::uint32_t>(text.size());
  text.append(bytes.substr(begin, end - begin));
  if (!with_runs_) return;
  if (!runs.empty() && runs.back().verbatim && runs.back().end == begin) {
    runs.back().end = end;
    runs.back().length += end - begin;
  } else {
    runs.push_back({at, end - begin, begin, end, true});
  }
}

void Decoded::unit(std::uint32_t begin, std::uint32_t end, std::string_view spelt) {
  if (spelt.empty()) return;
  if (with_runs_) {
    runs.push_back(
        {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(spelt.size()), begin, end, false});
  }
  text.append(spelt);
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_break(char c) { return c == '\n' || c == '\r'; }

bool is_document_marker(std::string_view bytes, std::size_t i) {
  const std::string_view marker = bytes.substr(std::min(i, bytes.size()), 3);
  if (marker != "---" && marker != "...") return false;
  return i + 3 >= bytes.size() || is_blank(bytes[i + 3]) || is_break(bytes[i + 3]);
}

std::uint32_t after_break(std::string_view bytes, std::uint32_t i) {
  return bytes.substr(i, 2) == "\r\n" ? i + 2 : i + 1;
}

Fold fold(std::string_view bytes, std::uint32_t i, Indent indent) {
  Fold result{i, 0, {}};
  std::uint32_t line = i;
  const auto skip_blanks = [&] {
    while (i < bytes.size() && is_blank(bytes[i])) ++i;
  };
  for (skip_blanks(); i < bytes.size() && is_break(bytes[i]); skip_blanks()) {
    line = i = after_break(bytes, i);
    ++result.breaks;
  }
  result.end = i;
  if (result.breaks == 0 || i >= bytes.size()) return result;
  if (is_document_marker(bytes, line)) {
    result.fault =
        Fault{line, line + 3, "a document marker stands inside a scalar", "indent it, or close the scalar first"};
    return result;
  }
  const std::size_t first = std::min(bytes.find_first_not_of(' ', line), bytes.size());
  if (static_cast<int>(first - line) > indent.parent) return result;
  const bool tab = first < bytes.size() && bytes[first] == '\t';
  result.fault =
      Fault{line, static_cast<std::uint32_t>(first + 1),
            tab ? "a tab is used as indentation" : "this line goes on with a value but is not indented under its key",
            tab ? "indent with spaces" : "indent it with at least one space more than the key"};
  return result;
}

Spelling decode_plain(std::string_view bytes, std::uint32_t begin, std::string_view text, Indent indent, Decoded& out) {
  std::uint32_t p = begin;
  std::size_t done = 0;
  while (done < text.size() && p < bytes.size()) {
    if (!is_blank(bytes[p]) && !is_break(bytes[p])) {
      std::size_t run = 0;
      while (done + run < text.size() && p + run < bytes.size() && bytes[p + run] == text[done + run] &&
             !is_blank(bytes[p + run]) && !is_break(bytes[p + run])) {
        ++run;
      }
      if (run == 0) break;
      out.verbatim(bytes, p, p + static_cast<std::uint32_t>(run));
      p += static_cast<std::uint32_t>(run);
      done += run;
      continue;
    }
    const Fold folded = fold(bytes, p, indent);
    if (folded.fault) return {p, p, folded.fault};
    const std::string_view want =
        text.substr(done, folded.breaks > 0 ? std::max(1U, folded.breaks - 1) : folded.end - p);
    if (folded.breaks > 0 ? want != folded.text() : want != bytes.substr(p, folded.end - p)) break;
    if (folded.breaks > 0) out.unit(p, folded.end, want);
    if (folded.breaks == 0) out.verbatim(bytes, p, folded.end);
    done += want.size();
    p = folded.end;
  }
  if (done == text.size()) return {p, p, {}};
  return {p, p,
          Fault{begin, std::min(std::max(p, begin + 1), static_cast<std::uint32_t>(bytes.size())),
                "this text cannot be read with certainty", "put it in quotes"}};
}

}  // namespace zhudun::yaml
