// The fast reader against the reference: the same tree, span by span, or a hand-over; never more than the reference
// takes. Tables of what is read and what is not, the repository's own files, and mutations of them.
#include "zhudun/yaml/plain.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "support/trees.h"
#include "unit/yaml/reading.h"
#include "zhudun/yaml/encoding.h"

using namespace zhudun;

namespace {

enum class Outcome { same, handed_over, wrong };

// How the fast reader does on a text, against the reference.
Outcome outcome(const std::string& text, const yaml::Limits& limits, std::string& told) {
  const source::File file("f.yaml", text);
  diag::Diagnostics unheard;
  if (!yaml::check_encoding(file, unheard, 1)) return Outcome::handed_over;
  const auto fast = yaml::read_plain(file, limits);
  if (!fast) return Outcome::handed_over;
  const Reading reference(text, limits, yaml::With::reference);
  if (!reference.tree) {
    told = "the reference refuses it: " + reference.errors();
  } else if (!reference.diagnostics.empty()) {
    told = "the reference warns: " + reference.errors();
  } else {
    told = trees::difference(*fast, *reference.tree);
  }
  return told.empty() ? Outcome::same : Outcome::wrong;
}

bool is_read(const std::string& text, const yaml::Limits& limits = {}) {
  std::string told;
  const Outcome found = outcome(text, limits, told);
  CAPTURE(text, told);
  CHECK(found != Outcome::wrong);
  return found == Outcome::same;
}

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

std::vector<std::string> own_files() {
  std::vector<std::string> texts;
  for (const char* folder : {"examples", "rules", "tests/golden", "tests/packs", "tests/oracle"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(std::string(ZHUDUN_ROOT "/") + folder)) {
      if (entry.path().extension() == ".yaml") texts.push_back(content_of(entry.path()));
    }
  }
  return texts;
}

}  // namespace

TEST_CASE("what people write plainly is read, and read like the reference does") {
  const std::string text = GENERATE(
      as<std::string>(), "a: 1\n", "a: 1", "- a\n- b\n", "a:\n  b: 1\n  c: 2\nd: 3\n", "a:\n- 1\n- 2\nb: 3\n",
      "a:\n  - 1\n  - 2\nb: 3\n", "a:\n  - x: 1\n    y: 2\n  - x: 3\n", "- - a\n  - b\n- c\n", "-\n  a: 1\n-\n- b\n",
      "a:\nb:\n", "a:\n", "a: # none\nb: 1 # one\n", "# first\n\na: 1\n  # deeper\nb: 2\n# last",
      "a: ''\nb: \"\"\nc: 'it''s'\nd: \"q\\\"\\u4e2d\\n\"\n", "\"a b\": 1\n'c': 2\n",
      "a: [1, 2, three]\nb: {c: d, e: [f, {g: h}]}\nc: []\nd: {}\n", "a: [ 1 ,2 ]  # end\nb: { c: \"d, e\" }\n",
      "a: x#y\nb: http://x/y?z=1\nc: a, b [c] {d}\nd: 12:30\ne: -1\nf: ~\ng: null\n",
      "企业: 示例智行（上海）\n编号: “甲”、乙\n", "a: {at: 2025-08-03T14:20+08:00, url: http://x/y}\n",
      "a: no\nb: 0o17\nc: 1e3\nd: .inf\n", "x-y: 1\nz z: 2\n", "a:   b  \nc:  d e  f   # x\n",
      "- a: 1\n\n  b: 2\n-   c: 3\n", "a:\n    b: 1\nc:\n - d\n", "a:\n  b\nc: d\n", "a:\n  \"b\"\n", "a: 'b' # c\n",
      "a:\n  - b:\n    - c\n  - d\n", "a: b:c\nd:e: f\n", "a#: #b\n", "a: |\n  b\n  c\nd: 1\n",
      "a: >-\n  b\n  c\n\n  d\n# x\ne: 1\n", "- >\n b\n- |+\n c\n\n- d\n", "a:\n- |\n  b\nc: 1\n", "a: |\n",
      "a: |\n\nb: 1\n", "a: [b,\n  c]\n", "a: [\n  b,  # x\n\n  c # y\n]\nd: 1\n",
      "a:\n  - {b: c,\n     d: [e,\n       f]}\n  - g\n", "a: ^[a-z]+$\n");
  CAPTURE(text);
  CHECK(is_read(text));
}

TEST_CASE("whatever is not certain is handed over") {
  const std::string text =
      GENERATE(as<std::string>(), "", "# only a comment\n", "text\n", "[a, b", "a: b\n  c\n", "a: \"b\n  c\"\n",
               "a: |2\n  b\n", "a: | # x\n  b\n", "a: >2-\n  b\n", "a: &x 1\nb: *x\n", "a: !!str 1\n", "? a\n: b\n",
               "---\na: 1\n", "a: 1\n...\n", "%YAML 1.2\n---\na: 1\n", "a:\tb\n", "a: 1\r\nb: 2\r\n",
               "\xEF\xBB\xBF"
               "a: 1\n",
               "a: 1\na: 2\n", "a: {b: 1, b: 2}\n", "<<: 1\n", "a: {<<: 1}\n", "a : 1\n", "a: b: c\n", "a: - b\n",
               "a: [b\n  c]\n", "a: [b,\nc]\n", "a: {b:\n  c}\n", "a: [b,#c\n  d]\n", "a: {b}\n", "a: {b: }\n",
               "a: [b: c]\n", "a: [b, ]\n", "a: {\"b\":1}\n", "a: @b\n", "a: `b`\n", "a: %b\n", "a: ,b\n", "a: [b] c\n",
               "a: 'b' c\n", "a: \"b\\\n", "a: \"\\x\"\n", "  a: 1\nb: 2\n", "a:\n    b: 1\n  c: 2\n", "a: 1\n  b: 2\n",
               "- a\nb: 1\n", "a: 1\n- b\n", "a: :b\n", "a: b\tc\n", "a: [b\tc]\n", "a: ?b\n", "a: --b\n", "a: 　b\n",
               "a: \xC2\xA0"
               "b\n",
               "a: b\xE2\x80\xA8"
               "c\n",
               "\"\": 1\n", "[a]: 1\n", "{a: b}: c\n", "a: [b]: c\n", "- [a]\n : b\n", "a: [b #c]\n", "a: 'it\n",
               "a: [?b]\n", "a: [b}\n", "a: *\n", "a: #b\n  c\n d: e\n");
  CAPTURE(text);
  CHECK_FALSE(is_read(text));
}

TEST_CASE("limits hand over, on the side where the reference refuses") {
  yaml::Limits limits;
  limits.depth = 3;
  CHECK(is_read("a: [[1]]\n", limits));
  CHECK_FALSE(is_read("a: [[[1]]]\n", limits));
  CHECK(is_read("a:\n  b:\n    c: 1\n", limits));
  CHECK_FALSE(is_read("a:\n  b:\n    c:\n      d: 1\n", limits));
  limits = {};
  limits.nodes = 5;
  CHECK(is_read("a: 1\nb:\n", limits));
  CHECK_FALSE(is_read("a: 1\nb: 2\nc:\n", limits));
  CHECK_FALSE(is_read("- 1\n- 2\n- 3\n- 4\n-\n", limits));
  limits = {};
  limits.scalar_bytes = 4;
  CHECK(is_read("a: 1234\n", limits));
  CHECK_FALSE(is_read("a: 12345\n", limits));
}

TEST_CASE("what is handed over is read by the reference, with its words") {
  source::File file("f.yaml", "a: &x 1\nb: *x\n");
  diag::Diagnostics diagnostics;
  const auto tree = yaml::parse(file, diagnostics);
  REQUIRE(tree);
  CHECK(tree->text(*tree->find(0, "b")) == "1");
  source::File broken("f.yaml", "a: 1\na: 2\n");
  CHECK_FALSE(yaml::parse(broken, diagnostics));
  REQUIRE(diagnostics.size() == 1);
  CHECK(diagnostics[0].code == "yaml-duplicate-key");
  source::File binary("f.yaml", std::string("a: \x01 b\n"));
  CHECK_FALSE(yaml::parse(binary, diagnostics));
  CHECK(diagnostics.size() == 2);
}

TEST_CASE("the repository's own files are read alike, most of the declarations without the reference") {
  std::size_t read = 0, all = 0;
  for (const std::string& text : own_files()) {
    ++all;
    read += is_read(text);
  }
  CHECK(all > 80);
  CHECK(read > 10);
}

// Bytes taken out, doubled, swapped and put in, many at places where YAML decides.
TEST_CASE("mutations of real files are never read unlike the reference", "[mutations]") {
  static const std::vector<std::string> signs = {
      ":", ": ", " ", "  ",   "\n",  "\n  ", "- ", "-",   "|\n",      ">-\n  ", "\n\n", "#", " #", ",",
      "[", "]",  "{", "}",    "'",   "\"",   "\\", "&a ", "*a",       "!",      "|",    ">", "?",  "? ",
      "%", "@",  "~", "<<: ", "---", "...",  "　", "：",  "\xC2\x85", "é",      "0",    "a"};
  const std::vector<std::string> texts = own_files();
  const char* asked = std::getenv("ZHUDUN_MUTATIONS");
  const int rounds = asked ? std::atoi(asked) : 3'000;
  std::mt19937 random(20251110);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % std::max<std::size_t>(n, 1)); };
  int same = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::string& whole = texts[below(texts.size())];
    const std::size_t from = whole.find('\n', below(whole.size()));  // a piece of some lines keeps the runs quick
    std::string text = whole.substr(from == std::string::npos ? 0 : from + 1, 40 + below(400));
    if (below(3) == 0) text = whole.substr(0, 400);
    for (std::size_t edits = 1 + below(3); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text.erase(at, 1 + below(3));
          break;
        case 1:
          text.insert(at, signs[below(signs.size())]);
          break;
        case 2:
          text.insert(at, text.substr(below(text.size()), below(12)));
          break;
        default:
          text.replace(at, 1, signs[below(signs.size())]);
      }
    }
    same += is_read(text);
  }
  CHECK(same > rounds / 20);
}
