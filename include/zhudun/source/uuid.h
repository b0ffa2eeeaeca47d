// Names as UUIDs (RFC 9562, version 5: SHA-1 by nettle). In: the UUID of a namespace, a name in it. Out: the same UUID
// for the same name, wherever and whenever.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace zhudun::source {

using Uuid = std::array<std::uint8_t, 16>;

Uuid uuid5(const Uuid& space, std::string_view name);
// `2ed6657d-e927-568b-95e1-2665a8aea6a2`
std::string to_string(const Uuid& uuid);

}  // namespace zhudun::source
