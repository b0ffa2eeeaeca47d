// Literal and folded block scalars.
#include <algorithm>

#include "yaml/spelling.h"

namespace zhudun::yaml {
namespace {

struct Line {
  std::uint32_t begin = 0;
  std::uint32_t text = 0;  // past the spaces in front
  std::uint32_t end = 0;   // before the line break
  std::uint32_t next = 0;
  bool blank() const { return text == end; }
  int spaces() const { return static_cast<int>(text - begin); }
};

class Block {
 public:
  Block(std::string_view bytes, std::uint32_t begin, Indent indent, Decoded& out)
      : bytes_(bytes), indent_(indent), out_(out), p_(begin + 1), folded_(bytes[begin] == '>') {}

  Spelling decode() {
    header();
    if (fault_) return {p_, p_, fault_};
    std::uint32_t end = p_;
    if (p_ < bytes_.size()) p_ = after_break(bytes_, p_);
    if (indent_.content < 0) find_indent();
    while (p_ < bytes_.size() && !fault_) {
      const Line line = line_at(p_);
      if (line.blank() && line.spaces() <= indent_.content) {
        breaks_.push_back(line);
      } else if (line.spaces() < indent_.content || (indent_.content == 0 && is_document_marker(bytes_, line.begin))) {
        break;
      } else {
        content(line);
        end = line.end;
      }
      p_ = line.next;
    }
    chomp();
    return {end, p_, fault_};
  }

 private:
  void header() {
    int explicit_indent = 0;
    for (int marks = 0; marks < 2 && p_ < bytes_.size(); ++marks, ++p_) {
      const char c = bytes_[p_];
      if ((c == '+' || c == '-') && chomp_ == '\0') {
        chomp_ = c;
      } else if (c >= '1' && c <= '9' && explicit_indent == 0) {
        explicit_indent = c - '0';
      } else {
        break;
      }
    }
    if (explicit_indent > 0 && indent_.content < 0) indent_.content = std::max(indent_.parent, 0) + explicit_indent;
    const std::uint32_t marks_end = p_;
    while (p_ < bytes_.size() && is_blank(bytes_[p_])) ++p_;
    const bool comment = p_ < bytes_.size() && bytes_[p_] == '#' && p_ > marks_end;
    if (comment) p_ = static_cast<std::uint32_t>(std::min(bytes_.find_first_of("\r\n", p_), bytes_.size()));
    if (p_ >= bytes_.size() || is_break(bytes_[p_])) {
      if (!comment) p_ = marks_end;
      while (p_ < bytes_.size() && is_blank(bytes_[p_])) ++p_;
      return;
    }
    fault_ = Fault{p_, p_ + 1, "a block text begins on the line after its mark",
                   "only a comment, after a space, may stand here"};
  }

  Line line_at(std::uint32_t begin) const {
    const auto end = static_cast<std::uint32_t>(std::min(bytes_.find_first_of("\r\n", begin), bytes_.size()));
    const auto text = static_cast<std::uint32_t>(std::min<std::size_t>(bytes_.find_first_not_of(' ', begin), end));
    return {begin, text, end, end < bytes_.size() ? after_break(bytes_, end) : end};
  }

  // The first line with text says how deep the block is indented; blank lines before it may not be deeper.
  void find_indent() {
    std::optional<Line> deepest;
    indent_.content = indent_.parent + 1;
    for (std::uint32_t p = p_; p < bytes_.size();) {
      const Line line = line_at(p);
      if (!line.blank()) {
        if (line.spaces() > indent_.parent) indent_.content = line.spaces();
        break;
      }
      if (!deepest || line.spaces() > deepest->spaces()) deepest = line;
      p = line.next;
      if (p >= bytes_.size()) indent_.content = std::max(indent_.content, deepest->spaces());
    }
    if (deepest && deepest->spaces() > indent_.content) {
      fault_ = Fault{deepest->begin, deepest->end,
                     "a blank line in front of a block text has more spaces than its first line",
                     "remove the spaces from the blank line"};
    }
  }

  void content(const Line& line) {
    const std::uint32_t begin = line.begin + static_cast<std::uint32_t>(indent_.content);
    const bool deeper = begin < line.end && is_blank(bytes_[begin]);
    if (folded_ && any_ && !deeper && !deeper_before_) {
      fold_breaks(begin);
    } else {
      for (const Line& each : breaks_) out_.unit(each.end, each.next, "\n");
    }
    out_.verbatim(bytes_, begin, line.end);
    breaks_.assign(1, line);
    any_ = true;
    deeper_before_ = deeper;
  }

  void fold_breaks(std::uint32_t next_text) {
    if (breaks_.size() == 1) return out_.unit(breaks_.front().end, next_text, " ");
    for (std::size_t i = 1; i < breaks_.size(); ++i) out_.unit(breaks_[i].end, breaks_[i].next, "\n");
  }

  void chomp() {
    if (chomp_ == '-' || (chomp_ == '\0' && !any_)) return;
    const std::size_t kept = chomp_ == '+' ? breaks_.size() : 1;
    for (std::size_t i = 0; i < kept; ++i) out_.unit(breaks_[i].end, breaks_[i].next, "\n");
  }

  std::string_view bytes_;
  Indent indent_;
  Decoded& out_;
  std::uint32_t p_;
  bool folded_;
  char chomp_ = '\0';
  std::vector<Line> breaks_;  // lines since the last text whose line breaks are not yet accounted for
  bool any_ = false;
  bool deeper_before_ = false;
  std::optional<Fault> fault_;
};

}  // namespace

Spelling decode_block(std::string_view bytes, std::uint32_t begin, Indent indent, Decoded& out) {
  return Block(bytes, begin, indent, out).decode();
}

}  // namespace zhudun::yaml
