#include "cli/declarations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/evidence.h"
#include "zhudun/csv/saved.h"
#include "zhudun/source/aside.h"
#include "zhudun/source/digest.h"
#include "zhudun/source/in_order.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::cli {
namespace {

constexpr std::size_t kLarge = 1U << 20U;  // bytes; to hash fewer, a thread is not worth its beginning

// Where a declaration's bytes come from, and up to which bounds.
struct From {
  World& world;
  const Held& held;
  Reading reading;
  yaml::With with;
  const Limits& limits;

  std::unique_ptr<source::File> held_file(const std::string& path) const {
    auto bytes = held ? held(path) : std::nullopt;
    return bytes ? std::make_unique<source::File>(path, std::move(*bytes)) : nullptr;
  }
};

std::unique_ptr<source::File> read_input(const std::string& path, const From& from, Understood& understood,
                                         diag::Diagnostics& diagnostics) {
  const std::uint64_t largest = from.limits[Limit::file_bytes];
  if (path != "-") {
    if (auto held = from.held_file(path)) return held;
    return read_file(path, diagnostics, {from.reading, largest, &understood.stamps});
  }
  std::string all;
  while (true) {
    const auto bytes = from.world.read_in();
    if (bytes && bytes->empty()) return std::make_unique<source::File>("-", std::move(all));
    if (bytes && all.size() + bytes->size() <= largest) {
      all += *bytes;
      continue;
    }
    diagnostics.push_back(bytes ? too_large(path, largest) : diag::error("file", {}, "standard input cannot be read"));
    return nullptr;
  }
}

// A table given in a declaration's place is told where it is named instead.
bool is_table(const source::File& file, const schema::Schema& schema, diag::Diagnostics& diagnostics) {
  const std::string& name = file.name();
  if (!name.ends_with(".csv") && !name.ends_with(".CSV")) return false;
  std::string help;
  for (schema::TypeId id = 0; id < schema.size(); ++id) {
    for (const schema::Property& property : schema.type(id).properties) {
      if (!schema.type(property.type).table) continue;
      const std::string_view place = std::string_view(schema.type(id).name).substr(1);
      std::string path(place.substr(std::min<std::size_t>(place.size(), 1)));
      std::replace(path.begin(), path.end(), '/', '.');
      help = fmt::format("name it in one, as `{}{}{}: {}`", path, path.empty() ? "" : ".", property.name,
                         std::filesystem::path(name).filename().string());
    }
  }
  diagnostics.push_back(
      diag::error("wrong-file", {&file, 0, 0}, "the file is a table, not a declaration", std::move(help)));
  return true;
}

// The table a declaration names, from its folder and not from anywhere else.
schema::TableFile find_table(Understood& understood, std::string_view path, source::Span named_at, const From& from,
                             diag::Diagnostics& diagnostics) {
  const std::string shown =
      understood.folder == "." ? std::string(path) : fmt::format("{}/{}", understood.folder, path);
  understood.tables.push_back(shown);
  constexpr std::array faults = {"is not there", "is empty", "lies outside the declaration's folder",
                                 "is no regular file"};
  if (const auto fault = evidence_fault(understood.folder, path)) {
    diagnostics.push_back(diag::error("table", named_at,
                                      fmt::format("the table `{}` {}", path, faults[static_cast<std::size_t>(*fault)]),
                                      "a path below the folder of the declaration, without `..` and links"));
    return {};
  }
  auto file = from.held_file(shown);
  if (!file) {
    file = read_below(understood.folder, path, diagnostics,
                      {from.reading, from.limits[Limit::file_bytes], &understood.stamps});
  }
  if (!file) return {};
  const std::size_t before = diagnostics.size();
  understood.files.push_back(csv::in_utf8(std::move(file), diagnostics));
  if (std::any_of(diagnostics.begin() + static_cast<std::ptrdiff_t>(before), diagnostics.end(),
                  [](const diag::Diagnostic& one) { return one.severity == diag::Severity::error; })) {
    return {};
  }
  return {understood.files.back().get(), from.limits.of_csv(), from.with};
}

}  // namespace

Understood read_declaration(const std::string& path, World& world, diag::Diagnostics& diagnostics, const Held& held,
                            const Reader& reader, Reading reading) {
  Understood understood;
  understood.folder = path == "-" ? "." : folder_of(path);
  const From from{world, held, reading, reader.with, reader.limits};
  if (auto file = read_input(path, from, understood, diagnostics)) understood.files.push_back(std::move(file));
  return understood;
}

void understand(Understood& read, const pack::Pack& pack, const std::string& evidence, World& world,
                diag::Diagnostics& diagnostics, const Held& held, const Reader& reader, Reading reading) {
  if (read.files.empty()) return;
  const source::File& file = *read.files.front();
  const std::string_view bytes = file.bytes();
  const bool large = reading == Reading::mapped && bytes.size() >= kLarge && source::usual_jobs() > 1;
  read.sha256 = source::aside(large, [bytes] { return source::sha256(bytes); });
  if (is_table(file, pack.schema, diagnostics)) return;
  auto tree = yaml::parse(file, diagnostics, reader.limits.of_yaml(), reader.with);
  if (!tree) return;
  read.tree = std::make_unique<yaml::Tree>(std::move(*tree));
  const From from{world, held, reading, reader.with, reader.limits};
  schema::ReadOptions options;
  options.offset = pack.calendar.offset();
  options.jobs = reader.jobs;
  options.read_table = [&](std::string_view table, source::Span at, diag::Diagnostics& told) {
    return find_table(read, table, at, from, told);
  };
  read.document = schema::Document::from_yaml(*read.tree, pack.schema, options, diagnostics);
  if (!evidence.empty()) read.folder = evidence;
}

Understood understand(const std::string& path, const pack::Pack& pack, const std::string& evidence, World& world,
                      diag::Diagnostics& diagnostics, const Held& held, const Reader& reader, Reading reading) {
  Understood understood = read_declaration(path, world, diagnostics, held, reader, reading);
  understand(understood, pack, evidence, world, diagnostics, held, reader, reading);
  return understood;
}

bool unchanged(const Understood& understood, diag::Diagnostics& diagnostics) {
  bool same = true;
  for (const Stamp& stamp : understood.stamps) {
    if (stamp_of(stamp.path) == stamp) continue;
    diagnostics.push_back(about(stamp.path, "was changed while it was read", "run it again"));
    same = false;
  }
  return same;
}

std::vector<std::string> evidence_of(const Understood& understood) {
  std::vector<std::string> paths;
  if (!understood.document) return paths;
  const schema::Document& document = *understood.document;
  document.visit([&](schema::FactId fact) {
    const schema::Type& type = document.type(fact);
    if (type.kind == schema::Kind::string && type.format == "path")
      paths.push_back(fmt::format("{}/{}", understood.folder, document.string(fact)));
  });
  return paths;
}

}  // namespace zhudun::cli
