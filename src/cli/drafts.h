// Files written whole or left as they were. In: paths and bytes. Each goes into a temporary file beside its target and
// is synced; when all are, all are renamed and their folders synced. What is not renamed by then is removed, whatever
// happens. A device or a pipe has nothing to replace and is written straight away. Throws EnvironmentError.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/temporaries.h"
#include "zhudun/source/environment_error.h"

namespace zhudun::cli {

using source::EnvironmentError;

class Drafts {
 public:
  enum class Over : bool { nothing, what_is_there };  // what a target may take the place of

  // Ready to be renamed when this returns.
  void add(const std::string& path, std::string_view bytes, Over over = Over::what_is_there);
  // In the order in which they were added. If one cannot be renamed, those before it are new and those after it old.
  void commit();

 private:
  struct Draft {
    std::string path;    // as the caller calls it
    std::string target;  // behind links
    std::unique_ptr<Temporary> temporary;
    Over over = Over::what_is_there;
  };
  std::vector<Draft> drafts_;
};

// The one file at the path.
void write_file(const std::string& path, std::string_view bytes);

// Put behind what the file holds; it is made if it is not there. Throws EnvironmentError, and then it holds what it
// held.
void append_to_file(const std::string& path, std::string_view bytes);

}  // namespace zhudun::cli
