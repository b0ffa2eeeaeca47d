#include "zhudun/source/uuid.h"

#include <nettle/sha1.h>

namespace zhudun::source {

Uuid uuid5(const Uuid& space, std::string_view name) {
  sha1_ctx context;
  sha1_init(&context);
  sha1_update(&context, space.size(), space.data());
  sha1_update(&context, name.size(), reinterpret_cast<const std::uint8_t*>(name.data()));
  Uuid uuid{};
  sha1_digest(&context, uuid.size(), uuid.data());
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0F) | 0x50);  // version 5
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3F) | 0x80);  // the variant of RFC 9562
  return uuid;
}

std::string to_string(const Uuid& uuid) {
  std::string text;
  for (std::size_t at = 0; at < uuid.size(); ++at) {
    if (at == 4 || at == 6 || at == 8 || at == 10) text += '-';
    text += "0123456789abcdef"[uuid[at] >> 4];
    text += "0123456789abcdef"[uuid[at] & 15];
  }
  return text;
}

}  // namespace zhudun::source
