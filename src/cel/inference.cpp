#include "cel/inference.h"

#include <algorithm>
#include <string>

namespace zhudun::cel {

namespace {

using Kind = Type::Kind;

template <typename Map>
Type rebuild(Type type, Map map) {
  if (!type.is_open()) return type;
  const std::span<const Type> parameters = type.parameters();
  switch (type.kind()) {
    case Kind::list:
      return Type::list(map(parameters[0]));
    case Kind::map:
      return Type::map(map(parameters[0]), map(parameters[1]));
    case Kind::type:
      return Type::type(map(parameters[0]));
    case Kind::opaque: {
      std::vector<Type> mapped;
      for (const Type parameter : parameters) mapped.push_back(map(parameter));
      return mapped.empty() ? type : Type::opaque(type.name(), std::move(mapped));
    }
    default:
      return type;
  }
}

bool is_wild(Type type) { return type.kind() == Kind::dyn || type.kind() == Kind::error; }

bool takes_null(Type type) {
  switch (type.kind()) {
    case Kind::null:
    case Kind::wrapper:
    case Kind::object:
    case Kind::opaque:
    case Kind::timestamp:
    case Kind::duration:
      return true;
    default:
      return false;
  }
}

Type unwrapped(Type type) { return type.kind() == Kind::wrapper ? type.element() : type; }

// Whether `a` says no more than `b`: dyn says nothing, a parameter next to it, a wrapper less than its primitive.
bool is_general(Type a, Type b) {
  if (is_wild(a) || a.kind() == Kind::parameter) return true;
  if (is_wild(b) || b.kind() == Kind::parameter) return false;
  if (b.kind() == Kind::null && takes_null(a)) return true;
  if (a.kind() == Kind::wrapper) return unwrapped(a) == unwrapped(b);
  if (a.kind() != b.kind() || a.name() != b.name() || a.parameters().size() != b.parameters().size()) return false;
  if (a.kind() == Kind::type) return true;
  return std::equal(a.parameters().begin(), a.parameters().end(), b.parameters().begin(), is_general);
}

constexpr std::uint32_t kKept = 32;
Type numbered(std::uint32_t number) { return Type::parameter("%" + std::to_string(number)); }

Type most_general(Type a, Type b) { return is_general(a, b) ? a : b; }

}  // namespace

// The first ones are asked for again and again.
Type Inference::fresh() {
  static const std::vector<Type> first = [] {
    std::vector<Type> made;
    for (std::uint32_t number = 0; number < kKept; ++number) made.push_back(numbered(number));
    return made;
  }();
  const std::uint32_t number = next_++;
  return number < kKept ? first[number] : numbered(number);
}

std::vector<Type> Inference::instantiate(std::span<const Type> types) {
  std::unordered_map<const Type::Data*, Type> fresh_for;
  const auto replace = [&](auto& self, Type type) -> Type {
    if (type.kind() != Kind::parameter) return rebuild(type, [&](Type part) { return self(self, part); });
    const auto found = fresh_for.find(type.identity());
    return found != fresh_for.end() ? found->second : fresh_for.emplace(type.identity(), fresh()).first->second;
  };
  std::vector<Type> result;
  for (const Type type : types) result.push_back(replace(replace, type));
  return result;
}

bool Inference::assignable(Type from, Type to) { return assignable(std::span(&from, 1), std::span(&to, 1)); }

bool Inference::assignable(std::span<const Type> from, std::span<const Type> to) {
  const std::size_t mark = changes_.size();
  if (fits_all(from, to)) return true;
  rollback(mark);
  return false;
}

bool Inference::fits_all(std::span<const Type> from, std::span<const Type> to) {
  return std::equal(from.begin(), from.end(), to.begin(), to.end(), [&](Type a, Type b) { return fits(a, b); });
}

bool Inference::fits(Type from, Type to) {
  if (from == to) return true;
  if (to.kind() == Kind::parameter) {
    if (const auto bound = bind(from, to)) return *bound;
  }
  if (from.kind() == Kind::parameter) {
    if (const auto bound = bind(to, from)) return *bound;
  }
  if (is_wild(from) || is_wild(to)) return true;
  if (from.kind() == Kind::null) return takes_null(to);
  if (to.kind() == Kind::null) return takes_null(from);
  const Type a = unwrapped(from);
  const Type b = unwrapped(to);
  if (a.kind() != b.kind() || a.name() != b.name()) return false;
  return a.kind() == Kind::type || fits_all(a.parameters(), b.parameters());
}

// Nothing: the parameter occurs in the type, so it says nothing about it.
std::optional<bool> Inference::bind(Type type, Type parameter) {
  if (type == parameter) return true;
  const std::optional<Type> before = known(parameter);
  if (!before) {
    if (occurs(parameter, type)) return std::nullopt;
    set(parameter, type);
    return true;
  }
  if (!fits(type, *before)) return false;
  const Type general = most_general(type, *before);
  if (general != *before && !occurs(parameter, general)) set(parameter, general);
  return true;
}

bool Inference::occurs(Type parameter, Type in) const {
  if (in == parameter) return true;
  if (!in.is_open()) return false;
  if (in.kind() == Kind::parameter) {
    const std::optional<Type> stands_for = known(in);
    return stands_for && occurs(parameter, *stands_for);
  }
  return std::any_of(in.parameters().begin(), in.parameters().end(),
                     [&](Type part) { return occurs(parameter, part); });
}

std::optional<Type> Inference::known(Type parameter) const {
  const auto found = known_.find(parameter.identity());
  return found == known_.end() ? std::nullopt : std::optional(found->second);
}

void Inference::set(Type parameter, Type type) {
  changes_.push_back({parameter.identity(), known(parameter)});
  known_.insert_or_assign(parameter.identity(), type);
}

void Inference::rollback(std::size_t mark) {
  for (; changes_.size() > mark; changes_.pop_back()) {
    const Change& change = changes_.back();
    if (change.before) {
      known_.insert_or_assign(change.parameter, *change.before);
    } else {
      known_.erase(change.parameter);
    }
  }
}

Type Inference::resolve(Type type, bool to_dyn) const {
  if (type.kind() != Kind::parameter) return rebuild(type, [&](Type part) { return resolve(part, to_dyn); });
  if (const auto stands_for = known(type)) return resolve(*stands_for, to_dyn);
  return to_dyn ? Type::dyn() : type;
}

Type Inference::join(Type a, Type b) {
  if (!assignable(a, b)) return Type::dyn();
  return most_general(resolve(a), resolve(b));
}

}  // namespace zhudun::cel
