// A workbook as it is written: every part of it well-formed by expat, no text a formula, whatever the texts hold.
#include "promise.h"
#include "read_xml.h"
#include "support/package.h"
#include "zhudun/write/xlsx.h"

using namespace zhudun;
using fuzz::hold;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices(fuzz::bytes(data, size));
  write::XlsxWorkbook book("Font");
  const std::string title = choices.text();
  book.properties({title, title, title, title, title, static_cast<std::int32_t>(choices.below(60'000))});
  write::XlsxSheet* sheet = &book.add_sheet(choices.text());
  std::size_t sheets = 1;
  while (!choices.over()) {
    const auto which = choices.below(6);
    const auto number = static_cast<std::int64_t>(choices.word());
    if (which == 0) sheet->text(choices.text(), {});
    if (which == 1) sheet->number(number, {});
    if (which == 2 && write::XlsxSheet::has_day(number)) sheet->date(number, {});
    if (which == 3 && write::XlsxSheet::has_second(number)) sheet->time(number, {});
    if (which == 4) sheet->end_row();
    if (which == 5 && sheets < 5) sheet = &book.add_sheet(choices.text()), ++sheets;
  }
  const auto made = book.finish();
  hold(made.has_value(), "the workbook is made: " + book.fault());
  std::size_t parts = 0;
  for (const package::Member& member : package::unpack(*made)) {
    if (!member.name.ends_with(".xml") && !member.name.ends_with(".rels")) continue;
    hold(fuzz::read_xml(member.bytes).has_value(), member.name + " is well-formed: " + member.bytes);
    hold(member.bytes.find("<f>") == std::string::npos, "no text is a formula");
    parts += member.name.starts_with("xl/worksheets/sheet") ? 1 : 0;
  }
  hold(parts == sheets, "as many sheets as were added");
  return 0;
}
