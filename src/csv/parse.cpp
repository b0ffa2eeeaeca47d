#include "zhudun/csv/parse.h"

#include <csv.h>

#include <algorithm>

#include "csv/dialect.h"
#include "csv/rows.h"
#include "zhudun/yaml/encoding.h"

namespace zhudun::csv {
namespace {

void on_cell(void* text, std::size_t size, void* rows) {
  static_cast<Rows*>(rows)->cell({static_cast<const char*>(text), size});
}
void on_row(int /*terminator*/, void* rows) { static_cast<Rows*>(rows)->row(); }

class Parser {
 public:
  explicit Parser(char delimiter) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&parser_, [](unsigned char) { return 0; });  // RFC 4180: spaces are part of a cell
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() { csv_free(&parser_); }

  void read(std::string_view bytes, std::size_t from, Rows& rows) {
    constexpr std::size_t piece = 1U << 16U;
    while (from < bytes.size() && !rows.stopped()) {
      const std::size_t size = std::min(piece, bytes.size() - from);
      const std::size_t done = csv_parse(&parser_, bytes.data() + from, size, on_cell, on_row, &rows);
      from += done;
      if (done != size) return rows.bad_quote(static_cast<std::uint32_t>(from));
    }
    if (rows.stopped()) return;
    if (csv_fini(&parser_, on_cell, on_row, &rows) != 0)
      return rows.bad_quote(static_cast<std::uint32_t>(bytes.size()));
    rows.finish();
  }

 private:
  csv_parser parser_;
};

}  // namespace

std::optional<yaml::Tree> parse(const source::File& file, const Columns& columns, diag::Diagnostics& diagnostics,
                                const Limits& limits, yaml::With with) {
  if (!yaml::check_encoding(file, diagnostics, limits.errors)) return std::nullopt;
  const Dialect dialect = dialect_of(file);
  if (with == yaml::With::plain_first) {
    diag::Diagnostics unheard;
    Rows rows(file, dialect, columns, unheard, limits);
    if (rows.read_plain() && unheard.empty()) return std::move(rows).tree();
  }
  Rows rows(file, dialect, columns, diagnostics, limits);
  Parser(dialect.delimiter).read(file.bytes(), dialect.begin, rows);
  if (!rows.whole()) return std::nullopt;
  return std::move(rows).tree();
}

}  // namespace zhudun::csv
