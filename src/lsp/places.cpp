#include "lsp/session.h"
#include "zhudun/write/uri.h"

namespace zhudun::lsp {
namespace {

void write_position(write::JsonWriter& out, std::string_view key, const Position& position) {
  out.key(key);
  out.begin_object();
  out.member("line", position.line);
  out.member("character", position.character);
  out.end();
}

}  // namespace

void write(write::JsonWriter& out, const Range& range) {
  out.begin_object();
  write_position(out, "start", range.start);
  write_position(out, "end", range.end);
  out.end();
}

void write(write::JsonWriter& out, std::string_view key, const Range& range) {
  out.key(key);
  write(out, range);
}

std::optional<RulePlace> place_of(const pack::Rule& rule, const Host& host, Encoding encoding) {
  if (!rule.place || !host.rule_path) return std::nullopt;
  const auto path = host.rule_path(*rule.place.file);
  if (!path) return std::nullopt;
  const Lines lines(rule.place.file->bytes(), encoding);
  return RulePlace{write::uri_of_path(*path), lines.range(rule.place.begin, rule.place.end)};
}

}  // namespace zhudun::lsp
