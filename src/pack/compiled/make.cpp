// Writes to standard output, as C++, the packs built into the program, compiled: what Pack::from_bytes takes.
#include <cstdio>
#include <string>

#include "zhudun/pack/builtin.h"
#include "zhudun/pack/pack.h"

namespace {

using namespace zhudun;

struct Kept {
  std::vector<std::unique_ptr<source::File>> files;

  pack::Files of_pack(std::string_view folder) {
    pack::Files found;
    const auto add = [&](std::string name, std::unique_ptr<source::File> file) {
      found.files.emplace_back(std::move(name), file.get());
      files.push_back(std::move(file));
    };
    pack::builtin_folder(folder, "", add);
    pack::builtin_folder("calendars", "calendars/", add);
    return found;
  }
};

std::string array_of(const std::string& bytes) {
  constexpr std::size_t row = 40;
  std::string text = "{";
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    text += std::to_string(static_cast<unsigned char>(bytes[at]));
    text += at % row == row - 1 ? ",\n" : ",";
  }
  return text + "0}";
}

}  // namespace

int main() {
  std::string arrays, rows;
  for (const std::string& folder : pack::builtin_packs()) {
    Kept kept;
    std::vector<std::string> bases;
    const auto find_base = [&](std::string_view name, source::Span, diag::Diagnostics&) {
      bases.emplace_back(name);
      return std::optional(kept.of_pack(name));
    };
    diag::Diagnostics diagnostics;
    const auto made = pack::Pack::from_files(kept.of_pack(folder), diagnostics, find_base);
    for (const diag::Diagnostic& one : diagnostics) {
      const char* const name = one.span.file ? one.span.file->name().c_str() : folder.c_str();
      const unsigned line = one.span.file ? one.span.file->position(one.span.begin).line : 0;
      std::fprintf(stderr, "%s:%u: %s\n", name, line, one.message.c_str());
    }
    if (!made) return 1;
    const std::string bytes = made->to_bytes(bases);
    const std::string name = "kPack" + std::to_string(rows.size());
    arrays += "constexpr unsigned char " + name + "[] = " + array_of(bytes) + ";\n";
    rows += "    {\"" + folder + "\", {reinterpret_cast<const char*>(" + name + "), sizeof " + name + " - 1}},\n";
  }
  std::printf(
      "#include \"zhudun/pack/builtin.h\"\n\nnamespace zhudun::pack {\nnamespace {\n\n%s\n"
      "const CompiledPack kPacks[] = {\n%s};\n\n}  // namespace\n\n"
      "std::span<const CompiledPack> compiled_packs() { return kPacks; }\n\n}  // namespace zhudun::pack\n",
      arrays.c_str(), rows.c_str());
  return 0;
}
