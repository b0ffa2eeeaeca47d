// The fast reader against yaml-cpp: the same tree, node by node and span by span, or the file is handed over.
#include "promise.h"
#include "support/trees.h"
#include "zhudun/yaml/encoding.h"
#include "zhudun/yaml/parse.h"
#include "zhudun/yaml/plain.h"

using namespace zhudun;
using fuzz::hold;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const source::File file("f.yaml", std::string(fuzz::bytes(data, size)));
  yaml::Limits limits;
  limits.depth = 12;  // low enough to be reached
  limits.nodes = 5'000;
  limits.scalar_bytes = 2'000;
  const auto fast =
      yaml::read_plain(file, limits);  // whatever the bytes: a large file's are read while they are looked at
  diag::Diagnostics unheard;
  if (!yaml::check_encoding(file, unheard, 1)) return 0;
  diag::Diagnostics told;
  const auto reference = yaml::parse(file, told, limits, yaml::With::reference);
  if (!fast) return 0;
  hold(reference.has_value(),
       "the fast reader takes what yaml-cpp refuses: " + (told.empty() ? std::string() : diag::to_text(told.front())));
  const std::string differs = trees::difference(*fast, *reference);
  hold(differs.empty(), "the fast reader gives another tree:\n" + differs);
  hold(told.empty(), "the fast reader says nothing where yaml-cpp warns");
  return 0;
}
