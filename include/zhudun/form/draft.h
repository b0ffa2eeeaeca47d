// A declaration to begin with: YAML with a comment for every key, only what the rules that may bind the declarer ask
// for, open wherever there is no answer. In: a pack and answers. Promised: `check` takes it as it is, and finds nothing
// done.
#pragma once

#include <string>

#include "zhudun/form/interview.h"

namespace zhudun::form {

struct DraftOptions {
  source::Language language = source::Language::zh;
  std::string schema;   // the address of its JSON Schema for the first line; empty: no such line
  std::string command;  // how to check it, for the heading
};

std::string draft(const pack::Pack& pack, const Interview& interview, const Answers& answers,
                  const DraftOptions& options);

}  // namespace zhudun::form
