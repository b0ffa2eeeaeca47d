#include "zhudun/yaml/parse.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

#include "yaml/reader.h"
#include "yaml/syntax.h"
#include "zhudun/yaml/encoding.h"

namespace zhudun::yaml {
namespace {

// The file's bytes as they are, without a copy.
class Bytes : public std::streambuf {
 public:
  explicit Bytes(std::string_view bytes) {
    char* begin = const_cast<char*>(bytes.data());  // the get area is only read
    setg(begin, begin, begin + bytes.size());
  }
};

void read(const source::File& file, Reader& reader) {
  const auto bom = static_cast<std::uint32_t>(bom_size(file));
  Bytes bytes(file.bytes());
  std::istream in(&bytes);
  try {
    YAML::Parser parser(in);
    if (parser.HandleNextDocument(reader)) return;
    reader.report(diag::error("yaml-empty", {&file, 0, 0}, "the file holds no document"));
  } catch (const YAML::Exception& e) {
    const std::uint32_t at = e.mark.pos < 0 ? 0 : static_cast<std::uint32_t>(e.mark.pos) + bom;
    reader.report(explain(e.msg, at, reader));
  }
}

}  // namespace

std::optional<Tree> parse(const source::File& file, diag::Diagnostics& diagnostics, const Limits& limits) {
  const auto before = static_cast<std::ptrdiff_t>(diagnostics.size());
  if (!check_encoding(file, diagnostics, limits.errors)) return std::nullopt;
  Reader reader(file, diagnostics, limits);
  try {
    read(file, reader);
  } catch (const Stop&) {  // its error is noted
  }
  const auto own = diagnostics.begin() + before;
  std::stable_sort(own, diagnostics.end(), [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  const bool any_error =
      std::any_of(own, diagnostics.end(), [](const auto& each) { return each.severity == diag::Severity::error; });
  if (any_error) return std::nullopt;
  return std::move(reader).finish();
}

}  // namespace zhudun::yaml
