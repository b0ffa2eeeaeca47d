"""What the tests of the command line share: a folder of their own, a few declarations, one way to run the program.

The declarations are of the pack beside these tests (tests/packs/fire-drills): small enough to know every finding.
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ZHUDUN = Path(sys.argv[1]).resolve()
PACK = Path(__file__).resolve().parent.parent / "packs/fire-drills"
AS_OF = "2030-07-10"

# Nothing to do, one duty overdue by a day, and two mistakes of the declaration.
FINE = """\
zhudun: 1
owner: {name: 甲, kinds: [office], occupies_buildings: false}
buildings: []
alarms: {faults: []}
"""
OVERDUE = """\
zhudun: 1
owner: {name: 乙, kinds: [office], occupies_buildings: true, warden: 丙}
plan: {issued_on: 2030-01-05}
buildings: [{id: shed, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}]
alarms: {faults: []}
"""
BROKEN = """\
zhudun: 1
owner: {name: 丁, kindz: [office]}
plan: {issued_on: 2030/1/5}
"""


class CommandLine(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = Path(place.name).resolve()
        for name, text in (("fine.yaml", FINE), ("overdue.yaml", OVERDUE), ("broken.yaml", BROKEN)):
            self.write(name, text)

    def write(self, name, text):
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def run_it(self, *arguments, environment=(), **options):
        """The program in the test's folder; its outputs are bytes."""
        options.setdefault("stdin", subprocess.DEVNULL)
        if "input" in options:
            del options["stdin"]
        for stream in ("stdout", "stderr"):
            options.setdefault(stream, subprocess.PIPE)
        variables = {"PATH": os.environ["PATH"], "HOME": str(self.place), **dict(environment)}
        return subprocess.run([ZHUDUN, *arguments], cwd=self.place, env=variables, timeout=60, **options)

    def check(self, *arguments, **options):
        return self.run_it("check", "--rules", PACK, "--as-of", AS_OF, *arguments, **options)

    def report(self, *arguments, status=None, **options):
        """The JSON report of a check that must give one."""
        run = self.check("--format", "json", *arguments, **options)
        self.assertIn(run.returncode, (0, 1, 2) if status is None else (status,), run.stderr.decode())
        return json.loads(run.stdout)

    def files_of(self, run_or_report):
        report = run_or_report if isinstance(run_or_report, dict) else json.loads(run_or_report.stdout)
        return [declaration["file"] for declaration in report["declarations"]]

    def assert_wrong(self, run, *messages):
        """Status 2, nothing on standard output, and what must be told on standard error."""
        self.assertEqual((run.returncode, run.stdout), (2, b""), run.stderr.decode("utf-8", "replace"))
        told = run.stderr.decode("utf-8")
        for message in messages:
            self.assertIn(message, told)
        self.assert_harmless(run.stderr)

    def assert_harmless(self, told):
        """Nothing in it moves a terminal's cursor, hides or turns text around."""
        text = told.decode("utf-8")
        bad = [c for c in text if (ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0 or ord(c) in range(0x202A, 0x202F)]
        self.assertEqual(bad, [], text)


def main():
    unittest.main(module="__main__", argv=sys.argv[:1] + sys.argv[2:])
