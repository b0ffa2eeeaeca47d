// One pass over a text, sixteen bytes at once: each byte is looked at together with those before it.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "zhudun/source/text.h"

namespace zhudun::source {
namespace {

constexpr std::size_t kBlock = 16, kBefore = 3;

using Block [[gnu::vector_size(kBlock)]] = std::uint8_t;
using Signed [[gnu::vector_size(kBlock)]] = std::int8_t;

template <class As>
As bytes_at(const unsigned char* at) {
  As bytes;
  std::memcpy(&bytes, at, kBlock);
  return bytes;
}

template <class Mask>
bool any(const Mask& mask) {
  std::array<std::uint64_t, kBlock / sizeof(std::uint64_t)> words;
  std::memcpy(words.data(), &mask, kBlock);
  return (words[0] | words[1]) != 0;
}

// Whether a block and what goes on into it is ASCII, Chinese and full-width forms: of three bytes, those that begin
// with E1 to EC, and EF BC to EF BE. Of other sequences it does not see the end.
bool is_usual(const unsigned char* at) {
  const auto c = bytes_at<Block>(at), b = bytes_at<Block>(at - 1), a = bytes_at<Block>(at - 2);
  const auto s = bytes_at<Signed>(at);
  const auto leads = [](const Block& byte) { return ((byte - 0xE1) < 12) | (byte == 0xEF); };
  const auto follows = s < -0x40;
  const auto single = ((s > 0x1F) & (s != 0x7F)) | (s == '\n');
  const auto beyond = (b == 0xEF) & ~((c - 0xBC) < 3);
  return !any(~(follows | leads(c) | single) | (follows ^ (leads(b) | leads(a))) | beyond);
}

// Whether a block and what ends before it is ASCII without controls but line breaks.
bool is_plain(const unsigned char* at) {
  const auto s = bytes_at<Signed>(at);
  const auto single = ((s > 0x1F) & (s != 0x7F)) | (s == '\n');
  return at[-1] < 0x80 && !any(~single);
}

// Whether there is anything in a block that is not clean.
bool is_odd(const unsigned char* at) {
  const auto c = bytes_at<Block>(at), b = bytes_at<Block>(at - 1), a = bytes_at<Block>(at - 2),
             z = bytes_at<Block>(at - 3);
  const auto follows = (c & 0xC0) == 0x80;
  const auto due = (b >= 0xC2) | (a >= 0xE0) | (z >= 0xF0);
  const auto no_lead = (c == 0xC0) | (c == 0xC1) | (c > 0xF4);
  const auto no_second =
      ((b == 0xE0) & (c < 0xA0)) | ((b == 0xED) & (c > 0x9F)) | ((b == 0xF0) & (c < 0x90)) | ((b == 0xF4) & (c > 0x8F));
  const auto control = ((c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r')) | (c == 0x7F) |
                       ((b == '\r') & (c != '\n')) | ((b == 0xC2) & (c < 0xA0));
  const auto no_character = (a == 0xEF) & (((b == 0xBF) & (c > 0xBD)) | ((b == 0xBB) & (c == 0xBF)));
  return any((follows ^ due) | no_lead | no_second | control | no_character);
}

}  // namespace

// The first block is looked at with spaces before it; the last with spaces behind it, which no sequence goes on into.
bool is_clean(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.empty()) return true;
  const auto* const data = reinterpret_cast<const unsigned char*>(bytes.data());
  const auto edge_is_odd = [&](std::size_t from) {
    std::array<unsigned char, kBefore + kBlock> edge;
    edge.fill(' ');
    const std::size_t before = std::min(from, kBefore);
    std::memcpy(edge.data() + kBefore - before, data + from - before,
                std::min(before + kBlock, bytes.size() - from + before));
    return is_odd(edge.data() + kBefore);
  };
  const std::size_t last = (bytes.size() - 1) / kBlock * kBlock;
  if (edge_is_odd(0) || edge_is_odd(last) || edge_is_odd(bytes.size())) return false;
  bool usual_before = false;
  for (std::size_t at = kBlock; at < last; at += kBlock) {
    const bool usual = is_plain(data + at) || is_usual(data + at);
    if (!(usual && usual_before) && is_odd(data + at)) return false;
    usual_before = usual;
  }
  return true;
}

}  // namespace zhudun::source
