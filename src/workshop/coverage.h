// Which way each condition of a pack went while it was watched.
#pragma once

#include <map>
#include <tuple>

#include "zhudun/workshop/rule_tests.h"

namespace zhudun::workshop {

class CoverageWatch : public check::Watch {
 public:
  explicit CoverageWatch(const pack::Pack& pack);
  void on_subject(const pack::Rule&, std::string_view, bool) override {}
  void on_value(const cel::Program& program, cel::ExprId id, const cel::Value& value) override;
  const std::vector<Branch>& branches() const { return branches_; }

 private:
  using Place = std::tuple<const source::File*, std::uint32_t, std::uint32_t>;
  void add_rule(const pack::Rule& rule);
  void add(const std::string& owner, const cel::Program& program, bool root_decides);
  void add_branch(const std::string& owner, const cel::Program& program, cel::ExprId id);

  const pack::Pack& pack_;
  std::vector<Branch> branches_;
  std::map<Place, std::size_t> index_;
};

}  // namespace zhudun::workshop
