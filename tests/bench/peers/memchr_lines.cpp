// Looks at every byte once and does nothing else: the lines of the files.
#include <cstring>

#include "inputs.h"

int main(int count, char** words) {
  return peers::run(count, words, [](const std::string& bytes) {
    long lines = 0;
    const char* at = bytes.data();
    const char* const end = at + bytes.size();
    while ((at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at))))) ++at, ++lines;
    return lines;
  });
}
