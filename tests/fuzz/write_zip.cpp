// An archive as it is written, unpacked by zlib alone: every file is there under its own safe name, byte by byte.
#include <set>

#include "promise.h"
#include "support/package.h"
#include "zhudun/write/zip.h"

using namespace zhudun;
using fuzz::hold;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices(fuzz::bytes(data, size));
  write::ZipWriter writer;
  std::vector<std::pair<std::string, std::string>> files;
  while (!choices.over() && files.size() < 20) {
    const std::string path = choices.text(150);
    std::string bytes = choices.text(100);
    const std::string name = writer.add(path, bytes);
    hold(!name.empty() && name.front() != '/' && name.find('\\') == std::string::npos && name.find("//") == name.npos,
         "a name leads nowhere else: " + name);
    hold(("/" + name + "/").find("/../") == std::string::npos && ("/" + name + "/").find("/./") == std::string::npos,
         "nor up: " + name);
    fuzz::hold_printable(name.substr(0, name.find('\xE2')), "", "a name");
    files.emplace_back(name, std::move(bytes));
  }
  const auto archive = writer.finish();
  hold(archive.has_value(), "the archive is made");
  if (files.empty()) return 0;
  std::set<std::string> names;
  const auto members = package::unpack(*archive);
  hold(members.size() == files.size(), "as many files as were put in");
  for (std::size_t at = 0; at < files.size(); ++at) {
    hold(members[at].name == files[at].first && members[at].bytes == files[at].second, "each as it was put in");
    hold(names.insert(members[at].name).second, "under a name of its own");
  }
  return 0;
}
