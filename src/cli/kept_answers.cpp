#include "cli/kept_answers.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/drafts.h"
#include "cli/files.h"
#include "zhudun/write/json.h"
#include "zhudun/yaml/core.h"
#include "zhudun/yaml/parse.h"

namespace zhudun::cli {
namespace {

using form::Answer;

Answer answer_at(const yaml::Tree& tree, yaml::NodeId node) {
  if (tree.kind(node) == yaml::Kind::sequence) {
    std::vector<std::string> words;
    for (const yaml::NodeId item : tree.children(node)) words.emplace_back(tree.text(item));
    return words;
  }
  if (tree.type(node) == yaml::ScalarType::boolean) return yaml::to_bool(tree.text(node)).value_or(false);
  if (tree.type(node) == yaml::ScalarType::string) return std::string(tree.text(node));
  return std::monostate();
}

}  // namespace

KeptAnswers::KeptAnswers(const std::string& target, std::string pack) : pack_(std::move(pack)) {
  const std::filesystem::path path(target);
  path_ = (path.parent_path() / fmt::format(".{}.answers", path.filename().string())).string();
}

form::Answers KeptAnswers::load() const {
  form::Answers answers;
  diag::Diagnostics unread;
  std::error_code fault;
  if (!std::filesystem::exists(path_, fault)) return answers;
  const auto file = read_file(path_, unread);
  const auto tree = file ? yaml::parse(*file, unread) : std::nullopt;
  const auto pack = tree ? tree->find(0, "pack") : std::nullopt;
  const auto kept = tree ? tree->find(0, "answers") : std::nullopt;
  if (!pack || !kept || tree->text(*pack) != pack_ || tree->kind(*kept) != yaml::Kind::mapping) return answers;
  for (const auto [place, node] : tree->pairs(*kept)) answers[std::string(tree->text(place))] = answer_at(*tree, node);
  return answers;
}

void KeptAnswers::save(const form::Answers& answers) const {
  std::string text;
  write::JsonWriter out(text, write::Layout::indented);
  out.begin_object();
  out.member("pack", std::string_view(pack_));
  out.key("answers");
  out.begin_object();
  for (const auto& [place, answer] : answers) {
    out.key(place);
    if (const auto* one = std::get_if<std::string>(&answer)) {
      out.string(*one);
    } else if (const auto* flag = std::get_if<bool>(&answer)) {
      out.boolean(*flag);
    } else if (const auto* words = std::get_if<std::vector<std::string>>(&answer)) {
      out.begin_row();
      for (const std::string& word : *words) out.string(word);
      out.end();
    } else {
      out.null();
    }
  }
  out.finish();
  write_file(path_, text + "\n");
}

void KeptAnswers::forget() const {
  std::error_code fault;
  std::filesystem::remove(path_, fault);
}

}  // namespace zhudun::cli
