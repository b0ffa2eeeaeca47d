// What a plan of action and milestones and assessment results of OSCAL have in common. In: a Report and a JSON writer.
// Out: their shared objects: metadata, components, observations, risks, findings, resources. An object has the same
// UUID in both documents and in every later report: version 5 in a namespace of its own, from the fingerprint of the
// finding it tells of. Properties stand in the namespace of the same UUID.
// `key` tells apart what stands in a document more than once: the tool that made the findings of each declaration.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "render/listing.h"
#include "render/particulars.h"
#include "zhudun/write/json.h"

namespace zhudun::render {

// Whether there is something to plan: all but what is met or does not apply.
bool is_planned(const report::Finding& finding);

class OscalParts {
 public:
  OscalParts(const report::Report& report, write::JsonWriter& out);

  void metadata(const std::string& title);
  void back_matter();
  // `components` and `assessment-assets` of the object that is open: the subjects judged, and the tool.
  void components(std::span<const Entry> entries, const std::string& key);
  // `observations`, `risks` and `findings` of the object that is open, each left out where it would be empty.
  void found(std::span<const Entry> entries, const std::string& key);

  void origins(const std::string& key);
  void properties(const std::vector<Particular>& particulars);  // `props`; those with an empty value are left out
  void facts(const Entry& entry);                               // the finding's own as `props`
  void related(const Entry& entry);

  std::string uuid(std::string_view kind, std::string_view name) const;
  // The declaration's company; of a further declaration of one company with its number after it.
  const std::string& key_of(const report::Declaration& declaration) const { return keys_.at(&declaration); }
  std::string as_of() const;  // its first second
  const char* say(const char* zh, const char* en) const { return zh_ ? zh : en; }

  // Members of the object that is open, in the types of OSCAL: a line or paragraphs of Markdown, a string, an object, a
  // list, a list of one object.
  void line(std::string_view name, std::string_view text);
  void prose(std::string_view name, const std::vector<std::string>& paragraphs);
  void string(std::string_view name, std::string_view text);
  template <class Fill>
  void object(std::string_view name, Fill fill) {
    out_.key(name), out_.begin_object(), fill(), out_.end();
  }
  template <class Fill>
  void list(std::string_view name, Fill fill) {
    out_.key(name), out_.begin_array(), fill(), out_.end();
  }
  template <class Fill>
  void item(Fill fill) {
    out_.begin_object(), fill(), out_.end();
  }
  template <class Fill>
  void one(std::string_view name, Fill fill) {
    list(name, [&] { item(fill); });
  }

 private:
  // A date's first or last second, or a time; absent for what OSCAL cannot spell, years before 1900 and after 2999.
  std::optional<std::string> date_time(const std::string& moment, bool end_of_day) const;
  void property(std::string_view name, std::string_view value);
  void parties();
  void file(const report::Declaration& declaration);
  void tool(const std::string& key);
  void observation(const Entry& entry, const std::string& key);
  void risk(const Entry& entry, const std::string& key);
  void waived(const Entry& entry);
  void remediation(const Entry& entry);
  void finding(const Entry& entry, const std::string& key);
  std::string component_of(const Entry& entry) const;

  const report::Report& report_;
  bool zh_;
  write::JsonWriter& out_;
  std::map<const report::Declaration*, std::string> keys_;
};

}  // namespace zhudun::render
