#include "zhudun/cel/type.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace zhudun::cel {

struct Type::Data {
  Kind kind;
  std::string name;
  std::vector<Type> parameters;
  bool open = false;                                      // a parameter stands in it
  mutable std::atomic<const Type::Data*> list = nullptr;  // of these, once there is one
};

namespace {

constexpr std::string_view kind_names[] = {"!error!", "dyn",    "null",    "bool",      "int",      "uint",
                                           "double",  "string", "bytes",   "timestamp", "duration", "list",
                                           "map",     "type",   "wrapper", "object",    "opaque",   "parameter"};

std::string key_of(Type::Kind kind, std::string_view name, const std::vector<Type>& parameters) {
  std::string key(1, static_cast<char>('a' + static_cast<int>(kind)));
  key += name;
  for (const Type parameter : parameters) {
    const Type::Data* const identity = parameter.identity();
    key += '\0';
    key.append(reinterpret_cast<const char*>(&identity), sizeof identity);
  }
  return key;
}

}  // namespace

// Every type there is, made once and kept to the end of the process: programs hold few, and share them freely.
struct TypePool {
  static Type intern(Type::Kind kind, std::string_view name, std::vector<Type> parameters = {}) {
    static TypePool& pool = *new TypePool;
    const std::lock_guard lock(pool.mutex_);
    auto& slot = pool.types_[key_of(kind, name, parameters)];
    if (!slot) {
      const bool open = kind == Type::Kind::parameter ||
                        std::any_of(parameters.begin(), parameters.end(), [](Type part) { return part.is_open(); });
      slot.reset(new Type::Data{kind, std::string(name), std::move(parameters), open});
    }
    return Type(slot.get());
  }
  static Type plain(Type::Kind kind) { return intern(kind, kind_names[static_cast<std::size_t>(kind)]); }

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, std::unique_ptr<const Type::Data>> types_;
};

#define ZHUDUN_PLAIN_TYPE(name)                           \
  Type Type::name() {                                     \
    static const Type type = TypePool::plain(Kind::name); \
    return type;                                          \
  }
ZHUDUN_PLAIN_TYPE(error)
ZHUDUN_PLAIN_TYPE(dyn)
ZHUDUN_PLAIN_TYPE(null)
ZHUDUN_PLAIN_TYPE(boolean)
ZHUDUN_PLAIN_TYPE(integer)
ZHUDUN_PLAIN_TYPE(uinteger)
ZHUDUN_PLAIN_TYPE(floating)
ZHUDUN_PLAIN_TYPE(string)
ZHUDUN_PLAIN_TYPE(bytes)
ZHUDUN_PLAIN_TYPE(timestamp)
ZHUDUN_PLAIN_TYPE(duration)
#undef ZHUDUN_PLAIN_TYPE

Type Type::list(Type element) {
  if (const Data* known = element.data_->list.load(std::memory_order_acquire)) return Type(known);
  const Type type = TypePool::intern(Kind::list, "list", {element});
  element.data_->list.store(type.data_, std::memory_order_release);
  return type;
}
Type Type::map(Type key, Type value) { return TypePool::intern(Kind::map, "map", {key, value}); }
Type Type::type(Type of) { return TypePool::intern(Kind::type, "type", {of}); }
Type Type::wrapper(Type primitive) { return TypePool::intern(Kind::wrapper, "wrapper", {primitive}); }
Type Type::object(std::string_view name) { return TypePool::intern(Kind::object, name); }
Type Type::opaque(std::string_view name, std::vector<Type> parameters) {
  return TypePool::intern(Kind::opaque, name, std::move(parameters));
}
Type Type::parameter(std::string_view name) { return TypePool::intern(Kind::parameter, name); }

Type::Kind Type::kind() const { return data_->kind; }
const std::string& Type::name() const { return data_->name; }
std::span<const Type> Type::parameters() const { return data_->parameters; }
bool Type::is_open() const { return data_->open; }
bool Type::is_optional() const { return data_->kind == Kind::opaque && data_->name == "optional_type"; }

std::string to_string(Type type) {
  std::string text = type.name();
  if (type.parameters().empty()) return text;
  text += '(';
  for (std::size_t i = 0; i < type.parameters().size(); ++i) {
    if (i > 0) text += ", ";
    text += to_string(type.parameters()[i]);
  }
  return text + ')';
}

std::string_view runtime_name(Type type) {
  switch (type.kind()) {
    case Type::Kind::null:
      return "null_type";
    case Type::Kind::timestamp:
      return "google.protobuf.Timestamp";
    case Type::Kind::duration:
      return "google.protobuf.Duration";
    case Type::Kind::wrapper:
      return runtime_name(type.element());
    default:
      return type.name();
  }
}

namespace {

// Recursive descent over `name`, `name(type, ...)`; depth is bounded because a type's text comes from a host's data.
class TypeReader {
 public:
  explicit TypeReader(std::string_view text) : text_(text) {}
  std::optional<Type> read() {
    const std::optional<Type> type = one(0);
    skip();
    return type && at_ == text_.size() ? type : std::nullopt;
  }

 private:
  static constexpr int deepest = 32;

  void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::string_view word() {
    skip();
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::string_view(" (),").find(text_[at_]) == std::string_view::npos) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  std::optional<Type> one(int depth) {
    const std::string_view name = word();
    if (name.empty() || depth > deepest) return std::nullopt;
    if (!take('(')) return plain(name);
    if (name == "object") {
      const std::string_view object = word();
      if (object.empty() || !take(')')) return std::nullopt;
      return Type::object(object);
    }
    std::vector<Type> parameters;
    do {
      const std::optional<Type> parameter = one(depth + 1);
      if (!parameter) return std::nullopt;
      parameters.push_back(*parameter);
    } while (take(','));
    if (!take(')')) return std::nullopt;
    return compound(name, std::move(parameters));
  }
  static std::optional<Type> compound(std::string_view name, std::vector<Type> parameters) {
    const std::size_t count = parameters.size();
    if (name == "map") return count == 2 ? std::optional(Type::map(parameters[0], parameters[1])) : std::nullopt;
    if (name == "list") return count == 1 ? std::optional(Type::list(parameters[0])) : std::nullopt;
    if (name == "type") return count == 1 ? std::optional(Type::type(parameters[0])) : std::nullopt;
    if (name == "wrapper") return count == 1 ? std::optional(Type::wrapper(parameters[0])) : std::nullopt;
    if (name == "optional") return count == 1 ? std::optional(Type::optional(parameters[0])) : std::nullopt;
    return Type::opaque(name, std::move(parameters));
  }
  static Type plain(std::string_view name) {
    if (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z') return Type::parameter(name);
    if (name == "list") return Type::list(Type::dyn());
    if (name == "map") return Type::map(Type::dyn(), Type::dyn());
    if (name == "type") return Type::type(Type::dyn());
    if (name == "null_type") return Type::null();
    for (auto kind = Type::Kind::dyn; kind <= Type::Kind::duration;
         kind = static_cast<Type::Kind>(static_cast<int>(kind) + 1)) {
      if (name == kind_names[static_cast<std::size_t>(kind)]) return TypePool::plain(kind);
    }
    return Type::opaque(name);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Type> parse_type(std::string_view text) { return TypeReader(text).read(); }

}  // namespace zhudun::cel
