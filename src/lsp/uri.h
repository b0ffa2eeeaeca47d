// Paths and the URIs that editors call them by.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zhudun::lsp {

// The path of a file: URI of this machine; absent for any other.
std::optional<std::string> path_of_uri(std::string_view uri);

}  // namespace zhudun::lsp
