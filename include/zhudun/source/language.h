// A text in the two languages every rule pack is written in.
#pragma once

#include <string>

namespace zhudun::source {

enum class Language { zh, en };

struct Text {
  std::string zh;
  std::string en;
  const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
};

}  // namespace zhudun::source
