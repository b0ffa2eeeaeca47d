#include "lint_sample.h"

using namespace lint_test;

TEST_CASE("a date that there is not, or of which the calendar knows nothing, is told") {
  CHECK(lint(applies("incident.found_on > date('2025-02-30')")) ==
        Texts{"error lint-no-such-date @ date('2025-02-30'): `date('2025-02-30')` gives no day: `2025-02-30` is not a "
              "date, "
              "YYYY-MM-DD / write a day that exists as date('YYYY-MM-DD') or date(year, month, day)"});
  CHECK(lint(applies("incident.found_on > date(2025, 13, period)")) ==
        Texts{"error lint-no-such-date @ date(2025, 13, period): `date(2025, 13, period)` gives no day: there is no "
              "such day "
              "/ write a day that exists as date('YYYY-MM-DD') or date(year, month, day)"});
  CHECK(lint(applies("incident.found_on > date('2019-12-31')")) ==
        Texts{"lint-date-not-covered @ date('2019-12-31'): the calendar does not cover the year 2019 of "
              "`date('2019-12-31')` / it covers 2024 to 2026: working days counted from elsewhere are a guess"});
  CHECK(lint(applies("incident.found_on > date('2024-01-01') && incident.found_on < date(2026, 12, 31)")) == Texts{});
}

TEST_CASE("what is added to a date is held to the calendar") {
  const auto with = [](const std::string& amount) { return lint({{"addDays(2)", amount}}); };
  CHECK(with("addYears(9000)") == Texts{"error lint-date-overflow @ 9000: `addYears` by 9000 leaves the years 0001 to "
                                        "9999 / the duty cannot be judged "
                                        "then: check the number and its unit"});
  CHECK(with("addWorkdays(-100001)") == Texts{"error lint-date-overflow @ -100001: `addWorkdays` by -100001 leaves the "
                                              "years 0001 to 9999 / the duty cannot "
                                              "be judged then: check the number and its unit"});
  CHECK(
      with("addYears(7973)") ==
      Texts{"lint-date-not-covered @ 7973: `addYears` by 7973 leaves the calendar from every day it covers / it covers "
            "2024 to 2026: check the number and its unit"});
  CHECK(with("addYears(7974)").front().starts_with("error lint-date-overflow"));
  CHECK(
      with("addMonths(-36)") ==
      Texts{"lint-date-not-covered @ -36: `addMonths` by -36 leaves the calendar from every day it covers / it covers "
            "2024 to 2026: check the number and its unit"});
  CHECK(
      with("addWorkdays(251)") ==
      Texts{
          "lint-date-not-covered @ 251: `addWorkdays` by 251 is more than a year of working days / the calendar covers "
          "2024 to 2026: beyond them the notice is missing and the date is a guess"});
  for (const char* amount :
       {"addYears(2)", "addMonths(-35)", "addWorkdays(250)", "addDays(1095)", "addDays(incident.count)"}) {
    CAPTURE(amount);
    CHECK(with(amount) == Texts{});
  }
}

TEST_CASE("what is added is judged by the parameters and readings of the pack too") {
  CHECK(
      lint({{"value: 30", "value: 4000000"}}) ==
      Texts{
          "error lint-date-overflow @ period: `addDays` by 4000000 leaves the years 0001 to 9999 / the duty cannot be "
          "judged then: check the number and its unit"});
  CHECK(
      lint({{"value: 30", "value: 30, effective: [{from: 2026-01-01, value: 4000000}]"}}) ==
      Texts{
          "error lint-date-overflow @ period: `addDays` by 4000000 leaves the years 0001 to 9999 / the duty cannot be "
          "judged then: check the number and its unit"});
  CHECK(
      lint({{"addDays(2)", "addYears(reading.hours)"}}) ==
      Texts{"lint-date-not-covered @ reading.hours: `addYears` by 24 leaves the calendar from every day it covers / it "
            "covers 2024 to 2026: check the number and its unit"});
}

TEST_CASE("what fails whatever is declared is told at its innermost place") {
  CHECK(lint(applies("incident.count > 1 + 1 / 0")) ==
        Texts{"error lint-always-fails @ 1 / 0: `1 / 0` always fails: divide by zero / no duty that needs it can be "
              "judged"});
  CHECK(lint(applies("incident.count > 1 / incident.count")) == Texts{});
}

TEST_CASE("getters that count from 0 are told with what counts from 1") {
  const auto with = [](const std::string& getter) { return lint(applies("incident.found_at." + getter + "() > 3")); };
  CHECK(with("getMonth") ==
        Texts{"lint-counts-from-zero @ getMonth: `getMonth` counts from 0 / date(t).month() counts from "
              "1, in the calendar's zone"});
  CHECK(with("getDayOfMonth") ==
        Texts{"lint-counts-from-zero @ getDayOfMonth: `getDayOfMonth` counts from 0 / date(t).day() "
              "counts from 1, in the calendar's zone"});
  CHECK(with("getDayOfYear") ==
        Texts{"lint-counts-from-zero @ getDayOfYear: `getDayOfYear` counts from 0 / compare dates: "
              "date(t) >= date(year, month, day)"});
  CHECK(with("getDayOfWeek") ==
        Texts{"lint-counts-from-zero @ getDayOfWeek: `getDayOfWeek` counts from 0 / Sunday is 0 "
              "there: date(t).isWorkday() asks the calendar"});
  CHECK(with("getDate") == Texts{});
  CHECK(lint(applies("date(incident.found_at).month() > 3")) == Texts{});
}

TEST_CASE("a time compared with a day by hand is told in due and done alone") {
  const std::string help =
      " / give `due` and `done` as they are: they are compared to the second where both have a time, else by the day";
  CHECK(
      lint({{"done: incident.closed_at", "done: \"date(incident.closed_at) <= incident.closed_on\""}}) ==
      Texts{
          "lint-compared-by-hand @ date(incident.closed_at): `done` turns `date(incident.closed_at)` to compare a time "
          "with a day by hand" +
          help});
  CHECK(lint({{kDue, "incident.found_at < timestamp(string(incident.found_on) + 'T00:00:00Z') ? incident.found_on : " +
                         kDue}}) ==
        Texts{"lint-compared-by-hand @ timestamp(string(incident.found_on) + 'T00:00:00Z'): `due` turns "
              "`timestamp(string(incident.found_on) + 'T00:00:00Z')` to compare a time with a day by hand" +
              help});
  CHECK(lint({{"done: incident.closed_at", "done: date(incident.closed_at)"}}) == Texts{});
  CHECK(lint(applies("date(incident.found_at) > incident.found_on")) == Texts{});
}

TEST_CASE("as_of within due or applies is told, also through a name or a function") {
  const std::string help =
      " / read facts whatever their date: what lies after the as-of date is a plan, and the engine judges it so";
  CHECK(lint(applies("incident.found_on <= as_of")) == Texts{"lint-as-of @ as_of: `applies` reads `as_of`" + help});
  CHECK(lint({{"reading.pace == 'fast' ? a : b", "reading.pace == 'fast' && a < as_of ? a : b"}}) ==
        Texts{"lint-as-of @ first: `due` reads `as_of` through `first`" + help});
  CHECK(lint({{"    let:\n",
               "    let:\n      known: incident.found_on <= as_of\n      big: known && incident.count > 1\n"},
              {"- if: \"incident.kind", "- if: \"big || incident.kind"}}) ==
        Texts{"lint-as-of @ big: `applies` reads `as_of` through `big`" + help});
  CHECK(lint({{kDone, "closed.filter(s, s.held_on <= as_of).map(s, s.held_on)"}}) == Texts{});
  // what is not over yet
  CHECK(lint(applies("has(incident.closed_on) ? incident.closed_on >= as_of : true")) == Texts{});
  CHECK(lint(applies("has(incident.closed_on) ? as_of < incident.closed_on : true")) == Texts{});
  CHECK(lint(applies("as_of >= incident.closed_on")) == Texts{"lint-as-of @ as_of: `applies` reads `as_of`" + help});
}
