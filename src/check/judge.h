// Judges one rule over one declaration: its subjects, and for each what its five parts say.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "check/asked_readings.h"
#include "check/budget.h"
#include "check/outcome.h"
#include "check/shared.h"
#include "check/tracer.h"
#include "zhudun/check/check.h"
#include "zhudun/pack/functions.h"

namespace zhudun::check {

class Judge {
 public:
  Judge(const pack::Facts& facts, const pack::Pack& pack, const Options& options, Shared& shared, Budget& budget,
        diag::Diagnostics& diagnostics);
  // The items of its first list that are judged; what is found of the list itself comes with the first of them.
  struct Part {
    std::size_t from = 0, to = static_cast<std::size_t>(-1);
  };
  // False: a limit was reached, and what is left of the rule was not judged.
  bool judge(const pack::Rule& rule, Part part, Findings& findings);

 private:
  // The completion that a cycle or evidence is asked of, if it is of one.
  struct Given {
    std::uint32_t slot = 0;  // in the activation
    std::optional<Moment> moment;
    friend bool operator==(const Given&, const Given&) = default;
  };
  // What an expression of the subject in hand came to: under the chosen readings, and where another value of one is
  // tried that it asked for.
  struct Known {
    const pack::Expression* expression = nullptr;
    std::optional<Given> given;
    Outcome outcome;
    std::optional<Outcome> tried;
  };
  struct KnownLet {
    bool known = false;
    calendar::YearSet uncovered;
    ReadingSet asked;
  };
  // A condition of the pack: the same for every rule that names it.
  struct KnownCondition {
    Outcome outcome;
    std::uint64_t cost = 0;
  };
  struct Dues {  // what the due date in question came to
    std::optional<Moment> moment;
    calendar::YearSet uncovered;
  };

  bool decided_before(Findings& findings);
  bool scope_decides(Findings& findings);
  bool section_decides(Findings& findings);
  void walk(std::size_t level, Findings& findings);
  void one_subject(const Finding& blank, Findings& findings);
  void add(Finding&& finding, Findings& findings);
  // Whether one more subject may be judged.
  bool has_room();
  void find_sensitivity(Finding& finding);
  bool may_move();  // where another value of a reading is tried
  Finding blank(std::string subject, source::Span place) const;
  // Another of the same subject, of which nothing is found.
  Finding blank(const Finding& like) const;
  // Keeps what a value does not know.
  void lack(Finding& finding, const cel::Value& value) const;

  // The finding for the subject that is bound, that of `like`, under the readings that are chosen.
  Finding decide(const Finding& like, bool trace);
  bool decide_whether(Finding& finding);
  bool in_force(Finding& finding);
  void decide_outcome(Finding& finding, const Dues& due);
  void decide_dated(Finding& finding, const Dues& due, std::span<const Moment> done);
  void decide_cycle(Finding& finding, const Dues& first, std::span<const Moment> done);
  void decide_undated(Finding& finding, std::span<const Moment> done, bool holds);
  void check_evidence(Finding& finding);
  void name_files(Finding& finding);
  std::vector<std::string> evidence_at(const std::optional<Moment>& done, bool report);
  bool may_name_files(const pack::Expression& evidence) const;
  void not_done(Finding& finding, const Dues& due) const;
  std::optional<Dues> next_due(Finding& finding, const Moment& last);

  Outcome evaluate(const pack::Expression& expression, Finding* trace_into = nullptr);
  // The same, of the subject in hand once: where another value of a reading is tried that the expression does not ask
  // for, it is what it was.
  const Outcome& evaluate_once(const pack::Expression& expression, Finding* trace_into = nullptr,
                               const std::optional<Given>& given = std::nullopt);
  Known* find_known(const pack::Expression& expression, const std::optional<Given>& given);
  Known& keep_known(const pack::Expression& expression, const std::optional<Given>& given, Outcome outcome);
  void bind(const std::optional<Given>& given);
  const Outcome& condition(std::uint32_t index);
  Outcome run(const pack::Expression& expression, cel::Observer* observer);
  Outcome run_fixed(const pack::Expression& expression);            // or known
  void hear(const pack::Expression& expression, Outcome& outcome);  // reports it, if it is an error
  void run_let(std::uint32_t index);
  void begin_try(Shared::Tried tried);
  void end_try();
  void set_parameters(const std::optional<calendar::Date>& day);
  void report_error(const cel::Value& error, const pack::Expression& expression);
  void trace_done(Finding& finding, const pack::Expression& expression);
  std::optional<Moment> moment(const cel::Value& value) const;
  cel::Value value_of(const Moment& moment) const;
  const std::vector<Moment>& moments(const cel::Value& value);  // earliest first; until the next call
  void forget_lets();                                           // all of them
  void forget_lets_asking(std::uint32_t reading);

  const pack::Facts& facts_;
  const pack::Pack& pack_;
  const Options& options_;
  Budget& budget_;
  diag::Diagnostics& diagnostics_;
  Shared& shared_;
  std::vector<pack::ReadingValue> values_;  // the readings in force; changed and put back for sensitive_to
  AskedReadings readings_;
  std::vector<cel::Value> activation_;  // of the rule in hand
  std::size_t common_;                  // of these, what every rule begins with
  std::vector<KnownLet> lets_;
  const pack::Rule* rule_ = nullptr;
  Part part_;
  std::vector<schema::FactId> subjects_;  // one for each level of `each`
  source::Span subject_place_;
  pack::Reckoning reckoning_;
  cel::Context context_;
  std::uint64_t judged_ = 0;  // subjects of the rule in hand
  std::uint64_t shown_ = 0;   // those whose findings are shown with a trace
  std::uint64_t spent_ = 0;   // steps that the budget does not know of yet
  bool stopped_ = false;      // the rule in hand reached a limit
  bool failed_ = false;       // the subject in hand met an error
  bool tracing_ = false;
  std::vector<std::optional<KnownCondition>> conditions_;
  std::deque<Known> known_;  // the first known_count_, in the order asked for; the rest is kept for its memory
  std::size_t known_count_ = 0;
  std::vector<Moment> moments_;
  std::size_t known_chosen_ = 0;        // of these, under the chosen readings
  std::optional<Shared::Tried> tried_;  // the other value of a reading that is tried
  std::vector<std::size_t> changing_;   // parameters that hang on the day the duty arises
  calendar::Date chosen_day_;           // that day, under the chosen readings
  bool moved_ = false;                  // it is another where the other value is tried, and so may the parameters be
};

}  // namespace zhudun::check
