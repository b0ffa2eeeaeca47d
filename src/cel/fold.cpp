#include "cel/fold.h"

#include <fmt/format.h>

#include "zhudun/cel/host.h"

namespace zhudun::cel {

using Kind = Value::Kind;
using Macro = Comprehension::Kind;

Fold::Fold(Evaluator& evaluator, const Step& step)
    : evaluator_(evaluator),
      step_(step),
      kind_(static_cast<Macro>(step.kind)),
      slot_(step.slot),
      two_(step.has(Step::kTwo)) {}

Value Fold::run() {
  const Value range = evaluator_.eval(step_.first);
  if (range.is(Kind::unknown)) return range.settled();
  if (range.is(Kind::error)) return range;
  if (kind_ == Macro::opt_map || kind_ == Macro::opt_flat_map) return optional(range);
  if (!range.is(Kind::list) && !range.is(Kind::map))
    return Value::error(ErrorCode::no_such_overload,
                        fmt::format("`{}` cannot be gone through", to_string(type_of(range))));
  const bool list = range.is(Kind::list);
  const std::size_t size = range.size();
  constexpr std::size_t few = 16;
  if (kind_ == Macro::map && (step_.second == no_expr || size <= few)) items_.reserve(size);
  if (kind_ == Macro::filter && size > 0 && range.is_host_list() && range.at(0).is(Kind::object)) host_ = &range.host();
  for (std::size_t i = 0; i < size; ++i) {
    // Going through is paid for even where the condition is a constant.
    if (!evaluator_.context_.charge(1)) return *evaluator_.context_.exhausted();
    const bool more =
        list ? step(two_ ? Value::integer(static_cast<std::int64_t>(i)) : range.at(i), two_ ? range.at(i) : Value())
             : step(range.entries()[i].key, two_ ? range.entries()[i].value : Value());
    if (!more) break;
  }
  return result();
}

bool Fold::step(const Value& first, const Value& second) {
  evaluator_.locals_[slot_] = first;
  if (two_) evaluator_.locals_[slot_ + 1] = second;
  const Value condition = step_.second == no_expr ? Value::boolean(true) : evaluator_.eval(step_.second);
  if (evaluator_.context_.exhausted()) return note(*evaluator_.context_.exhausted());
  switch (kind_) {
    case Macro::all:
      return decide(condition, false);
    case Macro::exists:
      return decide(condition, true);
    case Macro::exists_one:
      return count(condition);
    default:
      return gather(condition, first);
  }
}

// Remembers what keeps the answer from being known. An unknown outlasts an error.
bool Fold::note(const Value& failure) {
  const Value value = failure.is(Kind::unknown) || failure.is(Kind::error)
                          ? failure
                          : Value::error(ErrorCode::no_such_overload,
                                         fmt::format("expected a bool, found `{}`", to_string(type_of(failure))));
  if (!value.is(Kind::unknown)) {
    if (!failure_) failure_ = value;
    return true;
  }
  if (!known_unknown_) known_unknown_.emplace();
  for (const std::string& path : value.unknown_paths()) {
    if (known_unknown_->insert(path).second) unknown_.push_back(path);
  }
  return evaluator_.context_.allow_missing(unknown_.size());
}

// all and exists: as && and ||, one element that decides is the answer whatever the others are.
bool Fold::decide(const Value& condition, bool decides) {
  if (!condition.is(Kind::boolean)) return note(condition);
  if (condition.as_boolean() == decides) decided_ = decides;
  return !decided_;
}

bool Fold::count(const Value& condition) {
  if (!condition.is(Kind::boolean)) return note(condition);
  if (condition.as_boolean()) ++found_;
  return true;
}

bool Fold::gather(const Value& condition, const Value& first) {
  if (!condition.is(Kind::boolean)) return note(condition);
  if (!condition.as_boolean()) return true;
  if (host_ && first.is(Kind::object) && &first.host() == host_) {
    picked_.push_back(first.host_id());
    return true;
  }
  if (host_) unpick();
  Value value = kind_ == Macro::filter ? first : evaluator_.eval(step_.third);
  if (value.is(Kind::error) || value.is(Kind::unknown)) return note(value);
  if (kind_ == Macro::transform_map_entry) return gather_entry(value);
  if (kind_ == Macro::transform_map) {
    entries_.push_back({first, value});
  } else {
    items_.push_back(std::move(value));
  }
  return true;
}

// A list of more than objects of one host after all.
void Fold::unpick() {
  for (const std::uint32_t id : picked_) items_.push_back(Value::object(*host_, id));
  picked_.clear();
  host_ = nullptr;
}

bool Fold::gather_entry(const Value& entry) {
  if (!entry.is(Kind::map))
    return note(Value::error(ErrorCode::no_such_overload, "transformMapEntry takes a map of one entry"));
  entries_.insert(entries_.end(), entry.entries().begin(), entry.entries().end());
  return true;
}

Value Fold::result() {
  if (decided_) return Value::boolean(*decided_);
  if (!unknown_.empty()) return Value::unknown(std::move(unknown_));
  if (failure_) return *failure_;
  Context& context = evaluator_.context_;
  if (!context.allow_list(items_.size() + picked_.size() + entries_.size())) return *context.exhausted();
  switch (kind_) {
    case Macro::all:
      return Value::boolean(true);
    case Macro::exists:
      return Value::boolean(false);
    case Macro::exists_one:
      return Value::boolean(found_ == 1);
    case Macro::transform_map:
    case Macro::transform_map_entry: {
      const std::size_t count = entries_.size();
      Value map = Value::map(std::move(entries_));
      return map.size() == count ? map : Value::error(ErrorCode::duplicate_key, "a key is repeated in a map");
    }
    default:
      return host_ ? Value::host_objects(*host_, std::move(picked_)) : Value::list(std::move(items_));
  }
}

Value Fold::optional(const Value& range) {
  if (!range.is(Kind::optional))
    return Value::error(ErrorCode::no_such_overload,
                        fmt::format("expected an optional, found `{}`", to_string(type_of(range))));
  if (!range.has_value()) return range;
  evaluator_.locals_[slot_] = range.optional_value();
  Value value = evaluator_.eval(step_.third);
  if (value.is(Kind::error)) return value;
  if (value.is(Kind::unknown)) return value.settled();
  if (kind_ == Macro::opt_map) return Value::optional_of(std::move(value));
  if (value.is(Kind::optional)) return value;
  return Value::error(ErrorCode::no_such_overload, "optFlatMap takes what gives an optional");
}

}  // namespace zhudun::cel
