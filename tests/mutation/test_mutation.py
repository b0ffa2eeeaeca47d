#!/usr/bin/env python3
"""Does mutation.py see what it is there to see? The list of equivalents with an entry too few, too many, and one gone.

test_mutation.py ZHUDUN
"""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import expressions
import mutants

HERE = Path(__file__).resolve().parent
ZHUDUN = sys.argv[1]
LATER = "shanghai-iov-2025 pack.yaml function later"


class List(unittest.TestCase):
    def run_with(self, change, only=LATER):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "equivalent.txt"
            path.write_text(change((HERE / "equivalent.txt").read_text("utf-8")), "utf-8")
            done = subprocess.run([sys.executable, HERE / "mutation.py", "--zhudun", ZHUDUN, "--only", only,
                                   "--equivalent", path], capture_output=True, encoding="utf-8")
        return done.returncode, done.stdout

    def test_as_it_is(self):
        status, said = self.run_with(lambda text: text)
        self.assertEqual(status, 0, said)
        self.assertRegex(said, r"(?m)^[1-9]\d* passed, 0 failed$")

    def test_a_survivor_that_is_not_listed(self):
        status, said = self.run_with(lambda text: text.replace(f"{LATER} | comparison | a < b ⇒ a <= b\n", ""))
        self.assertEqual(status, 1)
        self.assertIn(f"SURVIVED {LATER} | comparison | a < b ⇒ a <= b", said)

    def test_a_listed_mutant_that_is_killed(self):
        added = f"\n# For no reason that holds.\n{LATER} | comparison | a < b ⇒ a >= b\n"
        status, said = self.run_with(lambda text: text + added)
        self.assertEqual(status, 1)
        self.assertIn(f"STALE in the list of equivalents: {LATER} | comparison | a < b ⇒ a >= b is killed", said)

    def test_a_listed_mutant_that_is_none(self):
        status, said = self.run_with(lambda text: f"{text}\n# For no reason that holds.\nnothing of the kind\n")
        self.assertEqual(status, 1)
        self.assertIn("STALE in the list of equivalents: nothing of the kind is no mutant", said)

    def test_an_entry_without_a_reason(self):
        status, _ = self.run_with(lambda text: "\n".join(line for line in text.splitlines() if not line.startswith("#")))
        self.assertEqual(status, 1)


class Mutants(unittest.TestCase):
    def test_every_expression_is_mutated_as_it_stands(self):
        for text, wanted in {
            "a < b ? b : a": {"a <= b ? b : a", "a >= b ? b : a", "!(a < b) ? b : a", "(b)", "(a)"},
            "x.filter(v, has(v.d) && v.d >= 3)": {
                "x", "x.filter(v, !(has(v.d) && v.d >= 3))", "x.filter(v, has(v.d) || v.d >= 3)", "x.filter(v, (has(v.d)))",
                "x.filter(v, (v.d >= 3))", "x.filter(v, !has(v.d) && v.d >= 3)", "x.filter(v, has(v.d) && v.d > 3)",
                "x.filter(v, has(v.d) && v.d < 3)", "x.filter(v, has(v.d) && v.d >= 2)", "x.filter(v, has(v.d) && v.d >= 4)"},
            "k in ['a', 'b']": {"!(k in ['a', 'b'])", "k in ['b']", "k in ['a']", "k in ['a~', 'b']", "k in ['a', 'b~']"},
            "!d.isWorkday()": {"d.isWorkday()"},
            "date(2024, 12, 31)": {"date(2024, 12, 30)", "date(2025, 1, 1)", "date(2023, 12, 31)", "date(2025, 12, 31)",
                                   "date(2024, 11, 31)", "date(2024, 13, 31)", "date(2024, 12, 30)", "date(2024, 12, 32)"},
        }.items():
            self.assertEqual({new for _, _, new in expressions.mutants(text)}, wanted)

    def test_every_one_differs_from_its_pack_and_has_a_name_of_its_own(self):
        every = list(mutants.all_mutants())
        self.assertGreater(len(every), 2000)
        self.assertEqual(len({mutant.name for mutant in every}), len(every))
        for mutant in every:
            path = mutants.RULES / ("" if mutant.file.startswith("calendars/") else mutant.pack) / mutant.file
            self.assertNotEqual(path.read_text("utf-8"), mutant.text, mutant.name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
