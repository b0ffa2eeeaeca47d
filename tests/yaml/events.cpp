// Prints what the reader makes of each text on standard input, for suite.mjs. In: a count of bytes and a line break,
// then the text, again and again. Out: for each a line of JSON, {"events": [...]} or {"errors": [...]}.
#include <fmt/format.h>

#include <iostream>
#include <string>

#include "support/trees.h"
#include "zhudun/yaml/encoding.h"
#include "zhudun/yaml/offset_map.h"
#include "zhudun/yaml/plain.h"

namespace {

using namespace zhudun;

std::string json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += fmt::format("\\{}", c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

void events(const yaml::Tree& tree, yaml::NodeId node, std::string& out) {
  constexpr std::string_view styles = ":'\"|>";
  if (tree.kind(node) == yaml::Kind::scalar) {
    out += json(fmt::format("{}{}", styles[static_cast<std::size_t>(tree.style(node))], tree.text(node))) + ",";
    return;
  }
  const char* name = tree.kind(node) == yaml::Kind::mapping ? "MAP" : "SEQ";
  out += fmt::format("\"+{}\",", name);
  for (const yaml::NodeId child : tree.children(node)) events(tree, child, out);
  out += fmt::format("\"-{}\",", name);
}

// A map that goes back, or out of its scalar, is as wrong as a wrong tree.
bool maps_are_sound(const yaml::Tree& tree) {
  for (yaml::NodeId node = 0; node < tree.count(); ++node) {
    if (tree.kind(node) != yaml::Kind::scalar) continue;
    const yaml::OffsetMap map(tree, node);
    std::uint32_t last = tree.span(node).begin;
    for (std::size_t i = 0; i <= tree.text(node).size(); ++i) {
      if (map.at(i) < last) return false;
      last = map.at(i);
    }
  }
  return true;
}

// The fast reader gives the reference's tree or none; what differs, if anything.
std::string reader_difference(const source::File& file, const std::optional<yaml::Tree>& reference) {
  diag::Diagnostics unheard;
  if (!yaml::check_encoding(file, unheard, 1)) return {};
  const std::optional<yaml::Tree> fast = yaml::read_plain(file);
  if (!fast) return {};
  return reference ? trees::difference(*fast, *reference) : "the fast reader takes what the reference refuses";
}

std::string answer(const std::string& text) {
  const source::File file("in.yaml", text);
  diag::Diagnostics diagnostics;
  const std::optional<yaml::Tree> tree = yaml::parse(file, diagnostics, {}, yaml::With::reference);
  std::string out;
  if (const std::string differs = reader_difference(file, tree); !differs.empty()) {
    return fmt::format("{{\"errors\":[{}],\"placed\":false}}", json(differs));
  }
  if (tree && !maps_are_sound(*tree)) return R"({"errors":["a scalar's offset map is not sound"],"placed":false})";
  if (tree) {
    events(*tree, 0, out);
    out.pop_back();
    return fmt::format("{{\"events\":[{}]}}", out);
  }
  bool placed = !diagnostics.empty();
  for (const diag::Diagnostic& each : diagnostics) {
    placed = placed && each.span && each.span.begin <= each.span.end && each.span.end <= text.size();
    out += json(diag::to_text(each)) + ",";
  }
  if (!out.empty()) out.pop_back();
  return fmt::format("{{\"errors\":[{}],\"placed\":{}}}", out, placed);
}

}  // namespace

int main() {
  std::size_t size = 0;
  while (std::cin >> size && std::cin.get() == '\n') {
    std::string text(size, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(size));
    std::cout << answer(text) << '\n';
  }
}
