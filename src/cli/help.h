// What --help prints, of the program and of a command.
#pragma once

#include <deque>
#include <string>

#include "cli/offer.h"

namespace zhudun::cli {

std::string help(const std::deque<Offer>& offers);
std::string help(const Offer& offer);

}  // namespace zhudun::cli
