// JSON as it is written, read back by nlohmann's reader: any value comes back, any order of calls gives JSON.
#include <nlohmann/json.hpp>
#include <sstream>

#include "promise.h"
#include "zhudun/write/json.h"

using namespace zhudun;
using fuzz::hold;
using Json = nlohmann::ordered_json;

namespace {

Json any_value(fuzz::Choices& choices, int depth) {
  switch (choices.below(depth > 4 ? 6 : 8)) {
    case 0:
      return nullptr;
    case 1:
      return choices.below(2) == 0;
    case 2:
      return static_cast<std::int64_t>(choices.word());
    case 3: {
      double number = 0;
      const std::uint64_t word = choices.word();
      static_assert(sizeof number == sizeof word);
      std::memcpy(&number, &word, sizeof number);
      return number == number && number - number == 0 ? Json(number) : Json(nullptr);
    }
    case 4:
      return choices.word();
    case 5: {
      const std::string text = choices.text();
      return source::first_invalid_utf8(text) ? Json("broken") : Json(text);
    }
    case 6: {
      Json list = Json::array();
      for (auto count = choices.below(5); count > 0; --count) list.push_back(any_value(choices, depth + 1));
      return list;
    }
    default: {
      Json object = Json::object();
      for (auto count = choices.below(5); count > 0; --count)
        object[fmt::format("{}\"</\n", count)] = any_value(choices, depth + 1);
      return object;
    }
  }
}

void write_value(write::JsonWriter& writer, const Json& value) {
  if (value.is_null()) writer.null();
  if (value.is_boolean()) writer.boolean(value.get<bool>());
  if (value.is_number_unsigned()) writer.unsigned_integer(value.get<std::uint64_t>());
  if (value.is_number_integer() && !value.is_number_unsigned()) writer.integer(value.get<std::int64_t>());
  if (value.is_number_float()) writer.number(value.get<double>());
  if (value.is_string()) writer.string(value.get<std::string>());
  if (value.is_array()) {
    writer.begin_array();
    for (const Json& item : value) write_value(writer, item);
    writer.end();
  }
  if (value.is_object()) {
    writer.begin_object();
    for (const auto& [key, item] : value.items()) writer.key(key), write_value(writer, item);
    writer.end();
  }
}

void call_anything(write::JsonWriter& writer, fuzz::Choices& choices) {
  while (!choices.over()) {
    const auto which = choices.below(10);
    if (which == 0) writer.begin_object();
    if (which == 1) writer.begin_array();
    if (which == 2) writer.begin_row();
    if (which == 3) writer.end();
    if (which == 4) writer.key(choices.text());
    if (which == 5) writer.string(choices.text());
    if (which == 6) writer.member(choices.text(), choices.text());
    if (which == 7) writer.number(static_cast<double>(choices.word()) / 3);
    if (which == 8) writer.null();
    if (which == 9) writer.finish();
  }
  writer.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  for (const write::Layout layout : {write::Layout::compact, write::Layout::indented}) {
    fuzz::Choices choices(fuzz::bytes(data, size));
    const Json value = any_value(choices, 0);
    std::string text;
    write::JsonWriter writer(text, layout);
    write_value(writer, value);
    writer.finish();
    hold(Json::parse(text, nullptr, false) == value, "a value reads back as it was: " + text);
    fuzz::hold_printable(text.substr(0, text.find("\xE2")), "", "json");

    std::string lines;
    write::JsonWriter anything(lines, layout);
    call_anything(anything, choices);
    std::istringstream in(lines);
    while (in >> std::ws && in.peek() != std::istringstream::traits_type::eof()) {
      Json one;
      try {
        in >> one;
      } catch (const Json::exception& fault) {
        hold(false, fmt::format("whatever is called, it is JSON: {}\n{}", fault.what(), lines));
      }
    }
  }
  return 0;
}
