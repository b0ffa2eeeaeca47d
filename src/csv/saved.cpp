#include "zhudun/csv/saved.h"

#include <fmt/format.h>

#include <algorithm>

#include "zhudun/source/encoding.h"
#include "zhudun/source/kind.h"
#include "zhudun/source/text.h"

namespace zhudun::csv {
namespace {

using source::Encoding;
using source::File;
using source::Span;

bool plain(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The first words beyond ASCII from an offset on, within their line; none: the first byte.
Span words(const File& file, std::size_t from) {
  const std::string_view bytes = file.bytes();
  std::size_t begin = from;
  while (begin < bytes.size() && plain(bytes[begin])) ++begin;
  std::size_t end = begin;
  while (end < bytes.size() && !plain(bytes[end])) ++end;
  if (begin == bytes.size()) begin = end = std::min(from, bytes.size());
  return {&file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Whether a line among GB18030 is surely UTF-8: with three such characters it is no accident.
bool is_utf8_line(std::string_view line) {
  const auto three =
      std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xF0) == 0xE0; });
  return three >= 3 && !source::first_invalid_utf8(line);
}

// The first line, numbered from 1, that another program wrote in UTF-8 into a file of GB18030; 0: there is none.
std::uint32_t strange_line(const File& file) {
  std::string_view rest = file.bytes();
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    if (is_utf8_line(rest.substr(0, end))) return number;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return 0;
}

std::size_t line_begin(const File& file, std::uint32_t number) {
  std::size_t at = 0;
  for (std::uint32_t line = 1; line < number; ++line) at = file.bytes().find('\n', at) + 1;
  return at;
}

constexpr const char* kSaveAgain = "save the whole table again as `CSV UTF-8`";

}  // namespace

std::unique_ptr<File> in_utf8(std::unique_ptr<File> file, diag::Diagnostics& diagnostics) {
  if (file->is_clean() || source::kind_of(file->bytes())) return file;  // what it is, who reads it says
  const Encoding encoding = source::encoding_of(file->bytes());
  if (encoding == Encoding::utf8) return file;
  source::Decoded decoded = source::to_utf8(file->bytes(), encoding);
  const std::uint32_t strange = encoding == Encoding::gb18030 ? strange_line(*file) : 0;
  auto converted = std::make_unique<File>(file->name(), std::move(decoded.text));
  const std::string_view name = source::to_string(encoding);
  if (strange != 0) {
    diagnostics.push_back(diag::error("text-encoding", words(*converted, line_begin(*converted, strange)),
                                      fmt::format("this line is UTF-8, but the file is {}", name), kSaveAgain));
  } else if (decoded.fault) {
    const auto at = static_cast<std::uint32_t>(*decoded.fault);
    const unsigned byte = static_cast<unsigned char>(file->bytes()[decoded.fault_at]);
    diagnostics.push_back(diag::error(
        "text-encoding", {converted.get(), at, at + 3},
        fmt::format("the file is {}, but the byte 0x{:02X} here begins no character", name, byte), kSaveAgain));
  } else {
    diag::Diagnostic note = diag::warning("text-encoding", words(*converted, 0),
                                          fmt::format("the file is not UTF-8 and is read as {}", name));
    note.severity = diag::Severity::note;
    diagnostics.push_back(std::move(note));
  }
  return converted;
}

}  // namespace zhudun::csv
