#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/bundle.h"
#include "cli/drafts.h"
#include "cli/evidence.h"
#include "zhudun/render/render.h"
#include "zhudun/source/digest.h"
#include "zhudun/write/json.h"
#include "zhudun/write/zip.h"

namespace zhudun::cli {
namespace {

using report::Finding;
using write::JsonWriter;

// A file of the archive.
struct Entry {
  std::string path;  // in the archive
  std::string sha256;
  std::size_t size = 0;
};

void missing(const Finding& filing, std::string message, std::string help, diag::Diagnostics& diagnostics) {
  diag::Diagnostic told = diag::error("bundle-missing", {}, std::move(message), std::move(help));
  told.about = fmt::format("{}:{}:{}", filing.file, filing.position.line, filing.position.column);
  diagnostics.push_back(std::move(told));
}

bool asks_for_files(const pack::Pack& pack, const std::string& id) {
  return std::any_of(pack.rules.begin(), pack.rules.end(),
                     [&](const pack::Rule& rule) { return rule.id == id && !rule.evidence.empty(); });
}

void collect_evidence(Contents& contents, const std::string& folder, const pack::Pack& pack,
                      diag::Diagnostics& diagnostics) {
  constexpr std::array faults = {"is not there", "is empty", "lies outside the folder of evidence",
                                 "is no regular file"};
  for (const Finding& filing : contents.filings) {
    const std::string whose = fmt::format("`{}` of `{}`", filing.rule, filing.subject);
    if (filing.files.empty() && filing.done.empty() && asks_for_files(pack, filing.rule)) {
      missing(filing, fmt::format("{} names no file for `{}`", whose, filing.deliverable),
              "declare its path, or choose the filings that are ready with --rule", diagnostics);
    }
    for (const std::string& path : filing.files) {
      const auto fault = evidence_fault(folder, path);
      if (fault) {
        missing(filing, fmt::format("{}: the file `{}` {}", whose, path, faults[static_cast<std::size_t>(*fault)]), {},
                diagnostics);
        continue;
      }
      if (contents.evidence.contains(path)) continue;
      if (auto file = read_below(folder, path, diagnostics)) contents.evidence.emplace(path, std::move(file));
    }
  }
}

// The bytes as they are on disk: a table that was converted is not what the company has. A declaration from standard
// input has only what was read.
void collect_declared(Contents& contents, const Understood& understood, diag::Diagnostics& diagnostics) {
  const std::string& path = understood.files.front()->name();
  const std::string beside = folder_of(path) + "/";
  for (const auto& known : understood.files) {
    const std::string& name = known->name();
    std::string inside = std::filesystem::path(name).filename().string();
    if (known != understood.files.front()) inside = name.starts_with(beside) ? name.substr(beside.size()) : name;
    if (path == "-" && known == understood.files.front()) {
      contents.declared.emplace_back("declaration.yaml",
                                     std::make_unique<source::File>(name, std::string(known->bytes())));
    } else if (auto file = read_file(name, diagnostics)) {
      contents.declared.emplace_back(inside, std::move(file));
    }
  }
}

class Packer {
 public:
  explicit Packer(const Contents& contents) : contents_(contents), json_(manifest_, write::Layout::indented) {}

  Bundle pack() {
    json_.begin_object();
    about_the_run();
    about_the_declaration();
    gap_table();
    filings();
    json_.finish();
    manifest_ += '\n';
    add("manifest.json", manifest_);
    const std::size_t files = entries_.size() + 1;
    std::string sums;
    for (const Entry& entry : entries_) sums += fmt::format("{}  {}\n", entry.sha256, entry.path);
    zip_.add("SHA256SUMS", sums);
    auto archive = zip_.finish();
    if (!archive)
      throw EnvironmentError(fmt::format("zhudun: the archive cannot be made: more than {} files, or not enough memory",
                                         write::kMostFiles));
    std::string digest = source::sha256(*archive);
    return {std::move(*archive), std::move(digest), files};
  }

 private:
  Entry add(const std::string& path, std::string_view bytes) {
    entries_.push_back({zip_.add(path, bytes), source::sha256(bytes), bytes.size()});
    return entries_.back();
  }

  // With `declared`: the path that the declaration has for it.
  void tell(const Entry& entry, const std::string* declared = nullptr) {
    json_.begin_object();
    json_.member("path", std::string_view(entry.path));
    if (declared) json_.member("declared", std::string_view(*declared));
    json_.member("size", static_cast<std::uint64_t>(entry.size));
    json_.member("sha256", std::string_view(entry.sha256));
    json_.end();
  }

  void about_the_run() {
    const report::Report& report = contents_.report;
    json_.key("zhudun");
    json_.begin_object();
    json_.member("version", std::string_view(report.version));
    json_.member("bundle", 1);
    json_.end();
    json_.key("ruleset");
    json_.begin_object();
    json_.member("id", std::string_view(report.pack_id));
    json_.member("title", std::string_view(report.pack_title));
    json_.member("sha256", std::string_view(report.pack_sha256));
    json_.end();
    json_.member("as_of", std::string_view(report.as_of));
    json_.member("as_of_given", report.as_of_given);
    json_.member("zone", std::string_view(report.zone));
    json_.member("horizon", report.horizon);
    json_.key("reading");
    json_.begin_object();
    for (const report::ReadingChoice& choice : report.readings)
      json_.member(choice.name, std::string_view(pack::to_string(choice.value)));
    json_.end();
    json_.key("parameters");
    json_.begin_object();
    for (const auto& [name, value] : report.parameters) json_.member(name, value);
    json_.end();
  }

  void about_the_declaration() {
    const report::Declaration& declaration = contents_.report.declarations.front();
    json_.key("declaration");
    json_.begin_object();
    json_.member("company", std::string_view(declaration.company));
    json_.key("files");
    json_.begin_array();
    for (const auto& [path, file] : contents_.declared) tell(add("declaration/" + path, file->bytes()), &path);
    json_.end();
    json_.end();
  }

  void gap_table() {
    json_.key("gap_table");
    json_.begin_array();
    for (const char* name : {"xlsx", "csv"}) {
      const render::Format* format = render::find_format(name);
      if (format) tell(add(fmt::format("gap-table{}", format->ending), format->render(contents_.report, {})));
    }
    json_.end();
  }

  void filings() {
    json_.key("filings");
    json_.begin_array();
    for (const Finding& filing : contents_.filings) {
      json_.begin_object();
      json_.member("rule", std::string_view(filing.rule));
      json_.member("task", filing.task);
      json_.member("subject", std::string_view(filing.subject));
      json_.member("status", check::to_string(filing.status));
      json_.key("due");
      filing.due.empty() ? json_.null() : json_.string(filing.due);
      json_.member("title", std::string_view(filing.title));
      json_.member("deliverable", std::string_view(filing.deliverable));
      json_.member("recipient", std::string_view(filing.recipient));
      json_.member("basis", std::string_view(filing.basis));
      json_.key("files");
      json_.begin_array();
      for (const std::string& path : filing.files) {
        const std::string inside = fmt::format("filings/{}/{}/{}", filing.rule, filing.subject, path);
        tell(add(inside, contents_.evidence.at(path)->bytes()), &path);
      }
      json_.end();
      json_.end();
    }
    json_.end();
  }

  const Contents& contents_;
  write::ZipWriter zip_;
  std::string manifest_;
  JsonWriter json_;
  std::vector<Entry> entries_;
};

}  // namespace

void collect(Contents& contents, const Understood& understood, const pack::Pack& pack, diag::Diagnostics& diagnostics) {
  collect_evidence(contents, understood.folder, pack, diagnostics);
  collect_declared(contents, understood, diagnostics);
}

Bundle make_bundle(const Contents& contents) { return Packer(contents).pack(); }

}  // namespace zhudun::cli
