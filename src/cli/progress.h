// How far a long run is: one line on standard error, rewritten while it lasts and erased in the end. In: what is being
// done. Only where standard error is a terminal that can erase, and not in the first half second; else nothing at all.
// Promised: while it lives, whatever the world writes stands alone, the line is erased before it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "zhudun/cli/run.h"
#include "zhudun/source/language.h"

namespace zhudun::cli {

class Progress {
 public:
  // Of nothing, `total` 0, nothing is shown.
  Progress(World& world, std::size_t total, source::Language language);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  void reading(const std::string& path);  // the next of them
  void judging();
  void writing();

 private:
  enum class Phase : std::uint8_t { idle, reading, judging, writing };

  void beat();
  void erase();
  std::string line() const;

  World& world_;
  std::size_t total_, at_ = 0;
  source::Language language_;
  std::function<bool(std::string_view)> write_out_;
  std::function<void(std::string_view)> write_error_;
  std::mutex mutex_;  // of all below
  std::string path_;
  Phase phase_ = Phase::idle;
  std::size_t beats_ = 0;
  bool shown_ = false;
  std::shared_ptr<void> heart_;  // last: it uses the others
};

}  // namespace zhudun::cli
