#include "zhudun/write/zip.h"

#include <minizip/zip.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "write/utf8.h"

namespace zhudun::write {
namespace {

constexpr std::size_t kLongestPart = 120;              // bytes; 255 is what file systems take
constexpr uLong kDosEpoch = 0x00210000;                // 1980-01-01 00:00, the first that ZIP knows
constexpr uLong kMode = (0100644UL) << 16U;            // a regular file, as Unix has it in the upper half
constexpr uLong kMadeBy = 3U << 8U | 45U;              // Unix, version 4.5 of the format
constexpr uLong kUtf8Names = 1U << 11U;                // general purpose bit 11
constexpr std::size_t kZip64 = 0xFFFF0000;             // sizes from here on need ZIP64
constexpr std::size_t kPiece = std::size_t{1} << 30U;  // minizip counts a write in 32 bits

ZipWriter::Memory& memory(voidpf opaque) { return *static_cast<ZipWriter::Memory*>(opaque); }

voidpf open(voidpf opaque, const void* /*name*/, int /*mode*/) { return opaque; }
uLong read(voidpf opaque, voidpf /*stream*/, void* into, uLong size) {
  ZipWriter::Memory& file = memory(opaque);
  const std::size_t got = std::min<std::size_t>(size, file.bytes.size() - std::min(file.at, file.bytes.size()));
  std::memcpy(into, file.bytes.data() + file.at, got);
  file.at += got;
  return static_cast<uLong>(got);
}
uLong write(voidpf opaque, voidpf /*stream*/, const void* from, uLong size) {
  ZipWriter::Memory& file = memory(opaque);
  if (file.at + size > file.bytes.size()) file.bytes.resize(file.at + size);
  std::memcpy(file.bytes.data() + file.at, from, size);
  file.at += size;
  return size;
}
ZPOS64_T tell(voidpf opaque, voidpf /*stream*/) { return memory(opaque).at; }
long seek(voidpf opaque, voidpf /*stream*/, ZPOS64_T offset, int origin) {
  ZipWriter::Memory& file = memory(opaque);
  const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_SET   ? 0
                           : origin == ZLIB_FILEFUNC_SEEK_CUR ? file.at
                                                              : file.bytes.size();
  file.at = from + static_cast<std::size_t>(offset);
  return 0;
}
int close(voidpf /*opaque*/, voidpf /*stream*/) { return 0; }
int error(voidpf /*opaque*/, voidpf /*stream*/) { return 0; }

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

// Names that Windows keeps for devices, whatever their ending.
bool is_reserved(std::string_view part) {
  const std::string stem = in_lower_case(part.substr(0, part.find('.')));
  for (const std::string_view device : {"con", "prn", "aux", "nul"}) {
    if (stem == device) return true;
  }
  const bool numbered = stem.starts_with("com") || stem.starts_with("lpt");
  return numbered && stem.size() == 4 && stem[3] >= '0' && stem[3] <= '9';
}

// What some system does not take in a name, or what shows another name than there is.
bool is_forbidden(std::string_view character) {
  if (character.size() == 1)
    return is_control(character) || std::string_view("\\:*?\"<>|").find(character[0]) != std::string_view::npos;
  constexpr std::array<std::string_view, 13> marks = {
      "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
      "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"};
  return is_control(character) || std::find(marks.begin(), marks.end(), character) != marks.end();
}

// Cut in front of its ending, between characters.
std::string shortened(std::string part) {
  if (part.size() <= kLongestPart) return part;
  const std::size_t dot = part.rfind('.');
  const std::string ending = dot != std::string::npos && part.size() - dot <= 10 ? part.substr(dot) : std::string();
  std::size_t cut = kLongestPart - ending.size();
  while (cut > 0 && (static_cast<unsigned char>(part[cut]) & 0xC0) == 0x80) --cut;
  return part.substr(0, cut) + ending;
}

std::string safe_part(std::string_view part) {
  std::string safe;
  each_character(part, [&](std::string_view c) { safe += is_forbidden(c) ? "_" : c; });
  safe = shortened(std::move(safe));
  while (!safe.empty() && (safe.back() == '.' || safe.back() == ' ')) safe.pop_back();
  return is_reserved(safe) ? "_" + safe : safe;
}

}  // namespace

std::string safe_name(std::string_view path) {
  std::string safe;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t slash = std::min(path.find('/', from), path.size());
    const std::string part = safe_part(path.substr(from, slash - from));
    if (!part.empty()) safe += (safe.empty() ? "" : "/") + part;
    from = slash + 1;
  }
  return safe.empty() ? "file" : safe;
}

ZipWriter::ZipWriter() {
  zlib_filefunc64_def functions{open, read, write, tell, seek, close, error, &memory_};
  zip_ = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
}

ZipWriter::~ZipWriter() {
  if (zip_) zipClose(zip_, nullptr);
}

// `a.pdf`, `a~2.pdf`, ...
std::string ZipWriter::unused(std::string name) {
  const std::size_t part = name.rfind('/') == std::string::npos ? 0 : name.rfind('/') + 1;
  const std::size_t last = name.rfind('.');
  const std::size_t dot = last == std::string::npos || last <= part ? name.size() : last;
  const std::string stem = name.substr(0, dot);
  const std::string ending = name.substr(dot);
  for (int number = 2; !names_.insert(in_lower_case(name)).second; ++number)
    name = stem + "~" + std::to_string(number) + ending;
  return name;
}

std::string ZipWriter::add(std::string_view path, std::string_view bytes) {
  std::string name = unused(safe_name(path));
  if (names_.size() > kMostFiles) whole_ = false;  // minizip would count them wrongly
  zip_fileinfo info{};
  info.dosDate = kDosEpoch;
  info.external_fa = kMode;
  whole_ = whole_ && zip_ &&
           zipOpenNewFileInZip4_64(zip_, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                                   Z_DEFAULT_COMPRESSION, 0, -MAX_WBITS, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, nullptr, 0,
                                   kMadeBy, kUtf8Names, bytes.size() >= kZip64 ? 1 : 0) == ZIP_OK;
  if (!whole_) return name;
  for (std::size_t at = 0; at < bytes.size(); at += kPiece) {
    const std::string_view piece = bytes.substr(at, kPiece);
    whole_ = whole_ && zipWriteInFileInZip(zip_, piece.data(), static_cast<unsigned>(piece.size())) == ZIP_OK;
  }
  whole_ = zipCloseFileInZip(zip_) == ZIP_OK && whole_;
  return name;
}

std::optional<std::string> ZipWriter::finish() {
  const bool closed = zip_ && zipClose(zip_, nullptr) == ZIP_OK;
  zip_ = nullptr;
  if (!closed || !whole_) return std::nullopt;
  return std::move(memory_.bytes);
}

}  // namespace zhudun::write
