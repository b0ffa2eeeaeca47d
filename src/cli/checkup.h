// How the program finds itself: version, packs, calendar, locale, terminal, and what of it will not do today.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/judging.h"
#include "zhudun/cli/run.h"
#include "zhudun/source/language.h"

namespace zhudun::cli {

struct Checkup {
  struct Pack {
    std::string id, title, sha256;
    std::vector<std::int64_t> years;  // of its campaign; none: of any
    bool builtin = true;
    bool chosen = false;  // what check would use
  };
  struct Calendar {
    std::string first, last, notice;  // days; the newest year's notice
    std::int64_t days_left = 0;       // to the last day
  };
  struct Locale {
    std::string variable, name;  // empty: none is set
    bool utf8 = false;
  };
  struct Terminal {
    bool output = false, error = false;
    std::optional<Size> size;
    std::string type;
    bool color = false;  // what is printed to it is coloured
  };
  struct Warning {
    std::string code, message, help;
  };

  std::string version, today, zone;
  bool today_given = false;
  std::vector<Pack> packs;
  std::optional<Calendar> calendar;
  Locale locale;
  Terminal terminal;
  std::optional<std::string> cache;
  bool cache_exists = false;
  std::vector<Warning> warnings;
};

// Of a bench that has a pack. Packs built in that cannot be loaded are told.
Checkup examine(const Bench& bench, const Judging& judging, const World& world, source::Language language,
                diag::Diagnostics& diagnostics);

}  // namespace zhudun::cli
