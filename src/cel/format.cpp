#include "cel/format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cel/quote.h"
#include "zhudun/cel/host.h"

namespace zhudun::cel {

namespace {

using Kind = Value::Kind;

struct Failure {
  Value value;
};

// Fills one text. A failure is thrown within this file only, so that nested lists and maps need not pass it along.
class Formatter {
 public:
  Formatter(Context& context, Arguments arguments)
      : context_(context), text_(arguments[0].as_string()), list_(arguments[1]) {}

  std::string run() {
    for (std::size_t at = 0; at < text_.size();) {
      if (text_[at] != '%') {
        const std::size_t end = std::min(text_.find('%', at), text_.size());
        add(text_.substr(at, end - at));
        at = end;
      } else if (text_.substr(at, 2) == "%%") {
        add("%");
        at += 2;
      } else {
        ++at;
        clause(at);
      }
    }
    return std::move(result_);
  }

 private:
  [[noreturn]] static void fail(std::string message) {
    throw Failure{Value::error(ErrorCode::invalid_argument, std::move(message))};
  }
  [[noreturn]] static void wrong(char clause, const char* takes, const Value& given) {
    fail(fmt::format("%{} takes {}, not `{}`", clause, takes, to_string(type_of(given))));
  }

  void add(std::string_view part) {
    if (result_.size() + part.size() > context_.limits().text_size &&
        !context_.allow_text(result_.size() + part.size()))
      throw Failure{*context_.exhausted()};
    result_ += part;
  }

  void clause(std::size_t& at) {
    int precision = 6;
    if (at < text_.size() && text_[at] == '.') {
      precision = 0;
      const std::size_t begin = ++at;
      for (; at < text_.size() && text_[at] >= '0' && text_[at] <= '9' && at - begin < 3; ++at)
        precision = precision * 10 + (text_[at] - '0');
      if (at == begin) fail("a precision has digits after its point");
    }
    if (at == text_.size()) fail("a clause of the format does not end");
    const char letter = text_[at++];
    if (std::string_view("sdfexXob").find(letter) == std::string_view::npos)
      fail(fmt::format("`%{}` is no clause of a format", letter));
    if (next_ >= list_.size())
      fail(fmt::format("the format needs an argument {}, and there are {}", next_ + 1, list_.size()));
    const Value value = list_.at(next_++);
    if (value.is(Kind::unknown)) throw Failure{value.settled()};
    add(filled(letter, precision, value));
  }

  static std::string filled(char letter, int precision, const Value& value) {
    switch (letter) {
      case 's':
        return text_of(value);
      case 'd':
        return decimal(value);
      case 'f':
        return real(value, fmt::format("{{:.{}f}}", precision), 'f');
      case 'e':
        return real(value, fmt::format("{{:.{}e}}", precision), 'e');
      case 'o':
        return in_base(value, "{:o}", 'o');
      case 'b':
        return value.is(Kind::boolean) ? (value.as_boolean() ? "1" : "0") : in_base(value, "{:b}", 'b');
      default:
        return hexadecimal(value, letter);
    }
  }

  static std::string decimal(const Value& value) {
    if (value.is(Kind::integer)) return std::to_string(value.as_integer());
    if (value.is(Kind::uinteger)) return std::to_string(value.as_uinteger());
    if (value.is(Kind::floating)) return floating_text(value.as_floating());
    wrong('d', "a number", value);
  }

  static std::string real(const Value& value, const std::string& pattern, char letter) {
    double number = 0;
    if (value.is(Kind::integer)) {
      number = static_cast<double>(value.as_integer());
    } else if (value.is(Kind::uinteger)) {
      number = static_cast<double>(value.as_uinteger());
    } else if (value.is(Kind::floating)) {
      number = value.as_floating();
    } else {
      wrong(letter, "a number", value);
    }
    return std::isfinite(number) ? fmt::format(fmt::runtime(pattern), number) : floating_text(number);
  }

  static std::string in_base(const Value& value, const char* pattern, char letter) {
    if (value.is(Kind::integer)) return fmt::format(fmt::runtime(pattern), value.as_integer());
    if (value.is(Kind::uinteger)) return fmt::format(fmt::runtime(pattern), value.as_uinteger());
    wrong(letter, "an integer", value);
  }

  static std::string hexadecimal(const Value& value, char letter) {
    const char* pattern = letter == 'x' ? "{:x}" : "{:X}";
    if (!value.is(Kind::string) && !value.is(Kind::bytes)) return in_base(value, pattern, letter);
    const char* two_digits = letter == 'x' ? "{:02x}" : "{:02X}";
    std::string text;
    for (const char c : value.as_string()) text += fmt::format(fmt::runtime(two_digits), static_cast<unsigned char>(c));
    return text;
  }

  static std::string text_of(const Value& value) {
    switch (value.kind()) {
      case Kind::string:
      case Kind::bytes:
        return std::string(value.as_string());
      case Kind::uinteger:
        return std::to_string(value.as_uinteger());
      case Kind::floating:
        return floating_text(value.as_floating());
      case Kind::type:
        return std::string(runtime_name(value.as_type()));
      case Kind::list:
        return list_text(value);
      case Kind::map:
        return map_text(value);
      case Kind::unknown:
        throw Failure{value.settled()};
      case Kind::error:
        throw Failure{value};
      case Kind::object:
      case Kind::optional:
        wrong('s', "a value that has a text", value);
      default:
        return to_string(value);
    }
  }

  static std::string list_text(const Value& list) {
    std::string text = "[";
    for (std::size_t i = 0; i < list.size(); ++i) text += (i > 0 ? ", " : "") + text_of(list.at(i));
    return text + "]";
  }

  // Sorted by the keys' texts, so that equal maps have one text.
  static std::string map_text(const Value& map) {
    std::vector<std::pair<std::string, std::string>> entries;
    for (const Value::Entry& entry : map.entries()) entries.emplace_back(text_of(entry.key), text_of(entry.value));
    std::sort(entries.begin(), entries.end());
    std::string text = "{";
    for (const auto& [key, value] : entries) text += fmt::format("{}{}: {}", text.size() > 1 ? ", " : "", key, value);
    return text + "}";
  }

  Context& context_;
  std::string_view text_;
  const Value& list_;
  std::size_t next_ = 0;
  std::string result_;
};

}  // namespace

Value format_text(Context& context, Arguments arguments) {
  try {
    std::string text = Formatter(context, arguments).run();
    return context.allow_text(text.size()) ? Value::string(std::move(text)) : *context.exhausted();
  } catch (const Failure& failure) {
    return failure.value;
  }
}

}  // namespace zhudun::cel
