#include "zhudun/yaml/tree.h"

#include "reading.h"
#include "zhudun/yaml/builder.h"

using namespace zhudun;
using yaml::Kind;
using yaml::NodeId;
using yaml::Style;

static_assert(sizeof(yaml::Tree) < 150);

TEST_CASE("every node has its own whole span") {
  const Reading r(
      "# c\nname: 车联网\nlist:\n  - \"a b\"   # c\n  - 'it''s'\n  - [1, {x: 2}, ]\nempty:\ntext: |\n  one\n  "
      "two\n\nlast: !!str 5\n");
  REQUIRE(r.tree);
  CHECK(r.shape() ==
        "{<name>:<车联网>,<list>:[<a b>,<it's>,[<1>,{<x>:<2>}]],<empty>:<>,<text>:<one\ntwo\n>,<last>:<5>}");
  CHECK(r.under(r.at("name")) == "车联网");
  CHECK(r.under(r.at("name") - 1) == "name");
  const NodeId list = r.at("list");
  CHECK(r.under(list) == "- \"a b\"   # c\n  - 'it''s'\n  - [1, {x: 2}, ]");
  CHECK(r.under(list + 1) == "\"a b\"");
  CHECK(r.under(list + 2) == "'it''s'");
  CHECK(r.under(list + 3) == "[1, {x: 2}, ]");
  CHECK(r.under(list + 5) == "{x: 2}");
  CHECK(r.under(r.at("empty")).empty());
  CHECK(r.tree->span(r.at("empty")).begin == r.file.bytes().find("empty:") + 6);
  CHECK(r.under(r.at("text")) == "|\n  one\n  two");
  CHECK(r.under(r.at("last")) == "5");
  CHECK(r.tree->span(0).begin == r.file.bytes().find("name"));
  CHECK(r.tree->span(0).end == r.file.bytes().size() - 1);
  CHECK(&r.tree->file() == &r.file);
}

TEST_CASE("styles and types are told") {
  const Reading r("[a, 'a', \"a\", 1, '1', !!int \"1\", !!str 1, ! 1, null, ~, true, !!float 1, 1.5]");
  REQUIRE(r.tree);
  std::string types;
  for (const NodeId item : r.tree->children(0)) types += "nbifs"[static_cast<int>(r.tree->type(item))];
  CHECK(types == "sssisissnnbff");
  CHECK(r.tree->style(2) == Style::single_quoted);
  CHECK(r.tree->style(3) == Style::double_quoted);
  const Reading block("- |\n  a\n- >-\n  a\n");
  CHECK(block.tree->style(1) == Style::literal);
  CHECK(block.tree->style(2) == Style::folded);
}

TEST_CASE("a text that decoding leaves alone is a view into the file, and stays when the tree moves") {
  Reading r("a: plain\nb: 'quoted'\nc: \"es\\tcape\"\n");
  REQUIRE(r.tree);
  const char* begin = r.file.bytes().data();
  const auto in_file = [&](std::string_view text) {
    return text.data() >= begin && text.data() < begin + r.file.bytes().size();
  };
  CHECK(in_file(r.tree->text(r.at("a"))));
  CHECK(in_file(r.tree->text(r.at("b"))));
  const NodeId c = r.at("c");
  const std::string_view kept = r.tree->text(c);
  CHECK_FALSE(in_file(kept));
  const yaml::Tree moved = std::move(*r.tree);
  CHECK(moved.text(c).data() == kept.data());
  CHECK(kept == "es\tcape");
}

TEST_CASE("a builder copies subtrees of other trees with their places") {
  const Reading base("x: {a: [1, \"t\\t\"]}\n");
  const Reading over("b: 2\n");
  yaml::TreeBuilder builder(over.file);
  builder.begin_mapping(over.tree->span(0));
  for (const NodeId child : over.tree->children(0)) builder.copy_subtree(*over.tree, child);
  const NodeId key = base.at("x") - 1;
  builder.copy_subtree(*base.tree, key);
  const NodeId value = builder.copy_subtree(*base.tree, base.at("x"));
  builder.copy_subtree(NodeId{1});
  builder.copy_subtree(value, over.tree->span(2));
  builder.end();
  const yaml::Tree tree = std::move(builder).finish();
  CHECK(tree.size(0) == 3);
  CHECK(tree.next(0) == tree.count());
  CHECK(&tree.file() == &over.file);
  CHECK(tree.span(value).file == &base.file);
  CHECK(tree.span(value).text() == "{a: [1, \"t\\t\"]}");
  const NodeId inner = *tree.find(value, "a");
  CHECK(tree.size(inner) == 2);
  CHECK(tree.text(inner + 2) == "t\t");
  const NodeId copy = tree.next(value) + 1;
  CHECK(tree.kind(copy) == Kind::mapping);
  CHECK(tree.span(copy) == over.tree->span(2));
  CHECK(tree.text(*tree.find(copy, "a") + 2) == "t\t");
}

TEST_CASE("find looks only into mappings and takes the decoded key") {
  const Reading r("\"k\\u0065y\": 1\nseq: [key]\n");
  REQUIRE(r.tree);
  CHECK(r.tree->find(0, "key") == r.at("key"));
  CHECK_FALSE(r.tree->find(0, "k"));
  CHECK_FALSE(r.tree->find(r.at("seq"), "key"));
}
