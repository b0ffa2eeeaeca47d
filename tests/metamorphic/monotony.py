#!/usr/bin/env python3
"""What may become of a finding as days go by, and from a strict reading to a loose one.

    monotony.py --zhudun PROGRAM [--random N] [--seed S] [--show N]

Days. The declaration stays the same, the as-of date moves on by a day, around every date that decides anything:
 1. `pending` is a beginning. Once a finding is anything else it is never `pending` again, with a cycle or without: after
    a report what comes next is told by `next_due` of `met` or `late`, and then by `due_soon`.
 2. What is overdue leaves that only by being done too late or waived: the next day it is `overdue`, by one day more of
    the same due date, or `late`, or `waived`, or `gap` for bad evidence; with a cycle also `due_soon`, where the late
    report's own successor is within the horizon already. Never `pending`, never `met`.
 3. Without a cycle `met` and `late` stay what they are: a fact is not undone by time.

Readings. Failing (overdue, gap, undeclared) is more than due_soon, and so on down to not_applicable, as section 2 of the
rules orders them; strict never finds less than default, default never less than loose. Three exceptions follow from the text
of the rules, each bounded here by its own condition; the second reading in tests/oracle agrees on every one of them:
 a. `immediate_hours` and `vulnerability_days` of `none` make a duty undated, hence a gap as long as it is not done, while a
    number of hours or days leaves it until then.
 b. `yearly: rolling` takes the drills of any year for T12.2, `yearly: calendar` those of the one year.
 c. S102.1 under `critical_incident_cac: no` reads a fact that it does not need otherwise: absent, it is undeclared.
"""
import argparse
import random
import re
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import yaml

import declarations
from declarations import keyed

import compare  # noqa: E402  tests/oracle, on the path by way of declarations
import duties  # noqa: E402
import oracle  # noqa: E402
from facts import load  # noqa: E402

DAY = timedelta(days=1)
CYCLIC = {"T03.1", "T03.2"}                # and T12.2 where it is read as rolling
LEVELS = [{"overdue", "gap", "undeclared"}, {"due_soon"}, {"pending"}, {"late"}, {"met"}, {"advised"}, {"waived"},
          {"not_applicable"}]
UNDATED = {"T12.3", "T12.4", "T12.5", "T13.2", "T13.3", "T13.4"}


def level(status):
    return next(number for number, statuses in enumerate(LEVELS) if status in statuses)


class Faults:
    def __init__(self, show):
        self.show, self.held, self.found, self.excepted = show, 0, [], {}

    def hold(self, condition, what):
        if condition:
            self.held += 1
        else:
            self.found.append(what)

    def close(self):
        print("\n".join(f"FAILED {what}" for what in self.found[:self.show]))
        print("; ".join(f"exception {name}: {count} times" for name, count in sorted(self.excepted.items())))
        print(f"{self.held} passed, {len(self.found)} failed")
        return int(bool(self.found))


# -- days --------------------------------------------------------------------------------------------------------------
def decisive_days(text, folder, options):
    """The days on which something may change: every date of the declaration, its findings' dues, and the horizon."""
    named = {date.fromisoformat(found) for found in re.findall(r"\b20[12]\d-[01]\d-[0-3]\d\b", text)}
    case = duties.Case(load(text), date(2025, 6, 30), options["reading"], options["year"], options["horizon"], folder)
    for _, run in duties.RULES.values():
        for _, verdict in run(case):
            named |= {oracle.date_part(when) for when in (verdict.due, verdict.next_due) if when}
    horizon = timedelta(days=options["horizon"])
    around = {day + shift for day in named for shift in (-horizon - DAY, -horizon, -DAY, 0 * DAY, DAY, 31 * DAY)}
    return sorted(day for day in around if date(2023, 1, 1) <= day <= date(2028, 12, 31))


def judge_days(zhudun, folder, name, arguments, days):
    for day in days:
        yield day, keyed(declarations.check(zhudun, folder, [name], *arguments, "--as-of", str(day))[name])


def follow(faults, what, seen, cyclic):
    """`seen` are (day, finding) of one rule and subject, day after day."""
    begun = None
    for (day, before), (later, after) in zip(seen, seen[1:]):
        was, now = before["status"], after["status"]
        where = f"{what} {before['rule']} {before['subject']}: {day} {was}, {later} {now}"
        begun = begun or (day if was not in ("pending", "undeclared", "not_applicable") else None)
        faults.hold(not (begun and now == "pending"), f"pending again: {where}")
        if was == "overdue":
            allowed = {"overdue", "late", "waived", "gap"} | ({"due_soon"} if cyclic else set())
            faults.hold(now in allowed, f"left overdue: {where}")
            if now == "overdue" and before["due"] == after["due"]:
                grown = after["days_overdue"] - before["days_overdue"]
                faults.hold(grown == (later - day).days, f"days overdue grew by {grown}: {where}")
        if was in ("met", "late") and not cyclic:
            faults.hold(now == was, f"undone by time: {where}")


def days_of(faults, zhudun, what, folder, name, arguments, options):
    text = (folder / name).read_text("utf-8")
    seen = {}
    for day, found in judge_days(zhudun, folder, name, arguments, decisive_days(text, folder, options)):
        for key, finding in found.items():
            seen.setdefault(key, []).append((day, finding))
    rolling = options["reading"]["yearly"] == "rolling"
    for (rule, _), findings in seen.items():
        follow(faults, what, findings, rule in CYCLIC or rule == "T12.2" and rolling)


# -- readings ----------------------------------------------------------------------------------------------------------
def exception(facts, as_of, year, more, less):
    """Which of the three exceptions lets the looser reading find more in this finding; None where none does."""
    rule = less["rule"]
    if rule in UNDATED and less["status"] == "gap" and less["due"] is None and more["status"] in ("due_soon", "pending"):
        return "a"
    drills = facts.get("emergency", {}).get("drills") or []
    held = [date.fromisoformat(str(drill["held_on"])) for drill in drills if "held_on" in drill]
    if rule == "T12.2" and any(day <= as_of and day.year != year for day in held):
        return "b"
    if rule == "S102.1" and less["status"] == "undeclared" and \
            less["missing"] == [f"{less['subject']}.critical_infrastructure"]:
        return "c"
    return None


def agrees(facts, as_of, year, horizon, folder, name, finding):
    """Whether the second reading of the rules comes to the same status here; it knows the T rules alone."""
    if not finding["rule"].startswith("T"):
        return True
    reading, _ = oracle.choose(name)
    found, _ = oracle.check(facts, as_of, reading, year, horizon, False, folder)
    return any((one["rule"], one["subject"], one["status"]) == (finding["rule"], finding["subject"], finding["status"])
               for one in found)


def readings_of(faults, zhudun, what, folder, names, as_of, year, horizon, *more):
    """Compares the three readings over some declarations, without their waivers and without evidence."""
    arguments = ["--as-of", str(as_of), "--set", f"year={year}", "--horizon", str(horizon), "--no-evidence", *more]
    found = {reading: declarations.check(zhudun, folder, names, *arguments, "--reading", reading)
             for reading in ("strict", "default", "loose")}
    for name in names:
        facts = load((folder / name).read_text("utf-8"))
        for stricter, looser in (("strict", "default"), ("default", "loose")):
            one, other = keyed(found[stricter][name]), keyed(found[looser][name])
            faults.hold(one.keys() == other.keys(), f"{what} {name}: other findings under {looser}")
            for key in one.keys() & other.keys():
                more_strict, less_strict = one[key], other[key]
                if level(more_strict["status"]) <= level(less_strict["status"]):
                    faults.held += 1
                    continue
                where = f"{what} {name} {' '.join(key)}: {stricter} {more_strict['status']}, {looser} {less_strict['status']}"
                excused = exception(facts, as_of, year, more_strict, less_strict)
                faults.excepted[excused] = faults.excepted.get(excused, 0) + 1
                faults.hold(excused, f"the looser reading finds more: {where}")
                for reading, finding in ((stricter, more_strict), (looser, less_strict)):
                    faults.hold(agrees(facts, as_of, year, horizon, folder, reading, finding), f"the oracle differs: {where}")


def without_waivers(folder, name):
    text = (folder / name).read_text("utf-8")
    root = declarations.parse(text)
    declarations.drop(root, "waivers")
    (folder / f"unwaived-{name}").write_text(declarations.spell(root), "utf-8")
    return f"unwaived-{name}"


def tested_declarations(folder):
    """{(as-of, year, horizon): names} of the declarations that the tests of the packs judge, written into the folder."""
    groups = {}
    for path in sorted((declarations.ROOT / "rules").glob("*/*.test.yaml")):
        root = declarations.parse(path.read_text("utf-8"))
        for number, test in enumerate(declarations.child(root, "tests").value):
            sections = {}
            for part in (declarations.child(root, "base"), declarations.child(test, "declaration")):
                sections.update({key.value: (key, value) for key, value in part.value} if part else {})
            sections.pop("waivers", None)
            name = f"{path.parent.name}-{path.name.split('.')[0]}-{number}.yaml"
            (folder / name).write_text(declarations.spell(yaml.MappingNode(root.tag, list(sections.values()))), "utf-8")
            as_of, year, horizon = (declarations.at(test, keys) for keys in (("as_of",), ("set", "year"), ("horizon",)))
            usual = 2026 if path.parent.name.endswith("2026") else 2025
            groups.setdefault((date.fromisoformat(as_of.value), int(year.value) if year else usual,
                               int(horizon.value) if horizon else 30), []).append(name)
    return groups


def stories_of(faults, zhudun, root):
    """Every story under examples/ day by day, in the default reading and in the strict one."""
    for number, story in enumerate(declarations.stories()):
        folder = root / str(number)
        shutil.copytree(story.folder, folder)
        arguments = story.but_as_of("")[:-2]
        settings = [value for option, value in zip(arguments, arguments[1:]) if option == "--set"]
        for reading in ("default", "strict"):
            chosen, year = oracle.choose(reading, settings)
            options = {"reading": chosen, "year": year, "horizon": int(story.option("--horizon", 30))}
            days_of(faults, zhudun, f"{story.name} {reading}", folder, story.path.name,
                    [*arguments, "--reading", reading], options)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--zhudun", required=True, type=lambda path: Path(path).resolve())
    parser.add_argument("--random", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    asked = parser.parse_args()
    faults = Faults(asked.show)
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        stories_of(faults, asked.zhudun, root)
        for batch, most in compare.rounds(asked.seed, asked.random, False):
            folder = root / f"random-{batch.seed}"
            folder.mkdir()
            names = [path.name for path in batch.write(folder, most)]
            unwaived = [without_waivers(folder, name) for name in names]
            readings_of(faults, asked.zhudun, f"seed {batch.seed}", folder, unwaived, batch.as_of, batch.year, batch.horizon)
            if batch.seed % 8 == 0:
                options = {"reading": batch.reading, "year": batch.year, "horizon": batch.horizon}
                days_of(faults, asked.zhudun, f"seed {batch.seed}", folder, names[0], batch.arguments()[2:], options)
        folder = root / "tested"
        folder.mkdir()
        for (as_of, year, horizon), names in tested_declarations(folder).items():
            readings_of(faults, asked.zhudun, "tested", folder, names, as_of, year, horizon,
                        "--rules", "statutory")
    return faults.close()


if __name__ == "__main__":
    sys.exit(main())
