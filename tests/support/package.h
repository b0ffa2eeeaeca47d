// What a zip file holds, read by its central directory. In: the file's bytes. Out: each member's name, date and bytes,
// inflated by zlib and checked against size and CRC. Throws std::runtime_error where the file is not whole.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace package {

struct Member {
  std::string name, bytes;
  std::uint32_t dos_time = 0;
};

inline std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at > bytes.size() || size > bytes.size() - at) throw std::runtime_error("zip: it ends too early");
  std::uint64_t value = 0;
  for (std::size_t digit = size; digit-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + digit]);
  return value;
}

inline std::string inflated(std::string_view packed, std::size_t size) {
  std::string bytes(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::runtime_error("zlib: no memory");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int outcome = inflate(&stream, Z_FINISH);
  const bool whole = outcome == Z_STREAM_END && stream.total_out == size;
  inflateEnd(&stream);
  if (!whole) throw std::runtime_error("zip: a member is not whole");
  return bytes;
}

inline std::vector<Member> unpack(std::string_view zip) {
  constexpr std::size_t kEndSize = 22, kEntrySize = 46, kLocalSize = 30;
  if (zip.size() < kEndSize || number(zip, zip.size() - kEndSize, 4) != 0x06054b50) {
    throw std::runtime_error("zip: it has no end");
  }
  const std::size_t end = zip.size() - kEndSize;
  std::vector<Member> members;
  std::size_t at = number(zip, end + 16, 4);
  for (std::uint64_t left = number(zip, end + 10, 2); left > 0; --left) {
    if (number(zip, at, 4) != 0x02014b50) throw std::runtime_error("zip: a directory entry is damaged");
    const std::size_t method = number(zip, at + 10, 2), packed = number(zip, at + 20, 4),
                      size = number(zip, at + 24, 4);
    const std::size_t name = number(zip, at + 28, 2), local = number(zip, at + 42, 4);
    const std::size_t data = local + kLocalSize + number(zip, local + 26, 2) + number(zip, local + 28, 2);
    number(zip, data, 0);
    const std::string_view bytes = zip.substr(data, packed);
    Member member{std::string(zip.substr(at + kEntrySize, name)),
                  method == 0 ? std::string(bytes) : inflated(bytes, size),
                  static_cast<std::uint32_t>(number(zip, at + 12, 4))};
    const auto* start = reinterpret_cast<const Bytef*>(member.bytes.data());
    if (crc32(0, start, static_cast<uInt>(member.bytes.size())) != number(zip, at + 16, 4)) {
      throw std::runtime_error("zip: a checksum is wrong");
    }
    members.push_back(std::move(member));
    at += kEntrySize + name + number(zip, at + 30, 2) + number(zip, at + 32, 2);
  }
  return members;
}

inline const std::string& member(const std::vector<Member>& parts, std::string_view name) {
  for (const Member& one : parts) {
    if (one.name == name) return one.bytes;
  }
  throw std::runtime_error("zip: it has no " + std::string(name));
}

// The part of a workbook that holds the sheet of this name.
inline const std::string& sheet(const std::vector<Member>& parts, std::string_view name) {
  const std::string& list = member(parts, "xl/workbook.xml");
  const std::size_t found = list.find("<sheet name=\"" + std::string(name) + "\"");
  if (found == std::string::npos) throw std::runtime_error("the workbook has no sheet " + std::string(name));
  std::size_t number = 0;
  for (std::size_t at = list.find("<sheet "); at <= found; at = list.find("<sheet ", at + 1)) ++number;
  return member(parts, "xl/worksheets/sheet" + std::to_string(number) + ".xml");
}

inline std::string member(std::string_view zip, std::string_view name) { return member(unpack(zip), name); }
inline std::string sheet(std::string_view workbook, std::string_view name) { return sheet(unpack(workbook), name); }

}  // namespace package
