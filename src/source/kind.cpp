#include "zhudun/source/kind.h"

#include <array>

namespace zhudun::source {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view begins;
  std::string_view kind;
};
constexpr std::array kMagics{
    Magic{"%PDF-"sv, "a PDF document"},
    Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an Office document of the old kind (.doc, .xls, .ppt)"},
    Magic{"\x89PNG\r\n\x1A\n"sv, "a picture"},
    Magic{"\xFF\xD8\xFF"sv, "a picture"},
    Magic{"GIF8"sv, "a picture"},
    Magic{"BM\0"sv, "a picture"},
    Magic{"II*\0"sv, "a picture"},
    Magic{"MM\0*"sv, "a picture"},
    Magic{"RIFF"sv, "a picture or a recording"},
    Magic{"{\\rtf"sv, "an RTF document"},
    Magic{"Rar!\x1A"sv, "an archive"},
    Magic{"7z\xBC\xAF\x27\x1C"sv, "an archive"},
    Magic{"\x1F\x8B"sv, "an archive"},
    Magic{"\x7F"
          "ELF"sv,
          "a program"},
    Magic{"<!DOCTYPE html"sv, "a web page"},
    Magic{"<html"sv, "a web page"},
    Magic{"<?xml"sv, "an XML document"},
};

// Documents of today's Office are archives whose parts have telling names.
std::string_view kind_of_zip(std::string_view bytes) {
  const auto has = [&](std::string_view name) { return bytes.find(name) != std::string_view::npos; };
  if (has("xl/workbook")) return "an Excel workbook";
  if (has("word/document")) return "a Word document";
  if (has("ppt/presentation")) return "a PowerPoint presentation";
  if (has("opendocument.spreadsheet")) return "a spreadsheet (.ods)";
  if (has("opendocument.text")) return "a text document (.odt)";
  return "a ZIP archive";
}

}  // namespace

std::optional<std::string_view> kind_of(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return kind_of_zip(bytes);
  for (const Magic& magic : kMagics) {
    if (bytes.starts_with(magic.begins)) return magic.kind;
  }
  return std::nullopt;
}

}  // namespace zhudun::source
