// cel values as JSON trees in the mapping of cel.expr.Value, and back.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "zhudun/cel/value.h"
#include "zhudun/wire/eval_line.h"

namespace zhudun::wire {

using Json = nlohmann::ordered_json;

Json to_json(const cel::Value& value);
std::string dump(const Json& json);  // one line; bytes that are no UTF-8 are replaced

// Reads values; the first thing wrong is kept, and nothing comes out.
class ValueReader {
 public:
  explicit ValueReader(const Setup& setup) : setup_(setup) {}
  std::optional<cel::Value> value(const Json& json) { return value(json, 0); }
  // Also {"value": ..}, {"error": ..}, {"unknown": ..}.
  std::optional<cel::Value> binding(const std::string& name, const Json& json);
  const std::string& problem() const { return problem_; }

 private:
  std::optional<cel::Value> value(const Json& json, int depth);
  std::optional<cel::Value> list(const Json& json, int depth);
  std::optional<cel::Value> map(const Json& json, int depth);
  std::optional<cel::Value> any(const Json& json, int depth);
  std::optional<cel::Value> number(const std::string& kind, const Json& json);
  std::optional<cel::Value> floating(const Json& json);
  std::optional<cel::Value> opaque(const std::string& kind, const Json& json);
  std::optional<cel::Value> call(const char* function, const std::string& text);
  std::nullopt_t wrong(std::string problem);

  const Setup& setup_;
  std::string problem_;
};

}  // namespace zhudun::wire
