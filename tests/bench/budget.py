#!/usr/bin/env python3
"""What a check may cost in instructions and heap allocations: budget.json holds the figures, this holds the program to them.

    budget.py --zhudun PROGRAM --work FOLDER [--update]

Counted by valgrind, so that neither the machine's load nor its speed matters, in a bare environment, on one core, with the
C library's plainest string functions (GLIBC_TUNABLES), so that a newer processor counts the same. Ends with 1 where a figure
has grown by more than 5 percent; one that has shrunk as much is told. Where growth is meant, or to keep what was won,
--update writes the figures: commit budget.json together with the change that moved them, and say why. Ends with 77
(skipped) for another compiler or machine than the one the figures are of.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

import inputs

KEPT = inputs.HERE / "budget.json"
ALLOWED = 5  # percent
SKIPPED = 77
PLAINEST = ("GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX2,-AVX,-BMI1,-BMI2,-LZCNT,-MOVBE,-ERMS,-FSRM,-RTM,"
            "-SSE4_1,-SSE4_2,-SSSE3,-POPCNT,-AVX_Fast_Unaligned_Load")
COUNTERS = {  # what is counted: how, and where valgrind says it
    "instructions": (["--tool=callgrind", "--callgrind-out-file=/dev/null"], r"Collected : (\d+)"),
    "allocations": (["--tool=memcheck", "--soname-synonyms=somalloc=NONE", "--leak-check=no", "--undef-value-errors=no"],
                    r"total heap usage: ([\d,]+) allocs"),
}
FIGURES = {  # name in budget.json: what is judged, how much of it, what is counted; of many files the folder is, without a report
    "small check, instructions": ("files", 1, "instructions"),
    "200 small files, instructions": ("files", 200, "instructions"),
    "10,000 entries, instructions": ("entries", 10_000, "instructions"),
    "small check, allocations": ("files", 1, "allocations"),
}


def on_one_core():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def count(zhudun, path, size, counter):
    flags, words = COUNTERS[counter]
    folder, named = (path, ["company-0000000.yaml"] if size == 1 else [".", "--quiet"]) if path.is_dir() else (path.parent, [path.name])
    command = ["valgrind", *flags, zhudun, "check", *named, "--as-of", inputs.AS_OF, "--fail-on", "never", "--jobs", "1"]
    done = subprocess.run(["env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C", PLAINEST, *map(str, command)], cwd=folder,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          preexec_fn=on_one_core)
    found = re.search(words, done.stderr)
    if done.returncode != 0 or not found:
        raise inputs.Missing(f"exit status {done.returncode} of `{' '.join(map(str, command))}`:\n{done.stderr}")
    return int(found.group(1).replace(",", ""))


def compiler_of(program):
    """As compilers write it into what they make; Debian's archives within the program are GCC's in any case."""
    made = program.read_bytes()
    found = re.search(rb"(clang) version (\d+)", made) or re.search(rb"(GCC): \([^)]*\) (\d+)", made)
    return " ".join(word.decode() for word in found.groups()) if found else "unknown"


def compare(kept, measured):
    """What is to be said of each figure, and whether one has grown too much."""
    lines, grown = [], False
    for name in sorted({*kept, *measured}):
        if name not in kept or name not in measured:
            lines.append(f"{name}: {'not kept yet' if name in measured else 'kept, but no longer measured'}")
            grown = True
            continue
        change = 100 * (measured[name] - kept[name])
        said = f"{name}: {measured[name]:,}, kept {kept[name]:,} ({change / kept[name]:+.1f} %)"
        if change > ALLOWED * kept[name]:
            said, grown = f"{said}: GROWN by more than {ALLOWED} %", True
        elif change < -ALLOWED * kept[name]:
            said = f"{said}: shrunk, keep it by --update"
        lines.append(said)
    return lines, grown


def measured(zhudun, work):
    place = inputs.Inputs(work, seed=1)
    return {name: count(zhudun, place.input(kind, size), size, counter) for name, (kind, size, counter) in FIGURES.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zhudun", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--work", required=True)
    parser.add_argument("--update", action="store_true")
    call = parser.parse_args()
    made_by = {"compiler": compiler_of(call.zhudun), "machine": platform.machine()}
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {"of": made_by, "figures": {}}
    if kept["of"] != made_by and not call.update:
        print(f"skipped: the figures are of {kept['of']}, this is {made_by}")
        return SKIPPED
    try:
        figures = measured(call.zhudun, call.work)
    except inputs.Missing as fault:
        print(f"budget: {fault}", file=sys.stderr)
        return 2
    lines, grown = compare(kept["figures"], figures)
    print("\n".join(lines))
    if call.update:
        KEPT.write_text(json.dumps({"of": made_by, "figures": figures}, indent=1) + "\n", "utf-8")
        return 0
    if grown:
        print(f"where this is meant, run `tests/bench/budget --update` and commit {KEPT.name} with the change and its reason")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
