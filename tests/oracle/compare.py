#!/usr/bin/env python3
"""Compare the program's findings with the oracle's on random declarations.

    compare.py --zhudun PATH [--count N] [--seed S] [--evidence] [--show N] [--keep DIR]
    compare.py --coverage [--count N] [--seed S]       the oracle alone: how often each (rule, status) is reached

Declarations go through the program in batches of one choice of options. Status 1 where anything differs. A batch is
named by its own seed, and `--seed THAT --count 10 --keep DIR` runs it again and leaves its declarations in DIR.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from datetime import date, datetime
from pathlib import Path

import yaml

import duties
import generate
import oracle
from facts import load

DATED = {"overdue", "due_soon", "pending", "late", "met", "waived"}
HELD = {"gap", "met", "waived"}
LISTED = {"undeclared", "not_applicable"}
PLAUSIBLE = {
    **{rule: HELD for rule in "T01.1 T01.2 T01.3 T01.4 T01.5 T01.6 T08.1 T12.1 T13.1".split()},
    **{rule: HELD | LISTED for rule in "T02.1 T02.2 T07.1 T08.4 T11.1".split()},
    **{rule: HELD | LISTED | {"pending"} for rule in ("T11.3", "T11.5")},
    **{rule: DATED | LISTED for rule in "T03.1 T03.2 T05.1 T06.1 T07.2 T08.2 T08.3 T08.5 T09.1 T10.1 T10.2 T11.2 T11.4 "
                                        "T14.1 T14.2".split()},
    **{rule: DATED | LISTED | {"gap"} for rule in "T01.7 T04.1 T12.3 T12.4 T12.5 T13.2 T13.3 T13.4".split()},
    "T12.2": DATED, "T01.8": {"met", "advised", "waived"} | LISTED, "T15.1": {"met", "advised"},
}


class Batch:
    """Some declarations and one choice of options, all from one seed."""

    def __init__(self, seed, evidence):
        rng = random.Random(seed)
        self.seed, self.evidence = seed, evidence
        self.as_of = generate.as_of_date(rng)
        self.named = rng.choice(["default", "default", "strict", "loose"])
        self.horizon = rng.choice([30, 30, 30, 30, 0, 1, 7, 90, 400])
        self.settings = []
        if rng.random() < 0.5:
            self.settings.append(f"year={rng.choice([self.as_of.year, self.as_of.year, 2024, 2026, 2027])}")
        for name, row in oracle.READINGS.items():
            if rng.random() < 0.15:
                value = rng.choice([*row, 0, 3, 48] if name in oracle.NUMBERS else row)
                self.settings.append(f"{name}={'none' if value is None else value}")
        self.reading, self.year = oracle.choose(self.named, self.settings)
        self.tidy = rng.random() < 0.4
        self.size = rng.choice([1, 1, 4]) if self.tidy else 10
        self.says_default = rng.random() < 0.3

    def arguments(self):
        found = ["--as-of", str(self.as_of)]
        if self.named != "default" or self.says_default:
            found += ["--reading", self.named]
        for setting in self.settings:
            found += ["--set", setting]
        if self.horizon != 30:
            found += ["--horizon", str(self.horizon)]
        return found + ([] if self.evidence else ["--no-evidence"])

    def write(self, folder, most):
        """The declarations' paths: with evidence each in a folder of its own."""
        for index in range(min(self.size, most)):
            name, place = f"d{index}.yaml", folder
            if self.evidence:
                place = folder / str(index)
                place.mkdir()
            yield generate.write(place, name, self.seed * 1000 + index, self.as_of, year=self.year,
                                 horizon=self.horizon, tidy=self.tidy, evidence=place if self.evidence else None)

    def judge(self, path):
        return oracle.check(load(path.read_text(encoding="utf-8")), self.as_of, self.reading, self.year, self.horizon,
                            self.evidence, path.parent)


class Report:
    """Disagreements, grouped by rule and field."""

    def __init__(self, lenient):
        self.lenient = lenient
        self.groups = defaultdict(list)
        self.failed = set()

    def add(self, batch, path, rule, field, text):
        self.groups[rule, field].append((batch, path, text))
        self.failed.add(path)

    def show(self, most):
        for (rule, field), cases in sorted(self.groups.items(), key=lambda item: item[0]):
            print(f"\n== {rule} {field}: {len(cases)}")
            for batch, path, text in cases[:most]:
                print(f"-- seed {batch.seed}, {Path(path).name}: {' '.join(batch.arguments())}\n{text}")


def excerpt(path, rule, subject):
    """The part of the declaration that a finding rests on."""
    tree = yaml.load(Path(path).read_text(encoding="utf-8"), yaml.BaseLoader)
    keys, here, found = subject.split("/"), tree, {}
    if subject == "company":
        keys = {"01": ["governance"], "07": ["app_management"], "08": ["data_catalog"], "11": ["data_sharing"],
                "12": ["emergency"], "13": ["vulnerability_management"], "15": ["maturity"]}[rule[1:3]]
    for depth, key in enumerate(keys):
        if isinstance(here, list):
            here = next((item for item in here if item.get("id") == key), None)
        elif isinstance(here, dict):
            below = here.get(key)
            if below is None and depth and isinstance(here.get("activities"), list):
                below = next((item for item in here["activities"] if item.get("id") == key), None)
            here = below
        if rule in ("T08.3", "T08.5") and depth == 0:
            found["filings"] = (here or {}).get("filings") if isinstance(here, dict) else here
            if rule == "T08.5":
                found["current"] = {key: (here or {}).get(key) for key in ("updated_on", "entries")}
                break
        if isinstance(here, dict) and "components" in here:
            found["components"] = here["components"]
    found[subject] = here
    if subject in ("company",) or rule[:3] in ("T08", "T09", "T10") or here is None:
        found["company"] = tree["company"]
    text = yaml.dump(found, allow_unicode=True, sort_keys=False, width=150, default_flow_style=None)
    return "".join(f"     | {line}\n" for line in text.splitlines()[:40])


def keyed(findings):
    return {(finding["rule"], finding["subject"]): finding for finding in findings}


def differing(ours, theirs):
    """The fields in which two findings differ; with another status the rest follows and is not compared."""
    if ours["status"] != theirs.get("status"):
        return ["status"]
    fields = ["task", "binding", "due", "next_due", "days_overdue", "provisional"]
    if ours["status"] in ("met", "late") and ours["due"]:
        fields.append("done")
    different = [field for field in fields if ours[field] != theirs.get(field)]
    sets = ["sensitive_to"] + (["missing"] if ours["status"] == "undeclared" else [])
    return different + [name for name in sets if set(ours[name]) != set(theirs.get(name) or [])]


def own_order(finding):
    """Section 8's order by what the finding itself says."""
    due = finding["due"]
    at = datetime.fromisoformat(due).replace(tzinfo=None) if due else datetime.min
    return (oracle.STATUSES.index(finding["status"]), -finding["days_overdue"], due is None, at, finding["rule"],
            finding["subject"])


def line(finding):
    keys = ("status", "due", "done", "next_due", "days_overdue", "provisional", "binding", "sensitive_to", "missing")
    return "  ".join(f"{key}={finding.get(key)}" for key in keys if finding.get(key) not in (None, [], 0, False))


CONTRACT = ("rule task subject status binding due done next_due days_overdue provisional title deliverable recipient basis "
            "reason missing sensitive_to trace location").split()


def compare_one(report, batch, path, ours, theirs):
    for finding in theirs["findings"]:
        lacking = [key for key in CONTRACT if key not in finding] if not report.lenient else []
        if lacking or finding["status"] not in oracle.STATUSES:
            report.add(batch, path, "all", "contract", f"   keys missing: {lacking}, status {finding.get('status')}")
            return
    expected, got = keyed(ours), keyed(theirs["findings"])
    if len(got) != len(theirs["findings"]):
        report.add(batch, path, "all", "twice", "   a (rule, subject) is reported more than once")
    for key in sorted(set(expected) | set(got)):
        one, other = expected.get(key), got.get(key)
        if one and other:
            fields, words = differing(one, other), ""
        else:
            fields = ["presence"]
        for field in fields:
            words = (f"   {key[0]} {key[1]}\n     oracle: {line(one) if one else 'no such finding'}\n"
                     f"     zhudun: {line(other) if other else 'no such finding'}\n"
                     f"     reason: {(other or {}).get('reason')}\n" + excerpt(path, *key))
            report.add(batch, path, key[0], field, words)
    order = [own_order(finding) for finding in theirs["findings"]]
    if order != sorted(order):
        at = next(index for index in range(1, len(order)) if order[index - 1] > order[index])
        report.add(batch, path, "all", "order", f"   {order[at - 1]}\n   stands before {order[at]}")
    counted = Counter(finding["status"] for finding in theirs["findings"])
    for status, number in (theirs.get("summary") or {}).items():
        if status in oracle.STATUSES and number != counted[status]:
            report.add(batch, path, "all", "summary", f"   {status}: {number}, and {counted[status]} findings")


def run_batch(report, batch, zhudun, folder, most):
    """Judge one batch twice; how many declarations it had."""
    paths = [str(path) for path in batch.write(folder, most)]
    expected = {path: batch.judge(Path(path)) for path in paths}
    done = subprocess.run([zhudun, "check", *paths, "--format", "json", "--all", *batch.arguments()],
                          capture_output=True, timeout=600)
    errors = done.stderr.decode("utf-8", "replace")
    try:
        answered = {Path(one["file"]): one for one in json.loads(done.stdout or b"{}").get("declarations", [])}
    except ValueError as error:
        answered = {}
        errors = f"standard output is no JSON: {error}\n{errors}"
    by_name = {Path(*file.parts[-2:]): one for file, one in answered.items()}
    for path in paths:
        theirs = answered.get(Path(path)) or by_name.get(Path(*Path(path).parts[-2:]))
        if theirs is None:
            said = [text for text in errors.splitlines() if Path(path).name in text] or errors.splitlines()
            report.add(batch, path, "all", "rejected", "\n".join(f"   {text}" for text in said[:5]) or
                       f"   no answer, exit status {done.returncode}")
        else:
            compare_one(report, batch, path, expected[path][0], theirs)
    wanted = max(status for _, status in expected.values())
    if len(answered) == len(paths) and done.returncode != wanted:
        report.add(batch, paths[0], "all", "exit", f"   oracle {wanted}, zhudun {done.returncode} for {len(paths)} files")
    return len(paths)


def rounds(seed, count, evidence):
    """Batches until `count` declarations are reached: (batch, how many it may have)."""
    while count > 0:
        batch = Batch(seed, evidence)
        yield batch, count
        count -= min(batch.size, count)
        seed += 1


def coverage(seed, count):
    """The oracle alone: the table of (rule, status), and the plausible pairs that were not reached."""
    reached, exits, provisional, sensitive = Counter(), Counter(), Counter(), Counter()
    for batch, most in rounds(seed, count, False):
        with tempfile.TemporaryDirectory() as folder:
            for path in batch.write(Path(folder), most):
                findings, status = batch.judge(path)
                exits[status] += 1
                for finding in findings:
                    reached[finding["rule"], finding["status"]] += 1
                    provisional[finding["rule"]] += finding["provisional"]
                    sensitive.update(finding["sensitive_to"])
    print("rule   " + "".join(f"{status[:10]:>11}" for status in oracle.STATUSES) + "  provisional")
    for rule in duties.RULES:
        print(f"{rule:7}" + "".join(f"{reached[rule, status]:11}" for status in oracle.STATUSES) +
              f"{provisional[rule]:13}")
    print("exit status:", dict(exits), " sensitive_to:", dict(sensitive))
    unreached = [f"{rule} {status}" for rule in duties.RULES for status in oracle.STATUSES
                 if status in PLAUSIBLE[rule] and not reached[rule, status]]
    surprising = [f"{rule} {status}" for (rule, status) in reached if status not in PLAUSIBLE[rule]]
    print("plausible and not reached:", ", ".join(unreached) or "none")
    print("reached and not plausible:", ", ".join(surprising) or "none")
    return int(bool(unreached or surprising))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--zhudun")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--evidence", action="store_true", help="declare evidence, write its files, and check them")
    parser.add_argument("--show", type=int, default=3, help="how many cases of a group to show")
    parser.add_argument("--lenient", action="store_true", help="do not ask for the contract's keys that are words")
    parser.add_argument("--keep", type=Path, help="write the declarations here and leave them")
    parser.add_argument("--coverage", action="store_true")
    asked = parser.parse_args()
    if asked.coverage:
        return coverage(asked.seed, asked.count)
    if not asked.zhudun:
        parser.error("--zhudun PATH is needed")
    report, total = Report(asked.lenient), 0
    with tempfile.TemporaryDirectory() as temporary:
        for batch, most in rounds(asked.seed, asked.count, asked.evidence):
            folder = (asked.keep or Path(temporary)).resolve() / str(batch.seed)
            folder.mkdir(parents=True)
            total += run_batch(report, batch, asked.zhudun, folder, most)
        report.show(asked.show)
    print(f"{total - len(report.failed)} passed, {len(report.failed)} failed")
    return int(bool(report.failed))


if __name__ == "__main__":
    sys.exit(main())
