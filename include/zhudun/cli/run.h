// The whole program as one call: arguments in, an exit status out. Streams, clock and environment are handed in, so
// that it runs inside a test. Exit status: 0 nothing to fail on, 1 a finding to fail on, 2 the input, the rules or the
// call is wrong, 3 an output could not be written in full.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zhudun::cli {

struct Size {  // of a terminal
  std::size_t columns = 0, rows = 0;
};

// Waits for files to change, and for the wish to end. While it lives, that wish does not end the program.
class Watcher {
 public:
  enum class Woken : std::uint8_t { changed, asked_to_end, idle };

  Watcher() = default;
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  virtual ~Watcher() = default;
  // From now on these, there or not; a change of one that was looked at before is not missed.
  virtual void look_at(const std::vector<std::string>& files) = 0;
  virtual Woken wait(std::int32_t milliseconds) = 0;
};

struct World {
  std::function<bool(std::string_view)> write_out;  // false: it could not be written in full
  std::function<void(std::string_view)> write_error;
  std::function<std::optional<std::string>()>
      read_in;                        // what standard input has next, empty at its end; none: it failed
  std::function<std::int64_t()> now;  // seconds since 1970
  std::function<std::optional<std::string>(const char*)> variable;
  bool terminal = false;                                                    // standard output is one
  bool input_terminal = false;                                              // standard input is one
  bool error_terminal = false;                                              // standard error is one
  std::function<std::optional<Size>()> size = [] { return std::nullopt; };  // of the terminal, if there is one
  // Calls ten times a second, from another thread, until what is returned is gone.
  std::function<std::shared_ptr<void>(std::function<void()>)> beat = [](const auto&) { return nullptr; };
  std::function<std::unique_ptr<Watcher>()> watcher = [] { return nullptr; };
  // Whether standard input has something, or its end, within so many milliseconds.
  std::function<bool(std::int32_t)> input_waits = [](std::int32_t) { return true; };
  std::function<bool(std::int64_t)> process_lives = [](std::int64_t) { return true; };
  // What is held to the end of the process: to take it apart would be the last work, for nothing.
  std::vector<std::shared_ptr<const void>> kept;
};

World real_world();
int run(const std::vector<std::string>& arguments, World& world);
// Ends the process and leaves what is kept to the system; takes all apart where the build counts what is left over.
[[noreturn]] void leave(World world, int status);

}  // namespace zhudun::cli
