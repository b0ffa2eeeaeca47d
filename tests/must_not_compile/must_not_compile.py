#!/usr/bin/env python3
"""Units of time do not mix: compiles each good statement (must work) and each bad one (must not).

must_not_compile.py COMPILER INCLUDE_FOLDER CASES
"""
import concurrent.futures
import subprocess
import sys

SOURCE = """#include "zhudun/calendar/calendar.h"
using namespace zhudun::calendar;
void run(Date date, Days days, WorkingDays working, Months months, Years years, Instant instant, Offset offset,
         const Calendar& calendar, YearSet uncovered) {
%s
}
"""


def compiles(compiler, include, statements):
    call = [compiler, "-std=c++20", "-fsyntax-only", "-w", "-I", include, "-x", "c++", "-"]
    return subprocess.run(call, input=SOURCE % statements, text=True, capture_output=True).returncode == 0


def cases(path):
    lines = open(path, encoding="utf-8").read().splitlines()
    return [[part.strip() for part in line.split("~")] for line in lines if line.strip() and not line.startswith("#")]


def main(compiler, include, path):
    found = cases(path)
    # Every good statement in one file: if all of it compiles, each does. A bad one needs a file of its own.
    good = "\n".join("{ %s }" % good for good, _ in found)
    failures = [] if compiles(compiler, include, good) else ["a good statement does not compile"]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for (_, bad), compiled in zip(found, pool.map(lambda case: compiles(compiler, include, case[1]), found)):
            if compiled:
                failures.append(f"compiles, but must not: {bad}")
    print("\n".join(failures + [f"{len(found)} pairs, {len(failures)} failures"]))
    return 1 if failures or not found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
