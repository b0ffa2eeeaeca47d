// Texts in two languages that are not yet written, or stand under the wrong one.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "workshop/lint_checks.h"

namespace zhudun::workshop {
namespace {

bool has_ideograph(std::string_view text) {
  for (std::size_t at = 0; at + 2 < text.size(); ++at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    if ((byte(0) & 0xF0) == 0xE0) {
      const unsigned code = (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
      if ((code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF)) return true;
    }
    if (byte(0) == 0xF0 && byte(1) >= 0xA0 && byte(1) <= 0xB3) return true;  // U+20000 and beyond
  }
  return false;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_placeholder(std::string_view text) {
  constexpr std::array<std::string_view, 4> words = {"TODO", "FIXME", "TBD", "XXX"};
  constexpr std::array<std::string_view, 14> whole = {"",   "-",    "--",  "?",    "？",   "...",    "…",
                                                      "……", "todo", "tbd", "待定", "待补", "待补充", "待填写"};
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has_word(text, word); }) ||
         std::find(whole.begin(), whole.end(), trimmed(text)) != whole.end();
}

class Texts {
 public:
  explicit Texts(diag::Diagnostics& found) : found_(found) {}

  void visit(const Place& place) {
    const yaml::Tree& tree = *place.tree;
    for (yaml::NodeId node = place.node; node < tree.next(place.node); ++node) {
      if (tree.kind(node) != yaml::Kind::mapping) continue;
      const auto zh = Place{&tree, node}.find("zh"), en = Place{&tree, node}.find("en");
      if (zh && en && tree.kind(zh->node) == yaml::Kind::scalar && tree.kind(en->node) == yaml::Kind::scalar)
        check(*zh, *en);
    }
  }

 private:
  void warn(const Place& at, std::string message, std::string help) {
    found_.push_back(diag::warning("lint-text", at.span(), std::move(message), std::move(help)));
  }

  void check(const Place& zh, const Place& en) {
    const bool no_chinese = placeholder(zh, "Chinese"), no_english = placeholder(en, "English");
    if (no_chinese || no_english) return;
    if (trimmed(zh.text()) == trimmed(en.text())) {
      return warn(en, "the English text is the same as the Chinese", "say it in each language, in your own words");
    }
    if (!has_ideograph(zh.text())) warn(zh, "the Chinese text has no Chinese character", "say it in Chinese");
    if (has_ideograph(en.text())) warn(en, "the English text has Chinese characters", "say it in English");
  }

  bool placeholder(const Place& at, std::string_view language) {
    if (!is_placeholder(at.text())) return false;
    warn(at, fmt::format("the {} text is not written yet", language), "say it in your own words");
    return true;
  }

  diag::Diagnostics& found_;
};

}  // namespace

void lint_texts(const Linted& of, diag::Diagnostics& found) {
  for (const Place& place : of.sources.texts()) Texts(found).visit(place);
}

}  // namespace zhudun::workshop
