// An open file of the system, closed when it goes, and bytes into it and out of it in full, whatever interrupts.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace zhudun::cli {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  // Whether nothing went wrong; what only then turns out to be unwritten does.
  bool close();

 private:
  int fd_ = -1;
};

// As open(2), begun again where a signal came between; a new file has the mode.
Descriptor open_file(const char* path, int flags, unsigned mode = 0666);
// False: errno says why.
bool write_all(int fd, std::string_view bytes);
bool sync(int fd);

}  // namespace zhudun::cli
