#!/usr/bin/env python3
"""The packs built in were compiled when the program was built: they say what the same packs read from YAML say.

With `--reader yaml-cpp` the program reads its packs from the files in it; with a folder it does so too.
"""
import unittest
from pathlib import Path

from command_line import CommandLine, main

ROOT = Path(__file__).resolve().parent.parent.parent
PACKS = sorted(path.parent.name for path in (ROOT / "rules").glob("*/pack.yaml"))
DECLARATIONS = sorted(ROOT.glob("examples/*/company.yaml"))


class Compiled(CommandLine):
    def told(self, *arguments):
        run = self.run_it(*arguments)
        return run.returncode, run.stdout.decode(), run.stderr.decode()

    def assert_same(self, *arguments):
        compiled = self.told(*arguments, "--reader", "fast")
        self.assertEqual(compiled, self.told(*arguments, "--reader", "yaml-cpp"))
        return compiled

    def test_there_is_something_to_compare(self):
        self.assertGreaterEqual(len(PACKS), 3)
        self.assertGreaterEqual(len(DECLARATIONS), 5)

    def test_reports(self):
        for pack in PACKS:
            for declaration in DECLARATIONS:
                with self.subTest(pack=pack, declaration=declaration.parent.name):
                    status, out, errors = self.assert_same("check", declaration, "--rules", pack, "--all", "--as-of",
                                                           "2025-11-10", "--format", "json")
                    self.assertIn(status, (0, 1, 2), errors)
                    self.assertTrue(out or errors)

    def test_why_a_rule_says_what_it_says(self):
        for rule in ("T03.2", "T08.5", "T12.1", "T14.1"):
            with self.subTest(rule):
                status, out, errors = self.assert_same("explain", rule, ROOT / "examples/every-status/company.yaml",
                                                       "--as-of", "2025-11-10")
                self.assertEqual(status, 0, errors)
                self.assertIn(rule, out)

    def test_expressions_see_the_same_functions_and_facts(self):
        for expression in ("governance.department", "as_of.addWorkdays(20)", "year + 1", "nothing", "reading.yearly",
                           "type(vehicles)"):
            with self.subTest(expression):
                self.assert_same("eval", expression, ROOT / "examples/spec/company.yaml", "--as-of", "2025-11-10")

    def test_a_folder_of_the_same_files_gives_the_same_report(self):
        for pack in PACKS:
            arguments = ("check", ROOT / "examples/spec/company.yaml", "--all", "--as-of", "2025-11-10", "--format", "json")
            built_in = self.told(*arguments, "--rules", pack)
            folder = self.told(*arguments, "--rules", ROOT / "rules" / pack)
            with self.subTest(pack):
                self.assertEqual(built_in[:2], folder[:2], built_in[2] + folder[2])


if __name__ == "__main__":
    main()
