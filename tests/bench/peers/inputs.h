// The bytes of the files a peer is given, one after the other. In: paths of files, or of folders whose .yaml files are
// meant, in the order of their names. Each is read whole, which costs every peer the same.
#pragma once

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace peers {

inline std::vector<std::string> paths_of(int count, char** words) {
  std::vector<std::string> paths;
  for (int word = 1; word < count; ++word) {
    if (!std::filesystem::is_directory(words[word])) {
      paths.emplace_back(words[word]);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(words[word]))
      if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

inline std::string bytes_of(const std::string& path) {
  std::string bytes(std::filesystem::file_size(path), '\0');
  std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

// `count_in` gives what it counted in one file's bytes, or a negative number where it could not read them.
template <typename CountIn>
int run(int count, char** words, const CountIn& count_in) {
  long total = 0;
  for (const std::string& path : paths_of(count, words)) {
    const long counted = count_in(bytes_of(path));
    if (counted < 0) {
      std::fprintf(stderr, "cannot read %s\n", path.c_str());
      return 1;
    }
    total += counted;
  }
  std::printf("%ld\n", total);
  return 0;
}

}  // namespace peers
