// The files that the arguments of a command line name: files, folders and globs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "zhudun/diag/diagnostic.h"

namespace zhudun::cli {

// The files that arguments name, in their order, each once: files as they are, of a folder every YAML file below it, of
// a glob what it matches. `-` stays `-`.
struct FoundFiles {
  struct File {
    std::string path;
    bool named = false;  // else it was found in a folder, and is a declaration only if it has the key `zhudun`
  };
  struct Folder {
    std::string path;
    std::vector<std::size_t> files;
  };
  std::vector<File> files;
  std::vector<Folder> folders;  // those that were searched, with or without files
};
FoundFiles find_files(const std::vector<std::string>& arguments, diag::Diagnostics& diagnostics);
diag::Diagnostic left_out(const std::string& path);             // a note
diag::Diagnostic without_declaration(const std::string& path);  // of a folder

}  // namespace zhudun::cli
