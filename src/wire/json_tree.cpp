#include "zhudun/wire/json_tree.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "zhudun/yaml/builder.h"

namespace zhudun::wire {
namespace {

// The parser says no places, so the bytes it takes are counted.
class CountedBytes {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountedBytes(const char* at, std::size_t* taken) : at_(at), taken_(taken) {}
  reference operator*() const { return *at_; }
  CountedBytes& operator++() { return ++at_, ++*taken_, *this; }
  CountedBytes operator++(int) { return {at_++, taken_}; }
  friend bool operator==(const CountedBytes& a, const CountedBytes& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  std::size_t* taken_;
};

// What the parser calls. A value begins at the first byte behind the last one that can begin one.
class Handler : public nlohmann::json_sax<nlohmann::json> {
 public:
  Handler(const source::File& file, const std::size_t& taken, diag::Diagnostics& diagnostics, const JsonLimits& limits)
      : file_(file), taken_(taken), diagnostics_(diagnostics), limits_(limits), builder_(file) {}

  bool null() override { return scalar("null", yaml::ScalarType::null_); }
  bool boolean(bool value) override { return scalar(value ? "true" : "false", yaml::ScalarType::boolean); }
  bool number_integer(std::int64_t value) override { return scalar(fmt::to_string(value), yaml::ScalarType::integer); }
  bool number_unsigned(std::uint64_t value) override {
    return scalar(fmt::to_string(value), yaml::ScalarType::integer);
  }
  bool number_float(double, const std::string& text) override { return scalar(text, yaml::ScalarType::floating); }
  bool string(std::string& value) override { return scalar(value, yaml::ScalarType::string); }
  bool key(std::string& value) override { return scalar(value, yaml::ScalarType::string); }
  bool binary(nlohmann::json::binary_t&) override { return false; }

  bool start_object(std::size_t) override { return begin(true); }
  bool start_array(std::size_t) override { return begin(false); }
  bool end_object() override { return end(); }
  bool end_array() override { return end(); }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& fault) override {
    const std::size_t size = file_.bytes().size();
    const auto at = static_cast<std::uint32_t>(std::min(position > 0 ? position - 1 : 0, size));
    const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(at + std::size_t{1}, size));  // it may be missing
    return wrong("json-syntax", {&file_, at, end}, fmt::format("this is no JSON: {}", cause(fault.what())));
  }

  yaml::Tree finish() && { return std::move(builder_).finish(); }

 private:
  // `..., column 5: syntax error while parsing value - invalid literal; last read: '...'`: the part in the middle.
  static std::string cause(std::string_view told) {
    const std::size_t column = told.find(", column "), colon = told.find(": ", column);
    if (column != std::string_view::npos && colon != std::string_view::npos) told.remove_prefix(colon + 2);
    return std::string(told.substr(0, told.find("; last read")));
  }

  bool wrong(std::string code, source::Span place, std::string message) {
    diagnostics_.push_back(diag::error(std::move(code), place, std::move(message)));
    return false;
  }

  source::Span place() {
    const std::string_view bytes = file_.bytes();
    const std::size_t begin = std::min(bytes.find_first_not_of(" \t\r\n,:\xEF\xBB\xBF", last_), bytes.size());
    last_ = std::max(taken_, begin);
    return {&file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::min(last_, bytes.size()))};
  }

  bool fits(source::Span at) {
    if (builder_.count() < limits_.values) return true;
    return wrong("limit", at, fmt::format("there are more than {} values", limits_.values));
  }

  bool scalar(std::string_view text, yaml::ScalarType type) {
    source::Span at = place();
    if (type != yaml::ScalarType::string && at.end > at.begin) {  // the parser looked at the byte behind it
      at.end = at.begin + static_cast<std::uint32_t>(
                              std::min<std::size_t>(at.text().find_first_of(" \t\r\n,:]}"), at.end - at.begin));
      last_ = at.end;
    }
    if (!fits(at)) return false;
    builder_.scalar(at, text, type == yaml::ScalarType::string ? yaml::Style::double_quoted : yaml::Style::plain, type);
    return true;
  }

  bool begin(bool object) {
    const source::Span at = place();
    if (builder_.depth() >= limits_.depth) {
      return wrong("limit", at, fmt::format("values nest deeper than {} levels", limits_.depth));
    }
    if (!fits(at)) return false;
    object ? builder_.begin_mapping(at) : builder_.begin_sequence(at);
    return true;
  }

  bool end() {
    const std::size_t bracket = file_.bytes().find_first_of("]}", last_);
    last_ = std::min(bracket, file_.bytes().size() - 1) + 1;
    builder_.end(static_cast<std::uint32_t>(last_));
    return true;
  }

  const source::File& file_;
  const std::size_t& taken_;
  diag::Diagnostics& diagnostics_;
  const JsonLimits& limits_;
  yaml::TreeBuilder builder_;
  std::size_t last_ = 0;  // what has been told ends here
};

}  // namespace

std::optional<yaml::Tree> parse_json(const source::File& file, diag::Diagnostics& diagnostics,
                                     const JsonLimits& limits) {
  const std::string_view bytes = file.bytes();
  std::size_t taken = 0;
  Handler handler(file, taken, diagnostics, limits);
  const CountedBytes begin(bytes.data(), &taken), end(bytes.data() + bytes.size(), &taken);
  if (!nlohmann::json::sax_parse(begin, end, &handler)) return std::nullopt;
  return std::move(handler).finish();
}

}  // namespace zhudun::wire
