#!/usr/bin/env python3
"""Every single edit of the compliant example changes the right findings, and no other.

    edits.py --zhudun PROGRAM [--show N]

Left out or emptied are every key, item, row, cell and file; moved is every fact that decides, over every date and threshold.
What may change is held against two things that are independent of the program and of each other: the outcomes that edits.txt
and moves.txt have by hand, and the whole list of findings as the second reading of the rules in tests/oracle has it.
"""
import argparse
import csv
import fnmatch
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import yaml

import declarations
from declarations import at, child, drop, edited, keyed, nodes, parse, put, scalar, spell

import compare  # noqa: E402  tests/oracle, on the path by way of declarations
import oracle  # noqa: E402
from facts import load  # noqa: E402

HERE = Path(__file__).resolve().parent
STORY = declarations.ROOT / "examples/compliant"
AS_OF = "2025-12-15"
SAID = ("status", "binding", "due", "done", "next_due", "days_overdue", "provisional", "missing", "sensitive_to")


@dataclass
class Edit:
    what: str
    text: str                    # the declaration
    outcome: str                 # after names and ids were put in
    as_of: str = AS_OF
    folder: str = "company"      # where it is judged: with all of the evidence, or in a folder of its own
    files: dict = field(default_factory=dict)
    judged_again: bool = True    # by the oracle too, which knows the paths of the specification's own keys alone


class Tables:
    """edits.txt and moves.txt: sections of lines, and the names that stand for outcomes."""

    def __init__(self):
        self.sections, self.names = {}, {}
        here = None
        for line in "\n".join((HERE / name).read_text("utf-8") for name in ("edits.txt", "moves.txt")).splitlines():
            if line.startswith("["):
                here = self.sections.setdefault(line.strip("[]"), [])
            elif line.strip() and not line.startswith("#"):
                here.append(line)
        for line in self.sections.pop("names"):
            name, outcome = line.split(maxsplit=1)
            self.names[name] = outcome
        self.used = set()

    def expand(self, outcome, ids=()):
        for name in re.findall(r"\$([\w-]+)", outcome):
            outcome = re.sub(rf"\${name}(?![\w-])", self.names[name], outcome)
        return re.sub(r"\{(\d)\}", lambda match: ids[int(match[1])], outcome)

    def outcome(self, section, path, ids=()):
        """Of the last line with a pattern for this path."""
        found = None
        for line in self.sections[section]:
            patterns, outcome = line.split(" : ")
            if any(fits(pattern, path) for pattern in patterns.split()):
                found = line, outcome
        if found is None:
            raise SystemExit(f"no line of [{section}] fits {path}")
        self.used.add(found[0])
        return self.expand(found[1].strip(), ids)

    def unused(self):
        return [line for name in ("absent", "empty", "catalogue", "evidence") for line in self.sections[name]
                if line not in self.used]


def fits(pattern, path):
    """Step by step: `*` is any one step. A path with dots in a step, as a file's name, is one step."""
    if pattern == path:
        return True
    one, other = pattern.split("."), path.split(".")
    return len(one) == len(other) and all(a in ("*", b) for a, b in zip(one, other))


def dotted(path):
    return ".".join(map(str, path))


def ids_on(root, path):
    """The ids of the list items on the way, in their order."""
    found = []
    for length in range(1, len(path) + 1):
        here = at(root, path[:length])
        identity = child(here, "id") if isinstance(here, yaml.MappingNode) and isinstance(path[length - 1], int) else None
        if identity is not None:
            found.append(identity.value)
    return found


# -- the edits ---------------------------------------------------------------------------------------------------------
def of_absence(tables, root):
    for path, node in nodes(root):
        if not path:
            continue
        if path[-1] == "id":
            outcome = "refused"
        else:
            outcome = tables.outcome("absent", dotted(path), ids_on(root, path))
        yield Edit(f"without {dotted(path)}", spell(edited(root, path, drop)), outcome)
        identified = isinstance(node, yaml.MappingNode) and child(node, "id") is not None
        if not isinstance(path[-1], int):
            for written in ("~", "''"):
                yield Edit(f"{dotted(path)}: {written}", spell(edited(root, path, put(parse(written)))), outcome)
        if isinstance(node, yaml.MappingNode) and not identified:
            yield Edit(f"{dotted(path)}: {{}}", spell(edited(root, path, put(parse("{}")))), outcome)


def of_emptiness(tables, root):
    for path, node in nodes(root):
        if isinstance(node, yaml.SequenceNode) or path == ("data_catalog", "entries"):
            outcome = tables.outcome("empty", dotted(path), ids_on(root, path))
            yield Edit(f"{dotted(path)}: []", spell(edited(root, path, put(parse("[]")))), outcome)


def of_catalogue(tables, root):
    """Rows and cells of the CSV file, each in a file of its own beside the others."""
    rows = list(csv.reader(io.StringIO((STORY / "catalog.csv").read_text("utf-8"))))
    for number, row in enumerate(rows[1:], 1):
        changed = [(row[0], rows[:number] + rows[number + 1:])]
        for column, heading in enumerate(rows[0]):
            other = [*row[:column], "", *row[column + 1:]]
            changed.append((f"{row[0]}.{heading}", rows[:number] + [other] + rows[number + 1:]))
        for path, table in changed:
            name = f"catalog-{path}.csv"
            text = spell(edited(root, ("data_catalog", "entries"), put(scalar(name))))
            written = io.StringIO()
            csv.writer(written, lineterminator="\n").writerows(table)
            yield Edit(f"catalogue without {path}", text, tables.outcome("catalogue", path, (row[0],)),
                       files={name: written.getvalue()})


def of_evidence(tables, text):
    """Each file taken away, empty, a folder, and a link that leads outside."""
    for path in sorted((STORY / "evidence").iterdir()):
        outcome = tables.outcome("evidence", path.name)
        for fault in ("gone", "empty", "folder", "link"):
            yield Edit(f"{path.name} {fault}", text, outcome, folder=f"{path.name}-{fault}", judged_again=False)


def spoil(folder, name):
    path, _, fault = name.rpartition("-")
    path = folder / "evidence" / path
    path.unlink()
    if fault == "empty":
        path.write_bytes(b"")
    elif fault == "folder":
        path.mkdir()
    elif fault == "link":
        (folder.parent / "outside.txt").write_text("x")
        path.symlink_to("../../outside.txt")


def steps(path):
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def of_due_dates(tables, root):
    """The days around each due date, of the fact that decides and of the as-of date without it."""
    for line in tables.sections["due"]:
        path, finding, due, later, *cycle = line.split()
        day, path = date.fromisoformat(due), steps(path)
        for shift, status in ((-1, "met"), (0, "met"), (1, "late")):
            on = str(day + timedelta(days=shift))
            done = f"{finding}={status}"
            if at(root, path).value == on:
                done = "-"
            yield Edit(f"{dotted(path)} = {on}", spell(edited(root, path, put(on))), done, later)
        for shift, status in ((-31, "met" if cycle else "pending"), (-30, "due_soon"), (0, "due_soon"), (1, "overdue")):
            on = str(day + timedelta(days=shift))
            yield Edit(f"without {dotted(path)} on {on}", spell(edited(root, path, drop)), f"{finding}~{status}", on)


def of_moves(tables, root):
    for line in tables.sections["set"]:
        as_of, changes, outcome = (part.strip() for part in line.split(" | "))
        changed = root
        for change in changes.split(" ; "):
            path, value = change.split(" = ", 1)
            changed = edited(changed, steps(path), put(parse(value)))
        yield Edit(changes, spell(changed), tables.expand(outcome), as_of)


# -- judging -----------------------------------------------------------------------------------------------------------
def said(finding):
    return {name: sorted(finding[name]) if isinstance(finding[name], list) else finding[name] for name in SAID}


def faults_of(edit, before, after):
    """What of the outcome did not come, and what came beside it."""
    changed = {}
    for key in before.keys() | after.keys():
        was, now = (said(side[key]) if key in side else None for side in (before, after))
        if was != now:
            changed[key] = now["status"] if now else "gone"
    for one in [] if edit.outcome == "-" else edit.outcome.split():
        rule, subject, sign, status = re.fullmatch(r"([\w.]+)@(.+)([=~])(\w+)", one).groups()
        matched = [key for key in changed
                   if key[0] == rule and fnmatch.fnmatchcase(key[1], subject) and changed[key] == status]
        was = before.get((rule, subject))
        if not matched and not (sign == "~" and was and was["status"] == status):
            yield f"{rule} {subject} is not {status}"
        for key in matched:
            del changed[key]
    for (rule, subject), status in changed.items():
        yield f"{rule} {subject} became {status}"


class Judge:
    def __init__(self, zhudun, root, show):
        self.zhudun, self.root, self.show = zhudun, root, show
        self.held, self.faults, self.changes = 0, [], set()

    def folder(self, name):
        folder = self.root / name
        if not folder.exists():
            shutil.copytree(STORY, folder)
            if name != "company":
                spoil(folder, name)
        return folder

    def run(self, folder, names, as_of):
        """(findings of each that is taken, all that was told)"""
        done = subprocess.run([self.zhudun, "check", *names, "--as-of", as_of, "--format", "json", "--all"], cwd=folder,
                              capture_output=True, encoding="utf-8", timeout=600)
        report = json.loads(done.stdout) if done.stdout else {"declarations": []}
        return {one["file"]: one for one in report["declarations"]}, done.stderr

    def judge(self, edits):
        """Edits of one folder and one day, in one run."""
        folder, as_of = self.folder(edits[0].folder), edits[0].as_of
        unchanged = declarations.check(self.zhudun, self.folder("company"), ["company.yaml"], "--as-of", as_of)
        before = keyed(unchanged["company.yaml"])
        names = {}
        for number, edit in enumerate(edits):
            names[f"edit-{number}.yaml"] = edit
            (folder / f"edit-{number}.yaml").write_text(edit.text, "utf-8")
            for name, text in edit.files.items():
                (folder / name).write_text(text, "utf-8")
        judged, told = self.run(folder, list(names), as_of)
        for name, edit in names.items():
            refused = name not in judged
            if refused or edit.outcome == "refused":
                faults = [] if refused and edit.outcome == "refused" else [f"it is {'refused' if refused else 'taken'}"]
                if refused and not re.search(rf"^{re.escape(name)}:\d+:\d+: |^catalog-[^:]*:\d+:\d+: ", told, re.M):
                    faults.append("no place is told")
            else:
                after = keyed(judged[name])
                faults = list(faults_of(edit, before, after))
                faults += self.second_reading(edit, folder, after) if edit.judged_again else []
                self.changes |= {key[0] for key in before if key not in after or said(after[key]) != said(before[key])}
            self.held += not faults
            self.faults += [f"{edit.what}, as of {as_of}: {fault}" for fault in faults]

    @staticmethod
    def second_reading(edit, folder, found):
        chosen, year = oracle.choose()
        expected, _ = oracle.check(load(edit.text), date.fromisoformat(edit.as_of), chosen, year, 30, True, folder)
        expected = compare.keyed(expected)
        faults = [f"the oracle has {' '.join(key)}, or has it not" for key in expected.keys() ^ found.keys()]
        for key in expected.keys() & found.keys():
            different = compare.differing(expected[key], found[key])
            if different:
                faults.append(f"the oracle differs on {' '.join(key)}: {different}")
        return faults

    def close(self, tables):
        unchanged = set(oracle.duties.RULES) - self.changes
        self.faults += [f"no edit changes {rule}" for rule in sorted(unchanged)]
        self.faults += [f"nothing fits the line: {line}" for line in tables.unused()]
        print("\n".join(f"FAILED {fault}" for fault in self.faults[:self.show]))
        print(f"{self.held} passed, {len(self.faults)} failed")
        return int(bool(self.faults))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--zhudun", required=True, type=lambda path: Path(path).resolve())
    parser.add_argument("--show", type=int, default=30)
    asked = parser.parse_args()
    tables, text = Tables(), (STORY / "company.yaml").read_text("utf-8")
    root = parse(text)
    groups = {}
    for edit in [*of_absence(tables, root), *of_emptiness(tables, root), *of_catalogue(tables, root),
                 *of_evidence(tables, text), *of_due_dates(tables, root), *of_moves(tables, root)]:
        groups.setdefault((edit.folder, edit.as_of), []).append(edit)
    with tempfile.TemporaryDirectory() as temporary:
        judge = Judge(asked.zhudun, Path(temporary), asked.show)
        for edits in groups.values():
            judge.judge(edits)
    return judge.close(tables)


if __name__ == "__main__":
    sys.exit(main())
