// `zhudun check`: what it is told. What it does is the product itself, in run.cpp.
#pragma once

#include <string>
#include <vector>

#include "cli/baseline.h"
#include "cli/color.h"
#include "cli/judging.h"
#include "zhudun/source/in_order.h"

namespace zhudun::cli {

struct CheckCall {
  std::vector<std::string> files;
  Judging judging;
  std::int32_t horizon = 30;
  unsigned jobs = source::usual_jobs();
  bool all = false;
  std::vector<check::Status> fail_on = {check::Status::overdue, check::Status::gap, check::Status::undeclared};
  source::Language language = source::Language::zh;
  Color color = Color::automatic;
  const render::Format* format = nullptr;  // of standard output; none: nothing goes there
  std::vector<Output> outputs;
  std::size_t width = 0;  // of a text; 0: the terminal's, else 80
  bool bom = false;
  BaselineCall baseline;
  std::string evidence;  // a folder; empty: the declaration's
  bool no_evidence = false;
  bool quiet = false;
};

int check_declarations(const CheckCall& call, World& world);

}  // namespace zhudun::cli
