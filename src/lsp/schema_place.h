// What the schema expects where a cursor stands. In: a text that need not be whole YAML yet, an offset, a schema. Out:
// the object or value meant. By indentation and brackets alone, for while someone types there is no tree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "zhudun/schema/schema.h"

namespace zhudun::lsp {

struct SchemaPlace {
  const schema::Type* object = nullptr;  // whose key is written here, if one is
  const schema::Type* type = nullptr;    // of the value that is written here, or of the key under the cursor
  bool value = false;                    // a value is written, else a key
  std::string name;                      // the last key of the path
  source::Text description;              // of that key
  std::vector<std::string> path;         // keys and [], as places of a schema are written
  std::vector<std::string> beside;       // the keys that the object has already
};

// To write on: what stands behind the cursor does not count. To read: the word that the cursor is in is whole.
enum class Cursor : std::uint8_t { writes, reads };

SchemaPlace schema_place(std::string_view text, std::uint32_t offset, const schema::Schema& schema, Cursor cursor);

}  // namespace zhudun::lsp
