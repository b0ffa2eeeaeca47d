// What every answer of the server is made with: the texts, the host, what the client can do, and how places are
// counted.
#pragma once

#include <map>
#include <string>

#include "lsp/texts.h"
#include "zhudun/write/json.h"

namespace zhudun::lsp {

struct Client {
  Encoding encoding = Encoding::utf16;
  bool markdown = false;  // in hovers
  bool show_document = false;
  bool watches_files = false;
  bool nested_symbols = false;
};

// The language of what is said.
inline std::string say(source::Language language, std::string zh, std::string en) {
  return language == source::Language::zh ? std::move(zh) : std::move(en);
}

void write(write::JsonWriter& out, const Range& range);
void write(write::JsonWriter& out, std::string_view key, const Range& range);

// Where a rule stands, if an editor can open it.
struct RulePlace {
  std::string uri;
  Range range;
};
std::optional<RulePlace> place_of(const pack::Rule& rule, const Host& host, Encoding encoding);

// What a lens does when it is clicked: opens the rule named in its argument.
inline constexpr std::string_view kShowRule = "zhudun.showRule";

// Each appends one JSON value.
void write_diagnostics(write::JsonWriter& out, const Text& text, const source::File* file, const Host& host,
                       const Client& client, const std::map<const source::File*, std::string>& uris);
void write_hover(write::JsonWriter& out, const Text& text, std::uint32_t offset, const Host& host,
                 const Client& client);
void write_lenses(write::JsonWriter& out, const Text& text, const Host& host, const Client& client);
void write_symbols(write::JsonWriter& out, const Text& text, const Client& client);
void write_completion(write::JsonWriter& out, const Text& text, const pack::Pack& pack, std::uint32_t offset,
                      const Host& host);

}  // namespace zhudun::lsp
