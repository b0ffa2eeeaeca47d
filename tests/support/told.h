// What a reader sees of a diagnostic: its code, the message, the advice, and the exact words under the caret.
// Written as a table row, so that one comparison says all of them, in order.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "zhudun/diag/diagnostic.h"

namespace support {

struct Told {
  std::string code, message, help, under;
  friend bool operator==(const Told&, const Told&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Told& told) {
    return out << "\n  [" << told.code << "] " << told.message << " <" << told.help << "> under \"" << told.under
               << "\"";
  }
};

// The errors; warnings and notes are left out.
inline std::vector<Told> told(const zhudun::diag::Diagnostics& diagnostics) {
  std::vector<Told> errors;
  for (const zhudun::diag::Diagnostic& one : diagnostics) {
    if (one.severity != zhudun::diag::Severity::error) continue;
    errors.push_back({one.code, one.message, one.help, std::string(one.span.text())});
  }
  return errors;
}

}  // namespace support
