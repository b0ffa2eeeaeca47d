// GB18030: its characters of two and four bytes. The tables are made when the program is built
// (gb18030/make_table.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace zhudun::source::gb18030 {

inline constexpr std::size_t kLeads = 126, kTrails = 190;
// By lead (0x81-0xFE) and trail (0x40-0xFE without 0x7F); 0: no character.
extern const char32_t kTwoBytes[kLeads * kTrails];

// Four bytes counted through from 81 30 81 30, in runs of codes that follow each other; code 0: no characters.
struct Run {
  std::uint16_t first;
  char32_t code;
};
extern const Run kRuns[];
extern const std::size_t kRunCount;

struct Character {
  char32_t code = 0;
  std::size_t length = 0;  // 0: no character begins here
};

Character character(std::string_view bytes, std::size_t at);

}  // namespace zhudun::source::gb18030
