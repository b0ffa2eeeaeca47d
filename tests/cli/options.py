#!/usr/bin/env python3
"""Every option of `check`: its good values, its bad values with the nearest name, and what the exit status says."""
import json
import unittest

from command_line import AS_OF, PACK, CommandLine, main


class Values(CommandLine):
    def test_bad_values_are_named_with_what_was_meant(self):
        for arguments, message, help in (
                (["--as-of", "2030-7-10"], "--as-of is `2030-7-10`, not a date", "write 2030-07-10"),
                (["--as-of", "2030-02-30"], "--as-of is `2030-02-30`, not a date", "there is no such day"),
                (["--as-of", "today"], "--as-of is `today`, not a date", "write YYYY-MM-DD"),
                (["--reading", "strickt"], "--reading is `strickt`, not one of strict, default, loose", "did you mean `strict`?"),
                (["--set", "rest_day"], "--set is `rest_day`, not NAME=VALUE", ""),
                (["--set", "=x"], "--set is `=x`, not NAME=VALUE", ""),
                (["--set", "restday=same_date"], "the pack has no reading or parameter `restday`", "did you mean `rest_day`?"),
                (["--set", "rest_day=same_data"], "the reading `rest_day` cannot be `same_data`", "did you mean `same_date`?"),
                (["--set", "rest_day="], "the reading `rest_day` cannot be ``", "one of same_date, next_workday"),
                (["--set", "repair_hours=-1"], "the reading `repair_hours` cannot be `-1`", "a whole number from 0, or none"),
                (["--set", "repair_hours=1.5"], "the reading `repair_hours` cannot be `1.5`", ""),
                (["--set", "repair_hours=1000001"], "the reading `repair_hours` cannot be `1000001`", ""),
                (["--set", "year=0"], "the parameter `year` cannot be `0`", "a whole number from 1 to 9999"),
                (["--set", "year=10000"], "the parameter `year` cannot be `10000`", ""),
                (["--set", "year=next"], "the parameter `year` cannot be `next`", ""),
                (["--horizon", "-1"], "--horizon is `-1`, not a number of days from 0 to 36600", ""),
                (["--horizon", "36601"], "--horizon is `36601`", ""),
                (["--horizon", "3d"], "--horizon is `3d`", ""),
                (["--format", "jsn"], "--format is `jsn`, not one of ", "did you mean `json`?"),
                (["--fail-on", "overdu"], "--fail-on is `overdu`, not one of ", "did you mean `overdue`?"),
                (["--fail-on", "overdue,"], "--fail-on is ``", ""),
                (["--fail-on", "overdue, gap"], "--fail-on is ` gap`", "did you mean `gap`?"),
                (["--fail-on", "never,gap"], "--fail-on is `never`", ""),
                (["--lang", "fr"], "--lang is `fr`, not one of zh, en", ""),
                (["--color", "alway"], "--color is `alway`, not one of auto, always, never", "did you mean `always`?"),
                (["--evidence", "nowhere"], "nowhere: there is no such folder for evidence", ""),
                (["-o", "report"], "--output is `report`, whose ending names no format", "write FORMAT=PATH"),
                (["-o", "jsn=report"], "--output is `jsn`, not one of ", "did you mean `json`?"),
                (["-o", "json="], "--output names no path", "")):
            with self.subTest(arguments):
                run = self.check("fine.yaml", *(arguments if arguments[0] != "--as-of" else []))
                if arguments[0] == "--as-of":
                    run = self.run_it("check", "--rules", PACK, "fine.yaml", *arguments)
                self.assert_wrong(run, message, help)

    def test_every_mistake_of_the_call_at_once(self):
        run = self.check("fine.yaml", "--reading", "x", "--horizon", "y", "--format", "z")
        self.assert_wrong(run, "--reading is `x`", "--horizon is `y`", "--format is `z`")

    def test_unknown_options_and_commands(self):
        self.assert_wrong(self.check("fine.yaml", "--formt", "json"), "--formt")
        self.assert_wrong(self.check("fine.yaml", "--evidence", ".", "--no-evidence"), "--no-evidence")
        self.assert_wrong(self.run_it("check"))
        self.assert_wrong(self.run_it())
        self.assert_wrong(self.run_it("chek", "fine.yaml"))

    def test_a_misspelt_command_or_option_is_told_with_the_nearest(self):
        self.assert_wrong(self.run_it("chek", "fine.yaml"), "`chek`", "did you mean `check`?")
        self.assert_wrong(self.check("fine.yaml", "--formt", "json"), "`--formt`", "did you mean `--format`?")

    def test_an_empty_value_is_a_bad_one(self):
        for option in ("--as-of", "--rules", "--evidence", "--format"):
            with self.subTest(option):
                self.assert_wrong(self.run_it("check", "fine.yaml", option, ""), option)

    def test_help_and_version(self):
        for arguments in (["--help"], ["-h"], ["check", "--help"], ["--version"]):
            run = self.run_it(*arguments)
            self.assertEqual((run.returncode, run.stderr), (0, b""), arguments)
            self.assertTrue(run.stdout.endswith(b"\n"), arguments)
        text = self.run_it("check", "--help").stdout.decode()
        for option in ("--as-of", "--rules", "--reading", "--set", "--horizon", "--format", "-o", "--all", "--fail-on",
                       "--evidence", "--no-evidence", "--lang", "--color", "--jobs", "--quiet"):
            self.assertIn(option, text)


class Effects(CommandLine):
    def test_the_day_before_the_day_and_the_day_after(self):
        for as_of, status, word in (("2030-06-08", 0, "pending"), ("2030-06-10", 0, "due_soon"), ("2030-07-08", 0, "due_soon"),
                                    ("2030-07-09", 0, "due_soon"), ("2030-07-10", 1, "overdue")):
            run = self.run_it("check", "--rules", PACK, "overdue.yaml", "--as-of", as_of, "--format", "json")
            found = [f for f in json.loads(run.stdout)["declarations"][0]["findings"] if f["rule"] == "F1.1"]
            self.assertEqual((run.returncode, found[0]["status"]), (status, word), as_of)

    def test_horizon(self):
        def status(days):
            run = self.run_it("check", "--rules", PACK, "overdue.yaml", "--as-of", "2030-07-08", "--format", "json",
                              "--horizon", days)
            return [f["status"] for f in json.loads(run.stdout)["declarations"][0]["findings"] if f["rule"] == "F1.1"]
        self.assertEqual([status("0"), status("1"), status("2"), status("36600")],
                         [["pending"], ["due_soon"], ["due_soon"], ["due_soon"]])

    def test_set_goes_over_reading_and_the_last_one_wins(self):
        report = self.report("fine.yaml", "--reading", "strict", "--set", "repair_hours=5", "--set", "repair_hours=6")
        self.assertEqual(report["reading"], {"rest_day": "same_date", "interval": "rolling", "repair_hours": 6})
        report = self.report("fine.yaml", "--set", "repair_hours=none", "--set", "year=2031")
        self.assertIsNone(report["reading"]["repair_hours"])
        self.assertEqual(report["parameters"]["year"], 2031)

    def test_all(self):
        few, all_ = self.report("overdue.yaml"), self.report("overdue.yaml", "--all")
        words = {f["status"] for f in few["declarations"][0]["findings"]}
        self.assertFalse(words & {"met", "not_applicable"})
        self.assertEqual(few["declarations"][0]["summary"], all_["declarations"][0]["summary"])
        self.assertEqual(len(all_["declarations"][0]["findings"]), sum(all_["declarations"][0]["summary"].values()))

    def test_languages(self):
        zh, en = self.check("overdue.yaml"), self.check("overdue.yaml", "--lang", "en")
        self.assertIn("逾期 1 天", zh.stdout.decode())
        self.assertIn("overdue", en.stdout.decode())
        self.assertNotIn("逾期", en.stdout.decode())
        self.assertEqual(zh.returncode, en.returncode)

    def test_color(self):
        def colored(*arguments, **environment):
            return b"\x1b[" in self.check("overdue.yaml", *arguments, environment=environment).stdout
        self.assertFalse(colored(), "not a terminal")
        self.assertFalse(colored("--color", "never"))
        self.assertTrue(colored("--color", "always"))
        self.assertTrue(colored("--color", "always", NO_COLOR="1"), "what is asked for goes before the environment")
        self.assertFalse(colored(NO_COLOR="1"))
        self.assertNotIn(b"\x1b", self.check("overdue.yaml", "--color", "always", "--format", "json").stdout)

    def test_quiet(self):
        run = self.check("overdue.yaml", "--quiet")
        self.assertEqual((run.returncode, run.stdout), (1, b""))
        run = self.check("overdue.yaml", "-q", "--format", "json", "-o", "r.json")
        self.assertEqual((run.returncode, run.stdout), (1, b""))
        self.assertTrue((self.place / "r.json").is_file())


class FailOn(CommandLine):
    def status(self, fail_on, name="overdue.yaml"):
        return self.check(name, "--fail-on", fail_on, "-q").returncode

    def test_lists(self):
        self.assertEqual(self.status("overdue"), 1)
        self.assertEqual(self.status("gap,undeclared"), 0)
        self.assertEqual(self.status("gap,overdue"), 1)
        self.assertEqual(self.status("never"), 0)

    def test_encouraged_never_fails(self):
        self.write("keen.yaml", "zhudun: 1\nowner: {name: 甲, kinds: [office], occupies_buildings: true, warden: 乙}\n"
                   "plan: {issued_on: 2030-01-05}\nalarms: {faults: []}\n"
                   "buildings: [{id: hall, opened_on: 2030-06-10, storeys: 1, drills: [{held_on: 2030-06-11}], wings: []}]\n")
        report = self.report("keen.yaml", status=0)
        self.assertEqual([f["status"] for f in report["declarations"][0]["findings"]], ["advised"])
        self.assertEqual(self.status("advised,met,overdue,gap", "keen.yaml"), 1, "the met ones are mandatory")
        self.assertEqual(self.status("advised", "keen.yaml"), 0)

    def test_what_is_wrong_is_not_forgiven(self):
        self.assertEqual(self.status("never", "broken.yaml"), 2)

    def test_an_unmatched_waiver_is_told_and_changes_nothing(self):
        waiver = "waivers: [{rule: F7.7, reason: r, approved_by: b, approved_on: 2030-01-01, expires_on: 2030-12-31}]\n"
        self.write("waived.yaml", (self.place / "fine.yaml").read_text("utf-8") + waiver)
        run = self.check("waived.yaml")
        self.assertEqual(run.returncode, 0)
        self.assertIn("waived.yaml:5:11: warning: the waiver of `F7.7` matches no finding", run.stderr.decode())
        self.assertIn("F7.7", run.stdout.decode())


class Steadiness(CommandLine):
    def test_the_same_bytes_in_any_zone_and_locale(self):
        plain = self.check("overdue.yaml", "fine.yaml", "--format", "json").stdout
        for variables in ({"TZ": "America/Los_Angeles"}, {"TZ": "Pacific/Kiritimati"}, {"LC_ALL": "de_DE.UTF-8"},
                          {"LC_ALL": "C"}, {"LANG": "zh_CN.GBK", "TZ": "Asia/Shanghai"}, {"COLUMNS": "40"}):
            for format in ("json", "text"):
                first = self.check("overdue.yaml", "fine.yaml", "--format", format).stdout
                self.assertEqual(first, self.check("overdue.yaml", "fine.yaml", "--format", format,
                                                   environment=variables).stdout, variables)
        self.assertEqual(plain, self.check("overdue.yaml", "fine.yaml", "--format", "json").stdout)

    def test_an_as_of_date_is_said_to_be_given(self):
        self.assertEqual((self.report("fine.yaml")["as_of"], self.report("fine.yaml")["as_of_given"]), (AS_OF, True))
        run = self.run_it("check", "--rules", PACK, "fine.yaml", "--format", "json")
        self.assertFalse(json.loads(run.stdout)["as_of_given"])


if __name__ == "__main__":
    main()
