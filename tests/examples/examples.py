#!/usr/bin/env python3
"""The stories under examples/ through the real program.

examples.py --zhudun PROGRAM [--update] [STORY...]

For each story: the report as text in both languages and as JSON is the kept one; the exit status and what is told on
standard error are the kept ones; the findings are those that its README works out by hand, no more and no fewer;
counts agree; every finding lies where its subject stands; and nothing depends on the machine. --update rewrites the kept reports; the
tables in the READMEs and the exit statuses are written by people only.
"""
import argparse
import collections
import hashlib
import json
import pathlib
import re
import shlex
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/golden"))
from golden import RULES_SHA256, Book, Run  # noqa: E402

REPORTS = {  # kept file -> further arguments
    "expected.txt": [],
    "expected.en.txt": ["--lang", "en"],
    "expected.json": ["--format", "json", "--all"],
}
ELSEWHERE = {"TZ": "America/New_York", "LC_ALL": "C", "LANG": "C", "COLUMNS": "37", "HOME": "/nonexistent"}


def story_arguments(story):
    own = f"examples/{story.name}"
    target = f"{own}/company.yaml" if (story / "company.yaml").exists() else own
    return ["check", target, *shlex.split((story / "expected.args").read_text("utf-8"))]


def worked_by_hand(story):
    """The tables of a README: {declaration: {(rule, subject): (status, days overdue, due)}}."""
    tables = collections.defaultdict(dict)
    declaration = "company.yaml"
    for line in (story / "README.md").read_text("utf-8").splitlines():
        heading = re.fullmatch(r"## (\S+\.yaml)", line)
        if heading:
            declaration = heading.group(1)
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if len(cells) != 5 or not cells[0].startswith("T"):
            continue
        rules, subject, status, due, _ = cells
        word, _, days = status.partition(" ")
        for rule in rules.split(", "):
            key = (rule, subject)
            if key in tables[declaration]:
                raise SystemExit(f"{story}/README.md: {key} stands twice")
            tables[declaration][key] = (word, int(days or 0), None if due == "-" else due)
    return tables


def check_table(book, story, report):
    tables = worked_by_hand(story)
    for declaration in report["declarations"]:
        name = declaration["file"].removeprefix(f"examples/{story.name}/")
        expected = tables.pop(name, {})
        found = {(f["rule"], f["subject"]): (f["status"], f["days_overdue"], f["due"]) for f in declaration["findings"]}
        book.same(f"{story.name}/{name}: findings of one rule and subject", len(declaration["findings"]), len(found))
        for key in sorted(expected.keys() | found.keys()):
            book.same(f"{story.name}/{name}: {' '.join(key)}", expected.get(key), found.get(key))
    book.same(f"{story.name}: declarations in the README that were not judged", {}, dict(tables))


def check_counts(book, story, report):
    for declaration in report["declarations"]:
        counted = collections.Counter(finding["status"] for finding in declaration["findings"])
        summary = {status: count for status, count in declaration["summary"].items() if count}
        book.same(f"{declaration['file']}: counts", dict(sorted(counted.items())), dict(sorted(summary.items())))
        digest = hashlib.sha256((ROOT / declaration["file"]).read_bytes()).hexdigest()
        book.same(f"{declaration['file']}: sha256", digest, declaration["sha256"])


def check_places(book, report):
    """A finding lies on the line that names its subject, or where that is not declared what it would stand in."""
    for declaration in report["declarations"]:
        text = (ROOT / declaration["file"]).read_text("utf-8")
        for finding in declaration["findings"]:
            place, parts = finding["location"], finding["subject"].split("/")
            lines = (ROOT / place["file"]).read_text("utf-8").splitlines()
            line = lines[place["line"] - 1]
            is_item = re.search(rf"\bid: [\"']?{re.escape(parts[-1])}\b", text) or place["file"] != declaration["file"]
            named = parts[-1] in line or not is_item and any(part in line for part in parts)
            top_is_declared = re.search(rf"^{re.escape(parts[0])}:", text, re.M)
            if not named and not (line.startswith("zhudun:") and not top_is_declared):
                book.wrong(f"{place['file']}:{place['line']}: {finding['rule']} {finding['subject']} is not here: {line}")
            if not 1 <= place["column"] <= len(line.encode()) + 1:
                book.wrong(f"{place['file']}:{place['line']}:{place['column']}: no such column")


def check_independence(book, program, story, arguments, run):
    book.same(f"{story.name}: a second run gives the same bytes", run.all(), Run(program, arguments, ROOT).all())
    with tempfile.TemporaryDirectory() as other:
        shutil.copytree(story, pathlib.Path(other) / "examples" / story.name)
        book.same(f"{story.name}: another folder, locale and zone give the same bytes", run.all(),
                  Run(program, arguments, other, ELSEWHERE).all())


def check_story(book, program, story):
    arguments = story_arguments(story)
    status = int((story / "expected.exit").read_text())
    for name, further in REPORTS.items():
        run = Run(program, arguments + further, ROOT)
        book.same(f"{story.name}: exit status for {name}", status, run.exit)
        book.kept(story / name, run.out, but=RULES_SHA256)
        book.kept(story / "expected.stderr", run.err, optional=True)
        check_independence(book, program, story, arguments + further, run)
    report = json.loads(run.out)
    check_table(book, story, report)
    check_counts(book, story, report)
    check_places(book, report)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--zhudun", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--update", action="store_true", help="rewrite the kept reports")
    parser.add_argument("stories", nargs="*")
    call = parser.parse_args()
    names = call.stories or sorted(path.parent.name for path in (ROOT / "examples").glob("*/expected.args"))
    book = Book(call.update)
    for name in names:
        check_story(book, call.zhudun, ROOT / "examples" / name)
    print(f"{len(names)} stories")
    return book.close()


if __name__ == "__main__":
    sys.exit(main())
