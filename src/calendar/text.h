// Digits at fixed places, as dates and times have them. In: a text and a cursor. Out: what was read, the cursor moved.
#pragma once

#include <cstddef>
#include <string_view>

namespace zhudun::calendar {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return at_ == text_.size(); }
  char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(char wanted) { return peek() == wanted && !done() ? (++at_, true) : false; }
  // Exactly so many digits; -1 if they are not there.
  int digits(int count) {
    int value = 0;
    for (; count > 0; --count, ++at_) {
      if (!digit()) return -1;
      value = 10 * value + (text_[at_] - '0');
    }
    return value;
  }
  // One digit or more, however many.
  bool skip_digits() {
    const std::size_t start = at_;
    while (digit()) ++at_;
    return at_ > start;
  }
  std::string_view rest() const { return text_.substr(at_); }

 private:
  bool digit() const { return !done() && text_[at_] >= '0' && text_[at_] <= '9'; }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace zhudun::calendar
