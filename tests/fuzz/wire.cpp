// Lines of `eval --jsonl`: any line is answered by one line of JSON. And JSON as a tree, against nlohmann's reader.
#include <nlohmann/json.hpp>

#include "promise.h"
#include "zhudun/wire/eval_line.h"
#include "zhudun/wire/json.h"
#include "zhudun/wire/json_tree.h"

using namespace zhudun;
using fuzz::hold;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view line = fuzz::bytes(data, size);
  wire::Setup setup;
  setup.limits.cost = 50'000;
  setup.limits.text_size = 10'000;
  setup.limits.list_size = 2'000;
  const std::string answer = wire::eval_line(line, setup);
  hold(nlohmann::json::accept(answer), "an answer is JSON: " + answer);
  hold(answer.find('\n') == std::string::npos, "and one line");
  hold(answer == wire::eval_line(line, setup), "and the same each time");

  const source::File file("f.json", std::string(line));
  diag::Diagnostics told;
  const auto tree = wire::parse_json(file, told);
  fuzz::hold_told(told);
  hold(tree.has_value() != diag::failed(told), "a tree or errors, never both");
  if (tree) hold(nlohmann::json::accept(line), "what gives a tree is JSON");
  const auto value = wire::JsonValue::parse(line);
  hold(!value || nlohmann::json::accept(line), "what gives a value is JSON");
  return 0;
}
