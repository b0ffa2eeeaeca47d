#include "yaml/plain_values.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "zhudun/source/lines.h"
#include "zhudun/source/same.h"

namespace zhudun::yaml {
namespace {

constexpr std::size_t kLongestKey = 1'000;       // bytes; yaml-cpp looks 1,024 characters ahead for a key's colon
constexpr std::size_t kLongestFlow = 1U << 20U;  // bytes on one line
constexpr std::size_t kFewKeys = 32;             // up to so many, comparing all with all is faster than a table

// What a byte means inside a plain scalar.
enum class Sign : std::uint8_t {
  text,
  colon,   // ends a key if a space or the line's end follows
  hash,    // begins a comment after a space
  end,     // of the line
  flow,    // , [ ] { } and ?: end the scalar inside brackets, are text outside
  beware,  // begins a character that readers treat unlike
  never,   // not certain anywhere
};

constexpr std::array<Sign, 256> make_signs() {
  std::array<Sign, 256> signs{};
  for (std::size_t c = 0; c < 0x20; ++c) signs[c] = Sign::never;
  signs['\n'] = Sign::end;
  signs[':'] = Sign::colon;
  signs['#'] = Sign::hash;
  for (const char c : {',', '[', ']', '{', '}', '?'}) signs[static_cast<unsigned char>(c)] = Sign::flow;
  for (const unsigned c : {0xC2U, 0xE2U, 0xE3U, 0xEFU}) signs[c] = Sign::beware;
  signs[0x7F] = Sign::never;
  return signs;
}
constexpr std::array<Sign, 256> kSigns = make_signs();

// Where a plain scalar surely may begin; a dash only before a letter or digit.
constexpr std::array<bool, 256> make_starts() {
  std::array<bool, 256> starts{};
  for (std::size_t c = '0'; c <= '9'; ++c) starts[c] = true;
  for (std::size_t c = 'a'; c <= 'z'; ++c) starts[c] = starts[c - 'a' + 'A'] = true;
  for (std::size_t c = 0x80; c < 0x100; ++c) starts[c] = true;
  for (const char c : {'_', '.', '/', '+', '(', ')', '<', '=', '~', '$', '^', ';', '\\'})
    starts[static_cast<unsigned char>(c)] = true;
  return starts;
}
constexpr std::array<bool, 256> kStarts = make_starts();

Sign sign_of(char c) { return kSigns[static_cast<unsigned char>(c)]; }

// Of equal keys equal, of unlike ones hardly ever: the length and some of the bytes.
std::uint32_t mark_of(std::string_view key) {
  const std::size_t size = key.size();
  std::uint64_t mark = 0;
  if (size >= sizeof mark) {
    std::memcpy(&mark, key.data(), sizeof mark);
  } else if (size >= sizeof(std::uint32_t)) {  // which overlap
    std::uint32_t first = 0, last = 0;
    std::memcpy(&first, key.data(), sizeof first);
    std::memcpy(&last, key.data() + size - sizeof last, sizeof last);
    mark = std::uint64_t{first} << 32U | last;
  } else {
    for (const char c : key) mark = mark << 8U | static_cast<unsigned char>(c);
  }
  constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio: spreads what differs
  return static_cast<std::uint32_t>((mark ^ (static_cast<std::uint64_t>(size) << 56U)) * odd >> 32U);
}

}  // namespace

PlainValues::PlainValues(const source::File& file, const Limits& limits)
    : file_(file), bytes_(file.bytes()), limits_(limits), builder_(file) {
  builder_.reserve(std::min(limits.nodes, source::lines_guessed(bytes_)));
}

std::size_t PlainValues::key_end() {
  key_is_certain_ = true;
  if (at(at_) == '"' || at(at_) == '\'') {
    const std::size_t end = quote_end(at_);
    return end != 0 && at(end) == ':' && blank_or_end(end + 1) ? end : 0;
  }
  if (!starts_plain(at_)) return 0;
  for (std::size_t i = at_;; ++i) {
    switch (sign_of(at(i))) {
      case Sign::beware:
        key_is_certain_ = key_is_certain_ && certain_character(i);
        continue;
      case Sign::text:
      case Sign::flow:
        continue;
      case Sign::colon:
        if (!blank_or_end(i + 1)) continue;
        return i;
      case Sign::hash:
        if (bytes_[i - 1] == ' ') return 0;
        continue;
      case Sign::end:
      case Sign::never:
        return 0;
    }
  }
}

bool PlainValues::key_scalar(std::size_t end) {
  const std::size_t begin = at_;
  if (end - begin > kLongestKey) return false;
  if (at(begin) == '"' || at(begin) == '\'') return quoted(end);
  if (bytes_[end - 1] == ' ' || !key_is_certain_) return false;
  const std::string_view text = bytes_.substr(begin, end - begin);
  if (text == "<<") return false;
  plain_scalar(begin, end);
  return true;
}

bool PlainValues::starts_plain(std::size_t i) const {
  const auto c = static_cast<unsigned char>(at(i));
  if (c == '-') {
    const auto next = static_cast<unsigned char>(at(i + 1));
    return next < 0x80 && kStarts[next];
  }
  if (!kStarts[c]) return false;
  // A full-width or no-break space is warned of.
  return bytes_.substr(i, 3) != "\xE3\x80\x80" && bytes_.substr(i, 2) != "\xC2\xA0";
}

// Whether no character among the bytes is one that readers treat unlike: NEL, line and paragraph separator, BOM.
bool PlainValues::certain(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin; i < end; ++i) {
    if (sign_of(at(i)) == Sign::beware && !certain_character(i)) return false;
  }
  return true;
}

bool PlainValues::certain_character(std::size_t i) const {
  const std::string_view two = bytes_.substr(i, 2), three = bytes_.substr(i, 3);
  return two != "\xC2\x85" && three != "\xE2\x80\xA8" && three != "\xE2\x80\xA9" && three != "\xEF\xBB\xBF";
}

// A value on this line that is no block collection.
bool PlainValues::scalar_or_flow(int parent) {
  if (builder_.count() >= limits_.nodes) return false;
  const char first = at(at_);
  if (first == '[' || first == '{') return flow(parent);
  if (first == '"' || first == '\'') {
    const std::size_t end = quote_end(at_);
    if (end == 0 || !quoted(end)) return false;
    at_ = end;
    return at(at_) == ' ' || at(at_) == '\n';
  }
  return plain();
}

// A plain scalar up to the line's end or a comment. A line below that is indented more would go on with it: line()
// hands over then, since nothing is pending.
bool PlainValues::plain() {
  if (!starts_plain(at_)) return false;
  const std::size_t begin = at_;
  std::size_t end = at_;
  for (bool ended = false; !ended;) {
    while (sign_of(at(end)) == Sign::text) ++end;
    switch (sign_of(at(end))) {
      case Sign::beware:
        if (!certain_character(end)) return false;
        break;
      case Sign::colon:
        if (blank_or_end(end + 1)) return false;
        break;
      case Sign::hash:
        ended = bytes_[end - 1] == ' ';
        break;
      case Sign::end:
        ended = true;
        break;
      case Sign::never:
        return false;
      default:
        break;
    }
    if (!ended) ++end;
  }
  while (bytes_[end - 1] == ' ') --end;
  if (end - begin > limits_.scalar_bytes) return false;
  plain_scalar(begin, end);
  at_ = end;
  return true;
}

bool PlainValues::block_scalar(int parent) {
  const std::size_t begin = at_;
  const bool chomped = at(begin + 1) == '-' || at(begin + 1) == '+';
  if (at(begin + 1 + chomped) != '\n') return false;  // a comment, or an indentation that is told
  decoded_.clear();
  const Indent indent{parent, -1};
  const Spelling spelling = decode_block(bytes_, static_cast<std::uint32_t>(begin), indent, decoded_);
  if (spelling.fault || decoded_.text.size() > limits_.scalar_bytes || builder_.count() >= limits_.nodes) return false;
  if (!certain(begin, spelling.rest)) return false;
  builder_.scalar(span(begin, spelling.end), decoded_.text, at(begin) == '|' ? Style::literal : Style::folded);
  at_ = spelling.rest;
  return true;
}

// Just past the quote that closes the one at `begin` on this line; 0 if none does.
std::size_t PlainValues::quote_end(std::size_t begin) const {
  const char quote = bytes_[begin];
  for (std::size_t i = begin + 1; at(i) != '\n'; ++i) {
    if (quote == '"' && bytes_[i] == '\\') {
      ++i;
      if (at(i) == '\n') return 0;
    } else if (bytes_[i] == quote) {
      if (quote == '"' || at(i + 1) != '\'') return i + 1;
      ++i;
    }
  }
  return 0;
}

// The quoted scalar from at_ to `end`.
bool PlainValues::quoted(std::size_t end) {
  const std::size_t begin = at_;
  if (end - begin > limits_.scalar_bytes || !certain(begin, end)) return false;
  const char quote = bytes_[begin];
  const Style style = quote == '"' ? Style::double_quoted : Style::single_quoted;
  const std::string_view inside = bytes_.substr(begin + 1, end - begin - 2);
  if (inside.find(quote == '"' ? '\\' : '\'') == std::string_view::npos) {
    if (inside.empty() && at(end) == ':') return false;
    builder_.scalar(span(begin, end), inside, style);
    return true;
  }
  decoded_.clear();
  const Spelling spelling = decode_quoted(bytes_, static_cast<std::uint32_t>(begin), Indent{}, decoded_);
  if (spelling.fault || spelling.end != end) return false;
  builder_.scalar(span(begin, end), decoded_.text, style);
  return true;
}

// A flow collection, on one line or more; lines inside it are indented more than the collection around it.
bool PlainValues::flow(int parent) {
  const std::size_t begin = at_;
  parent_ = parent;
  return flow_collection() && at(at_) != ':' && at_ - begin <= kLongestFlow;
}

// Spaces, line breaks and comments inside brackets.
bool PlainValues::skip_in_flow() {
  for (bool line_ended = false;; line_ended = true) {
    const std::size_t from = at_;
    skip_spaces();
    if (at_ >= bytes_.size()) return false;
    const char c = bytes_[at_];
    if (c == '#' && at_ == from && !line_ended) return false;
    if (c != '\n' && c != '#') {
      return !line_ended || c == ']' || c == '}' || static_cast<int>(at_ - from) > parent_;
    }
    at_ = bytes_.find('\n', at_);
    if (at_ == std::string_view::npos) return false;
    ++at_;
  }
}

bool PlainValues::flow_collection() {
  if (!room()) return false;
  const bool mapping = bytes_[at_] == '{';
  const char closing = mapping ? '}' : ']';
  const NodeId node = mapping ? builder_.begin_mapping(span(at_, at_)) : builder_.begin_sequence(span(at_, at_));
  ++at_;
  if (!skip_in_flow()) return false;
  bool first = true;
  while (at(at_) != closing) {
    if (!first) {
      if (at(at_) != ',') return false;
      ++at_;
      if (!skip_in_flow()) return false;
    }
    first = false;
    if (mapping && !flow_key()) return false;
    if (!flow_node() || !skip_in_flow()) return false;
  }
  ++at_;
  builder_.end(static_cast<std::uint32_t>(at_));
  return !mapping || !has_duplicate(node);
}

bool PlainValues::flow_key() {
  const std::size_t begin = at_;
  if (at(at_) == '[' || at(at_) == '{' || !flow_scalar()) return false;
  if (at_ - begin > kLongestKey || at(at_) != ':' || at(at_ + 1) != ' ') return false;
  if (bytes_.substr(begin, at_ - begin) == "<<") return false;
  ++at_;
  skip_spaces();
  return true;
}

bool PlainValues::flow_node() {
  if (at(at_) == '[' || at(at_) == '{') return flow_collection() && at(at_) != ':';
  return flow_scalar() && skip_in_flow() && (at(at_) == ',' || at(at_) == ']' || at(at_) == '}');
}

bool PlainValues::flow_scalar() {
  if (builder_.count() >= limits_.nodes) return false;
  if (at(at_) == '"' || at(at_) == '\'') {
    const std::size_t end = quote_end(at_);
    if (end == 0 || !quoted(end)) return false;
    at_ = end;
    return true;
  }
  return flow_plain();
}

// Up to a comma, a closing bracket or a key's colon.
bool PlainValues::flow_plain() {
  if (!starts_plain(at_)) return false;
  const std::size_t begin = at_;
  std::size_t end = at_;
  for (bool ended = false; !ended;) {
    while (sign_of(at(end)) == Sign::text) ++end;
    switch (sign_of(at(end))) {
      case Sign::beware:
        if (!certain_character(end)) return false;
        break;
      case Sign::colon:
        ended = at(end + 1) == ' ';
        if (ended ? bytes_[end - 1] == ' ' : !kStarts[static_cast<unsigned char>(at(end + 1))]) return false;
        break;
      case Sign::hash:
        ended = bytes_[end - 1] == ' ';
        break;
      case Sign::flow:
        if (bytes_[end] == '?' || bytes_[end] == '[' || bytes_[end] == '{') return false;
        ended = true;
        break;
      case Sign::end:
        ended = true;
        break;
      default:
        return false;
    }
    if (!ended) ++end;
  }
  while (bytes_[end - 1] == ' ') --end;
  if (end - begin > limits_.scalar_bytes) return false;
  plain_scalar(begin, end);
  at_ = end;
  return true;
}

bool PlainValues::has_duplicate(NodeId mapping) {
  const Tree& tree = builder_.tree();
  const Pairs pairs = tree.pairs(mapping);
  if (tree.size(mapping) <= kFewKeys) {
    std::array<std::string_view, kFewKeys> seen;
    std::array<std::uint32_t, kFewKeys> marks;
    std::size_t count = 0;
    for (const Pair pair : pairs) {
      const std::string_view key = tree.text(pair.key);
      const std::uint32_t mark = mark_of(key);
      bool alike = false;  // with no end within the loop, so that several are compared at once
      for (std::size_t i = 0; i < count; ++i) alike |= marks[i] == mark;
      for (std::size_t i = 0; alike && i < count; ++i) {
        if (source::same(seen[i], key)) return true;
      }
      marks[count] = mark;
      seen[count++] = key;
    }
    return false;
  }
  keys_.clear();
  for (const Pair pair : pairs) {
    if (!keys_.insert(tree.text(pair.key)).second) return true;
  }
  return false;
}

}  // namespace zhudun::yaml
