#include "check/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "check/places.h"

namespace zhudun::check {
namespace {

using cel::Value;

void add_missing(std::vector<std::string>& missing, const Value& value) {
  if (!value.is(Value::Kind::unknown)) return;
  const auto paths = value.unknown_paths();  // each is there once
  if (missing.empty()) {
    missing.assign(paths.begin(), paths.end());
    return;
  }
  missing.reserve(missing.size() + paths.size());  // the views below stay where they are
  std::unordered_set<std::string_view> known(missing.begin(), missing.end());
  for (const std::string& path : paths) {
    if (known.contains(path)) continue;
    missing.push_back(path);
    known.insert(missing.back());
  }
}

bool later_than(const Moment& a, const Moment& b) {
  if (a.time && b.time) return *a.time > *b.time;
  return a.date > b.date;
}

// Whether a status cannot tell one from the other.
bool same_outcome(const Value& a, const Value& b) {
  if (a.kind() != b.kind() || a.whole_day() != b.whole_day() || a.is(Value::Kind::error)) return false;
  if (a.is(Value::Kind::unknown)) return true;
  if (!a.is(Value::Kind::list)) return cel::equal(a, b);
  bool same = a.size() == b.size();
  for (std::size_t at = 0; same && at < a.size(); ++at) same = same_outcome(a.at(at), b.at(at));
  return same;
}

cel::EvaluationLimits limits_of(const Limits& limits, std::uint64_t facts) {
  cel::EvaluationLimits evaluation;
  evaluation.cost = limits.cost + Budget::kStepsForFact * facts;
  evaluation.list_size = 1'000'000 + facts;
  evaluation.missing = limits.missing;
  return evaluation;
}

}  // namespace

Judge::Judge(const pack::Facts& facts, const pack::Pack& pack, const Options& options, Shared& shared, Budget& budget,
             diag::Diagnostics& diagnostics)
    : facts_(facts),
      pack_(pack),
      options_(options),
      budget_(budget),
      diagnostics_(diagnostics),
      shared_(shared),
      values_(options.readings),
      readings_(pack.readings, values_),
      activation_(activation(facts, readings_, pack, options)),
      common_(activation_.size()),
      reckoning_{&pack.calendar, {}},
      context_(limits_of(options.limits, facts.document().count()), &reckoning_),
      conditions_(pack.conditions.size()) {
  for (std::size_t at = 0; at < pack.parameters.size(); ++at) {
    const pack::Parameter& parameter = pack.parameters[at];
    // The caller's choice stands.
    if (!parameter.changes.empty() && options.parameters[at] == parameter.value) changing_.push_back(at);
  }
}

bool Judge::judge(const pack::Rule& rule, Part part, Findings& findings) {
  rule_ = &rule;
  part_ = part;
  activation_.resize(common_);
  activation_.resize(rule.slots);
  set_parameters(std::nullopt);
  lets_.assign(rule.lets.size(), {});
  subjects_.clear();
  failed_ = false;
  judged_ = shown_ = 0;
  stopped_ = false;
  if (!decided_before(findings)) {
    if (!rule.each.empty()) {
      walk(0, findings);
    } else {
      one_subject(blank(rule.subject, place_of(facts_.document(), rule.subject)), findings);
    }
  }
  budget_.spend(std::exchange(spent_, 0));
  return !stopped_;
}

// What is decided before the items is told with the first of them.
bool Judge::decided_before(Findings& findings) {
  if (part_.from == 0) return scope_decides(findings) || section_decides(findings);
  Findings unheard(facts_.document());
  const std::size_t told = diagnostics_.size();
  const bool decided = scope_decides(unheard) || section_decides(unheard);
  if (decided) diagnostics_.resize(told);
  return decided;
}

// Where another value of a reading is tried, only the status counts, and one missing fact is as good as all.
void Judge::lack(Finding& finding, const Value& value) const {
  if (!tried_) return add_missing(finding.missing, value);
  if (value.is(Value::Kind::unknown) && finding.missing.empty())
    finding.missing.push_back(value.unknown_paths().front());
}

Finding Judge::blank(const Finding& like) const {
  Finding finding = blank(like.subject, like.place);
  finding.fact = like.fact;
  return finding;
}

Finding Judge::blank(std::string subject, source::Span place) const {
  Finding finding;
  finding.rule = rule_;
  finding.subject = std::move(subject);
  finding.place = place;
  return finding;
}

// The conditions a rule names are judged before its list is looked at; then there is one finding for the section.
bool Judge::scope_decides(Findings& findings) {
  const std::string& subject = rule_->each.empty() ? rule_->subject : rule_->each.front().list.section;
  for (const std::uint32_t index : rule_->scope) {
    const std::optional<KnownCondition>& known = conditions_[index];
    const bool holds = known && known->outcome.value.is_true() && !options_.watch;
    if (!holds) subject_place_ = place_of(facts_.document(), subject);
    const Outcome& outcome = condition(index);
    if (outcome.failed) return true;
    if (outcome.value.is_true()) continue;
    Finding finding = blank(subject, subject_place_);
    lack(finding, outcome.value);
    const bool unknown = !finding.missing.empty();
    finding.status = unknown ? Status::undeclared : Status::not_applicable;
    finding.reason = unknown ? Reason{Reason::Kind::facts_absent, {}, {}}
                             : Reason{Reason::Kind::condition, &pack_.conditions[index].otherwise, {}};
    add(std::move(finding), findings);
    return true;
  }
  return false;
}

// What it came to for the rule before, unless that was an error, which is told of each rule.
const Outcome& Judge::condition(std::uint32_t index) {
  std::optional<KnownCondition>& known = conditions_[index];
  if (known && !known->outcome.failed && !options_.watch) {
    spent_ += known->cost;
    return known->outcome;
  }
  const std::uint64_t before = spent_;
  known.emplace();
  known->outcome = evaluate(pack_.conditions[index].expression);
  known->cost = spent_ - before;
  return known->outcome;
}

// A rule without a list may still need one that is declared and not empty.
bool Judge::section_decides(Findings& findings) {
  if (!rule_->section) return false;
  const schema::FactId list = follow(facts_.document(), schema::kRootFact, rule_->section->slots);
  if (list != schema::kAbsent && facts_.document().size(list) > 0) return false;
  Finding finding = blank(rule_->subject, place_of(facts_.document(), rule_->subject));
  const bool absent = list == schema::kAbsent;
  finding.status = absent ? Status::undeclared : Status::not_applicable;
  finding.reason = {absent ? Reason::Kind::list_absent : Reason::Kind::list_empty, {}, rule_->section->section};
  if (absent) finding.missing.push_back(rule_->section->section);
  add(std::move(finding), findings);
  return true;
}

void Judge::walk(std::size_t level, Findings& findings) {
  const schema::Document& document = facts_.document();
  const pack::Each& each = rule_->each[level];
  const schema::FactId from = each.list.from ? subjects_[*each.list.from] : schema::kRootFact;
  const schema::FactId list = follow(document, from, each.list.slots);
  if (list == schema::kAbsent || document.size(list) == 0) {
    const std::string section =
        from == schema::kRootFact ? each.list.section : section_path(document, from, each.list.slots);
    Finding finding = blank(section, from == schema::kRootFact ? place_of(document, section) : document.span(from));
    const bool absent = list == schema::kAbsent;
    finding.status = absent ? Status::undeclared : Status::not_applicable;
    finding.reason = {absent ? Reason::Kind::list_absent : Reason::Kind::list_empty, {}, section};
    if (absent) finding.missing.push_back(section);
    add(std::move(finding), findings);
    return;
  }
  subjects_.resize(level + 1);
  const std::size_t begin = level == 0 ? part_.from : 0;
  const std::size_t end = level == 0 ? std::min(part_.to, document.size(list)) : document.size(list);
  for (std::size_t at = begin; at < end && !stopped_ && !budget_.used_up(); ++at) {
    const schema::FactId item = document.item(list, at);
    subjects_[level] = item;
    activation_[each.slot] = facts_.value(item);
    if (level + 1 < rule_->each.size()) {
      walk(level + 1, findings);
    } else {
      Finding finding = blank({}, document.span(item));
      finding.fact = item;
      if (options_.watch) finding.subject = document.path(item);
      one_subject(finding, findings);
    }
  }
}

void Judge::one_subject(const Finding& blank, Findings& findings) {
  subject_place_ = blank.place;
  failed_ = false;
  if (!has_room()) return;
  // To keep a trace costs more than to judge, and few findings are shown with one: most are judged without. Where the
  // rule's subjects are mostly shown with one, it is kept at once.
  const auto shown = [&](const Finding& one) { return options_.traced[static_cast<std::size_t>(one.status)]; };
  const bool at_once = options_.traced.all() || options_.watch || 2 * shown_ > judged_;
  Finding finding = decide(blank, at_once);
  if (failed_) return;
  shown_ += shown(finding) ? 1 : 0;
  if (!at_once && shown(finding)) {
    const std::uint64_t spent = spent_;
    finding = decide(blank, true);
    spent_ = spent;  // the bound does not hang on what is shown
  } else if (!shown(finding)) {
    finding.trace.clear();
  }
  if (options_.name_files) name_files(finding);
  find_sensitivity(finding);
  add(std::move(finding), findings);
}

void Judge::add(Finding&& finding, Findings& findings) {
  budget_.lack(finding.missing.size());
  findings.push_back(std::move(finding));
}

// One more than may be is enough to tell.
bool Judge::has_room() {
  if (stopped_ || budget_.used_up()) return false;
  constexpr std::uint64_t many = 100'000;  // told now and then: others look at the budget, too
  if (spent_ > many) budget_.spend(std::exchange(spent_, 0));
  budget_.find();
  if (++judged_ <= options_.limits.subjects) return true;
  stopped_ = true;
  diagnostics_.push_back(diag::error("limit-subjects", subject_place_,
                                     fmt::format("the rule `{}` has more subjects than the limit `subjects` of {}",
                                                 rule_->id, options_.limits.subjects)));
  return false;
}

// Changes one reading at a time to each other value of its row and looks whether the status moves. Who watches is to
// see all of it.
void Judge::find_sensitivity(Finding& finding) {
  if (rule_->readings.empty()) return;
  known_chosen_ = known_count_;
  ReadingSet asked;
  for (std::size_t at = 0; at < known_chosen_; ++at) asked.insert(known_[at].outcome.asked);
  for (const std::uint32_t reading : rule_->readings) {
    if (!options_.watch && !asked.contains(reading)) continue;
    const pack::ReadingValue chosen = values_[reading];
    bool moves = false;
    const std::vector<pack::ReadingValue>& row = shared_.row(reading);
    for (std::uint32_t other = 0; other < row.size() && !moves; ++other) {
      if (row[other] == chosen) continue;
      values_[reading] = row[other];
      begin_try({reading, other});
      if (options_.watch || may_move()) {
        moves = decide(finding, false).status != finding.status;
      }
      end_try();
    }
    values_[reading] = chosen;
    if (moves) finding.sensitive_to.push_back(reading);
  }
  forget_lets();
}

void Judge::begin_try(Shared::Tried tried) {
  tried_ = tried;
  forget_lets_asking(tried.reading);
  for (std::size_t at = 0; at < known_chosen_; ++at) known_[at].tried.reset();
}

void Judge::end_try() {
  forget_lets_asking(tried_->reading);
  tried_.reset();
  known_count_ = known_chosen_;
  if (!std::exchange(moved_, false)) return;
  set_parameters(chosen_day_);
  forget_lets();
}

// What asked for the reading is asked again, in the order of before, until something comes out otherwise; where nothing
// does, what follows is the same, and so is the status.
bool Judge::may_move() {
  for (std::size_t at = 0; at < known_chosen_; ++at) {
    Known& known = known_[at];
    if (!known.outcome.asked.contains(tried_->reading)) continue;
    bind(known.given);
    known.tried = evaluate(*known.expression);
    if (!same_outcome(known.tried->value, known.outcome.value)) return true;
  }
  return false;
}

Finding Judge::decide(const Finding& like, bool trace) {
  tracing_ = trace;
  if (options_.watch) options_.watch->on_subject(*rule_, like.subject, trace);
  if (!tried_) {
    forget_lets();
    known_count_ = known_chosen_ = 0;
  }
  Finding finding = blank(like);
  if (!decide_whether(finding) || failed_) return finding;
  bool started = true;
  if (rule_->starts) {
    const auto start = moment(evaluate_once(*rule_->starts, &finding).value);
    started = start && start->date <= options_.as_of;
  }
  if (!started && finding.missing.empty()) {
    finding.status = Status::pending;
    finding.reason = {Reason::Kind::clock_stopped, {}, {}};
    return finding;
  }
  Dues due;
  if (rule_->due && started) {
    const Outcome& outcome = evaluate_once(*rule_->due, &finding);
    lack(finding, outcome.value);
    due = {moment(outcome.value), outcome.uncovered};
  }
  if (!finding.missing.empty()) {
    finding.status = Status::undeclared;
    finding.reason = {Reason::Kind::facts_absent, {}, {}};
    return finding;
  }
  if (!failed_) decide_outcome(finding, due);
  return finding;
}

// Parameters take the values of the day the duty arises; until that is known, those the pack begins with.
void Judge::set_parameters(const std::optional<calendar::Date>& day) {
  for (const std::size_t at : changing_) {
    const pack::Parameter& parameter = pack_.parameters[at];
    std::int64_t value = parameter.value;
    for (const pack::Parameter::Change& change : parameter.changes) {
      if (day && change.effective.covers(*day)) value = change.value;
    }
    activation_[pack_.parameter_slot + at] = Value::integer(value);
  }
}

// Whether the rule is in force on the day the duty arises.
bool Judge::in_force(Finding& finding) {
  calendar::Date day = options_.as_of;
  if (!changing_.empty()) set_parameters(std::nullopt);
  if (rule_->arises) {
    const Outcome& outcome = evaluate_once(*rule_->arises, &finding);
    lack(finding, outcome.value);
    if (const auto arises = moment(outcome.value)) day = arises->date;
  }
  if (!changing_.empty()) {
    set_parameters(day);
    if (rule_->arises) forget_lets();  // what they are for was asked before
    if (!tried_) chosen_day_ = day;
    moved_ = day != chosen_day_;
  }
  if (!finding.missing.empty() || rule_->effective.covers(day)) return true;
  finding.status = Status::not_applicable;
  finding.reason = {Reason::Kind::not_in_force, {}, calendar::to_string(day)};
  return false;
}

// Whether the duty applies; false: it surely does not. What keeps it from being decided goes into missing.
bool Judge::decide_whether(Finding& finding) {
  if (!in_force(finding)) return false;
  for (const pack::Condition& condition : rule_->applies) {
    const Outcome& outcome = evaluate_once(condition.expression, &finding);
    if (outcome.failed) return false;
    if (outcome.value.is_false()) {
      finding.status = Status::not_applicable;
      finding.reason = {Reason::Kind::condition, &condition.otherwise, {}};
      finding.missing.clear();
      return false;
    }
    lack(finding, outcome.value);
  }
  for (const pack::Expression& need : rule_->needs) lack(finding, evaluate_once(need).value);
  return true;
}

void Judge::decide_outcome(Finding& finding, const Dues& due) {
  const Outcome& outcome = evaluate_once(*rule_->done);
  if (outcome.failed) return;
  const std::vector<Moment>& all = moments(outcome.value);
  const auto later = std::find_if(all.begin(), all.end(), [&](const Moment& one) { return one.date > options_.as_of; });
  const std::span<const Moment> done(all.begin(), later);
  if (rule_->cycle && due.moment) {
    decide_cycle(finding, due, done);
  } else if (due.moment) {
    decide_dated(finding, due, done);
  } else {
    decide_undated(finding, done, outcome.value.is_true());
  }
  if (finding.status == Status::gap) lack(finding, outcome.value);
  if (finding.done && tracing_) trace_done(finding, *rule_->done);
  if (finding.status == Status::met || finding.status == Status::late) check_evidence(finding);
  if (finding.status == Status::gap && rule_->encouraged) finding.status = Status::advised;
}

void Judge::decide_undated(Finding& finding, std::span<const Moment> done, bool holds) {
  finding.status = holds || !done.empty() ? Status::met : Status::gap;
  if (!done.empty()) finding.done = done.front();
}

void Judge::not_done(Finding& finding, const Dues& due) const {
  const calendar::Date day = due.moment->date;
  finding.due = due.moment;
  finding.uncovered.insert(due.uncovered);
  if (options_.as_of > day) {
    finding.status = Status::overdue;
    finding.days_overdue = (options_.as_of - day).count();
  } else {
    finding.status = (day - options_.as_of).count() <= options_.horizon ? Status::due_soon : Status::pending;
  }
}

void Judge::decide_dated(Finding& finding, const Dues& due, std::span<const Moment> done) {
  if (done.empty()) {
    not_done(finding, due);
    return;
  }
  finding.done = done.front();
  finding.due = due.moment;
  finding.uncovered.insert(due.uncovered);
  finding.status = later_than(*finding.done, *due.moment) ? Status::late : Status::met;
}

// The date the duty falls due again after a completion; null where it does not.
std::optional<Judge::Dues> Judge::next_due(Finding& finding, const Moment& last) {
  const Outcome& outcome = evaluate_once(*rule_->cycle, &finding, Given{rule_->last_slot, last});
  if (outcome.failed) return std::nullopt;
  return Dues{moment(outcome.value), outcome.uncovered};
}

// A report's own due date is the first one, or the one its predecessor set; the last report sets the next.
void Judge::decide_cycle(Finding& finding, const Dues& first, std::span<const Moment> done) {
  if (done.empty()) {
    not_done(finding, first);
    return;
  }
  const auto own = done.size() == 1 ? std::optional(first) : next_due(finding, done[done.size() - 2]);
  const auto next = next_due(finding, done.back());
  if (!own || !next) return;
  finding.uncovered.insert(own->uncovered);
  finding.uncovered.insert(next->uncovered);
  if (next->moment && (next->moment->date - options_.as_of).count() <= options_.horizon) {
    not_done(finding, *next);
    return;
  }
  finding.done = done.back();
  finding.due = own->moment;
  finding.next_due = next->moment;
  const bool late = own->moment && later_than(done.back(), *own->moment);
  finding.status = late ? Status::late : Status::met;
}

void Judge::check_evidence(Finding& finding) {
  if (!options_.check_file) return;
  for (std::string& path : evidence_at(finding.done, true)) {
    if (const auto fault = options_.check_file(path)) finding.bad_files.push_back({std::move(path), *fault});
  }
  if (finding.bad_files.empty()) return;
  finding.status = Status::gap;
  finding.reason = {Reason::Kind::evidence, {}, {}};
}

}  // namespace zhudun::check
