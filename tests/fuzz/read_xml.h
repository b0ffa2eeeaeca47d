// XML by expat, which is not ours. In: a text. Out: its shape, elements in angle brackets with their attributes and
// texts; nothing if it is not well-formed.
#pragma once

#include <expat.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

struct Xml {
  std::string shape;                // `<a x=...>` and `</a>`, texts left out
  std::vector<std::string> values;  // of attributes and texts, in order
};

inline std::optional<Xml> read_xml(std::string_view text) {
  Xml xml;
  bool in_text = false;
  struct State {
    Xml& xml;
    bool& in_text;
  } state{xml, in_text};
  const XML_Parser parser = XML_ParserCreate("UTF-8");
  XML_SetUserData(parser, &state);
  XML_SetElementHandler(
      parser,
      [](void* user, const char* name, const char** attributes) {
        auto& to = *static_cast<State*>(user);
        to.in_text = false;
        to.xml.shape += std::string("<") + name;
        for (; *attributes; attributes += 2) {
          to.xml.shape += std::string(" ") + attributes[0];
          to.xml.values.emplace_back(attributes[1]);
        }
        to.xml.shape += '>';
      },
      [](void* user, const char* name) {
        auto& to = *static_cast<State*>(user);
        to.in_text = false;
        to.xml.shape += std::string("</") + name + ">";
      });
  XML_SetCharacterDataHandler(parser, [](void* user, const char* data, int length) {
    auto& to = *static_cast<State*>(user);
    if (!to.in_text) to.xml.values.emplace_back();
    to.in_text = true;
    to.xml.values.back().append(data, static_cast<std::size_t>(length));
  });
  const bool whole = XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) == XML_STATUS_OK;
  XML_ParserFree(parser);
  return whole ? std::optional(std::move(xml)) : std::nullopt;
}

}  // namespace fuzz
