#include "workshop/test_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "zhudun/yaml/core.h"

namespace zhudun::workshop {
namespace {

using yaml::NodeId;

class TestReader {
 public:
  TestReader(const yaml::Tree& tree, const pack::Pack& pack, diag::Diagnostics& diagnostics)
      : tree_(tree), pack_(pack), diagnostics_(diagnostics) {}

  std::vector<TestCase> read() {
    std::vector<TestCase> cases;
    check_keys(0, {"base", "tests"});
    base_ = tree_.find(0, "base");
    const auto tests = tree_.find(0, "tests");
    if (!tests || tree_.kind(*tests) != yaml::Kind::sequence) {
      complain(0, "a test file has a list of `tests`");
      return cases;
    }
    for (const NodeId node : tree_.children(*tests)) {
      if (auto one = read_case(node)) cases.push_back(std::move(*one));
    }
    return cases;
  }

 private:
  void complain(NodeId node, std::string message, std::string help = {}) {
    diagnostics_.push_back(diag::error("rule-test", tree_.span(node), std::move(message), std::move(help)));
  }

  bool check_keys(NodeId node, const std::vector<std::string>& keys) {
    if (tree_.kind(node) != yaml::Kind::mapping) {
      complain(node, "a mapping belongs here");
      return false;
    }
    for (const auto [key, value] : tree_.pairs(node)) {
      const std::string name(tree_.text(key));
      if (std::find(keys.begin(), keys.end(), name) != keys.end()) continue;
      const auto near = diag::nearest(name, keys);
      complain(key, fmt::format("unknown key `{}`", name),
               near ? fmt::format("did you mean `{}`?", *near) : std::string());
    }
    return true;
  }

  std::optional<TestCase> read_case(NodeId node) {
    if (!check_keys(node, {"name", "as_of", "reading", "set", "horizon", "files", "declaration", "expect"}))
      return std::nullopt;
    const auto name = tree_.find(node, "name");
    const auto as_of = tree_.find(node, "as_of");
    const auto day = as_of ? calendar::parse_date(tree_.text(*as_of)) : std::nullopt;
    if (!name) complain(node, "a test has a `name`");
    if (!day) complain(as_of.value_or(node), "a test has a day to judge on, `as_of: YYYY-MM-DD`");
    if (!name || !day) return std::nullopt;
    TestCase one{std::string(tree_.text(*name)), tree_.span(*name), {}, false, {}, merged(node), {}};
    one.options.as_of = *day;
    read_choices(node, one);
    read_files(node, one);
    read_expectations(node, one);
    return one;
  }

  // The base's sections, each replaced by the test's own of that name, then the test's others.
  yaml::Tree merged(NodeId test) {
    const auto own = tree_.find(test, "declaration");
    yaml::TreeBuilder builder(tree_.file());
    builder.begin_mapping(tree_.span(own.value_or(test)));
    if (base_ && tree_.kind(*base_) == yaml::Kind::mapping) {
      for (const auto [key, value] : tree_.pairs(*base_)) {
        if (own && tree_.find(*own, tree_.text(key))) continue;
        builder.copy_subtree(tree_, key);
        builder.copy_subtree(tree_, value);
      }
    }
    if (own && tree_.kind(*own) == yaml::Kind::mapping) {
      for (const auto [key, value] : tree_.pairs(*own)) {
        builder.copy_subtree(tree_, key);
        builder.copy_subtree(tree_, value);
      }
    } else if (own && (tree_.kind(*own) != yaml::Kind::scalar || !yaml::is_null(tree_.text(*own)))) {
      complain(*own, "a declaration is a mapping of sections");
    }
    builder.end();
    return std::move(builder).finish();
  }

  void read_choices(NodeId node, TestCase& one) {
    pack::Stance stance = pack::Stance::by_default;
    if (const auto reading = tree_.find(node, "reading")) {
      const std::string_view word = tree_.text(*reading);
      if (word == "strict") stance = pack::Stance::strict;
      if (word == "loose") stance = pack::Stance::loose;
      if (word != "strict" && word != "loose" && word != "default")
        complain(*reading, fmt::format("`{}` is no reading", word), "strict, default or loose");
    }
    one.options.readings = check::readings_of(pack_, stance);
    one.options.parameters = check::parameters_of(pack_);
    if (const auto horizon = tree_.find(node, "horizon")) {
      const auto days = yaml::to_int(tree_.text(*horizon));
      if (days && *days >= 0 && *days <= 36'600) one.options.horizon = static_cast<std::int32_t>(*days);
      if (!days || *days < 0 || *days > 36'600) complain(*horizon, "`horizon` is a number of days");
    }
    const auto set = tree_.find(node, "set");
    if (!set || tree_.kind(*set) != yaml::Kind::mapping) return;
    for (const auto [key, value] : tree_.pairs(*set)) {
      if (!choose(tree_.text(key), tree_.text(value), one.options)) {
        complain(key, fmt::format("the pack has no reading or parameter `{}` that can be `{}`", tree_.text(key),
                                  tree_.text(value)));
      }
    }
  }

  bool choose(std::string_view name, std::string_view text, check::Options& options) const {
    for (std::size_t at = 0; at < pack_.readings.size(); ++at) {
      const auto value = pack_.readings[at].name == name ? pack_.readings[at].parse(text) : std::nullopt;
      if (value) options.readings[at] = *value;
      if (value) return true;
    }
    for (std::size_t at = 0; at < pack_.parameters.size(); ++at) {
      const auto value = pack_.parameters[at].name == name ? yaml::to_int(text) : std::nullopt;
      if (value) options.parameters[at] = *value;
      if (value) return true;
    }
    return false;
  }

  void read_files(NodeId node, TestCase& one) {
    const auto files = tree_.find(node, "files");
    if (!files) return;
    one.looks_at_files = true;
    for (const NodeId file : tree_.children(*files)) one.files.emplace(tree_.text(file));
  }

  void read_expectations(NodeId node, TestCase& one) {
    const auto expect = tree_.find(node, "expect");
    const bool list = expect && tree_.kind(*expect) == yaml::Kind::sequence;
    if (!list || tree_.size(*expect) == 0) {
      complain(tree_.find(node, "name").value_or(node), fmt::format("the test `{}` decides nothing", one.name),
               "give it what to `expect`");
      return;
    }
    for (const NodeId item : tree_.children(*expect)) {
      if (!check_keys(item, {"rule", "subject", "status", "due", "done", "next_due", "days_overdue", "missing",
                             "sensitive_to", "provisional"}))
        continue;
      const auto rule = tree_.find(item, "rule"), subject = tree_.find(item, "subject");
      if (!rule || !subject) {
        complain(item, "an expectation names a `rule` and a `subject`");
      } else if (tree_.size(item) == 2) {
        complain(item, "this expectation decides nothing", "give it a status");
      } else {
        one.expectations.push_back({item, std::string(tree_.text(*rule)), std::string(tree_.text(*subject))});
      }
    }
  }

  const yaml::Tree& tree_;
  const pack::Pack& pack_;
  diag::Diagnostics& diagnostics_;
  std::optional<NodeId> base_;
};

}  // namespace

std::vector<TestCase> read_tests(const yaml::Tree& tree, const pack::Pack& pack, diag::Diagnostics& diagnostics) {
  return TestReader(tree, pack, diagnostics).read();
}

}  // namespace zhudun::workshop
