#!/usr/bin/env python3
"""Would the tests notice? Every rule pack with one slip of the pen at a time, held to everything that tests it.

    mutation.py --zhudun PROGRAM [--sample N] [--seed S] [--only TEXT] [--jobs N] [--by-rule]

A mutant is killed by the tests that stand beside the rules, or else by the tables of tests/rules, or else by the kept
reports of examples/. One that does not load is stillborn and not counted. What survives must stand in equivalent.txt with the
reason why no test could tell it from the pack; what stands there and is killed, or is no mutant any more, fails as well.
"""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import mutants
from mutants import Mutant

ROOT, RULES = mutants.ROOT, mutants.RULES
sys.path.insert(0, str(ROOT / "tests/rules"))
import declarations  # noqa: E402  tests/metamorphic, on the path by way of mutants
import tables  # noqa: E402

EQUIVALENT = Path(__file__).resolve().parent / "equivalent.txt"
SAID = ("status", "due", "done", "next_due", "days_overdue", "binding", "recipient", "missing", "sensitive_to", "provisional")


class Template:
    """A pack's files in a folder, to be linked into a mutant's."""

    def __init__(self, pack, place):
        self.pack, self.place = pack, place
        place.mkdir(parents=True)
        for path in (RULES / pack).glob("*.yaml"):
            (place / path.name).write_bytes(path.read_bytes())
        self.texts = {path.name: path.read_text("utf-8") for path in place.glob("*.yaml")}

    def lay(self, mutant, folder, names):
        folder.mkdir(parents=True)
        for name in names:
            if name != mutant.file:
                os.link(self.place / name, folder / name)
        (folder / mutant.file).parent.mkdir(exist_ok=True)
        (folder / mutant.file).write_text(mutant.text, "utf-8")

    def near(self, mutant):
        """The fewest files that load and test what was changed: the rule's own, or those that use the name."""
        always = [name for name in self.texts if name == "pack.yaml" or name.endswith(".schema.yaml")]
        if mutant.file in self.texts and f"{mutant.file[:-5]}.test.yaml" in self.texts:
            return [*always, mutant.file, f"{mutant.file[:-5]}.test.yaml"]
        return list(self.texts)


class Judge:
    def __init__(self, zhudun, place):
        self.zhudun, self.place = zhudun, Path(place)
        packs = sorted(path.parent.name for path in RULES.glob("*/pack.yaml"))
        self.templates = {pack: Template(pack, self.place / "packs" / pack) for pack in packs}
        (self.place / "tables").mkdir()
        self.tables = tables.Tables(zhudun, self.place / "tables")
        self.stories = [(story, kept(story)) for story in declarations.stories()]
        for pack in packs:
            self.hold_unchanged(pack, RULES / pack)

    def hold_unchanged(self, pack, folder):
        """Nothing may kill a pack in which nothing was changed: else everything would be killed."""
        wrong = [self.own_tests(folder)] if self.own_tests(folder) else []
        for tested in (Mutant(pack, file, "", "", "", "") for file in ("calendars/cn.yaml", "declaration.schema.yaml")):
            wrong += self.table_faults(tested, folder)
        if wrong or pack == "shanghai-iov-2025" and self.stories_differ(folder):
            raise SystemExit(f"{pack} fails as it is: {wrong or 'the stories'}")

    def verdict(self, number, mutant):
        """(stillborn, killed or survived; by what). What is likeliest to kill it, or cheapest, is asked first."""
        template, place = self.templates[mutant.pack], self.place / "mutants" / str(number)
        if mutant.file.endswith(".schema.yaml") or mutant.file.startswith("calendars/"):
            template.lay(mutant, place / mutant.pack, template.texts)
            return self.unloadable(place / mutant.pack) or self.others(mutant, place / mutant.pack) or \
                self.own_tests(place / mutant.pack) or ("survived", "")
        template.lay(mutant, place / mutant.pack, template.near(mutant))
        told = self.own_tests(place / mutant.pack)
        if not told:
            template.lay(mutant, place / "whole" / mutant.pack, template.texts)
            told = self.others(mutant, place / "whole" / mutant.pack)
        return told or ("survived", "")

    def unloadable(self, folder):
        done = subprocess.run([self.zhudun, "rules", folder], capture_output=True, encoding="utf-8", timeout=60)
        return ("stillborn", done.stderr.splitlines()[0]) if done.returncode else None

    def own_tests(self, folder):
        done = subprocess.run([self.zhudun, "test", folder], capture_output=True, encoding="utf-8", timeout=60)
        if done.returncode == 2 and not re.search(r"\.test\.yaml:\d", done.stderr):
            return "stillborn", done.stderr.splitlines()[0] if done.stderr else "no word"
        if done.returncode < 0 or done.returncode > 2:
            raise SystemExit(f"zhudun test ended with {done.returncode}: {folder}\n{done.stderr}")
        return ("killed", "tests") if done.returncode else None

    def others(self, mutant, folder):
        if self.table_faults(mutant, folder):
            return "killed", "tables"
        if mutant.pack == "shanghai-iov-2025" and self.stories_differ(folder):
            return "killed", "examples"
        return None

    def table_faults(self, mutant, folder):
        if mutant.file.startswith("calendars/"):
            return self.tables.of_working_days(folder) or self.tables.of_holidays(folder)
        if mutant.file.endswith(".schema.yaml"):
            wrong = self.tables.of_schema("statutory" if mutant.pack == "statutory" else "shanghai-iov-2025", folder)
            if wrong:
                return wrong
        return self.tables.of_duties(mutant.pack, folder)

    def stories_differ(self, folder):
        for story, expected in self.stories:
            done = subprocess.run([self.zhudun, "check", story.path.name, "--format", "json", "--all", "--rules", folder,
                                   *story.arguments], cwd=story.folder, capture_output=True, timeout=60)
            if done.returncode > 1 or said(json.loads(done.stdout)["declarations"][0]) != expected:
                return True
        return False


def said(declaration):
    return {key: [finding[field] for field in SAID] for key, finding in declarations.keyed(declaration).items()}


def kept(story):
    """What the kept report of the story says of this declaration."""
    home = next(up for up in story.path.parents if (up / "expected.json").exists())
    report = json.loads((home / "expected.json").read_text("utf-8"))
    return next(said(one) for one in report["declarations"] if (ROOT / one["file"]).samefile(story.path))


def equivalents(path):
    """{name: reason} of such a file as equivalent.txt: a reason in lines that begin with #, then the mutants it holds for."""
    found, reason = {}, []
    lines = path.read_text("utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith("#"):
            reason = [*(reason if number and lines[number - 1].startswith("#") else []), line[1:].strip()]
        elif line.strip():
            found[line.strip()] = " ".join(reason)
    return found


def report(results, known, by_rule):
    """Prints the score by kind (and by rule), and what is wrong; how many faults there are."""
    def table(title, key):
        rows = collections.defaultdict(collections.Counter)
        for mutant, (verdict, by) in results:
            rows[key(mutant)]["equivalent" if verdict == "survived" and mutant.name in known else verdict] += 1
        print(f"\n{title:34}mutants  killed  equivalent  stillborn  survived   score")
        for name, row in [*sorted(rows.items()), ("all", sum(rows.values(), collections.Counter()))]:
            live = row["killed"] + row["survived"]
            print(f"{name:34}{row.total():7}{row['killed']:8}{row['equivalent']:12}{row['stillborn']:11}"
                  f"{row['survived']:10}{100 * row['killed'] / live if live else 100:7.1f}%")
    table("kind", lambda mutant: mutant.kind)
    if by_rule:
        table("rule or part", lambda mutant: f"{mutant.pack[:9]} {where(mutant)}")
    print("killed by", dict(collections.Counter(by for _, (verdict, by) in results if verdict == "killed")))
    survived = [mutant.name for mutant, (verdict, _) in results if verdict == "survived" and mutant.name not in known]
    stale = [f"{mutant.name} is {verdict}" for mutant, (verdict, _) in results
             if verdict != "survived" and mutant.name in known]
    for name in survived:
        print(f"SURVIVED {name}")
    for name in stale:
        print(f"STALE in the list of equivalents: {name}")
    return len(survived) + len(stale)


def told(results, known):
    """What rules/README.md says the numbers are and they are not, in each of its languages."""
    counted = collections.Counter(verdict for _, (verdict, _) in results)
    wanted = [len(results), counted["stillborn"], len(known), counted["killed"]]
    text = " ".join((RULES / "README.md").read_text("utf-8").split())
    for pattern in (r"Of ([\d,]+) mutants ([\d,]+) do not load and ([\d,]+) .*? kill the other ([\d,]+),",
                    r"共 ([\d,]+) 处改动：([\d,]+) 处无法加载，([\d,]+) 处.*?其余 ([\d,]+) 处"):
        said = re.search(pattern, text)
        if not said or [int(number.replace(",", "")) for number in said.groups()] != wanted:
            yield f"rules/README.md says {said.groups() if said else 'nothing'}, and it is {wanted}"


def where(mutant):
    first, _, second = mutant.place.partition(" ")
    if mutant.file.endswith(".schema.yaml"):
        return f"schema {mutant.place.split('/')[0]}"
    if "calendars" in mutant.file:
        return f"calendar {first}"
    return first if first[0] in "TS" and "." in first else f"{first} {second}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--zhudun", required=True, type=lambda path: Path(path).resolve())
    parser.add_argument("--sample", type=int, help="only so many mutants, chosen by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="only mutants whose name holds this")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--by-rule", action="store_true", help="show the score of every rule, too")
    parser.add_argument("--equivalent", type=Path, default=EQUIVALENT, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    every = list(mutants.all_mutants())
    known = equivalents(asked.equivalent)
    chosen = [mutant for mutant in every if asked.only in mutant.name]
    if asked.sample and asked.sample < len(chosen):
        chosen = random.Random(asked.seed).sample(chosen, asked.sample)
    with tempfile.TemporaryDirectory() as place:
        judge = Judge(asked.zhudun, place)
        with ThreadPoolExecutor(asked.jobs) as pool:
            verdicts = list(pool.map(judge.verdict, range(len(chosen)), chosen))
    faults = report(list(zip(chosen, verdicts)), known, asked.by_rule)
    gone = known.keys() - {mutant.name for mutant in every}
    for name in sorted(gone):
        print(f"STALE in the list of equivalents: {name} is no mutant")
    unreasoned = [name for name, reason in known.items() if len(reason) < 20]
    stale = list(told(list(zip(chosen, verdicts)), known)) if len(chosen) == len(every) else []
    print("\n".join(stale), end="\n" if stale else "")
    faults += len(gone) + len(unreasoned) + len(stale)
    print(f"{len(chosen) - faults} passed, {faults} failed")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
