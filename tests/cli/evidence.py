#!/usr/bin/env python3
"""Evidence files: what stands behind a fact that made a duty met must be there, in the folder, and not be empty."""
import os
import unittest

from command_line import CommandLine, main

DECLARATION = """\
zhudun: 1
owner: {name: 甲, kinds: [office], occupies_buildings: true, warden: 乙}
plan: {issued_on: 2030-01-05, file: "%s"}
buildings: [{id: hall, opened_on: 2030-06-10, storeys: 1, drills: %s, wings: []}]
alarms: {faults: []}
"""


class Evidence(CommandLine):
    def judge(self, path, *arguments, drills="[{held_on: 2030-06-11}, {held_on: 2030-06-12}]"):
        self.write("in/company.yaml", DECLARATION % (path, drills))
        report = self.report("in/company.yaml", "--all", "--lang", "en", *arguments)
        return {f["rule"]: f for f in report["declarations"][0]["findings"]}

    def plan(self, path, *arguments):
        finding = self.judge(path, *arguments)["F3.1"]
        return finding["status"], finding["reason"]

    def gap(self, path, why):
        return ("gap", f"evidence is not there: {path} ({why})")

    def test_a_file_that_is_there(self):
        self.write("in/plan.txt", "x")
        self.write("in/a/b/plan.txt", "x")
        self.write("in/..plan..txt", "x")
        self.write("in/计划.txt", "x")
        for path in ("plan.txt", "./plan.txt", "a/b/plan.txt", "a//b/./plan.txt", "..plan..txt", "计划.txt"):
            self.assertEqual(self.plan(path), ("met", ""), path)

    def test_what_is_none(self):
        self.write("in/empty.txt", "")
        (self.place / "in/folder").mkdir()
        os.mkfifo(self.place / "in/pipe")
        self.assertEqual(self.plan("plan.txt"), self.gap("plan.txt", "no such file"))
        self.assertEqual(self.plan("none/plan.txt"), self.gap("none/plan.txt", "no such file"))
        self.assertEqual(self.plan("empty.txt/plan.txt"), self.gap("empty.txt/plan.txt", "no such file"))
        self.assertEqual(self.plan("empty.txt"), self.gap("empty.txt", "empty file"))
        self.assertEqual(self.plan("folder"), self.gap("folder", "no regular file"))
        self.assertEqual(self.plan("."), self.gap(".", "no regular file"))
        self.assertEqual(self.plan("pipe"), self.gap("pipe", "no regular file"))
        self.assertEqual(self.plan("PLAN.TXT"), self.gap("PLAN.TXT", "no such file"))

    def test_outside_the_folder(self):
        outside = self.write("plan.txt", "x")
        self.write("in/real.txt", "x")
        (self.place / "in/sub").mkdir()
        (self.place / "in/link.txt").symlink_to("real.txt")
        (self.place / "in/away.txt").symlink_to(outside)
        (self.place / "in/broken.txt").symlink_to("nowhere")
        (self.place / "in/door").symlink_to(self.place)
        for path in ("../plan.txt", "sub/../real.txt", "sub/../../plan.txt", str(outside), "/dev/null", "link.txt", "away.txt",
                     "broken.txt", "door/plan.txt", "door/in/real.txt", "none/../../plan.txt", ".."):
            self.assertEqual(self.plan(path), self.gap(path, "outside the folder"), path)

    def test_the_folder_itself_may_be_a_link(self):
        self.write("in/plan.txt", "x")
        self.judge("plan.txt")
        (self.place / "other").symlink_to("in")
        found = self.report("other/company.yaml", "--all")["declarations"][0]["findings"]
        self.assertEqual([f["status"] for f in found if f["rule"] == "F3.1"], ["met"])

    def test_another_folder(self):
        self.write("files/plan.txt", "x")
        self.assertEqual(self.plan("plan.txt", "--evidence", "files"), ("met", ""))
        self.assertEqual(self.plan("plan.txt", "--evidence", str(self.place / "files")), ("met", ""))
        self.assertEqual(self.plan("plan.txt", "--evidence", "in"), self.gap("plan.txt", "no such file"))
        self.assertEqual(self.plan("plan.txt", "--no-evidence"), ("met", ""))

    def test_no_path_is_no_gap(self):
        self.assertEqual(self.plan(""), ("met", ""))

    def test_only_the_fact_that_counted(self):
        files = "[{held_on: 2030-06-12, file: no.txt}, {held_on: 2030-06-11}, {held_on: 2030-07-11, file: no.txt}]"
        self.assertEqual(self.judge("", drills=files)["F1.1"]["status"], "gap")  # the last one made it met
        files = "[{held_on: 2030-06-12}, {held_on: 2030-06-11, file: no.txt}, {held_on: 2030-07-11, file: no.txt}]"
        self.assertEqual(self.judge("", drills=files)["F1.1"]["status"], "met")

    def test_late_without_its_file_is_a_gap(self):
        finding = self.judge("", drills="[{held_on: 2030-07-10, file: no.txt}]")["F1.1"]
        self.assertEqual((finding["status"], finding["done"]), ("gap", "2030-07-10"))

    def test_every_bad_file_is_named(self):
        finding = self.judge("", drills="[{held_on: 2030-06-11, file: a}, {held_on: 2030-06-11, file: ../b}]")["F1.1"]
        self.assertIn("a (no such file), ../b (outside the folder)", finding["reason"])

    def test_of_standard_input_it_is_the_current_folder(self):
        self.write("plan.txt", "x")
        report = self.report("-", "--all", input=(DECLARATION % ("plan.txt", "[]")).encode())
        self.assertEqual([f["status"] for f in report["declarations"][0]["findings"] if f["rule"] == "F3.1"], ["met"])

    def test_a_hostile_path_is_harmless(self):
        self.write("in/company.yaml", DECLARATION % ("a\\e[2J\\u202Eb\\0c", "[]"))
        run = self.check("in/company.yaml")
        self.assert_harmless(run.stdout)
        self.assert_harmless(run.stderr)

    def test_dots_in_a_name_lead_nowhere(self):
        self.assertEqual(self.plan("none/plan..txt"), self.gap("none/plan..txt", "no such file"))


if __name__ == "__main__":
    main()
