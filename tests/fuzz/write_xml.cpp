// XML as it is written, read back by expat: well-formed whatever is called, and of the same shape whoever's texts it
// holds.
#include "promise.h"
#include "read_xml.h"
#include "zhudun/write/xml.h"

using namespace zhudun;
using fuzz::hold;

namespace {

std::string written(fuzz::Choices choices, bool plain) {
  std::string out;
  write::XmlWriter writer(out);
  writer.begin("root");
  int depth = 1;
  int number = 0;
  while (!choices.over()) {
    const auto which = choices.below(4);
    const std::string text = choices.text();
    if (which == 0) writer.begin("e"), ++depth;
    if (which == 1) writer.attribute(fmt::format("a{}", ++number), plain ? "x" : text);
    if (which == 2 && !text.empty()) writer.text(plain ? "x" : text);
    if (which == 3 && depth > 1) writer.end(), --depth;
  }
  writer.finish();
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Choices choices(fuzz::bytes(data, size));
  const std::string hostile = written(choices, false);
  const auto xml = fuzz::read_xml(hostile), plain = fuzz::read_xml(written(choices, true));
  hold(xml && plain, "well-formed: " + hostile);
  hold(xml->shape == plain->shape, "a text stays a text: " + hostile);
  return 0;
}
