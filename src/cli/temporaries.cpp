#include "cli/temporaries.h"

#include <pthread.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <mutex>

namespace zhudun::cli {

// Never freed: a signal may come at any time and goes through them.
struct Temporary::Known {
  std::string path;
  pthread_t thread{};
  std::atomic<bool> there{false};
  Known* next = nullptr;
};

std::atomic<Temporary::Known*> Temporary::all_{nullptr};

void Temporary::remove_all() {
  for (const Known* one = all_.load(); one != nullptr; one = one->next) {
    if (one->there.load()) ::unlink(one->path.c_str());
  }
}

// A thread cannot overtake itself: the one that makes a file and keeps it is the one that may look whether it is there.
void remove_and_end(int signal) {
  const int reason = errno;
  const auto* first = Temporary::all_.load();
  while (first != nullptr && !first->there.load()) first = first->next;
  if (first != nullptr && ::pthread_equal(first->thread, ::pthread_self()) == 0) {
    ::pthread_kill(first->thread, signal);
    errno = reason;
    return;
  }
  Temporary::remove_all();
  struct sigaction by_default {};
  by_default.sa_handler = SIG_DFL;
  ::sigaction(signal, &by_default, nullptr);
  ::raise(signal);  // comes when this returns
}

namespace {

// What the caller wants ignored, stays so.
void listen_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU}) {
      struct sigaction before {};
      if (::sigaction(signal, nullptr, &before) != 0 || before.sa_handler != SIG_DFL) continue;
      struct sigaction own {};
      own.sa_handler = remove_and_end;
      ::sigfillset(&own.sa_mask);
      ::sigaction(signal, &own, nullptr);
    }
  });
}

}  // namespace

Temporary::Temporary(std::string path) : known_(new Known) {
  listen_once();
  known_->path = std::move(path);
  known_->thread = ::pthread_self();
  known_->next = all_.load();
  while (!all_.compare_exchange_weak(known_->next, known_)) continue;
  known_->there = true;
}

Temporary::~Temporary() {
  if (!known_->there) return;
  ::unlink(known_->path.c_str());
  known_->there = false;
}

const std::string& Temporary::path() const { return known_->path; }

void Temporary::keep() { known_->there = false; }

}  // namespace zhudun::cli
