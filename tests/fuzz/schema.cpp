// A tree against the schemas of the packs built in: a Document or errors. And the same tree taken for a schema.
#include <map>
#include <memory>

#include "declaration.h"
#include "promise.h"
#include "zhudun/schema/document.h"
#include "zhudun/yaml/parse.h"

using namespace zhudun;
using fuzz::hold;

namespace {

void hold_document(const schema::Document& document) {
  std::size_t visited = 0;
  document.visit([&](schema::FactId fact) {
    ++visited;
    for (const source::Span& span : {document.span(fact), document.place(fact)})
      hold(span.file && span.end <= span.file->bytes().size(), "a fact has a place");
    hold(fact == 0 || !document.path(fact).empty() || document.type(fact).kind != schema::Kind::object, "and a path");
  });
  hold(visited == document.count(), "each fact is visited once");
}

void read(const yaml::Tree& tree, const schema::Schema& schema) {
  diag::Diagnostics told;
  schema::ReadOptions options;
  options.offset = calendar::Offset{480};
  const auto document = schema::Document::from_yaml(tree, schema, options, told);
  hold(document.has_value() != diag::failed(told), "a document or errors, never both");
  fuzz::hold_told(told);
  if (document) hold_document(*document);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const source::File file("f.yaml", std::string(fuzz::bytes(data, size)));
  diag::Diagnostics unheard;
  yaml::Limits limits;
  limits.nodes = 20'000;
  const auto tree = yaml::parse(file, unheard, limits);
  if (!tree) return 0;
  for (const schema::Schema* schema : fuzz::builtin_schemas()) read(*tree, *schema);

  diag::Diagnostics told;
  const auto own = schema::Schema::from_yaml(*tree, told);
  hold(own.has_value() != diag::failed(told), "a schema or errors, never both");
  fuzz::hold_told(told);
  if (own) {
    for (const yaml::Tree* declaration : fuzz::sample_declarations()) read(*declaration, *own);
  }
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  return fuzz::mutate_declaration(data, size, most, seed);
}
