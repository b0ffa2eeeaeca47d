// Completion of zhudun in a shell, as a script made from the option table. A script runs nothing but
// `zhudun rules`, and that only where the id of a rule is wanted.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "cli/offer.h"

namespace zhudun::cli {

std::string bash_completion(const std::deque<Offer>& offers);
std::string zsh_completion(const std::deque<Offer>& offers);
std::string fish_completion(const std::deque<Offer>& offers);

// What can be offered for a text.
enum class Offered : std::uint8_t { nothing, words, list, prefixed, files, folders, rules };
Offered offered_for(const Option& row);

// The text in single quotes, as a POSIX shell reads it.
std::string quoted(std::string_view text);
// Each in quotes, with spaces between.
std::string quoted_words(const std::vector<std::string>& words);

}  // namespace zhudun::cli
