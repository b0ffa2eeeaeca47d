// The words of reports in both languages, one table each; a sentence has its holes in the same order in both.
#pragma once

#include <string>

#include "zhudun/check/check.h"
#include "zhudun/pack/pack.h"
#include "zhudun/source/language.h"

namespace zhudun::report {

class Words {
 public:
  Words(const pack::Pack& pack, const check::Options& options, source::Language language)
      : pack_(pack), options_(options), language_(language) {}

  std::string moment(const check::Moment& moment) const;
  std::string reason(const check::Finding& finding, const std::vector<check::Waiver>& waivers) const;
  std::vector<std::string> trace(const check::Finding& finding) const;
  // How the due date stands to the as-of date, in a few words; empty without one.
  std::string when(const check::Finding& finding) const;

 private:
  std::string say(const char* zh, const char* en) const { return language_ == source::Language::zh ? zh : en; }
  std::string cause(const check::Finding& finding) const;
  std::string cover(const check::Finding& finding, const std::vector<check::Waiver>& waivers) const;
  std::string step(const check::Step& step) const;
  std::string reading_step(const check::Step& step) const;
  std::string call_step(const check::Step& step) const;
  std::string workday_step(const check::Step& step) const;
  std::string local(const std::string& text) const;
  std::string verdict(const check::Finding& finding) const;
  std::string provisional(const check::Finding& finding) const;
  std::string list(const std::vector<std::string>& items) const;
  std::string full_stop_joined(const std::string& a, const std::string& b) const;

  const pack::Pack& pack_;
  const check::Options& options_;
  source::Language language_;
};

}  // namespace zhudun::report
