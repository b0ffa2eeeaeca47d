"""Section 3 of the specification: days, months, working days, and which years' notices were needed.

The holiday table is typed in here from the State Council's yearly notices; it shares nothing with the rule pack,
so that a slip of the pen in either shows up as a disagreement.
"""
from calendar import monthrange
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2020, 2026   # "The calendar covers 2020-2026."

# Ranges of days off, both ends included, and the make-up working days, as MM-DD by year.
_OFF = {
    2020: ["01-01", "01-24..02-02", "04-04..04-06", "05-01..05-05", "06-25..06-27", "10-01..10-08"],
    2021: ["01-01..01-03", "02-11..02-17", "04-03..04-05", "05-01..05-05", "06-12..06-14", "09-19..09-21",
           "10-01..10-07"],
    2022: ["01-01..01-03", "01-31..02-06", "04-03..04-05", "04-30..05-04", "06-03..06-05", "09-10..09-12",
           "10-01..10-07", "12-31"],
    2023: ["01-01..01-02", "01-21..01-27", "04-05", "04-29..05-03", "06-22..06-24", "09-29..10-06", "12-30..12-31"],
    2024: ["01-01", "02-10..02-17", "04-04..04-06", "05-01..05-05", "06-08..06-10", "09-15..09-17", "10-01..10-07"],
    2025: ["01-01", "01-28..02-04", "04-04..04-06", "05-01..05-05", "05-31..06-02", "10-01..10-08"],
    2026: ["01-01..01-03", "02-15..02-23", "04-04..04-06", "05-01..05-05", "06-19..06-21", "09-25..09-27",
           "10-01..10-07"],
}
_MAKE_UP = {
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def _spread(year, text):
    first, _, last = text.partition("..")
    day, end = (date.fromisoformat(f"{year}-{part}") for part in (first, last or first))
    while day <= end:
        yield day
        day += timedelta(days=1)


OFF = {day for year, ranges in _OFF.items() for text in ranges for day in _spread(year, text)}
MAKE_UP = {date.fromisoformat(f"{year}-{part}") for year, text in _MAKE_UP.items() for part in text.split()}


def is_workday(day):
    """Monday-Friday less the holidays plus the make-up days; outside 2020-2026 weekends alone."""
    if day in MAKE_UP:
        return True
    return day.weekday() < 5 and day not in OFF


def outside(day):
    """Whether judging this day needs the notice of a year the calendar does not have."""
    return not FIRST_YEAR <= day.year <= LAST_YEAR


def add_workdays(day, count):
    """(the count-th working day after `day`, which is not counted itself; whether another year was needed)."""
    used = False
    step = timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        used = used or outside(day)
        left -= is_workday(day)
    return day, used


def next_workday(day):
    """(the day itself or the first working day after it; whether another year was needed)."""
    used = outside(day)
    while not is_workday(day):
        day += timedelta(days=1)
        used = used or outside(day)
    return day, used


def add_months(day, count):
    """Same-numbered day, else the last day of that month."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def add_years(day, count):
    """Same-numbered day, else the last day of that month (29 February to 28 February)."""
    return add_months(day, 12 * count)
