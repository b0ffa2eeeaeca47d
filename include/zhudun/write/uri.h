// A path of this machine as a URI reference (RFC 3986): relative where the path is, else file://. Every byte but
// unreserved characters and slashes is percent-encoded, so any file name is one.
#pragma once

#include <string>
#include <string_view>

namespace zhudun::write {

std::string uri_of_path(std::string_view path);

}  // namespace zhudun::write
