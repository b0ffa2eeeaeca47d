#!/usr/bin/env python3
"""Says which lines and branches ran: report.py SOURCE COVERAGE.json UNCOVERED.tsv [--list]

A row of UNCOVERED.tsv: a file, a regular expression that the text of a line matches, and the reason why no test runs
such a line, with tabs between. Each line that did not run needs a row, each row a line. --list prints those without one.
A reason that begins with `sometimes: ` is of lines that run or not as time, threads and signals will have it: all may have run.
--spare N: so many lines may lack one, and rows may match none, as on another machine, where a test is skipped or a thread is not
to be had; both are told. report.py --self-test shows on made-up counts that each of these fails.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

LEAST = 95.0
# What the compiler writes by itself: how an object of a class begins, is copied and ends. No statement stands there.
UNWRITTEN = re.compile(r"^(class|struct) [^;()]*\{$|\) = default;")


def self_test():
    """A file of 40 lines of which one or three did not run, with lists that fit or do not."""
    ran = lambda missed: {"files": [{"file": "src/a/a.cpp", "lines": [
        {"line_number": at, "count": int(at not in missed), "branches": []} for at in range(1, 41)]}]}
    cases = [({7}, "src/a/a.cpp\t^line 7$\tnever asked\n", 0), ({7}, "", 1), (set(), "", 0), (set(), "src/a/a.cpp\t^line 7$\tgone\n", 1),
             ({7}, "src/b/b.cpp\t^line 7$\tanother file\n", 1), ({7, 8, 9}, "src/a/a.cpp\t^line [789]$\ttoo many\n", 1),
             ({7}, "src/a/a.cpp\t^line 7$\tsometimes: a race\n", 0), (set(), "src/a/a.cpp\t^line 7$\tsometimes: a race\n", 0),
             ({8}, "src/a/a.cpp\t^line 7$\tsometimes: a race\n", 1), (set(), "src/a/a.cpp\t^line 70$\tsometimes: no line\n", 1),
             (set(), "src/b/b.cpp\t^line 7$\tsometimes: no file\n", 1), ({39}, "", 0), ({40}, "", 1),
             ({7}, "", 0, "--spare", "1"), ({7, 8}, "", 1, "--spare", "1"), (set(), "src/a/a.cpp\t^line 7$\tgone\n", 0, "--spare", "1"),
             ({1, 2, 3}, "", 1, "--spare", "9")]
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        (folder / "src/a").mkdir(parents=True)
        lines = [f"line {at}" for at in range(1, 39)] + ["class Line {", "Line(int line) {"]
        (folder / "src/a/a.cpp").write_text("\n".join(lines) + "\n")
        for missed, reasons, status, *options in cases:
            (folder / "c.json").write_text(json.dumps(ran(missed)))
            (folder / "u.tsv").write_text("# file\tpattern\treason\n" + reasons)
            done = subprocess.run([sys.executable, __file__, folder, folder / "c.json", folder / "u.tsv", *options], capture_output=True, text=True)
            assert done.returncode == status, (missed, reasons, done.stdout, done.stderr)
    print(f"{len(cases)} cases")
    sys.exit(0)


if sys.argv[1] == "--self-test":
    self_test()
source = pathlib.Path(sys.argv[1])
files = json.loads(pathlib.Path(sys.argv[2]).read_text("utf-8"))["files"]
rows = [line.split("\t") for line in pathlib.Path(sys.argv[3]).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def texts_of(path, texts={}):
    if path not in texts:
        place = source / path
        texts[path] = [line.strip() for line in place.read_text("utf-8").splitlines()] if place.exists() else []
    return texts[path]


def may_have_run(row):
    file, pattern, reason = row
    return reason.startswith("sometimes: ") and any(re.search(pattern, text) for text in texts_of(file))


rooms = collections.defaultdict(lambda: [0, 0, 0, 0])
missed = []
for file in files:
    path = file["file"]
    for line in file["lines"]:
        if line.get("gcovr/noncode") or UNWRITTEN.search(texts_of(path)[line["line_number"] - 1]):
            continue
        for counts in (rooms["/".join(path.split("/")[:2 if path.startswith("src") else 3])], rooms["all"]):
            counts[0] += line["count"] > 0
            counts[1] += 1
            counts[2] += sum(branch["count"] > 0 for branch in line["branches"])
            counts[3] += len(line["branches"])
        if line["count"] == 0:
            missed.append((path, line["line_number"], texts_of(path)[line["line_number"] - 1]))

used = collections.Counter()
unexplained = []
for path, number, text in missed:
    row = next((at for at, (file, pattern, _) in enumerate(rows) if file == path and re.search(pattern, text)), None)
    if row is None:
        unexplained.append(f"{path}:{number}: {text}")
    else:
        used[row] += 1
stale = [row for at, row in enumerate(rows) if at not in used and not may_have_run(row)]

print(f"{'room':24} {'lines':>13} {'':>6} {'branches':>13}")
for room, (lines, of_lines, branches, of_branches) in sorted(rooms.items(), key=lambda item: (item[0] == "all", item[0])):
    print(f"{room:24} {lines:6}/{of_lines:<6} {100 * lines / of_lines:5.1f}% {branches:6}/{of_branches:<6}"
          f" {100 * branches / of_branches if of_branches else 100:5.1f}%")
lines, of_lines = rooms["all"][:2]
spare = int(sys.argv[sys.argv.index("--spare") + 1]) if "--spare" in sys.argv else 0
failed, told = [], []
if 100 * lines < LEAST * of_lines:
    failed.append(f"{100 * lines / of_lines:.2f} % of the lines ran; {LEAST} % have to")
if unexplained:
    (failed if len(unexplained) > spare else told).append(f"{len(unexplained)} lines did not run and have no reason in {sys.argv[3]}")
    print("\n".join(unexplained if "--list" in sys.argv else unexplained[:40]))
(told if spare else failed).extend(f"{sys.argv[3]}: there is no such line that did not run: {file}\t{pattern}" for file, pattern, _ in stale)
print("\n".join(failed + told) or f"{len(missed)} lines did not run, each with its reason")
print(f"coverage: {0 if failed else 1} passed, {len(failed)} failed")
sys.exit(bool(failed))
