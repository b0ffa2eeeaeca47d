// One line above each subject that says how its duties stand, and the outline of a declaration.
#include <fmt/format.h>

#include "lsp/session.h"
#include "zhudun/source/text.h"

namespace zhudun::lsp {
namespace {

constexpr std::size_t kMostNamed = 4;
constexpr int kModule = 2, kObject = 19;

// `197 days overdue R1 · met 3`: rules that want something by name, the rest counted.
std::string title_of(const std::vector<const Shown*>& shown, source::Language language) {
  std::string title;
  for (std::size_t at = 0; at < check::kStatuses; ++at) {
    const auto status = static_cast<check::Status>(at);
    std::vector<const report::Finding*> of;
    for (const Shown* one : shown) {
      if (one->told->status == status) of.push_back(one->told.get());
    }
    if (of.empty()) continue;
    if (!title.empty()) title += " · ";
    if (of.size() == 1 && report::listed(of.front()->status)) {
      title += fmt::format("{} {}", standing_of(*of.front(), language), of.front()->rule);
      continue;
    }
    title += report::status_word(status, language);
    if (!report::listed(of.front()->status) || of.size() > kMostNamed) {
      title += fmt::format(" {}", of.size());
    } else {
      for (const report::Finding* one : of) title += " " + one->rule;
    }
  }
  return title;
}

struct Lens {
  Anchor anchor;
  std::vector<const Shown*> shown;
};

// By place in the text.
std::map<std::uint32_t, Lens> lenses_of(const Text& text) {
  std::map<std::uint32_t, Lens> lenses;
  for (const Shown& one : text.shown) {
    if (one.anchor.file != text.file()) continue;
    Lens& lens = lenses[one.anchor.begin];
    lens.anchor = one.anchor;
    lens.shown.push_back(&one);
  }
  return lenses;
}

class Outline {
 public:
  Outline(write::JsonWriter& out, const Text& text, const Client& client)
      : out_(out),
        tree_(*text.judged->tree),
        lines_(text.bytes, client.encoding),
        nested_(client.nested_symbols),
        uri_(text.uri) {}

  void write() {
    out_.begin_array();
    if (tree_.kind(0) == yaml::Kind::mapping) {
      for (const auto [key, value] : tree_.pairs(0)) section(key, value);
    }
    out_.end();
  }

 private:
  void head(std::string_view name, int kind, const source::Span& whole, const source::Span& name_at) {
    out_.begin_object();
    out_.member("name", std::string_view(name.empty() ? "-" : name));
    out_.member("kind", kind);
    if (!nested_) {
      out_.key("location");
      out_.begin_object();
      out_.member("uri", std::string_view(uri_));
      lsp::write(out_, "range", lines_.range(whole.begin, whole.end));
      out_.end();
      return;
    }
    lsp::write(out_, "range", lines_.range(whole.begin, whole.end));
    lsp::write(out_, "selectionRange", lines_.range(name_at.begin, name_at.end));
  }

  void section(yaml::NodeId key, yaml::NodeId value) {
    source::Span whole = tree_.span(key);
    whole.end = std::max(whole.end, tree_.span(value).end);
    head(tree_.text(key), kModule, whole, tree_.span(key));
    if (nested_) out_.key("children"), out_.begin_array();
    if (!nested_) out_.end();
    if (tree_.kind(value) == yaml::Kind::sequence) {
      for (const yaml::NodeId item : tree_.children(value)) this->item(item);
    }
    if (nested_) out_.end(), out_.end();
  }

  void item(yaml::NodeId item) {
    const auto id = tree_.find(item, "id");
    if (!id || tree_.kind(*id) != yaml::Kind::scalar) return;
    head(source::printable(tree_.text(*id)), kObject, tree_.span(item), tree_.span(*id));
    out_.end();
  }

  write::JsonWriter& out_;
  const yaml::Tree& tree_;
  Lines lines_;
  bool nested_;
  std::string uri_;
};

}  // namespace

void write_lenses(write::JsonWriter& out, const Text& text, const Host& host, const Client& client) {
  out.begin_array();
  const Lines lines(text.bytes, client.encoding);
  for (const auto& [begin, lens] : lenses_of(text)) {
    out.begin_object();
    write(out, "range", lines.range(lens.anchor.begin, lens.anchor.end));
    out.key("command");
    out.begin_object();
    out.member("title", std::string_view(title_of(lens.shown, host.language)));
    out.member("command", kShowRule);
    out.key("arguments");
    out.begin_array();
    out.string(lens.shown.front()->told->rule);
    out.end();
    out.end();
    out.end();
  }
  out.end();
}

void write_symbols(write::JsonWriter& out, const Text& text, const Client& client) {
  if (!text.judged || !text.judged->tree || text.file() != &text.judged->tree->file()) return out.null();
  Outline(out, text, client).write();
}

}  // namespace zhudun::lsp
