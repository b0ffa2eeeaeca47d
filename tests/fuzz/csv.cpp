// A table of any bytes: cells whose decoded text is what stands between their quotes, or errors with places. What the
// program writes as CSV reads back as the same cells.
#include <algorithm>

#include "promise.h"
#include "zhudun/csv/cells.h"
#include "zhudun/csv/grid.h"
#include "zhudun/csv/parse.h"
#include "zhudun/csv/saved.h"
#include "zhudun/write/csv.h"

using namespace zhudun;
using fuzz::hold;

namespace {

std::string unquoted(std::string_view spelt) {
  if (!spelt.starts_with('"')) return std::string(spelt);
  spelt.remove_prefix(1);
  if (spelt.ends_with('"')) spelt.remove_suffix(1);
  std::string text;
  for (std::size_t at = 0; at < spelt.size(); ++at) {
    text += spelt[at];
    if (spelt[at] == '"' && at + 1 < spelt.size() && spelt[at + 1] == '"') ++at;
  }
  return text;
}

void hold_table(const source::File& file, const yaml::Tree& tree) {
  const csv::Grid grid(file);
  for (const yaml::NodeId row : tree.children(0)) {
    for (const auto [key, value] : tree.pairs(row)) {
      const source::Span span = tree.span(value);
      hold(span.end <= file.bytes().size() && span.begin <= span.end, "a cell lies in the file");
      hold(tree.text(value) == unquoted(span.text()),
           [&, value = value] { return fmt::format("`{}` is what `{}` spells", tree.text(value), span.text()); });
      hold(unquoted(tree.span(key).text()).find(tree.text(key)) != std::string::npos,
           "a column is called by its title");
      if (value < 40) hold(!grid.place(span).empty(), "a cell is told by row and column");
    }
  }
}

// Read cell by cell, a table has the cells that its tree has.
void hold_cells(const csv::Cells& cells, const yaml::Tree& tree) {
  hold(cells.rows() == tree.size(0), "as many rows");
  std::uint32_t row = 0;
  for (const yaml::NodeId node : tree.children(0)) {
    const std::size_t first = cells.first_of_row(row++);
    hold(cells.span_of_row(first) == tree.span(node), "a row's place");
    std::size_t column = 0, filled = 0;
    for (const auto [key, value] : tree.pairs(node)) {
      while (column < cells.width() && cells.text(first + column).empty()) ++column;
      hold(column < cells.width(), "a cell for each of the tree's");
      hold(cells.columns()[column].key == tree.text(key), "in its column");
      hold(cells.text(first + column) == tree.text(value) && cells.span(first + column) == tree.span(value),
           "the same cell");
      ++column, ++filled;
    }
    std::size_t all = 0;
    for (column = 0; column < cells.width(); ++column) all += cells.text(first + column).empty() ? 0 : 1;
    hold(all == filled, "and no other");
  }
}

// Cells such as a report has: not empty, not of blanks alone, without what the writer replaces.
std::string cell(fuzz::Choices& choices) {
  static constexpr const char* pieces[] = {"a", "\"", ",", "\n", ";", "'", "\xE9\x93\xB8", "0", "\r\n", " ", "|", "b"};
  std::string text = "x";
  for (auto count = choices.below(8); count > 0; --count) text += pieces[choices.below(std::size(pieces))];
  return text + "y";
}

void hold_round_trip(fuzz::Choices choices) {
  const std::size_t columns = 2 + choices.below(4);
  std::vector<std::vector<std::string>> rows(1 + choices.below(5));
  std::string text;
  write::CsvWriter writer(text);
  for (std::size_t column = 0; column < columns; ++column) writer.cell(fmt::format("c{}", column));
  writer.end_row();
  for (auto& row : rows) {
    for (std::size_t column = 0; column < columns; ++column) writer.cell(row.emplace_back(cell(choices)));
    writer.end_row();
  }
  const source::File file("t.csv", text);
  diag::Diagnostics told;
  const auto tree = csv::parse(
      file, [](std::string_view) { return std::nullopt; }, told);
  hold(tree && told.empty() && tree->size(0) == rows.size(), "what is written is read: " + text);
  std::size_t row = 0;
  for (const yaml::NodeId node : tree->children(0)) {
    std::size_t column = 0;
    for (const auto [key, value] : tree->pairs(node))
      hold(tree->text(value) == rows[row][column++],
           [&, value = value] { return fmt::format("`{}` reads back: {}", tree->text(value), text); });
    hold(column == columns, "all of them");
    ++row;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::bytes(data, size);
  hold_round_trip(fuzz::Choices(bytes));
  diag::Diagnostics told;
  const auto file = csv::in_utf8(std::make_unique<source::File>("t.csv", std::string(bytes)), told);
  fuzz::hold_told(told);
  if (diag::failed(told)) return 0;
  csv::Limits limits;
  limits.columns = 50;
  limits.nodes = 20'000;
  limits.cell_bytes = 2'000;
  const auto columns = [](std::string_view title) -> std::optional<std::string> {
    return title == "\xE7\xBA\xA7\xE5\x88\xAB" ? std::optional<std::string>("level") : std::nullopt;
  };
  const auto tree = csv::parse(*file, columns, told, limits);
  fuzz::hold_told(told);
  hold(tree.has_value() || diag::failed(told), "a table or errors");
  const auto cells = csv::Cells::read(*file, columns, limits);
  hold(!cells || tree.has_value(), "what is read cell by cell is a table");
  if (cells) hold_cells(*cells, *tree);
  if (tree && file->bytes().find("\xE7\xBA\xA7\xE5\x88\xAB") == std::string_view::npos) hold_table(*file, *tree);
  return 0;
}
