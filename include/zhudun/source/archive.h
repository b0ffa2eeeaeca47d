// Values to bytes and back, for what one build of the program writes and the same build reads: no version, no check.
// In: values; a struct says its members once, fields(archive, struct), for both ways. Out: bytes, and the same values.
// An archive derived from these two spells what they do not know by members of the name `value`.
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "zhudun/source/language.h"

namespace zhudun::source {

class Packer {
 public:
  static constexpr bool kReads = false;

  // Seven bits a byte, the lowest first.
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) bytes_ += static_cast<char>(value | 0x80U);
    bytes_ += static_cast<char>(value);
  }
  void text(std::string_view text) {
    number(text.size());
    bytes_ += text;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  static constexpr bool kReads = true;

  // The bytes must outlive whatever is made of views of them.
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return value;
    }
  }
  std::string_view text() {
    const auto size = static_cast<std::size_t>(number());
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return text;
  }

 private:
  std::string_view rest_;
};

// One member after the other, to either side.
template <class Archive, class... Members>
void archive_all(Archive& archive, Members&... members) {
  (archive_one(archive, members), ...);
}

template <class Archive, class T>
concept SpelledByArchive = requires(Archive& archive, T& value) {
  archive.value(value);
};

template <class Archive, class T>
requires SpelledByArchive<Archive, T>
void archive_one(Archive& archive, T& value) { archive.value(value); }

template <class Archive, class T>
requires(std::is_enum_v<T> || std::integral<T>) void archive_one(Archive& archive, T& value) {
  if constexpr (Archive::kReads) {
    value = static_cast<T>(archive.number());
  } else {
    archive.number(static_cast<std::uint64_t>(value));
  }
}

template <class Archive>
void archive_one(Archive& archive, double& value) {
  std::uint64_t bits = 0;
  if constexpr (Archive::kReads) {
    bits = archive.number();
    std::memcpy(&value, &bits, sizeof value);
  } else {
    std::memcpy(&bits, &value, sizeof value);
    archive.number(bits);
  }
}

template <class Archive>
void archive_one(Archive& archive, std::string& text) {
  if constexpr (Archive::kReads) {
    text = archive.text();
  } else {
    archive.text(text);
  }
}

template <class Archive, class T>
void archive_one(Archive& archive, std::optional<T>& value) {
  bool there = value.has_value();
  archive_one(archive, there);
  if constexpr (Archive::kReads) {
    if (there) value.emplace();
  }
  if (there) archive_one(archive, *value);
}

template <class Archive, class T, class U>
void archive_one(Archive& archive, std::pair<T, U>& value) {
  archive_all(archive, value.first, value.second);
}

template <class Archive, class T>
void archive_one(Archive& archive, std::vector<T>& values) {
  auto size = static_cast<std::uint32_t>(values.size());
  archive_one(archive, size);
  if constexpr (Archive::kReads) values.resize(size);
  if constexpr (std::same_as<T, bool>) {
    for (std::uint32_t at = 0; at < size; ++at) {
      bool one = values[at];
      archive_one(archive, one);
      values[at] = one;
    }
  } else {
    for (T& one : values) archive_one(archive, one);
  }
}

template <class Archive, class T, class U>
void archive_one(Archive& archive, std::map<T, U>& map) {
  if constexpr (Archive::kReads) {
    std::vector<std::pair<T, U>> pairs;
    archive_one(archive, pairs);
    map.insert(pairs.begin(), pairs.end());
  } else {
    std::vector<std::pair<T, U>> pairs(map.begin(), map.end());
    archive_one(archive, pairs);
  }
}

template <class Archive, class T>
requires requires(Archive& archive, T& value) { fields(archive, value); }
void archive_one(Archive& archive, T& value) { fields(archive, value); }

template <class Archive>
void fields(Archive& archive, Text& text) {
  archive_all(archive, text.zh, text.en);
}

}  // namespace zhudun::source
