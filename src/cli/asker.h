// Questions on a terminal, answered line by line. In: questions of an interview. Out: answers, and whether whoever
// answers left before the end (Ctrl-D; Ctrl-C ends the program itself). An answer that does not fit is asked for again.
#pragma once

#include <optional>
#include <string>

#include "zhudun/cli/run.h"
#include "zhudun/form/interview.h"

namespace zhudun::cli {

class Asker {
 public:
  Asker(World& world, source::Language language) : world_(world), language_(language) {}

  void say(std::string_view line);
  // A line typed after the text, without what surrounds it; nothing: whoever answers has left.
  std::optional<std::string> line(std::string_view text);
  std::optional<form::Answer> ask(const form::Question& question);
  // An answer as it is shown again.
  std::string shown(const form::Answer& answer) const;
  const char* in(const char* zh, const char* en) const { return language_ == source::Language::zh ? zh : en; }

 private:
  std::optional<std::string> ask_text(const form::Question& question);
  std::optional<form::Answer> ask_words(const form::Question& question);
  std::optional<form::Answer> ask_flag(const form::Question& question);
  std::optional<form::Answer> ask_list(const form::Question& question);
  // The words that an answer names, by number, value or title; nothing after saying what is not known.
  std::optional<std::vector<std::string>> words_of(const std::string& text, const form::Question& question);
  void not_understood(std::string_view text);

  World& world_;
  source::Language language_;
  std::string rest_;  // typed ahead
};

}  // namespace zhudun::cli
