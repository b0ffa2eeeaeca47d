#!/usr/bin/env python3
"""Input of the worst shapes, 16 MiB each: never a crash, never over ten seconds, never over 1 GiB, and both readers agree.

large.py PROGRAM [--mib N] [--part N/OF] [--table] [WORD...]: of the words, only shapes with one in their name; of a part, only
every OFth shape from the Nth; --table prints what each took.
"""
import argparse
import hashlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from shapes import SHAPES, TABLE, TABLES

SECONDS = 10  # of processor time, on a machine as the one this is developed on
PATIENCE = 3  # how many times slower another one may be
BYTES = 1 << 30


def bounds():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * PATIENCE, SECONDS * PATIENCE + 5))
    resource.setrlimit(resource.RLIMIT_AS, (8 * BYTES, 8 * BYTES))  # a leak must not take the machine with it
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Outcome:
    def __init__(self, program, place, reader):
        call = [program, "check", "c.yaml", "--as-of", "2025-11-10", "--reader", reader, "--format", "json", "--lang", "en"]
        with open(place / "out", "wb") as out, open(place / "err", "wb") as err:
            with subprocess.Popen(call, cwd=place, stdin=subprocess.DEVNULL, stdout=out, stderr=err, preexec_fn=bounds) as run:
                _, status, usage = os.wait4(run.pid, 0)
                run.returncode = os.waitstatus_to_exitcode(status)
        self.status = run.returncode
        self.seconds = usage.ru_utime + usage.ru_stime
        self.bytes = usage.ru_maxrss * 1024
        self.told = (place / "err").read_bytes()
        with open(place / "out", "rb") as out:
            self.out = hashlib.file_digest(out, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else hashlib.sha256(out.read()).hexdigest()
        self.size = (place / "out").stat().st_size

    def faults(self):
        if self.status == -signal.SIGXCPU:
            yield f"over {SECONDS * PATIENCE} s"
        elif self.status not in (0, 1, 2):
            yield f"exit status {self.status}: {self.told[:200]}"
        if self.seconds > SECONDS * PATIENCE:
            yield f"{self.seconds:.1f} s"
        if self.bytes > BYTES:
            yield f"{self.bytes >> 20} MiB"
        if self.status == 2 and (self.size or not self.told):
            yield "status 2 with a report or without a message"
        if len(self.told) > 1 << 20:
            yield f"{len(self.told)} bytes of messages"
        text = self.told.decode("utf-8", "strict")
        if any((c < " " and c != "\n") or "\x7f" <= c < "\xa0" or "\u202a" <= c <= "\u202e" for c in text):
            yield "a message that moves the cursor or turns text around"

    def row(self, name, reader):
        first = self.told[:90].decode("utf-8", "replace").split("\n")[0]
        return f"{name:36} {reader:8} {self.status:3} {self.seconds:6.2f} s {self.bytes >> 20:5} MiB {len(self.told):8} told {self.size:10} printed  {first}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("words", nargs="*")
    parser.add_argument("--mib", type=float, default=16)
    parser.add_argument("--part", type=lambda text: tuple(int(number) for number in text.split("/")), default=(1, 1))
    parser.add_argument("--table", action="store_true")
    call = parser.parse_intermixed_args()
    size = int(call.mib * (1 << 20))
    faults = []
    part, parts = call.part
    shapes = [(name, shape) for name, shape in [*SHAPES.items(), *TABLES.items()][part - 1::parts]
              if not call.words or any(word in name for word in call.words)]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, shape in shapes:
            text = shape(size)
            assert size * 0.9 < len(text) <= size, name
            (place / ("t.csv" if name in TABLES else "c.yaml")).write_bytes(text)
            del text
            if name in TABLES:
                (place / "c.yaml").write_text(TABLE)
            outcomes = {}
            for reader in ("fast", "yaml-cpp"):
                if name in TABLES and reader != "fast":
                    continue  # a table is not YAML
                outcome = outcomes[reader] = Outcome(call.program, place, reader)
                faults += [f"{name} ({reader}): {fault}" for fault in outcome.faults()]
                if call.table:
                    print(outcome.row(name, reader), flush=True)
            if len({(outcome.status, outcome.told, outcome.out) for outcome in outcomes.values()}) > 1:
                faults.append(f"{name}: the readers do not agree")
    for fault in faults:
        print("not ok:", fault)
    print(f"{len(shapes)} shapes of {call.mib:g} MiB, {len(faults)} faults")
    return 1 if faults or not shapes else 0


if __name__ == "__main__":
    sys.exit(main())
