#include <algorithm>
#include <vector>

#include "cli/command.h"

namespace zhudun::cli {
namespace {

// File by file in the order met, within a file from its beginning to its end.
void sort_by_place(diag::Diagnostics& diagnostics) {
  std::vector<const source::File*> files;
  for (const diag::Diagnostic& one : diagnostics) {
    if (std::find(files.begin(), files.end(), one.span.file) == files.end()) files.push_back(one.span.file);
  }
  const auto rank = [&](const diag::Diagnostic& one) {
    return std::find(files.begin(), files.end(), one.span.file) - files.begin();
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [&](const diag::Diagnostic& a, const diag::Diagnostic& b) {
    return std::pair(rank(a), a.span.begin) < std::pair(rank(b), b.span.begin);
  });
}

}  // namespace

bool tell(World& world, diag::Diagnostics& diagnostics) {
  sort_by_place(diagnostics);
  const bool failed = diag::failed(diagnostics);
  for (const diag::Diagnostic& one : diagnostics) world.write_error(diag::to_text(one));
  diagnostics.clear();
  return failed;
}

int print(World& world, std::string_view text) {
  if (world.write_out(text)) return kFulfilled;
  world.write_error("zhudun: standard output could not be written in full\n");
  return kNotWritten;
}

}  // namespace zhudun::cli
