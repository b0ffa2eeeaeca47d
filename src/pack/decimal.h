// Decimal numbers without rounding, for tests such as "changed by 30 %" that floating point gets wrong.
// A double stands for the shortest decimal that reads back as it: 3.9 is 39/10.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>

namespace zhudun::pack {

class Decimal {
 public:
  Decimal() = default;
  explicit Decimal(std::int64_t value) : digits_(value) {}
  explicit Decimal(double value);  // finite

  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  friend bool operator<(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b);
  Decimal magnitude() const;
  double nearest() const;  // the nearest double

 private:
  void scale_to(int exponent);
  boost::multiprecision::cpp_int digits_ = 0;
  int exponent_ = 0;  // the value is digits * 10^exponent
};

}  // namespace zhudun::pack
