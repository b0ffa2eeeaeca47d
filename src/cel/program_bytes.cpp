#include "zhudun/cel/program_bytes.h"

#include <algorithm>
#include <stdexcept>

#include "cel/program_data.h"
#include "zhudun/source/archive.h"

namespace zhudun::cel {

using source::archive_all;
using source::archive_one;

// The members of what a tree is made of, each once. A binding names all of them, so that none can be forgotten.
template <class A>
void fields(A& archive, Literal& node) {
  auto& [value] = node;
  archive_one(archive, value);
}
template <class A>
void fields(A& archive, Name& node) {
  auto& [name] = node;
  archive_one(archive, name);
}
template <class A>
void fields(A& archive, Select& node) {
  auto& [operand, field, test, optional] = node;
  archive_all(archive, operand, field, test, optional);
}
template <class A>
void fields(A& archive, Call& node) {
  auto& [function, member, arguments] = node;
  archive_all(archive, function, member, arguments);
}
template <class A>
void fields(A& archive, ListExpr& node) {
  auto& [elements, optional] = node;
  archive_all(archive, elements, optional);
}
template <class A>
void fields(A& archive, MapExpr::Entry& entry) {
  auto& [key, value, optional] = entry;
  archive_all(archive, key, value, optional);
}
template <class A>
void fields(A& archive, MapExpr& node) {
  auto& [entries] = node;
  archive_one(archive, entries);
}
template <class A>
void fields(A& archive, MessageExpr::Entry& entry) {
  auto& [field, value, optional] = entry;
  archive_all(archive, field, value, optional);
}
template <class A>
void fields(A& archive, MessageExpr& node) {
  auto& [name, entries] = node;
  archive_all(archive, name, entries);
}
template <class A>
void fields(A& archive, Comprehension& node) {
  auto& [kind, range, variable, second, condition, result] = node;
  archive_all(archive, kind, range, variable, second, condition, result);
}
template <class A>
void fields(A& archive, Bind& node) {
  auto& [name, value, body] = node;
  archive_all(archive, name, value, body);
}
template <class A>
void fields(A& archive, Expr& expr) {
  auto& [id, begin, end, span, name_span, node] = expr;
  archive_all(archive, id, begin, end, span, name_span, node);
}
template <class A>
void fields(A& archive, Resolution& resolution) {
  auto& [kind, slot, name, constant, overloads] = resolution;
  archive_all(archive, kind, slot, name, constant, overloads);
}
template <class A>
void fields(A& archive, Tree& tree) {
  auto& [nodes, root] = tree;
  archive_all(archive, nodes, root);
}
template <class A>
void fields(A& archive, Path& path) {
  auto& [variable, names, id] = path;
  archive_all(archive, variable, names, id);
}
template <class A>
void fields(A& archive, References& references) {
  auto& [paths, functions] = references;
  archive_all(archive, paths, functions);
}
template <class A>
void fields(A& archive, Program::Data& data) {
  auto& [environment, text, tree, types, resolutions, references, code, unread] = data;
  archive_all(archive, text, tree, types, resolutions, references);
}
template <class A>
void fields(A& archive, Code& code) {
  auto& [steps, operands, constants, overloads, takes, names, root, locals, result] = code;
  archive_all(archive, constants, overloads, names, root, locals, result);
  archive.plain(steps);
  archive.plain(operands);
}

namespace {

template <std::size_t I = 0>
void choose(Node& node, std::size_t index) {
  if constexpr (I < std::variant_size_v<Node>) {
    index == I ? static_cast<void>(node.emplace<I>()) : choose<I + 1>(node, index);
  }
}

// A type: its kind, and what that kind has.
template <class Archive>
Type archived(Archive& archive, Type type) {
  using Kind = Type::Kind;
  Kind kind = type.kind();
  archive_one(archive, kind);
  if (kind <= Kind::duration) {
    constexpr Type (*plain[])() = {Type::error,   Type::dyn,       Type::null,     Type::boolean,
                                   Type::integer, Type::uinteger,  Type::floating, Type::string,
                                   Type::bytes,   Type::timestamp, Type::duration};
    return plain[static_cast<std::size_t>(kind)]();
  }
  std::string name = type.name();
  if (kind == Kind::object || kind == Kind::opaque || kind == Kind::parameter) archive_one(archive, name);
  std::vector<Type> parameters(type.parameters().begin(), type.parameters().end());
  auto count = static_cast<std::uint32_t>(parameters.size());
  archive_one(archive, count);
  parameters.resize(count);
  for (Type& parameter : parameters) parameter = archived(archive, parameter);
  switch (kind) {
    case Kind::list:
      return Type::list(parameters[0]);
    case Kind::map:
      return Type::map(parameters[0], parameters[1]);
    case Kind::type:
      return Type::type(parameters[0]);
    case Kind::wrapper:
      return Type::wrapper(parameters[0]);
    case Kind::object:
      return Type::object(name);
    case Kind::parameter:
      return Type::parameter(name);
    default:
      return Type::opaque(name, std::move(parameters));
  }
}

class Packing : public source::Packer {
 public:
  explicit Packing(const Surroundings& surroundings) : surroundings_(surroundings) {}

  void value(Type& type) { archived(*this, type); }
  void value(std::string_view& view) { text(view); }
  // As it lies in memory.
  template <class T>
  void plain(const std::vector<T>& all) {
    static_assert(std::has_unique_object_representations_v<T>);
    text({reinterpret_cast<const char*>(all.data()), all.size() * sizeof(T)});
  }
  void value(source::Span& span) {
    number(index(surroundings_.files, span.file));
    number(span.begin);
    number(span.end);
  }
  void value(const Overload*& overload) { number(index(surroundings_.functions, overload)); }
  void value(Value& value) {
    using Kind = Value::Kind;
    number(static_cast<std::uint64_t>(value.kind()));
    switch (value.kind()) {
      case Kind::null:
        return;
      case Kind::boolean:
        return number(value.as_boolean() ? 1 : 0);
      case Kind::integer:
      case Kind::uinteger:
        return number(value.as_uinteger());
      case Kind::floating: {
        double floating = value.as_floating();
        return archive_one(*this, floating);
      }
      case Kind::string:
      case Kind::bytes:
        return text(value.as_string());
      case Kind::type: {
        Type type = value.as_type();
        return this->value(type);
      }
      default:
        throw std::logic_error("a checked expression holds no such value: " + cel::to_string(value));
    }
  }
  void value(Node& node) {
    number(node.index());
    std::visit([&](auto& one) { fields(*this, one); }, node);
  }
  // Where each decoded byte stands, as runs of equal steps.
  void value(ExpressionText& expression) {
    text(expression.text);
    number(index(surroundings_.files, expression.file));
    Packer places;
    if (expression.place) {
      std::uint32_t at = 0;
      for (std::uint32_t offset = 0; offset <= expression.text.size();) {
        const std::uint32_t step = expression.place(offset) - at;
        std::uint32_t length = 0;
        for (; offset <= expression.text.size() && expression.place(offset) - at == step; ++length, ++offset)
          at += step;
        places.number(length);
        places.number(step);
      }
    }
    text(places.bytes());
  }

 private:
  template <class T>
  static std::uint64_t index(const std::vector<T>& all, T one) {
    const auto found = std::find(all.begin(), all.end(), one);
    if (found == all.end() && one != nullptr) throw std::logic_error("what a program points at does not surround it");
    return static_cast<std::uint64_t>(found - all.begin());
  }

  const Surroundings& surroundings_;
};

std::uint32_t place_in(std::string_view runs, std::uint32_t offset) {
  source::Unpacker rest(runs);
  std::uint32_t at = 0;
  for (std::uint64_t left = std::uint64_t{offset} + 1; left > 0;) {
    const std::uint64_t length = std::min(rest.number(), left);
    at += static_cast<std::uint32_t>(length * rest.number());
    left -= length;
  }
  return at;
}

class Unpacking : public source::Unpacker {
 public:
  Unpacking(std::string_view bytes, const Surroundings& surroundings) : Unpacker(bytes), surroundings_(surroundings) {}

  void value(Type& type) { type = archived(*this, Type::dyn()); }
  void value(std::string_view& view) { view = text(); }
  template <class T>
  void plain(std::vector<T>& all) {
    const std::string_view bytes = text();
    all.resize(bytes.size() / sizeof(T));
    if (!bytes.empty()) std::memcpy(all.data(), bytes.data(), bytes.size());
  }
  void value(source::Span& span) {
    span.file = one(surroundings_.files);
    span.begin = static_cast<std::uint32_t>(number());
    span.end = static_cast<std::uint32_t>(number());
  }
  void value(const Overload*& overload) { overload = one(surroundings_.functions); }
  void value(Value& value) {
    using Kind = Value::Kind;
    switch (static_cast<Kind>(number())) {
      case Kind::boolean:
        value = Value::boolean(number() != 0);
        break;
      case Kind::integer:
        value = Value::integer(static_cast<std::int64_t>(number()));
        break;
      case Kind::uinteger:
        value = Value::uinteger(number());
        break;
      case Kind::floating: {
        double floating = 0;
        archive_one(*this, floating);
        value = Value::floating(floating);
        break;
      }
      case Kind::string:
        value = Value::borrowed_string(text());
        break;
      case Kind::bytes:
        value = Value::borrowed_bytes(text());
        break;
      case Kind::type: {
        Type type;
        this->value(type);
        value = Value::type(type);
        break;
      }
      default:
        value = Value::null();
    }
  }
  void value(Node& node) {
    choose(node, static_cast<std::size_t>(number()));
    std::visit([&](auto& one) { fields(*this, one); }, node);
  }
  void value(ExpressionText& expression) {
    expression.text = text();
    expression.file = one(surroundings_.files);
    const std::string_view runs = text();
    if (!runs.empty()) expression.place = [runs](std::uint32_t offset) { return place_in(runs, offset); };
  }

 private:
  template <class T>
  T one(const std::vector<T>& all) {
    const auto index = static_cast<std::size_t>(number());
    return index < all.size() ? all[index] : nullptr;
  }

  const Surroundings& surroundings_;
};

}  // namespace

class ProgramArchive {
 public:
  static const Program::Data& data(const Program& program) { return program.data(); }
  static const Code& code(const Program& program) { return program.code(); }
};

// The code stands before the rest, so that it can be read alone.
std::string to_bytes(const Program& program, const Surroundings& surroundings) {
  Packing code(surroundings), rest(surroundings);
  fields(code, const_cast<Code&>(ProgramArchive::code(program)));  // they are only read
  fields(rest, const_cast<Program::Data&>(ProgramArchive::data(program)));
  source::Packer both;
  both.text(code.bytes());
  return both.bytes() + rest.bytes();
}

Program program_of(std::string_view bytes, std::shared_ptr<const Surroundings> surroundings) {
  auto data = std::make_shared<Program::Data>();
  data->unread = std::make_unique<Unread>();
  data->unread->code = source::Unpacker(bytes).text();
  data->unread->rest = {data->unread->code.end(), bytes.end()};
  data->unread->surroundings = std::move(surroundings);
  return Program(std::move(data));
}

void read_code(Program::Data& data) {
  Unpacking unpacking(data.unread->code, *data.unread->surroundings);
  fields(unpacking, data.code);
  look_at_overloads(data.code);
}

void read_rest(Program::Data& data) {
  Unpacking unpacking(data.unread->rest, *data.unread->surroundings);
  fields(unpacking, data);
}

std::string to_bytes(Type type) {
  source::Packer packer;
  archived(packer, type);
  return packer.bytes();
}

Type type_of_bytes(std::string_view bytes) {
  source::Unpacker unpacker(bytes);
  return archived(unpacker, Type::dyn());
}

}  // namespace zhudun::cel
