#include "render/oscal_parts.h"

#include <fmt/format.h>

#include <set>

#include "zhudun/source/uuid.h"
#include "zhudun/write/oscal.h"
#include "zhudun/write/uri.h"

namespace zhudun::render {

using report::Declaration;

namespace {

constexpr source::Uuid kSpace = {0xa7, 0x45, 0x4d, 0x5d, 0xaf, 0xdc, 0x4a, 0x64,
                                 0x9e, 0x63, 0x7d, 0xa5, 0xe7, 0xdc, 0x5d, 0xf0};
constexpr std::int64_t kLastSecond = 86'399;  // of a day

// An offset that OSCAL's pattern knows, else that of UTC.
calendar::Offset spellable(calendar::Offset offset) {
  const bool whole = offset.minutes % 60 == 0 && offset.minutes >= -12 * 60 && offset.minutes <= 14 * 60;
  return whole ? offset : calendar::Offset{};
}

}  // namespace

OscalParts::OscalParts(const report::Report& report, write::JsonWriter& out)
    : report_(report), zh_(report.language == source::Language::zh), out_(out) {
  std::map<std::string_view, std::size_t> times;
  for (const Declaration& declaration : report.declarations) {
    const std::size_t time = ++times[declaration.company];
    keys_[&declaration] = time == 1 ? declaration.company : fmt::format("{}{}{}", declaration.company, '\0', time);
  }
}

std::string OscalParts::uuid(std::string_view kind, std::string_view name) const {
  return source::to_string(source::uuid5(kSpace, fmt::format("{} {}", kind, name)));
}

std::string OscalParts::as_of() const { return date_time(report_.as_of, false).value_or("1970-01-01T00:00:00Z"); }

std::optional<std::string> OscalParts::date_time(const std::string& moment, bool end_of_day) const {
  const auto read = calendar::parse_timestamp(moment, report_.offset);
  if (!read) return std::nullopt;
  const calendar::Instant at{read->at.seconds + (end_of_day && read->whole_day ? kLastSecond : 0)};
  const std::string spelled = calendar::to_string(at, spellable(report_.offset));
  if (spelled < "1900" || spelled >= "3000") return std::nullopt;
  return spelled;
}

void OscalParts::line(std::string_view name, std::string_view text) { out_.member(name, write::oscal_markup(text)); }

void OscalParts::prose(std::string_view name, const std::vector<std::string>& paragraphs) {
  std::vector<std::string> marked;
  for (const std::string& one : paragraphs) marked.push_back(write::oscal_markup(one));
  out_.member(name, joined(marked, "\n\n"));
}

void OscalParts::string(std::string_view name, std::string_view text) { out_.member(name, write::oscal_string(text)); }

void OscalParts::property(std::string_view name, std::string_view value) {
  if (value.empty()) return;
  std::string token(name);
  for (char& c : token) c = c == '_' ? '-' : c;
  item([&] {
    out_.member("name", token);
    out_.member("ns", "urn:uuid:" + source::to_string(kSpace));
    string("value", value);
  });
}

void OscalParts::properties(const std::vector<Particular>& particulars) {
  list("props", [&] {
    for (const Particular& one : particulars) property(one.key, one.value);
  });
}

void OscalParts::metadata(const std::string& title) {
  object("metadata", [&] {
    line("title", title);
    out_.member("last-modified", as_of());
    string("version", report_.as_of);
    out_.member("oscal-version", "1.2.1");
    properties(of_run(report_));
    if (!report_.declarations.empty()) parties();
  });
}

void OscalParts::parties() {
  std::set<std::string_view> companies;
  for (const Declaration& declaration : report_.declarations) companies.insert(declaration.company);
  one("roles", [&] {
    out_.member("id", "declarant");
    line("title", say("申报企业", "the company that declares"));
  });
  list("parties", [&] {
    for (const std::string_view company : companies) {
      item([&] {
        out_.member("uuid", uuid("party", company));
        out_.member("type", "organization");
        string("name", company);
      });
    }
  });
  one("responsible-parties", [&] {
    out_.member("role-id", "declarant");
    list("party-uuids", [&] {
      for (const std::string_view company : companies) out_.string(uuid("party", company));
    });
  });
}

// The rules that were applied, and each declaration they were applied to.
void OscalParts::back_matter() {
  object("back-matter", [&] {
    list("resources", [&] {
      item([&] {
        out_.member("uuid", uuid("rules", report_.pack_id));
        line("title", report_.pack_title);
        properties({{"ruleset", "", report_.pack_id}, {"ruleset_sha256", "", report_.pack_sha256}});
      });
      for (const Declaration& declaration : report_.declarations) file(declaration);
    });
  });
}

void OscalParts::file(const Declaration& declaration) {
  item([&] {
    out_.member("uuid", uuid("declaration", key_of(declaration)));
    line("title", declaration.file);
    properties(of_declaration(report_, declaration));
    one("rlinks", [&] {
      out_.member("href", write::uri_of_path(declaration.file));
      one("hashes", [&] {
        out_.member("algorithm", "SHA-256");
        string("value", declaration.sha256);
      });
    });
  });
}

std::string OscalParts::component_of(const Entry& entry) const {
  return uuid("subject", fmt::format("{}{}{}", key_of(*entry.declaration), '\0', entry.finding().subject));
}

void OscalParts::components(std::span<const Entry> entries, const std::string& key) {
  std::set<std::string> told;
  const auto components = [&] {
    for (const Entry& entry : entries) {
      const std::string uuid = component_of(entry);
      if (!told.insert(uuid).second) continue;
      item([&] {
        out_.member("uuid", uuid);
        out_.member("type", "declared-subject");
        line("title", entry.finding().subject);
        prose("description", {entry.declaration->company, entry.declaration->file});
        object("status", [&] { out_.member("state", "other"); });
      });
    }
  };
  if (!entries.empty()) list("components", components);
  tool(key);
}

void OscalParts::tool(const std::string& key) {
  object("assessment-assets", [&] {
    one("components", [&] {
      out_.member("uuid", uuid("tool", key));
      out_.member("type", "software");
      out_.member("title", "zhudun");
      prose("description", {say("按规则判断申报的程序", "the program that judges declarations by rules")});
      properties({{"tool", "", fmt::format("zhudun {}", report_.version)}});
      object("status", [&] { out_.member("state", "operational"); });
    });
    one("assessment-platforms", [&] {
      out_.member("uuid", uuid("platform", key));
      one("uses-components", [&] { out_.member("component-uuid", uuid("tool", key)); });
    });
  });
}

void OscalParts::origins(const std::string& key) {
  one("origins", [&] {
    one("actors", [&] {
      out_.member("type", "tool");
      out_.member("actor-uuid", uuid("tool", key));
    });
  });
}

}  // namespace zhudun::render
