// Writes gb18030_table.cpp at build time from the C library's own GB18030, so that the program has the table in it and
// neither a machine's character modules nor their version change what it reads.
#include <iconv.h>

#include <cstdio>
#include <cstring>
#include <string>

namespace {

// The one character that these bytes are, 0 if they are none.
unsigned long code(iconv_t converter, std::string bytes) {
  char out[16] = {};
  char* from = bytes.data();
  char* to = out;
  std::size_t left = bytes.size();
  std::size_t room = sizeof out;
  iconv(converter, nullptr, nullptr, nullptr, nullptr);
  if (iconv(converter, &from, &left, &to, &room) == static_cast<std::size_t>(-1) || sizeof out - room != 4) return 0;
  unsigned char c[4];
  std::memcpy(c, out, sizeof c);
  return (static_cast<unsigned long>(c[0]) << 24U) | (static_cast<unsigned long>(c[1]) << 16U) |
         (static_cast<unsigned long>(c[2]) << 8U) | c[3];
}

char byte(unsigned value) { return static_cast<char>(value); }

void two_bytes(iconv_t converter) {
  std::puts("const char32_t kTwoBytes[kLeads * kTrails] = {");
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      if (trail != 0x7F) std::printf("0x%lX,", code(converter, {byte(lead), byte(trail)}));
    }
    std::puts("");
  }
  std::puts("};");
}

// As runs of codes that follow each other.
void four_bytes(iconv_t converter) {
  std::puts("const Run kRuns[] = {");
  unsigned long next = 1;
  std::size_t runs = 0;
  for (unsigned at = 0; at < 39'420; ++at) {
    const unsigned long found = code(converter, {byte(0x81 + at / 12'600), byte(0x30 + at / 1'260 % 10),
                                                 byte(0x81 + at / 10 % 126), byte(0x30 + at % 10)});
    if (found != next) {
      std::printf("{%u,0x%lX},\n", at, found);
      ++runs;
    }
    next = found == 0 ? 0 : found + 1;
  }
  std::printf("};\nconst std::size_t kRunCount = %zu;\n", runs);
}

}  // namespace

int main() {
  const iconv_t converter = iconv_open("UTF-32BE", "GB18030");
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    std::fputs("the C library has no GB18030\n", stderr);
    return 1;
  }
  std::puts("#include \"source/gb18030.h\"\n\nnamespace zhudun::source::gb18030 {");
  two_bytes(converter);
  four_bytes(converter);
  std::puts("}");
  iconv_close(converter);
  return 0;
}
