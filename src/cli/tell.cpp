#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "cli/command.h"
#include "cli/limits.h"

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
  advise_on_limits(diagnostics);
  sort_by_place(diagnostics);
  const bool failed = diag::failed(diagnostics);
  constexpr std::size_t most = 1000;  // nobody reads more
  const std::size_t told = std::min(most, diagnostics.size());
  for (std::size_t at = 0; at < told; ++at) world.write_error(diag::to_text(diagnostics[at]));
  if (told < diagnostics.size()) world.write_error(fmt::format("zhudun: {} more\n", diagnostics.size() - told));
  diagnostics.clear();
  return failed;
}

int print(World& world, std::string_view text) {
  if (world.write_out(text)) return kFulfilled;
  world.write_error("zhudun: standard output could not be written in full\n");
  return kNotWritten;
}

}  // namespace zhudun::cli
