// A pack's own files as trees, so that what a Pack no longer knows, the place of a name or a text, is found again.
// In: the files and the pack made of them. Out: nodes with their trees; nothing where a pack below says it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/pack/pack.h"
#include "zhudun/yaml/tree.h"

namespace zhudun::workshop {

struct Place {
  const yaml::Tree* tree = nullptr;
  yaml::NodeId node = 0;

  std::optional<Place> find(std::string_view key) const;
  // The key itself rather than its value.
  std::optional<Place> key(std::string_view key) const;
  std::vector<Place> items() const;  // of a sequence; else none
  source::Span span() const { return tree->span(node); }
  std::string_view text() const { return tree->text(node); }
};

class Sources {
 public:
  Sources(const pack::Files& files, const pack::Pack& pack, diag::Diagnostics& diagnostics);

  bool owns(source::Span span) const { return files_.contains(span.file); }
  std::optional<Place> pack() const { return root("pack.yaml"); }
  std::optional<Place> declaration() const;
  std::optional<Place> rule(const pack::Rule& rule) const;
  // The key NAME under a key of pack.yaml.
  std::optional<Place> name(std::string_view section, std::string_view name) const;
  std::vector<Place> texts() const;  // the roots of pack.yaml and of the rule files
  const std::vector<Place>& tests() const { return tests_; }
  const std::set<std::string>& recipients() const { return recipients_; }  // that a rule names, wherever it stands

 private:
  std::optional<Place> root(std::string_view name) const;
  const yaml::Tree* parse(const source::File& file, diag::Diagnostics& diagnostics);
  void read_rule(const pack::Rule& rule, diag::Diagnostics& diagnostics);

  const pack::Files& named_;
  std::set<const source::File*> files_;
  std::map<const source::File*, std::unique_ptr<yaml::Tree>> trees_;
  std::map<const pack::Rule*, Place> rules_;
  std::vector<Place> tests_;
  std::set<std::string> recipients_;
};

}  // namespace zhudun::workshop
