#include "lsp/schema_place.h"

#include <algorithm>
#include <optional>

namespace zhudun::lsp {
namespace {

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  text = text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
  const bool quoted = text.size() > 1 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// The dashes in front of a line, where its content begins, and the key it begins with.
struct Line {
  std::vector<std::size_t> dashes;
  std::size_t content = 0;
  std::optional<std::string> key;
  bool blank = true;

  explicit Line(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() &&
           (text[at] == ' ' || (text[at] == '-' && (at + 1 == text.size() || text[at + 1] == ' ')))) {
      if (text[at] == '-') dashes.push_back(at);
      ++at;
    }
    content = at;
    const std::string_view rest = text.substr(at);
    blank = dashes.empty() && (trimmed(rest).empty() || rest.starts_with('#'));
    const std::size_t colon = rest.find(':');
    const bool ends = colon != std::string_view::npos && (colon + 1 == rest.size() || rest[colon + 1] == ' ');
    if (ends && rest.find_first_of("{[#") > colon) key = std::string(trimmed(rest.substr(0, colon)));
  }
};

// What stands before the cursor from where a line, or the flow collection that began earlier, begins.
class Scan {
 public:
  explicit Scan(std::string_view text) {
    for (at_ = 0; at_ < text.size(); ++at_) take(text);
  }

  std::vector<std::string> path;  // of the container
  std::vector<std::string> beside;
  std::optional<std::string> key;  // whose value is written
  std::string token;
  std::size_t depth() const { return open_.size(); }
  bool in_comment = false;

 private:
  struct Open {
    std::size_t path;
    std::vector<std::string> beside;
  };

  void take(std::string_view text) {
    const char c = text[at_];
    if (in_comment) {
      in_comment = c != '\n';
      return;
    }
    if ((c == '"' || c == '\'') && trimmed(token).empty()) return quoted(text, c);
    if (c == '#' && (at_ == 0 || text[at_ - 1] == ' ' || text[at_ - 1] == '\n')) {
      in_comment = true;
    } else if ((c == '{' || c == '[') && trimmed(token).empty()) {
      open(c == '[');
    } else if ((c == '}' || c == ']') && !open_.empty()) {
      path.resize(open_.back().path);
      beside = std::move(open_.back().beside);
      open_.pop_back();
      clear();
    } else if (c == ',' && !open_.empty()) {
      clear();
    } else if (c == ':' && (at_ + 1 == text.size() || text[at_ + 1] == ' ' || text[at_ + 1] == '\n') && !key) {
      key = std::string(trimmed(token));
      beside.push_back(*key);
      token.clear();
    } else {
      token += c;
    }
  }

  void quoted(std::string_view text, char quote) {
    const std::size_t end = text.find(quote, at_ + 1);
    const std::size_t stop = end == std::string_view::npos ? text.size() : end + 1;
    token += text.substr(at_, stop - at_);
    at_ = stop - 1;
  }

  void open(bool list) {
    open_.push_back({path.size(), std::move(beside)});
    if (key) path.push_back(*key);
    if (list) path.emplace_back("[]");
    clear();
    beside.clear();
  }

  void clear() {
    key.reset();
    token.clear();
  }

  std::size_t at_ = 0;
  std::vector<Open> open_;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    std::string_view line = text.substr(from, end - from);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    from = end + 1;
  }
  return lines;
}

// Where the line begins in which the flow collection opened that is still open at the end; else the last line.
std::size_t start_of_flow(std::string_view before) {
  constexpr std::size_t largest = 64 << 10;  // bytes of a collection that is looked at again for each of its lines
  std::size_t start = 0, from = 0;
  for (std::size_t at = 0; at <= before.size(); ++at) {
    if (at < before.size() && before[at] != '\n') continue;
    const bool near = from > start && from - start < largest;
    const std::string_view text = near ? before.substr(start, from - start) : std::string_view();
    if (Scan(text.substr(Line(text).content)).depth() == 0) start = from;
    from = at + 1;
  }
  return start;
}

// The keys that lead to a line's content, from the lines above it.
class Climb {
 public:
  Climb(const std::vector<std::string_view>& above, const Line& line) : need_(line.content) {
    dashes(line);
    for (std::size_t at = above.size(); at-- > 0 && !done();) step(Line(above[at]));
    std::reverse(path.begin(), path.end());
  }

  std::vector<std::string> path;
  std::vector<std::string> beside;

 private:
  bool done() const { return need_ == 0 && !same_column_ && !path.empty(); }

  void dashes(const Line& line) {
    for (std::size_t at = line.dashes.size(); at-- > 0;) {
      path.emplace_back("[]");
      need_ = line.dashes[at];
      same_column_ = true;  // a list may stand in the column of its key
    }
  }

  void step(const Line& line) {
    if (line.blank) return;
    const bool parent =
        line.key && (line.content < need_ || (same_column_ && line.dashes.empty() && line.content == need_));
    if (parent) {
      path.push_back(*line.key);
      need_ = line.content;
      same_column_ = false;
      dashes(line);
    } else if (!same_column_ && line.content == need_) {
      if (line.key && path.empty()) beside.push_back(*line.key);
      if (!line.dashes.empty() && line.dashes.back() < need_) dashes(line);
    }
  }

  std::size_t need_;
  bool same_column_ = false;
};

const schema::Type* follow(const schema::Schema& schema, const std::vector<std::string>& path,
                           source::Text* description) {
  const schema::Type* type = &schema.type(schema::Schema::kRoot);
  for (const std::string& part : path) {
    if (part == "[]") {
      if (type->kind != schema::Kind::array) return nullptr;
      type = &schema.type(type->items);
      continue;
    }
    const auto slot = type->kind == schema::Kind::object ? schema::Schema::slot(*type, part) : std::nullopt;
    if (!slot) return nullptr;
    if (description) *description = type->properties[*slot].description;
    type = &schema.type(type->properties[*slot].type);
  }
  return type;
}

}  // namespace

SchemaPlace schema_place(std::string_view text, std::uint32_t offset, const schema::Schema& schema, Cursor cursor) {
  SchemaPlace place;
  std::size_t end = std::min<std::size_t>(offset, text.size());
  while (cursor == Cursor::reads && end < text.size() && in_word(text[end])) ++end;
  const bool on_key =
      cursor == Cursor::reads && end < text.size() && text[end] == ':' && end > 0 && in_word(text[end - 1]);
  const std::string_view before = text.substr(0, end);
  const std::size_t start = start_of_flow(before);
  const Line line(before.substr(start));
  const std::string_view content = before.substr(std::min(start + line.content, before.size()));
  Scan scan(content);
  if (scan.in_comment) return place;
  std::vector<std::string_view> above = lines_of(before.substr(0, start));
  if (!above.empty()) above.pop_back();  // what follows the last line break is nothing
  const Climb climb(above, line);
  place.path = climb.path;
  place.path.insert(place.path.end(), scan.path.begin(), scan.path.end());
  place.beside = scan.depth() == 0 ? climb.beside : scan.beside;
  if (on_key) scan.key = std::string(trimmed(scan.token));
  const schema::Type* container = follow(schema, place.path, &place.description);
  if (scan.key) place.path.push_back(*scan.key);
  place.type = scan.key ? follow(schema, place.path, &place.description) : container;
  place.value = !on_key && (scan.key || (container && container->kind != schema::Kind::object));
  if (!scan.key && container && container->kind == schema::Kind::object) {
    place.object = container;
    place.type = nullptr;
  }
  if (place.type) {
    for (const std::string& part : place.path) place.name = part == "[]" ? place.name : part;
  }
  return place;
}

}  // namespace zhudun::lsp
