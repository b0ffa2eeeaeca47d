#include "lsp/uri.h"

namespace zhudun::lsp {
namespace {

std::optional<unsigned> hexadecimal(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::optional<std::string> path_of_uri(std::string_view uri) {
  if (!uri.starts_with("file://")) return std::nullopt;
  uri.remove_prefix(7);
  if (uri.starts_with("localhost/")) uri.remove_prefix(9);
  if (!uri.starts_with('/')) return std::nullopt;
  uri = uri.substr(0, uri.find_first_of("?#"));
  std::string path;
  for (std::size_t at = 0; at < uri.size(); ++at) {
    const bool escaped = uri[at] == '%' && at + 2 < uri.size() && hexadecimal(uri[at + 1]) && hexadecimal(uri[at + 2]);
    path += escaped ? static_cast<char>(*hexadecimal(uri[at + 1]) * 16 + *hexadecimal(uri[at + 2])) : uri[at];
    if (escaped) at += 2;
  }
  return path.find('\0') == std::string::npos ? std::optional(path) : std::nullopt;
}

}  // namespace zhudun::lsp
