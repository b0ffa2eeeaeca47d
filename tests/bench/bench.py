#!/usr/bin/env python3
"""Measures zhudun beside what others offer for the same work, and how it grows; `tests/bench/run` builds all and calls this.

    bench.py --zhudun PROGRAM --peers FOLDER --work FOLDER [OPTION]...

    --only ROW      only this row of the table, or `growth`, or growth.AXIS; may be repeated
    --runs N        rounds in which everyone takes a turn; 5
    --no-slow       leave Node and PyYAML out, which take minutes
    --quick         small inputs and few rounds, to see that all of it works
    --json FILE     write what was measured, row by row; with --only, what FILE has of other rows stays in it
    --from FILE     measure nothing, print what was written there
    --readme        put the tables into README.md, those of which every row was measured
    --seed N        of the inputs; 1

Ends with 0 whether or not the targets are met: a measurement is no test. A contender that fails ends it with 2.
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys

import growth
import rows
import tables
from inputs import Missing, Place
from measure import Failed, measure

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = [row.name for row in rows.ROWS] + ["growth"] + [f"growth.{axis}" for axis in growth.AXES]


def machine():
    system = platform.freedesktop_os_release()
    return {"cores": len(os.sched_getaffinity(0)), "processor": platform.machine().replace("_", "-"),
            "system": f"{system.get('NAME', '').removesuffix(' GNU/Linux')} {system.get('VERSION_ID', '')}".strip(),
            "load": round(os.getloadavg()[0], 2)}


def wanted(call, name):
    return not call.only or name in call.only or name.startswith("growth.") and "growth" in call.only


def judged(place, row, call, say):
    contenders = [one for one in row.contenders() if not (call.no_slow and one.name in rows.SLOW)]
    rounds = 1 if call.quick else call.runs * row.times
    took = measure(place.peer("timed"), contenders, rounds, lambda words: say(f"{row.name}: {words}"))
    return {"name": row.name, "work": row.work, "target": row.target, "input_bytes": row.input_bytes,
            "contenders": list(took.values()), "verdicts": [one.as_json() for one in row.verdicts(took)]}


def put(found, part, key, one, order, path):
    """Into its place among the rows; what is written so far survives whatever comes next."""
    others = [other for other in found[part] if other[key] != one[key]]
    found[part] = sorted([*others, one], key=lambda row: order.index(row[key]))
    if path:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def measured(call, say):
    place = Place(call.zhudun, call.peers, call.work, call.seed)
    version = subprocess.run([place.zhudun, "--version"], capture_output=True, text=True).stdout.strip()
    found = {"bench": 1, "date": datetime.date.today().isoformat(), "machine": machine(), "version": version,
             "quick": call.quick, "runs": call.runs, "seed": call.seed, "rows": [], "growth": []}
    if call.only and call.json and call.json.exists():
        kept = json.loads(call.json.read_text("utf-8"))
        found |= {part: kept[part] for part in ("rows", "growth") if kept["quick"] == call.quick}
    sizes = rows.QUICK if call.quick else rows.FULL
    for kind in rows.ROWS:
        if wanted(call, kind.name):
            put(found, "rows", "name", judged(place, kind(place, sizes), call, say), [row.name for row in rows.ROWS], call.json)
    for axis in growth.AXES:
        if wanted(call, f"growth.{axis}"):
            steps = growth.QUICK_SIZES if call.quick else growth.SIZES
            grown = growth.grow(place, axis, steps, 1 if call.quick else min(call.runs, 3),
                                lambda words: say(f"growth of {axis}: {words}"))
            put(found, "growth", "axis", grown, list(growth.AXES), call.json)
    return found


def show(found):
    parts = []
    if found["rows"]:
        parts += [tables.spreads(found), tables.targets(found, "en")]
    if found["growth"]:
        parts.append(tables.growth(found, "en"))
    print("\n\n".join("\n".join(tables.plain(part)) for part in parts))
    for one in found["growth"]:
        for left in one["left_out"]:
            print(f"left out: {left['size']:,} {one['what']['en']}: {left['why']}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zhudun")
    parser.add_argument("--peers")
    parser.add_argument("--work")
    parser.add_argument("--only", action="append", choices=NAMES, default=[])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-slow", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--from", dest="kept", type=pathlib.Path)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    call = parser.parse_args()
    if call.runs < 1:
        parser.error("--runs: at least 1")
    if not call.kept and not (call.zhudun and call.peers and call.work):
        parser.error("--zhudun, --peers and --work are needed")
    if call.readme and call.quick:
        parser.error("--readme does not go with --quick")
    return call


def main():
    call = arguments()
    say = (lambda words: print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)) if sys.stderr.isatty() else lambda _: None
    try:
        found = json.loads(call.kept.read_text("utf-8")) if call.kept else measured(call, say)
    except (Failed, Missing) as fault:
        print(f"bench: {fault}", file=sys.stderr)
        return 2
    say("")
    show(found)
    if call.readme:
        readme = ROOT / "README.md"
        whole = {"rows": len(found["rows"]) == len(rows.ROWS), "growth": len(found["growth"]) == len(growth.AXES)}
        readme.write_text(tables.into_readme(readme.read_text("utf-8"), found, whole), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
