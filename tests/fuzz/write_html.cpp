// HTML as it is written: whatever the texts hold, the tags are those that were opened, and nothing unprintable is left.
#include "promise.h"
#include "zhudun/write/html.h"

using namespace zhudun;
using fuzz::hold;

namespace {

std::string written(fuzz::Choices choices, bool plain) {
  std::string out;
  write::HtmlWriter writer(out);
  writer.open("body");
  while (!choices.over()) {
    const auto which = choices.below(5);
    const std::string taken = "t" + choices.text();  // an empty value is written as none
    const std::string text = plain ? "x" : taken;
    if (which == 0) writer.open("p", {{"title", text}, {"id", text}});
    if (which == 1) writer.text(text);
    if (which == 2) writer.close();
    if (which == 3) writer.element("b", {{"class", text}}, text);
    if (which == 4) writer.lone("input", {{"value", text}});
  }
  writer.finish();
  return out;
}

// The tags as a browser's tokenizer finds them, attribute values left out.
std::string tags(std::string_view html) {
  std::string found;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string_view::npos;) {
    char quote = 0;
    for (; at < html.size(); ++at) {
      const char c = html[at];
      if (quote == 0 || c == quote) found += c;
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
      if (c == '>' && quote == 0) break;
    }
  }
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Choices choices(fuzz::bytes(data, size));
  const std::string hostile = written(choices, false);
  fuzz::hold_printable(hostile, "\t\r", "html");
  hold(tags(hostile) == tags(written(choices, true)), "a text stays a text: " + hostile);

  const std::string code(choices.rest());
  std::string out;
  write::HtmlWriter writer(out);
  writer.code("script", code);
  writer.finish();
  std::size_t closers = 0;
  for (std::size_t at = 0; (at = out.find("</script", at)) != std::string::npos; ++at) ++closers;
  hold(closers <= 1, "a script is not closed by what it holds");
  return 0;
}
