// What went wrong, where, and how to say it. A diagnostic is data; to_text spells it, only at the edge.
// Messages: one sentence, small initial, no final stop, the user's text in `backticks`; advice goes into help.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/source/file.h"

namespace zhudun::diag {

enum class Severity { error, warning, note };

struct Label {
  source::Span span;
  std::string message;
};

struct Diagnostic {
  std::string code;  // stable, kebab-case: yaml-duplicate-key
  Severity severity = Severity::error;
  std::string message;
  source::Span span;          // absent: the whole file if span.file is set, else the call
  std::vector<Label> labels;  // other places that matter
  std::string help;
  std::string about;  // without a place: whom it is about, a path say; else the program
};

using Diagnostics = std::vector<Diagnostic>;

Diagnostic error(std::string code, source::Span span, std::string message, std::string help = {});
Diagnostic warning(std::string code, source::Span span, std::string message, std::string help = {});
// Whether any of them is an error.
bool failed(const Diagnostics& diagnostics);

// `file:line:col: message`, then the line with a caret under the words, labels and help; ends in a line break.
// Nothing in it can move a terminal's cursor.
std::string to_text(const Diagnostic& diagnostic);

// The candidate nearest to the word by optimal string alignment distance, if near enough to be a slip of the hand.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace zhudun::diag
