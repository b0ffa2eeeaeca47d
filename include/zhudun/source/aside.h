// Work done beside one's own. In: what to do, and whether or how often to do it on threads of its own. Out: it is done;
// by fewer threads where the system gives no more of them, at worst by whoever asks for the result.
#pragma once

#include <cstddef>
#include <future>
#include <system_error>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace zhudun::source {

template <class Work>
std::future<std::invoke_result_t<Work>> aside(bool wanted, Work work) {
  if (wanted) {
    try {
      return std::async(std::launch::async, work);
    } catch (const std::system_error&) {  // no thread to be had
    }
  }
  return std::async(std::launch::deferred, std::move(work));
}

// So many threads, or fewer; perhaps none.
template <class Work>
void start_threads(std::vector<std::jthread>& threads, std::size_t wanted, const Work& work) {
  try {
    for (; wanted > 0; --wanted) threads.emplace_back(work);
  } catch (const std::system_error&) {  // those that were started go on
  }
}

}  // namespace zhudun::source
