#include "zhudun/diag/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

#include "zhudun/source/text.h"

namespace zhudun::diag {
namespace {

constexpr std::size_t kSnippetWidth = 160;                // columns of a source line that are shown around the caret
constexpr std::size_t kSnippetBytes = 8 * kSnippetWidth;  // of which no more than so many bytes are looked at
constexpr std::size_t kLongestText = 4000;                // bytes of a message that are shown

// The beginning of a text, not ending within a character.
std::string_view head(std::string_view text, std::size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return text.substr(0, size);
}

std::string shortened(std::string_view text) {
  return source::printable(head(text, kLongestText)) + (text.size() > kLongestText ? "…" : "");
}

std::string place(const source::Span& span) {
  if (!span) return "zhudun: ";
  const source::Position at = span.file->position(span.begin);
  return fmt::format("{}:{}:{}: ", source::printable(span.file->name()), at.line, at.column);
}

// The bytes of the line before the caret and under it, cut so that a very long line stays readable.
std::string snippet(const source::Span& span) {
  const source::Position at = span.file->position(span.begin);
  const std::string_view line = span.file->line(at.line);
  const auto line_begin = static_cast<std::size_t>(line.data() - span.file->bytes().data());
  std::size_t from = std::min<std::size_t>(span.begin - std::min<std::size_t>(span.begin, line_begin), line.size());
  const std::size_t to = std::min<std::size_t>(std::max<std::size_t>(span.end, span.begin) - line_begin, line.size());
  std::size_t cut = 0;
  if (from > kSnippetBytes || source::display_width(source::printable(line.substr(0, from))) > kSnippetWidth / 2) {
    cut = from - std::min<std::size_t>(from, kSnippetWidth / 2);
    while (cut < from && (static_cast<unsigned char>(line[cut]) & 0xC0) == 0x80) ++cut;
  }
  const std::string before = source::printable(line.substr(cut, from - cut));
  const std::string whole = source::printable(head(line.substr(from, std::max(to, from) - from), kSnippetBytes));
  const std::string under = source::wrap(whole, kSnippetWidth).front();
  const std::string after =
      under.size() < whole.size() ? "" : source::printable(head(line.substr(std::max(to, from)), kSnippetBytes));
  const std::vector<std::string> pieces = source::wrap(after, kSnippetWidth);
  const std::string number = std::to_string(at.line);
  const std::size_t carets = std::clamp<std::size_t>(source::display_width(under), 1, kSnippetWidth);
  return fmt::format(" {} | {}{}{}\n {} | {}{}\n", number, before, under, pieces.front(),
                     std::string(number.size(), ' '), std::string(source::display_width(before), ' '),
                     std::string(carets, '^'));
}

bool has_place(const source::Span& span) { return span && !(span.begin == 0 && span.end == 0); }

std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

std::u32string characters(std::string_view text) {
  std::u32string result;
  for (const char byte : text) {
    const auto value = static_cast<unsigned char>(byte);
    if ((value & 0xC0) != 0x80 || result.empty()) {
      result.push_back(value);
    } else {
      result.back() = (result.back() << 6) | (value & 0x3F);
    }
  }
  return result;
}

}  // namespace

Diagnostic error(std::string code, source::Span span, std::string message, std::string help) {
  return {std::move(code), Severity::error, std::move(message), span, {}, std::move(help), {}};
}

Diagnostic warning(std::string code, source::Span span, std::string message, std::string help) {
  return {std::move(code), Severity::warning, std::move(message), span, {}, std::move(help), {}};
}

bool failed(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& one) { return one.severity == Severity::error; });
}

std::string to_text(const Diagnostic& diagnostic) {
  const bool placed = has_place(diagnostic.span);
  const std::string& whole = diagnostic.span ? diagnostic.span.file->name() : diagnostic.about;
  std::string text = placed ? place(diagnostic.span) : whole.empty() ? "zhudun: " : source::printable(whole) + ": ";
  if (diagnostic.severity == Severity::warning) text += "warning: ";
  if (diagnostic.severity == Severity::note) text += "note: ";
  text += shortened(diagnostic.message) + "\n";
  if (placed) text += snippet(diagnostic.span);
  for (const Label& label : diagnostic.labels) {
    text += place(label.span) + shortened(label.message) + "\n";
    if (has_place(label.span)) text += snippet(label.span);
  }
  if (!diagnostic.help.empty()) text += "  help: " + shortened(diagnostic.help) + "\n";
  return text;
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongestWord = 64;  // no slip of the hand is longer, and the table is quadratic
  if (word.size() > kLongestWord) return std::nullopt;
  const std::u32string wanted = characters(word);
  const std::string* best = nullptr;
  std::size_t best_distance = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    const std::u32string other = characters(candidate);
    if (std::max(wanted.size(), other.size()) - std::min(wanted.size(), other.size()) >= best_distance) continue;
    const std::size_t d = distance(wanted, other);
    if (d < best_distance) {
      best_distance = d;
      best = &candidate;
    }
  }
  return best ? std::optional(*best) : std::nullopt;
}

}  // namespace zhudun::diag
