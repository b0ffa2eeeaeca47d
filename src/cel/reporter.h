// Collects what is wrong with one expression, each with its place in the file that holds it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "zhudun/cel/expression_text.h"
#include "zhudun/diag/diagnostic.h"

namespace zhudun::cel {

class Reporter {
 public:
  Reporter(const ExpressionText& text, diag::Diagnostics& diagnostics) : text_(text), diagnostics_(diagnostics) {}

  void error(std::string code, std::uint32_t begin, std::uint32_t end, std::string message, std::string help = {}) {
    error_at(text_.span(begin, end), std::move(code), std::move(message), std::move(help));
  }
  void error_at(source::Span span, std::string code, std::string message, std::string help) {
    failed_ = true;
    diagnostics_.push_back(diag::error(std::move(code), span, std::move(message), std::move(help)));
  }
  bool failed() const { return failed_; }
  const ExpressionText& text() const { return text_; }

 private:
  const ExpressionText& text_;
  diag::Diagnostics& diagnostics_;
  bool failed_ = false;
};

}  // namespace zhudun::cel
