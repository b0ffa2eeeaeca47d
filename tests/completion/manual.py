#!/usr/bin/env python3
"""The manual tells the truth: manual.py PROGRAM PAGE

Formatters take the page without a warning, its examples run, and each exit status that it names, for the program and for each
command, is that of a real run.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

ZHUDUN = pathlib.Path(sys.argv[1]).resolve()
PAGE = pathlib.Path(sys.argv[2]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
AS_OF = ["--as-of", "2025-11-10"]

# A run that fulfils, and one that fails for each command of which the manual says that it can.
FAILING = {
    "check": ["check", "spec/company.yaml", *AS_OF],
    "diff": ["diff", "strict", "loose,@2025-11-10", "spec/company.yaml"],
    "test": ["test", "untrue"],
    "lint": ["lint", "untidy"],
    "doctor": ["doctor", "--as-of", "1999-12-31"],
    "lsp": ["lsp"],
}


def text(arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=60, **options)


class Manual(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.place = pathlib.Path(place.name)
        for story in ("spec", "compliant"):
            shutil.copytree(ROOT / "examples" / story, cls.place / story)
        shutil.copytree(ROOT / "rules/shanghai-iov-2025", cls.place / "untrue")
        tests = cls.place / "untrue/T15.test.yaml"
        tests.write_text(tests.read_text("utf-8").replace("status: advised", "status: met", 1), "utf-8")
        shutil.copytree(ROOT / "tests/packs/fire-drills", cls.place / "untidy")  # it has no tests
        cls.page = subprocess.run(["mandoc", "-T", "utf8", "-O", "width=200", PAGE], capture_output=True, check=True,
                                  timeout=60).stdout.decode()
        cls.page = re.sub(r".\x08", "", cls.page)  # bold and underlined as a typewriter did them

    def section(self, title):
        return re.search(rf"^{title}\n(.*?)(?=^[A-Z])", self.page, re.M | re.S).group(1)

    def commands(self):
        """Each command with its part of the page."""
        parts = re.split(r"^   ([a-z]+)$", self.section("COMMANDS"), flags=re.M)[1:]
        return dict(zip(parts[::2], parts[1::2]))

    def run_it(self, *arguments, folder=".", stdout=subprocess.PIPE):
        return subprocess.run([ZHUDUN, *arguments], cwd=self.place / folder, stdin=subprocess.DEVNULL, stdout=stdout,
                              stderr=subprocess.PIPE, timeout=120)

    def test_formatters_have_nothing_to_say(self):
        for call in (["mandoc", "-T", "lint", PAGE], ["groff", "-man", "-ww", "-z", "-Tutf8", PAGE]):
            with self.subTest(call[0]):
                done = text(call)
                self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_a_catalogue_of_pages_finds_it(self):
        done = text(["lexgrog", PAGE])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("zhudun - judges", done.stdout)

    def test_commands(self):
        told = text([ZHUDUN, "--help"]).stdout.split("commands:\n")[1].split("\n\n")[0]
        self.assertEqual(re.findall(r"^  ([a-z]+) ", told, re.M), list(self.commands()))

    def test_exit_statuses_are_those_of_real_runs(self):
        told = re.findall(r"^ {7}(\d)\s", self.section("EXIT STATUS"), re.M)
        with open("/dev/full", "wb") as full:
            runs = {
                "0": self.run_it("check", "compliant/company.yaml", "--as-of", "2025-12-15"),
                "1": self.run_it(*FAILING["check"]),
                "2": self.run_it("check", "nowhere.yaml"),
                "3": self.run_it("check", "compliant/company.yaml", "--as-of", "2025-12-15", stdout=full),
            }
        self.assertEqual(told, list(runs))
        for status, run in runs.items():
            self.assertEqual(run.returncode, int(status), run.stderr.decode())

    def test_exit_statuses_of_each_command(self):
        for command, told in self.commands().items():
            with self.subTest(command):
                self.assertEqual(self.run_it(command, "--no-such-option").returncode, 2)
                self.assertEqual(self.run_it(command, "--help").returncode, 0)
                with open("/dev/full", "wb") as full:
                    self.assertEqual(self.run_it(command, "--help", stdout=full).returncode, 3)
                self.assertEqual("Exit status 1:" in told, command in FAILING, "the page and the runs known here differ")
                if command in FAILING:
                    run = self.run_it(*FAILING[command])
                    self.assertEqual(run.returncode, 1, (run.stdout + run.stderr).decode())

    def test_every_command_that_can_fail_says_when(self):
        for path in (ROOT / "src/cli").glob("*.cpp"):
            if "kFailing" in path.read_text("utf-8") and path.name != "run.cpp":  # which is check's
                self.assertIn(path.stem, FAILING, f"{path.name} can end with 1: let failing() say when, and add a run here")

    def test_the_larger_number_wins(self):
        (self.place / "broken.yaml").write_text("zhudun: 1\ncompany: {}\n")
        run = self.run_it("check", "spec/company.yaml", "broken.yaml", *AS_OF)
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"T03.2", run.stdout)

    def test_examples(self):
        calls = re.findall(r"^ {6,}(zhudun .*)$", self.section("EXAMPLES"), re.M)
        self.assertGreater(len(calls), 3)
        for call in calls:
            with self.subTest(call):
                run = self.run_it(*shlex.split(call)[1:], folder="compliant")
                self.assertIn(run.returncode, (0, 1), run.stderr.decode())

    def test_variables_are_those_that_the_program_reads(self):
        told = re.findall(r"^ {7}([A-Z_]+)(?:$| )", self.section("ENVIRONMENT"), re.M)
        read = set()
        for path in (ROOT / "src/cli").glob("*.*"):
            source = path.read_text("utf-8")
            read |= set(re.findall(r"\bvariable\(\"(\w+)\"\)", source))
            read |= set(re.findall(r"\"((?:LC_|LANG)\w*)\"", source)) if "variable(variable)" in source else set()
        self.assertEqual(set(told), read)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
