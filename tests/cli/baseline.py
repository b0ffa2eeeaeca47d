#!/usr/bin/env python3
"""A report held against an earlier one: what fails, what becomes of the baseline, and what is no baseline."""
import json
import os
import re
import xml.etree.ElementTree as ElementTree

from command_line import OVERDUE, PACK, CommandLine, main

OTHER = OVERDUE.replace("乙", "戊").replace("shed", "barn")


class Baselines(CommandLine):
    def setUp(self):
        super().setUp()
        self.write("other.yaml", OTHER)

    def make(self, *files, name="old.json"):
        run = self.check(*files, "--baseline", name, "--update-baseline", "--allow-growth", "--quiet")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, b"", b""))
        return (self.place / name).read_bytes()

    def on(self, day, *arguments):
        return self.run_it("check", "--rules", PACK, "--as-of", day, *arguments)

    def changes(self, report):
        return [finding["change"] for one in report["declarations"] for finding in one["findings"]]

    def counts(self, report):
        return tuple(report["baseline"][name] for name in ("new", "worse", "known", "fixed"))


class Comparing(Baselines):
    def test_what_an_earlier_report_had_does_not_fail(self):
        self.assertEqual(self.check("overdue.yaml", "-o", "old.json").returncode, 1)
        report = self.report("overdue.yaml", "--baseline", "old.json", status=0)
        self.assertEqual((self.counts(report), set(self.changes(report))), ((0, 0, 1, 0), {"known", None}))
        self.assertEqual(report["baseline"]["file"], "old.json")
        self.assertEqual(report["baseline"]["as_of"], "2030-07-10")

    def test_what_it_did_not_have_fails(self):
        self.check("fine.yaml", "-o", "old.json")
        report = self.report("overdue.yaml", "--baseline", "old.json", status=1)
        self.assertEqual(self.counts(report), (1, 0, 0, 0))

    def test_what_got_worse_fails_and_more_days_do_not(self):
        self.on("2030-07-09", "overdue.yaml", "-o", "soon.json")
        self.check("overdue.yaml", "-o", "late.json")
        self.assertEqual(self.counts(self.report("overdue.yaml", "--baseline", "soon.json", status=1)), (0, 1, 0, 0))
        later = self.on("2030-07-20", "overdue.yaml", "--baseline", "late.json", "--format", "json")
        self.assertEqual((later.returncode, self.counts(json.loads(later.stdout))), (0, (0, 0, 1, 0)))

    def test_moved_lines_and_files_are_the_same_findings(self):
        self.check("overdue.yaml", "-o", "old.json")
        self.write("sub/moved.yaml", "# one\n# two\n" + OVERDUE)
        self.report("sub/moved.yaml", "--baseline", "old.json", status=0)

    def test_a_batch_of_one_company(self):
        self.write("again.yaml", OVERDUE)
        self.check("overdue.yaml", "-o", "old.json")
        report = self.report("overdue.yaml", "again.yaml", "--baseline", "old.json", status=1)
        self.assertEqual(self.counts(report), (1, 0, 1, 0))

    def test_without_one_nothing_is_said(self):
        report = self.report("overdue.yaml")
        self.assertIsNone(report["baseline"])
        self.assertEqual(set(self.changes(report)), {None})

    def test_every_format_says_it(self):
        self.check("overdue.yaml", "-o", "old.json")
        arguments = ["overdue.yaml", "other.yaml", "--baseline", "old.json", "--lang", "en"]
        told = {}
        for name in ("text", "jsonl", "sarif", "junit", "github", "gitlab", "md", "csv", "html"):
            run = self.check(*arguments, "--format", name)
            self.assertEqual(run.returncode, 1, run.stderr)
            told[name] = run.stdout.decode()
            self.assertRegex(told[name], r"\b(new|updated)\b")
            self.assertRegex(told[name], r"\b(known|unchanged)\b")
            self.assertIn("old.json", told[name])
        self.assertIn("baseline  old.json (as of 2030-07-10): new 1, worse 0, known 1, fixed 0", told["text"])
        suites = ElementTree.fromstring(told["junit"])
        self.assertEqual((suites.get("failures"), suites.get("skipped")), ("1", "1"))
        self.assertEqual(len(re.findall(r"^::error ", told["github"], re.M)), 1)

    def test_junit_and_the_exit_status_agree(self):
        self.check("overdue.yaml", "-o", "old.json")
        run = self.check("overdue.yaml", "--baseline", "old.json", "--format", "junit")
        self.assertEqual((run.returncode, ElementTree.fromstring(run.stdout).get("failures")), (0, "0"))


class Updating(Baselines):
    def test_it_is_made_only_if_it_may_grow(self):
        run = self.check("overdue.yaml", "--baseline", "old.json", "--update-baseline")
        self.assert_wrong(run, "old.json: cannot be read", "--allow-growth makes one")
        self.assertFalse((self.place / "old.json").exists())
        old = json.loads(self.make("overdue.yaml"))
        self.assertEqual([finding["status"] for finding in old["declarations"][0]["findings"]], ["overdue"])
        self.report("overdue.yaml", "--baseline", "old.json", status=0)

    def test_it_shrinks(self):
        self.make("overdue.yaml", "other.yaml")
        self.write("other.yaml", OTHER.replace("drills: []", "drills: [{held_on: 2030-07-01}]"))
        report = self.report("overdue.yaml", "other.yaml", "--baseline", "old.json", "--update-baseline", status=0)
        self.assertEqual(self.counts(report), (0, 0, 1, 1))
        old = json.loads((self.place / "old.json").read_bytes())
        self.assertEqual([len(one["findings"]) for one in old["declarations"]], [1, 0])
        self.write("other.yaml", OTHER)
        self.assertEqual(self.counts(self.report("overdue.yaml", "other.yaml", "--baseline", "old.json")), (1, 0, 1, 0))

    def test_it_does_not_grow(self):
        before = self.make("overdue.yaml")
        run = self.check("overdue.yaml", "other.yaml", "--baseline", "old.json", "--update-baseline")
        self.assertEqual((run.returncode, (self.place / "old.json").read_bytes()), (1, before))
        after = self.make("overdue.yaml", "other.yaml")
        self.assertGreater(len(after), len(before))
        self.report("overdue.yaml", "other.yaml", "--baseline", "old.json", status=0)

    def test_what_stays_the_same_is_left_alone(self):
        before = self.make("overdue.yaml")
        os.utime(self.place / "old.json", (1, 1))
        later = self.on("2030-07-20", "overdue.yaml", "--baseline", "old.json", "--update-baseline")
        self.assertEqual(later.returncode, 0)
        self.assertEqual((self.place / "old.json").read_bytes(), before)
        self.assertEqual((self.place / "old.json").stat().st_mtime, 1)

    def test_two_are_the_same_bytes(self):
        self.assertEqual(self.make("overdue.yaml"), self.make("overdue.yaml", name="again.json"))

    def test_a_run_that_could_not_judge_all_leaves_it(self):
        before = self.make("overdue.yaml", "other.yaml")
        run = self.check("overdue.yaml", "broken.yaml", "--baseline", "old.json", "--update-baseline")
        self.assertEqual((run.returncode, (self.place / "old.json").read_bytes()), (2, before))

    def test_a_run_of_a_part_of_it_may_not_forget_the_rest(self):
        before = self.make("overdue.yaml", "other.yaml")
        self.report("overdue.yaml", "--baseline", "old.json", status=0)
        run = self.check("overdue.yaml", "--baseline", "old.json", "--update-baseline")
        self.assert_wrong(run, "old.json: the baseline also holds `other.yaml`, which this run did not judge")
        self.assertEqual((self.place / "old.json").read_bytes(), before)

    def test_it_cannot_be_written(self):
        run = self.check("overdue.yaml", "--baseline", "none/old.json", "--update-baseline", "--allow-growth", "-q")
        self.assertEqual((run.returncode, run.stdout), (3, b""))
        self.assertIn(b"none/old.json: cannot be written", run.stderr)

    def test_options_that_need_each_other(self):
        self.assert_wrong(self.check("fine.yaml", "--update-baseline"), "--update-baseline needs --baseline")
        self.assert_wrong(self.check("fine.yaml", "--baseline", "x", "--allow-growth"), "--allow-growth needs --update-baseline")


class Refused(Baselines):
    def refused(self, text, *told):
        self.write("old.json", text)
        self.assert_wrong(self.check("fine.yaml", "--baseline", "old.json"), *told)

    def test_what_is_no_report(self):
        self.assert_wrong(self.check("fine.yaml", "--baseline", "old.json"), "old.json: cannot be read")
        self.assert_wrong(self.check("fine.yaml", "--baseline", "."), ".: is a folder")
        self.refused("", "old.json: this is no JSON")
        self.refused("{\n  \"zhudun\": nul\n}", "old.json:2:16: this is no JSON")
        self.refused("[]", "old.json:1:1: this is no report, but an array")
        self.refused("{\"a\": 1}", "the key `zhudun` is missing")
        self.refused('{"zhudun": {"report": 1, "report": 2}}', "old.json:1:26: the key `report` is given twice")
        self.refused(OVERDUE, "old.json:1:1: this is no JSON")
        self.refused(b"{\"zhudun\": \"\xff\xfe\x00\x1b[31m\"}", "this is no JSON")
        self.refused("[" * 1_000_000, "nest deeper than 100 levels")
        self.refused("[" + "1," * 1_000_000 + "1]", "this is no report")

    def test_a_report_of_something_else(self):
        report = self.report("fine.yaml")
        self.refused(json.dumps(report).replace('"report": 1', '"report": 2'), "the report is of version `2`, expected 1")
        report["ruleset"]["id"] = "\x1b[31m甲"
        self.refused(json.dumps(report), "expected `fire-drills`")

    def test_jsonl_is_no_baseline(self):
        self.check("fine.yaml", "-o", "r.jsonl")
        self.assert_wrong(self.check("fine.yaml", "--baseline", "r.jsonl"), "r.jsonl:2:1: this is no JSON")

    def test_a_report_that_another_program_laid_out(self):
        report = self.report("overdue.yaml")
        for text in (json.dumps(report), json.dumps(report, indent=8), "\ufeff" + json.dumps(report, ensure_ascii=False)):
            self.write("old.json", text)
            self.report("overdue.yaml", "--baseline", "old.json", status=0)


if __name__ == "__main__":
    main()
