#include "zhudun/form/json_schema.h"
#include "zhudun/write/json.h"
#include "zhudun/yaml/core.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::form {

// pack.schema.yaml, built in.
std::string_view pack_schema_source();

namespace {

using yaml::NodeId;

class Converter {
 public:
  Converter(const yaml::Tree& tree, source::Language language)
      : tree_(tree), language_(language), out_(text_, write::Layout::indented) {}

  std::string write() && {
    value(0);
    out_.finish();
    return text_ + "\n";
  }

 private:
  void value(NodeId node) {
    switch (tree_.kind(node)) {
      case yaml::Kind::mapping:
        return mapping(node);
      case yaml::Kind::sequence:
        out_.begin_row();
        for (const NodeId item : tree_.children(node)) value(item);
        return out_.end();
      case yaml::Kind::scalar:
        return scalar(node);
    }
  }

  void mapping(NodeId node) {
    out_.begin_object();
    for (const auto [key, item] : tree_.pairs(node)) {
      out_.key(tree_.text(key));
      const auto told = tree_.text(key) == "description" ? in_language(item) : std::nullopt;
      value(told.value_or(item));
    }
    out_.end();
  }

  // A description in both languages; a property of that name is none.
  std::optional<NodeId> in_language(NodeId node) const {
    return tree_.find(node, language_ == source::Language::zh ? "zh" : "en");
  }

  void scalar(NodeId node) {
    const std::string_view text = tree_.text(node);
    switch (tree_.type(node)) {
      case yaml::ScalarType::null_:
        return out_.null();
      case yaml::ScalarType::boolean:
        return out_.boolean(yaml::to_bool(text).value_or(false));
      case yaml::ScalarType::integer:
        return out_.integer(yaml::to_int(text).value_or(0));
      case yaml::ScalarType::floating:
        return out_.number(yaml::to_double(text).value_or(0));
      case yaml::ScalarType::string:
        return out_.string(text);
    }
  }

  const yaml::Tree& tree_;
  source::Language language_;
  std::string text_;
  write::JsonWriter out_;
};

}  // namespace

std::string pack_schema(source::Language language) {
  const source::File file("pack.schema.yaml", std::string(pack_schema_source()));
  diag::Diagnostics none;
  const auto tree = yaml::parse(file, none);
  return tree ? Converter(*tree, language).write() : std::string();
}

}  // namespace zhudun::form
