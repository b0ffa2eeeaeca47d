#include "zhudun/write/gzip.h"

#include <zlib.h>

#include <array>

namespace zhudun::write {
namespace {

constexpr int kGzip = 15 + 16;  // the widest window, with gzip's header
constexpr int kMemory = 8;      // zlib's default
constexpr std::size_t kPiece = 1 << 20;

}  // namespace

std::size_t gzip_size(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    return bytes.size();  // no memory: as if it could not be compressed
  }
  std::array<Bytef, 1 << 16> scratch;
  std::size_t size = 0;
  do {
    const std::string_view piece = bytes.substr(0, kPiece);
    bytes.remove_prefix(piece.size());
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream.avail_in = static_cast<uInt>(piece.size());
    do {
      stream.next_out = scratch.data();
      stream.avail_out = scratch.size();
      deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
      size += scratch.size() - stream.avail_out;
    } while (stream.avail_out == 0);
  } while (!bytes.empty());
  deflateEnd(&stream);
  return size;
}

}  // namespace zhudun::write
