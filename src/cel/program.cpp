#include "zhudun/cel/program.h"

#include <algorithm>

#include "cel/builder.h"
#include "cel/checker.h"
#include "cel/evaluator.h"
#include "cel/program_data.h"

namespace zhudun::cel {

// Made to be filled in: nobody has seen it before.
const Program::Data& Program::data() const {
  if (Unread* const unread = data_->unread.get()) unread->rest_read.make([&] { read_rest(const_cast<Data&>(*data_)); });
  return *data_;
}

const Code& Program::code() const {
  if (Unread* const unread = data_->unread.get()) unread->code_read.make([&] { read_code(const_cast<Data&>(*data_)); });
  return data_->code;
}

Value Program::evaluate(std::span<const Value> activation, Context& context) const {
  return Evaluator::run(*this, activation, context);
}

void Program::read() const { code(); }

Type Program::result_type() const { return data().types[data().tree.root]; }
Type::Kind Program::result_kind() const { return code().result; }
ExprId Program::root() const { return data().tree.root; }
std::size_t Program::size() const { return data().tree.nodes.size(); }
const Expr& Program::expr(ExprId id) const { return data().tree.nodes[id]; }
Type Program::type(ExprId id) const { return data().types[id]; }
const Resolution& Program::resolution(ExprId id) const { return data().resolutions[id]; }
std::vector<ExprId> Program::operands(ExprId id) const { return operands_of(expr(id)); }
const References& Program::references() const { return data().references; }
const ExpressionText& Program::text() const { return data().text; }

std::string Program::source(ExprId id) const {
  return data().text.text.substr(expr(id).begin, expr(id).end - expr(id).begin);
}

namespace {

// Walks from the root, so that nodes a macro left behind are not seen.
class ReferenceFinder {
 public:
  ReferenceFinder(const Tree& tree, const std::vector<Resolution>& resolutions)
      : tree_(tree), resolutions_(resolutions) {}

  void visit(ExprId id) {
    const Expr& expr = tree_.nodes[id];
    if (auto path = path_of(id)) {
      found_.paths.push_back({std::move(path->variable), std::move(path->fields), id});
      return;
    }
    if (const auto* call = std::get_if<Call>(&expr.node)) {
      if (std::find(found_.functions.begin(), found_.functions.end(), call->function) == found_.functions.end())
        found_.functions.push_back(call->function);
    }
    for (const ExprId operand : operands_of(expr)) visit(operand);
  }
  References take() { return std::move(found_); }

 private:
  std::optional<Path> path_of(ExprId id) const {
    const Resolution& resolution = resolutions_[id];
    const bool constant = resolution.kind == Resolution::Kind::constant && !resolution.constant.is(Value::Kind::type);
    if (resolution.kind == Resolution::Kind::variable || constant) return Path{resolution.name, {}, id};
    const auto* select = std::get_if<Select>(&tree_.nodes[id].node);
    if (!select) return std::nullopt;
    auto path = path_of(select->operand);
    if (path) path->fields.push_back(select->field);
    return path;
  }

  const Tree& tree_;
  const std::vector<Resolution>& resolutions_;
  References found_;
};

std::optional<Program> compile_with(const Environment& environment, const ExpressionText& text,
                                    diag::Diagnostics& diagnostics, const CompileOptions& options,
                                    const std::vector<Parameter>& parameters) {
  Reporter reporter(text, diagnostics);
  std::optional<Tree> tree = parse(environment.limits(), reporter);
  if (!tree) return std::nullopt;
  Checker checker(environment, *tree, reporter, options.check, parameters);
  checker.run(options.expected);
  if (reporter.failed()) return std::nullopt;
  std::vector<Resolution> resolutions = checker.take_resolutions();
  References references = find_references(*tree, resolutions);
  auto data = std::make_shared<Program::Data>(Program::Data{
      environment, text, std::move(*tree), checker.types(), std::move(resolutions), std::move(references), {}});
  data->code = code_of(data->tree, data->resolutions, data->types, checker.locals());
  return Program(std::move(data));
}

}  // namespace

References find_references(const Tree& tree, const std::vector<Resolution>& resolutions) {
  ReferenceFinder finder(tree, resolutions);
  finder.visit(tree.root);
  return finder.take();
}

std::optional<Program> compile(const Environment& environment, const ExpressionText& text,
                               diag::Diagnostics& diagnostics, const CompileOptions& options) {
  return compile_with(environment, text, diagnostics, options, {});
}

std::optional<Program> compile_definition(const Environment& environment, const Definition& definition,
                                          diag::Diagnostics& diagnostics) {
  return compile_with(environment, definition.body, diagnostics, {{definition.result}, true}, definition.parameters);
}

}  // namespace zhudun::cel
