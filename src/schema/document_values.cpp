// Single values: numbers, truth values, dates, texts, words of a list.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "schema/cells.h"
#include "schema/document_reader.h"
#include "schema/formats.h"
#include "schema/scalars.h"
#include "zhudun/schema/advice.h"
#include "zhudun/source/same.h"
#include "zhudun/yaml/core.h"

namespace zhudun::schema {

bool DocumentReader::read_scalar(NodeId node, std::string_view text, const Type& type, NodeId key) {
  switch (type.kind) {
    case Kind::integer:
    case Kind::number:
      return read_number(node, type, key);
    case Kind::boolean:
      return read_boolean(node, type, key);
    case Kind::date:
      return read_date(node, type, key);
    case Kind::date_time:
      return read_timestamp(node, type, key);
    default:
      return read_string(node, text, type, key);
  }
}

bool DocumentReader::read_number(NodeId node, const Type& type, NodeId key) {
  std::string plain;
  const std::string_view text =
      in_table() ? number_of_cell(tree().span(node), tree().text(node), plain) : tree().text(node);
  const bool quoted = !in_table() && tree().style(node) != yaml::Style::plain;
  if (in_table() && type.kind == Kind::integer && is_shortened(text)) {
    mismatch(node, type, key,
             "the spreadsheet shortened the number: format its column without decimals and save again");
    return false;
  }
  const auto right = quoted ? std::nullopt : to_number(text, type);
  if (!right) {
    const auto number = yaml::to_double(text);
    const bool unquote = quoted && number;
    mismatch(node, type, key,
             unquote ? fmt::format("write {} without quotes", text)
                     : number_help(text, quoted ? std::nullopt : number, type));
    return false;
  }
  set(node, keep(type.kind == Kind::number ? std::bit_cast<std::int64_t>(right->value) : right->integer));
  return true;
}

std::string DocumentReader::number_help(std::string_view text, std::optional<double> number, const Type& type) {
  if (!type.constant) return number ? std::string() : number_advice(text);
  if (number && *number > static_cast<double>(*type.constant))
    return fmt::format("{} is the only version that this program reads; a newer program may read {}", *type.constant,
                       text);
  return fmt::format("write {}, the only version there is, and mend what is told then", *type.constant);
}

bool DocumentReader::read_boolean(NodeId node, const Type& type, NodeId key) {
  const std::string_view text = tree().text(node);
  const auto value = tree().type(node) == yaml::ScalarType::boolean ? yaml::to_bool(text) : std::nullopt;
  if (!value) {
    mismatch(node, type, key, boolean_advice(text));
    return false;
  }
  set(node, *value ? 1 : 0);
  return true;
}

bool DocumentReader::read_date(NodeId node, const Type& type, NodeId key) {
  const std::string_view text = tree().text(node);
  const auto date = in_table() ? cell_date(text) : calendar::parse_date(text);
  if (!date) {
    const bool timed = calendar::parse_timestamp(text, options_.offset).has_value();
    mismatch(node, type, key, timed ? "this fact is a day: leave the time out" : date_help(text));
    return false;
  }
  set(node, static_cast<std::uint32_t>(date->serial() + static_cast<std::int32_t>(Document::kEpoch)));
  return true;
}

std::string DocumentReader::date_help(std::string_view text) const {
  std::string help = in_table() ? day_number_advice(text) : std::string();
  return help.empty() ? date_advice(text) : help;
}

bool DocumentReader::read_timestamp(NodeId node, const Type& type, NodeId key) {
  const auto time = calendar::parse_timestamp(tree().text(node), options_.offset);
  if (!time) {
    mismatch(node, type, key, date_advice(tree().text(node)));
    return false;
  }
  set(node, keep(time->at.seconds) << 1U | (time->whole_day ? 1U : 0U));
  return true;
}

bool DocumentReader::read_string(NodeId node, std::string_view text, const Type& type, NodeId key) {
  if (!in_table() && tree().type(node) != yaml::ScalarType::string) {
    mismatch(node, type, key, fmt::format("write \"{}\" in quotes if it is a text", text));
    return false;
  }
  if (!type.values.empty()) return read_word(node, type, key);
  if (!in_table() && text.starts_with("“") && text.ends_with("”") && tree().style(node) == yaml::Style::plain) {
    tell(diag::warning("declaration-quotes", tree().span(node), "the full-width quotes become part of the text",
                       "write straight quotes, or none"));
  }
  if (type.format == "uscc") {
    if (const std::string fault = uscc_fault(text); !fault.empty()) {
      complain("declaration-uscc", tree().span(node), fmt::format("the code {} {}", shown(text), fault),
               "GB 32100-2015: 18 characters, the last one checks the others");
      return false;
    }
  }
  if (const std::size_t length = type.minimum_size > 1 ? characters(text) : 1; length < type.minimum_size) {
    complain("declaration-too-short", tree().span(node),
             fmt::format("`{}` has {} characters, at least {} needed", key != 0 ? tree().text(key) : "item", length,
                         type.minimum_size));
    return false;
  }
  if (type.pattern && !type.pattern->found_in(text)) {
    complain("declaration-pattern", tree().span(node),
             fmt::format("`{}` is {}, which does not match `{}`", key != 0 ? tree().text(key) : "item", shown(text),
                         type.pattern_text));
    return false;
  }
  return true;
}

bool DocumentReader::read_word(NodeId node, const Type& type, NodeId key) {
  const std::string_view text = tree().text(node);
  const auto is_it = [&](const EnumValue& value) { return source::same(value.value, text); };
  if (std::any_of(type.values.begin(), type.values.end(), is_it)) return true;
  std::vector<std::string> words;
  for (const EnumValue& value : type.values) words.push_back(value.value);
  std::string help = word_advice(text, type);
  if (help.empty()) help = punctuation_advice(text);
  const auto near = diag::nearest(text, words);
  mismatch(node, type, key, help.empty() && near ? fmt::format("did you mean `{}`?", *near) : help);
  return false;
}

}  // namespace zhudun::schema
