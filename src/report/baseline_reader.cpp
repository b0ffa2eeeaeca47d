// A json report's tree read as a baseline; every fault has its place.
#include <fmt/format.h>

#include "zhudun/calendar/date.h"
#include "zhudun/report/baseline.h"
#include "zhudun/source/digest.h"

namespace zhudun::report {
namespace {

using yaml::NodeId;

constexpr std::int64_t kVersion = 1;     // of reports that are understood
constexpr std::size_t kMostFaults = 20;  // told of one file
constexpr const char* kHelp = "a baseline is what --format json prints, or --update-baseline writes";

class Reader {
 public:
  Reader(const yaml::Tree& tree, diag::Diagnostics& diagnostics) : tree_(tree), diagnostics_(diagnostics) {}

  std::optional<Baseline> read(std::string_view pack_id) {
    if (tree_.kind(0) != yaml::Kind::mapping) {
      wrong(0, "this is no report, but " + kind_of(0));
      return std::nullopt;
    }
    if (!version()) return std::nullopt;
    pack(pack_id);
    baseline_.file = tree_.file().name();
    baseline_.sha256 = source::sha256(tree_.file().bytes());
    if (const auto day = text(0, "as_of")) {
      baseline_.as_of = tree_.text(*day);
      if (!calendar::parse_date(baseline_.as_of)) wrong(*day, fmt::format("`{}` is no date", baseline_.as_of));
    }
    if (const auto declarations = list(0, "declarations")) {
      for (const NodeId one : tree_.children(*declarations)) declaration(one);
    }
    if (faults_ > 0) return std::nullopt;
    return std::move(baseline_);
  }

 private:
  void wrong(NodeId node, std::string message, const char* help = kHelp) {
    if (++faults_ > kMostFaults) return;
    diagnostics_.push_back(diag::error("baseline", tree_.span(node), std::move(message), help));
  }

  std::string kind_of(NodeId node) const {
    if (tree_.kind(node) == yaml::Kind::mapping) return "an object";
    if (tree_.kind(node) == yaml::Kind::sequence) return "an array";
    switch (tree_.type(node)) {
      case yaml::ScalarType::null_:
        return "null";
      case yaml::ScalarType::boolean:
        return "true or false";
      case yaml::ScalarType::integer:
      case yaml::ScalarType::floating:
        return "a number";
      case yaml::ScalarType::string:
        break;
    }
    return "a text";
  }

  // What the key of an object has, which must be there once.
  std::optional<NodeId> value(NodeId object, std::string_view key) {
    std::optional<NodeId> found;
    for (const auto [name, value] : tree_.pairs(object)) {
      if (tree_.text(name) != key) continue;
      if (found) return wrong(name, fmt::format("the key `{}` is given twice", key)), std::nullopt;
      found = value;
    }
    if (!found) wrong(object, fmt::format("the key `{}` is missing", key));
    return found;
  }

  std::optional<NodeId> of_kind(NodeId object, std::string_view key, yaml::Kind kind, std::string_view wanted) {
    const auto found = value(object, key);
    if (!found || tree_.kind(*found) == kind) return found;
    wrong(*found, fmt::format("`{}` is {}, expected {}", key, kind_of(*found), wanted));
    return std::nullopt;
  }

  std::optional<NodeId> object(NodeId of, std::string_view key) {
    return of_kind(of, key, yaml::Kind::mapping, "an object");
  }
  std::optional<NodeId> list(NodeId of, std::string_view key) {
    return of_kind(of, key, yaml::Kind::sequence, "an array");
  }
  std::optional<NodeId> text(NodeId of, std::string_view key) {
    const auto found = value(of, key);
    if (!found || (tree_.kind(*found) == yaml::Kind::scalar && tree_.type(*found) == yaml::ScalarType::string)) {
      return found;
    }
    wrong(*found, fmt::format("`{}` is {}, expected a text", key, kind_of(*found)));
    return std::nullopt;
  }

  bool version() {
    const auto tool = object(0, "zhudun");
    const auto number = tool ? value(*tool, "report") : std::nullopt;
    if (!number) return false;
    if (tree_.kind(*number) == yaml::Kind::scalar && tree_.text(*number) == std::to_string(kVersion)) return true;
    const bool scalar = tree_.kind(*number) == yaml::Kind::scalar;
    wrong(*number,
          fmt::format("the report is of version `{}`, expected {}", scalar ? tree_.text(*number) : kind_of(*number),
                      kVersion),
          "a newer zhudun wrote it, and reads it");
    return false;
  }

  void pack(std::string_view wanted) {
    const auto rules = object(0, "ruleset");
    const auto id = rules ? text(*rules, "id") : std::nullopt;
    if (!id || tree_.text(*id) == wanted) return;
    wrong(*id, fmt::format("the baseline is of the rules `{}`, expected `{}`", tree_.text(*id), wanted),
          "each rule pack needs a baseline of its own");
  }

  void declaration(NodeId node) {
    if (tree_.kind(node) != yaml::Kind::mapping) return wrong(node, "a declaration is an object, not " + kind_of(node));
    const auto file = text(node, "file"), company = text(node, "company");
    if (!file || !company) return;
    baseline_.declarations.emplace_back(tree_.text(*file), tree_.text(*company));
    const auto findings = list(node, "findings");
    if (!findings) return;
    for (const NodeId one : tree_.children(*findings)) finding(one);
  }

  void finding(NodeId node) {
    if (tree_.kind(node) != yaml::Kind::mapping) return wrong(node, "a finding is an object, not " + kind_of(node));
    const auto fingerprint = text(node, "fingerprint"), status = text(node, "status"), binding = text(node, "binding");
    if (!fingerprint || !status || !binding) return;
    const auto known = check::parse_status(tree_.text(*status));
    if (!known) return wrong(*status, fmt::format("there is no status `{}`", tree_.text(*status)));
    const bool mandatory = tree_.text(*binding) == "mandatory";
    if (!mandatory && tree_.text(*binding) != "encouraged") {
      return wrong(*binding, fmt::format("`binding` is `{}`, not mandatory or encouraged", tree_.text(*binding)));
    }
    baseline_.entries.push_back(
        {std::string(tree_.text(*fingerprint)), *known, mandatory, baseline_.declarations.size() - 1});
  }

  const yaml::Tree& tree_;
  diag::Diagnostics& diagnostics_;
  std::size_t faults_ = 0;
  Baseline baseline_;
};

}  // namespace

std::optional<Baseline> Baseline::from_tree(const yaml::Tree& tree, std::string_view pack_id,
                                            diag::Diagnostics& diagnostics) {
  return Reader(tree, diagnostics).read(pack_id);
}

}  // namespace zhudun::report
