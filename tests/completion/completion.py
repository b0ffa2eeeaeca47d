#!/usr/bin/env python3
"""The completions in the shells themselves: completion.py SHELL PROGRAM HOSTILE

SHELL is asked what may stand next. What must be offered is read from `zhudun --help` and `zhudun COMMAND --help`, of which
tests/unit/cli shows that they tell the whole option table. HOSTILE is a folder of scripts with an option whose words and
help are full of what a shell could take for its own.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from shells import Bash, Fish, Zsh

SHELL = {"bash": Bash, "zsh": Zsh, "fish": Fish}[sys.argv[1]]
ZHUDUN = pathlib.Path(sys.argv[2]).resolve()
HOSTILE = pathlib.Path(sys.argv[3]).resolve()
ENVIRONMENT = {"PATH": f"{ZHUDUN.parent}:{os.environ['PATH']}", "LANG": "C.UTF-8"}


def run(*arguments):
    return subprocess.run([ZHUDUN, *arguments], capture_output=True, check=True, timeout=60).stdout.decode()


def commands():
    return re.findall(r"^  ([a-z]+) ", run("--help").split("commands:\n")[1].split("\n\n")[0], re.M)


def options(command):
    """Each option's names and whether a value follows, as help tells them."""
    for line in run(command, "--help").split("options:\n")[1].splitlines():
        told = re.match(r" {2,6}(-.*?)(?:  |$)", line)
        if told:
            names = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", told.group(1))
            yield names, bool(re.search(r"[A-Z]", told.group(1)))


def bare(answers):
    """The words alone: without the option or format before an equals sign, and what is put behind to go on."""
    return sorted({re.sub(r"^.*=(?=.)", "", answer).rstrip("=/,") for answer in answers})


class Completion(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.place = pathlib.Path(place.name)
        for name in ("company.yaml", "my file.yaml", "report.json"):
            (cls.place / name).write_text("")
        for name in ("folder", "rules-x"):
            (cls.place / name).mkdir()
        cls.script = cls.place / "script"
        cls.script.write_text(run("completion", sys.argv[1]))
        cls.shell = cls.start(cls.script)

    @classmethod
    def start(cls, script):
        shell = SHELL(script, cls.place, {**ENVIRONMENT, "HOME": str(cls.place), "HISTFILE": "/dev/null"})
        cls.addClassCleanup(shell.close)
        return shell

    def offered(self, line, shell=None):
        return bare((shell or self.shell)("zhudun " + line))

    def test_commands(self):
        self.assertLessEqual(set(commands()), set(self.offered("")))
        self.assertEqual(self.offered("ch"), [one for one in sorted(commands()) if one.startswith("ch")])
        self.assertEqual({"--help", "--version"}, set(self.offered("--")))

    def test_options_of_every_command(self):
        for command in commands():
            wanted = sorted(name for names, _ in options(command) for name in names)
            long = [name for name in wanted if name.startswith("--")]
            with self.subTest(command):
                self.assertEqual(self.offered(f"{command} --"), long)
                self.assertIn("--help", long)
                if SHELL is not Zsh:  # which leaves out a short name where there is a long one
                    self.assertEqual(self.offered(f"{command} -"), wanted)

    def test_words(self):
        help_text = re.sub(r"\s+", " ", run("check", "--help"))
        formats = sorted(re.search(r"default text \((.*?)\)", help_text).group(1).split(", "))
        statuses = sorted(re.search(r"overdue,gap,undeclared \((.*?)\)", help_text).group(1).split(", "))
        self.assertEqual(self.offered("check --format "), formats)
        self.assertEqual(self.offered("check --format=js"), ["json", "jsonl"])
        self.assertEqual(self.offered("check company.yaml --reading l"), ["loose"])
        self.assertEqual(self.offered("explain --lang "), ["en", "zh"])
        self.assertEqual(self.offered("completion "), ["bash", "fish", "zsh"])
        self.assertEqual(self.offered("completion bash -"), self.offered("completion -"))
        self.assertIn("never", statuses)
        self.assertEqual(self.offered("check --fail-on "), statuses)

    def test_words_joined_by_commas(self):
        (one,) = self.offered("check --fail-on overdue,g")
        self.assertEqual(one.rpartition(",")[2], "gap")
        self.assertEqual(self.offered("check --fail-on overdue,gap,ov"), [])

    def test_what_is_free_is_left_to_the_caller(self):
        for line in ("check --as-of ", "check --horizon ", "check --set ", "diff "):
            with self.subTest(line):
                self.assertEqual(self.offered(line), [])

    def test_files(self):
        everything = ["company.yaml", "folder", "my file.yaml", "report.json", "rules-x", "script"]
        self.assertEqual(self.offered("check "), everything)
        self.assertEqual(self.offered("check company.yaml my"), ["my file.yaml"])
        self.assertEqual(self.offered("explain T03.2 co"), ["company.yaml"])
        self.assertEqual(self.offered("eval 'as_of' co"), ["company.yaml"])
        self.assertEqual(self.offered("check --evidence "), ["folder", "rules-x"])

    def test_formats_before_a_path(self):
        self.assertEqual(self.offered("check -o js"), ["json", "jsonl"])
        self.assertEqual(self.offered("check -o json=rep"), ["report.json"])
        self.assertEqual(self.offered("check --output rep"), ["report.json"])

    def test_packs(self):
        packs = [pack["id"] for pack in json.loads(run("rules", "--format", "json"))["packs"]]
        self.assertGreater(len(packs), 1)
        for line in ("check --rules ", "test ", "lint ", "rules ", "explain --rules="):
            with self.subTest(line):
                self.assertEqual(self.offered(line), sorted([*packs, "folder", "rules-x"]))

    def test_rules(self):
        for line, *of in (("explain ",), ("explain --rules statutory ", "statutory"), ("explain --rules=statutory ", "statutory")):
            pack, *_ = json.loads(run("rules", *(of or ["shanghai-iov-2025"]), "--format", "json"))["packs"]
            with self.subTest(line):
                self.assertEqual(self.offered(line), sorted(rule["id"] for rule in pack["rules"]))
        self.assertEqual(self.offered("explain T03"), ["T03.1", "T03.2"])

    def test_options_that_exclude_each_other(self):
        self.assertEqual(self.offered("check --no-evidence --ev"), [] if SHELL is Zsh else ["--evidence"])

    def test_after_two_dashes_there_are_no_options(self):
        self.assertEqual(self.offered("check -- --a"), [])
        self.assertEqual(self.offered("check -- co"), ["company.yaml"])

    def test_hostile_words(self):
        shell = self.start(HOSTILE / f"zhudun.{sys.argv[1]}")
        self.assertEqual(self.offered("check --hostile ", shell), ["o'ne", "t wo"])
        self.assertEqual(self.offered("check --hos", shell), ["--hostile"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
