#include "write/memory_stream.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string>

namespace zhudun::write {
namespace {

struct Memory {
  std::string bytes;
  std::size_t at = 0;
};

ssize_t read_memory(void* cookie, char* to, std::size_t size) {
  auto& memory = *static_cast<Memory*>(cookie);
  const std::size_t taken = std::min(size, memory.bytes.size() - std::min(memory.at, memory.bytes.size()));
  std::memcpy(to, memory.bytes.data() + memory.at, taken);
  memory.at += taken;
  return static_cast<ssize_t>(taken);
}

ssize_t write_memory(void* cookie, const char* from, std::size_t size) {
  auto& memory = *static_cast<Memory*>(cookie);
  try {
    if (memory.bytes.size() < memory.at + size) memory.bytes.resize(memory.at + size);
  } catch (const std::bad_alloc&) {  // an exception must not cross the library, which is C
    memory_streams().failed = true;
    errno = ENOMEM;
    return 0;
  }
  std::memcpy(memory.bytes.data() + memory.at, from, size);
  memory.at += size;
  return static_cast<ssize_t>(size);
}

int seek_memory(void* cookie, off64_t* offset, int whence) {
  auto& memory = *static_cast<Memory*>(cookie);
  const std::size_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? memory.at : memory.bytes.size();
  const off64_t target = static_cast<off64_t>(from) + *offset;
  if (target < 0 || static_cast<std::size_t>(target) > memory.bytes.size()) return -1;
  memory.at = static_cast<std::size_t>(*offset = target);
  return 0;
}

int close_memory(void* cookie) {
  delete static_cast<Memory*>(cookie);
  return 0;
}

}  // namespace

MemoryStreams& memory_streams() {
  thread_local MemoryStreams streams;
  return streams;
}

}  // namespace zhudun::write

extern "C" FILE* lxw_tmpfile(char*) {
  using namespace zhudun::write;
  std::unique_ptr<Memory> memory(new (std::nothrow) Memory);
  FILE* stream =
      memory ? fopencookie(memory.get(), "w+", {read_memory, write_memory, seek_memory, close_memory}) : nullptr;
  if (!stream) {
    memory_streams().failed = true;
    return nullptr;
  }
  memory.release();
  ++memory_streams().opened;
  return stream;
}
