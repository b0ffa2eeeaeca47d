// A large file as it lies in memory already, instead of a copy. In: a descriptor. Out: the file; nullptr where it is
// small, no regular file or cannot be mapped: then it is read. Bytes that are gone when they are looked at, because
// someone cut the file short, end the program with a message and exit status 3; nothing is half written by that.
#pragma once

#include <sys/stat.h>

#include <memory>
#include <string>

#include "zhudun/source/file.h"

namespace zhudun::cli {

std::unique_ptr<source::File> map_file(const std::string& path, int descriptor, const struct stat& status);

}  // namespace zhudun::cli
