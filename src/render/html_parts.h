// The parts of the HTML page, in the order they stand on it. In: what one page is printed from. Out: elements appended
// by its writer. Words and layout only: every text goes through write::HtmlWriter, which keeps it a text; texts of a
// user stand in `bdi` or under dir=auto, so that right-to-left ones leave their neighbours alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/listing.h"
#include "render/pieces.h"
#include "zhudun/report/report.h"
#include "zhudun/write/html.h"

namespace zhudun::render {

// The page's own style and script, from src/render/html/, as embedded by the build.
std::string_view html_style();
std::string_view html_script();

struct HtmlPage {
  const report::Report& report;
  write::HtmlWriter& out;
  std::vector<Entry> entries;  // what is listed
  Pieces& pieces;

  bool zh() const { return report.language == source::Language::zh; }
  std::string_view say(std::string_view zh_words, std::string_view en_words) const {
    return zh() ? zh_words : en_words;
  }
  bool batch() const { return report.declarations.size() > 1; }
  // Begins a section that is named by its heading; close() ends it.
  void section(std::string_view id, std::string_view title);
  // A user's text between words of ours.
  void isolated(std::string_view text) { out.element("bdi", {}, text); }
  // Head cells of a table's first row.
  void head_row(const std::vector<std::string_view>& titles);
};

// Of all declarations together.
report::Counts sum_of(const report::Report& report);

void html_scoreboard(HtmlPage& page);
void html_timeline(HtmlPage& page);
void html_findings(HtmlPage& page);
void html_waivers(HtmlPage& page);
void html_method(HtmlPage& page);

}  // namespace zhudun::render
