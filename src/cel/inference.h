// Whether one type fits another, and what type parameters must stand for so that it does.
// A failed attempt leaves no trace. dyn fits everything both ways: what it is shows when it runs.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "zhudun/cel/type.h"

namespace zhudun::cel {

class Inference {
 public:
  Type fresh();
  // The types with each parameter replaced by a fresh one, the same for all of them.
  std::vector<Type> instantiate(std::span<const Type> types);
  bool assignable(Type from, Type to);
  bool assignable(std::span<const Type> from, std::span<const Type> to);
  // The type with what is known of its parameters; with `to_dyn`, what is not known becomes dyn.
  Type resolve(Type type, bool to_dyn = false) const;
  // The type that both fit, for the elements of a list: dyn if there is no better one.
  Type join(Type a, Type b);

 private:
  bool fits(Type from, Type to);
  bool fits_all(std::span<const Type> from, std::span<const Type> to);
  std::optional<bool> bind(Type type, Type parameter);
  bool occurs(Type parameter, Type in) const;
  std::optional<Type> known(Type parameter) const;
  void set(Type parameter, Type type);
  void rollback(std::size_t mark);

  struct Change {
    const Type::Data* parameter;
    std::optional<Type> before;
  };
  std::unordered_map<const Type::Data*, Type> known_;
  std::vector<Change> changes_;
  std::uint32_t next_ = 0;
};

}  // namespace zhudun::cel
