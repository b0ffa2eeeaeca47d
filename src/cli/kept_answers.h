// The answers of an interview that is not finished, in a file beside the one it will become: `.NAME.answers`.
#pragma once

#include <string>

#include "zhudun/form/interview.h"

namespace zhudun::cli {

class KeptAnswers {
 public:
  // Of this target and these rules; other rules ask other questions.
  KeptAnswers(const std::string& target, std::string pack);

  const std::string& path() const { return path_; }
  // None where there is no such file, or it is not of these rules.
  form::Answers load() const;
  void save(const form::Answers& answers) const;  // throws EnvironmentError
  void forget() const;

 private:
  std::string path_, pack_;
};

}  // namespace zhudun::cli
