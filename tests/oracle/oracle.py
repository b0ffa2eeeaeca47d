#!/usr/bin/env python3
"""An independent reading of the judging semantics (sections 1-5 and 8): what every (rule, subject) comes to.

    oracle.py FILE --as-of DATE [--reading strict|default|loose] [--set K=V]... [--horizon N]
              [--evidence DIR | --no-evidence]

It judges *valid* declarations and nothing else; it explains nothing. It shares no code and no data with the program.

AMBIGUITIES: where the text can be read in more than one way, and what is done here.
 1. A finding whose evidence is bad keeps `due` and `done`; T01.1 has one fact, the earliest-issued policy.
 2. The status that `sensitive_to` compares is the one after evidence and before waivers.
 3. `due`, `done`, `next_due` are null where the finding is undeclared or not applicable.
 4. T03, T12.2 rolling: past the next due, or within the horizon before it, `next_due` is null (`due` is that date).
 5. `provisional` looks at the last report's own due (also where the next one is judged) and at the next due, not at
    the own dues of earlier reports.
 6. T03: a `graded_on` after the as-of date is declared, hence binds all the same; only `submitted_on` of a report,
    not its `completed_on`, is compared with the as-of date (T09.1 too).
 7. T08.3, T08.5: a filing without `filed_on` makes the baseline unknown (not: is passed over); the existence of one is
    sure where another filing is early enough.
 8. `missing` is everything absent that `applies` and `due` read, with no short cut other than a surely deciding
    condition: a snapshot's own absent `entries` is named beside an absent `data_catalog.filings`.
 9. T08.5: an entry without `level`, or a counted one without `storage_gb`, is `undeclared` even where the number of
    entries alone is surely changed; but where there is surely no baseline it is not applicable.
10. T08.5: "entries given" is false where `data_catalog.entries` is absent: not applicable, not undeclared.
11. T10.2: `starts_on <= year-11-30` in `applies` is not moved by `named_day` or `rest_day`; `ended_on` absent is "not
    ended", not a missing fact.
12. T11.5: `starts_on` is read, and missing, also where `important_data` is absent, unless it is reported already.
13. T12.3-5: the due date has a time also where `discovered_at` is a bare date; a bare date as `done` is judged by date
    and printed as a date.
14. T05.1: absent `components` make it undeclared even where the target `vehicle` is surely untested.
15. `sensitive_to` takes "each other value in its row" to be all three of the row where the chosen number is none of
    them; the order of names is the table's.
16. T12.2, T08.2, T09.1: lists without subjects of their own (drills, filings, assessments) are facts, absent is not done.
"""
import argparse
import json
import sys
from datetime import date
from pathlib import Path

import duties
from facts import date_part, day_of, load, midnight, printed

STATUSES = ["overdue", "gap", "undeclared", "due_soon", "pending", "late", "met", "advised", "waived", "not_applicable"]
FAILING = {"overdue", "gap", "undeclared"}            # the default of --fail-on
WAIVABLE = FAILING | {"due_soon"}

READINGS = {                                          # section 4: (strict, default, loose)
    "named_day": ("day_before", "that_day", "that_day"),
    "rest_day": ("same_date", "same_date", "next_workday"),
    "yearly": ("rolling", "calendar", "calendar"),
    "same_day": ("no", "yes", "yes"),
    "immediate_hours": (1, 24, None),
    "vulnerability_days": (1, 2, None),
    "automated_driving_l5": ("yes", "yes", "no"),
}
NUMBERS = {"immediate_hours", "vulnerability_days"}


def choose(reading="default", settings=()):
    """--reading picks all, --set NAME=VALUE one: (readings, year)."""
    column = ("strict", "default", "loose").index(reading)
    chosen, year = {name: row[column] for name, row in READINGS.items()}, 2025
    for setting in settings:
        name, _, value = setting.partition("=")
        if name == "year":
            year = int(value)
        elif name in NUMBERS:
            chosen[name] = None if value == "none" else int(value)
        elif value in READINGS[name]:
            chosen[name] = value
        else:
            raise ValueError(setting)
    return chosen, year


def verdicts(case, evidence):
    """{(rule, subject): verdict} before waivers."""
    found = {}
    for rule, (_, run) in duties.RULES.items():
        for subject, verdict in run(case):
            found[rule, subject] = case.evidenced(verdict) if evidence else verdict
    return found


def sensitivities(base, judge, reading):
    """{(rule, subject): [readings]}: one reading at a time to each other value of its row, the others as chosen."""
    found = {key: [] for key in base}
    for name, row in READINGS.items():
        for value in dict.fromkeys(row):
            if value == reading[name]:
                continue
            for key, verdict in judge({**reading, name: value}).items():
                if verdict.status != base[key].status and name not in found[key]:
                    found[key].append(name)
    return found


def waived(waivers, rule, subject, as_of):
    """Whether a waiver in force covers this finding: every subject of the rule, or that one exactly."""
    return any(waiver["rule"] == rule and waiver.get("subject", subject) == subject
               and day_of(waiver["approved_on"]) <= as_of <= day_of(waiver["expires_on"]) for waiver in waivers)


def in_order(finding):
    """Section 8: by status, days overdue descending, due (null last, a date as 00:00), rule, subject."""
    due = finding["_due"]
    return (STATUSES.index(finding["status"]), -finding["days_overdue"], due is None, midnight(due or date.min),
            finding["rule"], finding["subject"])


def check(facts, as_of, reading, year=2025, horizon=30, evidence=True, folder="."):
    """(the ordered findings, the exit status) of one valid declaration, as `facts.load` gives it."""
    def judge(values):
        return verdicts(duties.Case(facts, as_of, values, year, horizon, folder), evidence)
    base = judge(reading)
    sensitive = sensitivities(base, judge, reading)
    findings = []
    for (rule, subject), verdict in base.items():
        status = verdict.status
        if status in WAIVABLE and waived(facts.get("waivers") or [], rule, subject, as_of):
            status = "waived"
        findings.append({
            "rule": rule, "task": int(rule[1:3]), "subject": subject, "status": status,
            "binding": duties.RULES[rule][0], "due": printed(verdict.due), "done": printed(verdict.done),
            "next_due": printed(verdict.next_due),
            "days_overdue": (as_of - date_part(verdict.due)).days if status == "overdue" else 0,
            "provisional": verdict.provisional, "missing": sorted(verdict.missing),
            "sensitive_to": sensitive[rule, subject], "_due": verdict.due})
    findings.sort(key=in_order)
    for finding in findings:
        del finding["_due"]
    failed = any(finding["binding"] == "mandatory" and finding["status"] in FAILING for finding in findings)
    return findings, int(failed)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat, required=True)
    parser.add_argument("--reading", choices=("strict", "default", "loose"), default="default")
    parser.add_argument("--set", action="append", default=[], metavar="K=V")
    parser.add_argument("--horizon", type=int, default=30)
    parser.add_argument("--evidence", type=Path)
    parser.add_argument("--no-evidence", action="store_true")
    asked = parser.parse_args()
    reading, year = choose(asked.reading, asked.set)
    findings, status = check(load(asked.file.read_text(encoding="utf-8-sig")), asked.as_of, reading, year,
                             asked.horizon, not asked.no_evidence, asked.evidence or asked.file.parent)
    json.dump({"findings": findings, "exit": status}, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return status


if __name__ == "__main__":
    sys.exit(main())
