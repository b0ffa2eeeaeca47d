// A mapping of a rule file, read key by key: what is missing, wrong or unknown is reported at its place.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/calendar/date.h"
#include "zhudun/diag/diagnostic.h"
#include "zhudun/pack/rule.h"
#include "zhudun/source/language.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::pack {

class Mapping {
 public:
  // Reports a node that is no mapping, and every key that is not among `keys` (none given: any key will do).
  Mapping(const yaml::Tree& tree, yaml::NodeId node, diag::Diagnostics& diagnostics,
          std::initializer_list<std::string_view> keys);

  const yaml::Tree& tree() const { return tree_; }
  yaml::NodeId node() const { return node_; }
  source::Span place() const { return tree_.span(node_); }
  bool has(std::string_view key) const { return find(key).has_value(); }
  std::optional<yaml::NodeId> find(std::string_view key) const;
  // Reports a key that is not there.
  std::optional<yaml::NodeId> require(std::string_view key) const;

  std::string text(std::string_view key) const;           // required
  std::string optional_text(std::string_view key) const;  // empty if absent
  source::Text bilingual(std::string_view key) const;     // required, both languages
  std::optional<std::int64_t> integer(std::string_view key) const;
  calendar::Date date(std::string_view key) const;
  std::vector<yaml::NodeId> items(std::string_view key) const;  // of a sequence; none if absent
  std::vector<yaml::Pair> pairs(std::string_view key) const;    // of a mapping; none if absent

  void complain(yaml::NodeId node, std::string message, std::string help = {}) const;

 private:
  bool is_mapping() const { return tree_.kind(node_) == yaml::Kind::mapping; }
  const yaml::Tree& tree_;
  yaml::NodeId node_;
  diag::Diagnostics& diagnostics_;
};

// A text in both languages from a mapping node {zh, en}.
source::Text read_bilingual(const yaml::Tree& tree, yaml::NodeId node, diag::Diagnostics& diagnostics);

// `{from, to}`, at least one of them.
Effective read_effective(const yaml::Tree& tree, yaml::NodeId node, diag::Diagnostics& diagnostics);

}  // namespace zhudun::pack
