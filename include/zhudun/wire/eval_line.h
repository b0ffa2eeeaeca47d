// One line of `zhudun eval --jsonl`: an expression and its bindings in, its value out, in the JSON mapping of
// cel.expr.Value, so that nothing is lost (`{"int64Value": "2"}`). Any line at all is answered, a bad one by an error.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/cel/environment.h"
#include "zhudun/cel/value.h"

namespace zhudun::wire {

// How an opaque type is written: {"date": "2025-03-14"} is the key and the text that the type's to_string gives.
struct OpaqueText {
  const cel::OpaqueType* type = nullptr;  // its name is the key
  std::function<std::optional<std::int64_t>(std::string_view)> parse;
};

struct Setup {
  cel::Environment environment;  // what every line may name; its variables need an activation
  std::vector<cel::Value> activation;
  std::vector<OpaqueText> opaque_texts;
  cel::EvaluationLimits limits;
  void* host = nullptr;  // for the environment's functions
};

// {"expr", "bindings", "container", "typeEnv", "disableCheck"} -> {"type", "value"}, {"error"} or {"unknown": [paths]}.
// An error of a line that compiled says the type too. Without a line break.
std::string eval_line(std::string_view line, const Setup& setup);

// A value as `{"int64Value": "2"}`; `{"error": text}` and `{"unknown": [paths]}` for those.
std::string value_json(const cel::Value& value);

// A value as plain JSON: 2, "text", [..], {..}; dates, timestamps and durations as text, bytes in base64. Objects need
// the types that name their fields; absent fields are left out. Text past 64 levels deep is null.
std::string plain_json(const cel::Value& value, const cel::TypeProvider* types = nullptr);

}  // namespace zhudun::wire
