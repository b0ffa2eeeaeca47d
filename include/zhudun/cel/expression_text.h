// The text of an expression and where each of its bytes stands in the file that holds it, however it was quoted there.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "zhudun/source/file.h"

namespace zhudun::cel {

struct ExpressionText {
  std::string text;  // decoded: UTF-8 as CEL reads it
  const source::File* file = nullptr;
  // The file offset of a decoded offset, for 0 .. text.size(), never decreasing; absent: they are the same.
  std::function<std::uint32_t(std::uint32_t)> place;

  source::Span span(std::uint32_t begin, std::uint32_t end) const {
    if (!file) return {};
    if (!place) return {file, begin, end};
    const std::uint32_t first = place(begin);
    std::uint32_t last = place(end);
    // A line break and indentation that the scalar's style leaves out belong to no word.
    while (last > first && (file->bytes()[last - 1] == ' ' || file->bytes()[last - 1] == '\n')) --last;
    return {file, first, last};
  }
};

// A whole file as one expression.
inline ExpressionText whole(const source::File& file) { return {std::string(file.bytes()), &file, {}}; }

}  // namespace zhudun::cel
