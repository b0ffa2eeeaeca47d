#include "zhudun/cel/context.h"

#include <fmt/format.h>

namespace zhudun::cel {

bool Context::stop(const char* name, std::uint64_t bound) {
  // The first bound reached is the one that is told.
  most_ = 0;
  if (!exhausted_)
    exhausted_ = Value::error(ErrorCode::limit, fmt::format("the evaluation reached the bound `{}` = {}", name, bound));
  return false;
}

bool Context::allow_text(std::uint64_t bytes) {
  if (bytes > limits_.text_size) return stop("text_size", limits_.text_size);
  return charge(bytes / 10);
}

bool Context::allow_list(std::uint64_t elements) {
  if (elements > limits_.list_size) return stop("list_size", limits_.list_size);
  return charge(elements);
}

bool Context::allow_missing(std::uint64_t paths) {
  return paths <= limits_.missing || stop("missing", limits_.missing);
}

bool Context::enter() {
  if (call_depth_ >= limits_.call_depth) return stop("call_depth", limits_.call_depth);
  ++call_depth_;
  return true;
}

}  // namespace zhudun::cel
