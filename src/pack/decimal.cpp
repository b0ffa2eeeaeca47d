#include "pack/decimal.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace zhudun::pack {

Decimal::Decimal(double value) {
  char buffer[64];
  // The shortest digits that read back as the value: -3.9e+00. A format of its own would round to six places.
  const auto [end, fault] = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  const std::string text(buffer, end);
  std::string digits;
  int after_point = 0;
  bool seen_point = false;
  std::size_t at = 0;
  for (; at < text.size() && text[at] != 'e'; ++at) {
    if (text[at] == '.') {
      seen_point = true;
    } else {
      digits += text[at];
      after_point += seen_point ? 1 : 0;
    }
  }
  int exponent = 0;
  if (at + 1 < text.size()) {
    const char* from = text.data() + at + 1 + (text[at + 1] == '+' ? 1 : 0);
    std::from_chars(from, text.data() + text.size(), exponent);
  }
  const bool negative = digits.starts_with('-');
  digits_.assign(negative ? digits.substr(1) : digits);
  if (negative) digits_ = -digits_;
  exponent_ = exponent - after_point;
}

void Decimal::scale_to(int exponent) {
  if (exponent >= exponent_) return;
  digits_ *=
      boost::multiprecision::pow(boost::multiprecision::cpp_int(10), static_cast<unsigned>(exponent_ - exponent));
  exponent_ = exponent;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  Decimal x = a, y = b;
  x.scale_to(y.exponent_);
  y.scale_to(x.exponent_);
  x.digits_ += y.digits_;
  return x;
}

Decimal operator-(const Decimal& a, const Decimal& b) {
  Decimal negated = b;
  negated.digits_ = -negated.digits_;
  return a + negated;
}

Decimal operator*(const Decimal& a, const Decimal& b) {
  Decimal product;
  product.digits_ = a.digits_ * b.digits_;
  product.exponent_ = a.exponent_ + b.exponent_;
  return product;
}

bool operator<(const Decimal& a, const Decimal& b) { return (a - b).digits_ < 0; }
bool operator==(const Decimal& a, const Decimal& b) { return (a - b).digits_ == 0; }

Decimal Decimal::magnitude() const {
  Decimal result = *this;
  result.digits_ = boost::multiprecision::abs(digits_);
  return result;
}

double Decimal::nearest() const {
  const std::string text = fmt::format("{}e{}", digits_.str(), exponent_);
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc::result_out_of_range || magnitude() < Decimal(std::int64_t{1})) return value;
  return digits_ < 0 ? -HUGE_VAL : HUGE_VAL;
}

}  // namespace zhudun::pack
