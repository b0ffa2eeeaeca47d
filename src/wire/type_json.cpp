#include "wire/type_json.h"

namespace zhudun::wire {

using cel::Type;

namespace {

constexpr int deepest = 100;

std::optional<Type> named(const Json& json, std::initializer_list<std::pair<const char*, Type>> names) {
  for (const auto& [name, type] : names) {
    if (json == name) return type;
  }
  return std::nullopt;
}

std::optional<Type> primitive(const Json& json) {
  return named(json, {{"BOOL", Type::boolean()},
                      {"INT64", Type::integer()},
                      {"UINT64", Type::uinteger()},
                      {"DOUBLE", Type::floating()},
                      {"STRING", Type::string()},
                      {"BYTES", Type::bytes()}});
}

// A message's name; those that CEL treats as its own types are these.
std::optional<Type> message(const Json& json) {
  if (!json.is_string()) return std::nullopt;
  const std::string name = json.get<std::string>();
  const std::string prefix = "google.protobuf.";
  if (!name.starts_with(prefix)) return Type::object(name);
  const auto known = named(Json(name.substr(prefix.size())), {{"Timestamp", Type::timestamp()},
                                                              {"Duration", Type::duration()},
                                                              {"Any", Type::dyn()},
                                                              {"Value", Type::dyn()},
                                                              {"ListValue", Type::list(Type::dyn())},
                                                              {"Struct", Type::map(Type::string(), Type::dyn())},
                                                              {"BoolValue", Type::wrapper(Type::boolean())},
                                                              {"Int32Value", Type::wrapper(Type::integer())},
                                                              {"Int64Value", Type::wrapper(Type::integer())},
                                                              {"UInt32Value", Type::wrapper(Type::uinteger())},
                                                              {"UInt64Value", Type::wrapper(Type::uinteger())},
                                                              {"FloatValue", Type::wrapper(Type::floating())},
                                                              {"DoubleValue", Type::wrapper(Type::floating())},
                                                              {"StringValue", Type::wrapper(Type::string())},
                                                              {"BytesValue", Type::wrapper(Type::bytes())}});
  return known ? known : Type::object(name);
}

const Json* part(const Json& json, const char* key) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(key);
  return found == json.end() ? nullptr : &*found;
}

std::optional<Type> abstract(const Json& json, int depth) {
  const Json* name = part(json, "name");
  if (!name || !name->is_string()) return std::nullopt;
  std::vector<Type> parameters;
  const Json* list = part(json, "parameterTypes");
  if (list && !list->is_array()) return std::nullopt;
  for (const Json& one : list ? *list : Json::array()) {
    const auto parameter = type_from(one, depth + 1);
    if (!parameter) return std::nullopt;
    parameters.push_back(*parameter);
  }
  return Type::opaque(name->get<std::string>(), std::move(parameters));
}

}  // namespace

std::optional<Type> type_from(const Json& json, int depth) {
  if (depth > deepest || !json.is_object() || json.size() != 1) return std::nullopt;
  const std::string kind = json.begin().key();
  const Json& content = json.begin().value();
  const auto inner = [&](const char* key) {
    const Json* found = part(content, key);
    return found ? type_from(*found, depth + 1) : std::optional(Type::dyn());
  };
  if (kind == "dyn") return Type::dyn();
  if (kind == "null") return Type::null();
  if (kind == "error") return Type::error();
  if (kind == "primitive") return primitive(content);
  if (kind == "messageType") return message(content);
  if (kind == "typeParam" && content.is_string()) return Type::parameter(content.get<std::string>());
  if (kind == "abstractType") return abstract(content, depth);
  if (kind == "wellKnown")
    return named(content, {{"ANY", Type::dyn()}, {"TIMESTAMP", Type::timestamp()}, {"DURATION", Type::duration()}});
  if (kind == "listType") {
    const auto element = inner("elemType");
    return element ? std::optional(Type::list(*element)) : std::nullopt;
  }
  if (kind == "mapType") {
    const auto key = inner("keyType");
    const auto value = inner("valueType");
    return key && value ? std::optional(Type::map(*key, *value)) : std::nullopt;
  }
  if (kind == "wrapper") {
    const auto type = primitive(content);
    return type ? std::optional(Type::wrapper(*type)) : std::nullopt;
  }
  if (kind != "type") return std::nullopt;
  const auto of = content.empty() ? std::optional(Type::dyn()) : type_from(content, depth + 1);
  return of ? std::optional(Type::type(*of)) : std::nullopt;
}

namespace {

std::string declare_overload(const std::string& name, const Json& json, cel::Environment& environment) {
  if (!json.is_object()) return "an overload of `" + name + "` is an object";
  cel::Overload overload;
  overload.function = name;
  const Json* id = part(json, "overloadId");
  overload.id = id && id->is_string() ? id->get<std::string>() : name;
  const Json* member = part(json, "isInstanceFunction");
  overload.member = member && *member == true;
  const Json* result = part(json, "resultType");
  const Json* parameters = part(json, "params");
  const auto result_type = result ? type_from(*result) : std::optional(Type::dyn());
  if (!result_type || (parameters && !parameters->is_array())) return "an overload of `" + name + "` has no type";
  overload.result = *result_type;
  for (const Json& one : parameters ? *parameters : Json::array()) {
    const auto type = type_from(one);
    if (!type) return "a parameter of `" + name + "` has no type";
    overload.parameters.push_back(*type);
  }
  overload.implementation = [name](cel::Context&, std::span<const cel::Value>) {
    return cel::Value::error(cel::ErrorCode::no_such_function, "`" + name + "` is declared but not implemented");
  };
  environment.add_function(std::move(overload));
  return {};
}

}  // namespace

std::string declare(const Json& declaration, cel::Environment& environment) {
  const Json* name = part(declaration, "name");
  if (!name || !name->is_string()) return "a declaration has a `name`";
  const std::string text = name->get<std::string>();
  if (const Json* ident = part(declaration, "ident")) {
    const Json* json = part(*ident, "type");
    const auto type = json ? type_from(*json) : std::nullopt;
    if (!type) return "the declaration of `" + text + "` has no type";
    environment.add_variable(text, *type);
    return {};
  }
  const Json* function = part(declaration, "function");
  const Json* overloads = function ? part(*function, "overloads") : nullptr;
  if (!overloads || !overloads->is_array())
    return "the declaration of `" + text + "` is neither `ident` nor `function`";
  for (const Json& overload : *overloads) {
    if (std::string problem = declare_overload(text, overload, environment); !problem.empty()) return problem;
  }
  return {};
}

}  // namespace zhudun::wire
