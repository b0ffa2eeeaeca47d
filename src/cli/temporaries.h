// Files that must not outlive the program: whoever ends it by SIGINT, SIGTERM, SIGHUP, SIGQUIT or SIGXCPU has them
// removed first.
#pragma once

#include <atomic>
#include <string>

namespace zhudun::cli {

// A file's name, to be removed with this unless it is kept. It is known to the signals before there is such a file.
class Temporary {
 public:
  explicit Temporary(std::string path);
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary();

  const std::string& path() const;
  // It has another name now.
  void keep();
  // Removes each that is there; may be called in a signal's handler.
  static void remove_all();

 private:
  struct Known;
  friend void remove_and_end(int signal);
  static std::atomic<Known*> all_;
  Known* known_;
};

}  // namespace zhudun::cli
