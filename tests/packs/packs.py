#!/usr/bin/env python3
"""Runs a pack of another subject through `--rules DIR` and compares the reports with those beside it.

packs.py ZHUDUN            compares
packs.py ZHUDUN --update   writes the expected reports anew; read the difference before you keep it
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PACK = Path(__file__).parent / "fire-drills"
EXAMPLE = PACK / "example"
AS_OF = "2030-07-10"
FORMATS = {"expected.zh.txt": [], "expected.en.txt": ["--lang", "en"],
           "expected.json": ["--format", "json", "--lang", "en", "--all"]}
ZHUDUN = Path(sys.argv[1]).resolve()


def check(*options, rules=PACK, as_of=AS_OF, declaration="owner.yaml"):
    return subprocess.run([ZHUDUN, "check", declaration, "--rules", rules, "--as-of", as_of, *options],
                          cwd=EXAMPLE, capture_output=True, encoding="utf-8")


def steady(text):
    """Without the two things that change with every release and every edit of the pack: version and digest."""
    text = re.sub(r'^zhudun \S+', "zhudun VERSION", text)
    text = re.sub(r'"version": "[^"]*"', '"version": "VERSION"', text)
    text = re.sub(r"^((?:rules |规则 )?sha256  )[0-9a-f]{64}$", r"\1DIGEST", text, flags=re.M)
    return re.sub(r'"sha256": "[0-9a-f]{64}"', '"sha256": "DIGEST"', text)


def findings(run):
    return {(f["rule"], f["subject"]): f for f in json.loads(run.stdout)["declarations"][0]["findings"]}


def statuses(run):
    return {key: f["status"] for key, f in findings(run).items()}


class FireDrills(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.copy = Path(self.place.name) / "fire-drills"
        shutil.copytree(PACK, self.copy, ignore=shutil.ignore_patterns("example", "expected*"))

    def edit(self, name, old, new):
        text = (self.copy / name).read_text("utf-8")
        self.assertIn(old, text)
        (self.copy / name).write_text(text.replace(old, new), "utf-8")

    def test_the_reports_are_those_expected(self):
        for name, options in FORMATS.items():
            with self.subTest(name):
                run = check(*options)
                self.assertEqual(run.returncode, 1)
                self.assertIn("the waiver of `F9.9` matches no finding", run.stderr)
                self.assertEqual(steady(run.stdout), (EXAMPLE / name).read_text("utf-8"))

    def test_every_status_is_there(self):
        summary = json.loads(check("--format", "json").stdout)["declarations"][0]["summary"]
        self.assertEqual([status for status, count in summary.items() if count == 0], [])

    def test_worked_by_hand(self):
        found = findings(check("--format", "json", "--all"))
        hall = found["F1.1", "buildings/hall"]
        self.assertEqual([hall[key] for key in ("status", "due", "done", "next_due")],
                         ["met", "2030-07-09", "2030-06-18", "2031-12-31"])
        gym = found["F1.1", "buildings/gym"]
        self.assertEqual([gym[key] for key in ("status", "due", "done", "next_due")],
                         ["late", "2030-07-09", "2030-07-10", None])
        alarm = found["F2.1", "alarms/a2"]
        self.assertEqual([alarm[key] for key in ("status", "due", "done")],
                         ["met", "2030-07-09T07:00:00+01:00", "2030-07-09T06:59:59+01:00"])
        self.assertEqual(found["F2.2", "counts/c2"]["status"], "not_applicable")
        self.assertEqual(found["F2.2", "counts/c3"]["due"], "2030-08-31")
        self.assertEqual(found["F2.2", "counts/c1"]["status"], "waived")

    def test_the_day_after_the_waiver(self):
        found = findings(check("--format", "json", as_of="2030-07-11"))
        self.assertEqual((found["F2.2", "counts/c1"]["status"], found["F2.2", "counts/c1"]["days_overdue"]),
                         ("overdue", 11))

    def test_readings_and_parameters(self):
        strict = findings(check("--format", "json", "--all", "--reading", "strict"))
        self.assertEqual(strict["F1.1", "buildings/hall"]["next_due"], "2031-06-18")
        self.assertEqual(strict["F2.1", "alarms/a2"]["status"], "late")
        loose = findings(check("--format", "json", "--all", "--reading", "loose"))
        self.assertEqual(loose["F1.2", "buildings/hall/wings/east/exits/e1"]["due"], "2030-07-03")
        self.assertEqual(loose["F2.1", "alarms/a1"]["status"], "gap")
        self.assertEqual(statuses(check("--format", "json", "--all", "--set", "crowding=21"))["F2.2", "counts/c1"],
                         "not_applicable")
        self.assertEqual(check("--set", "year=2029", "--format", "json").returncode, 1)

    def test_a_calendar_of_the_pack_goes_before_the_built_in_one(self):
        (self.copy / "calendars/brookland.yaml").rename(self.copy / "calendars/cn.yaml")
        self.edit("pack.yaml", "calendar: brookland", "calendar: cn")
        report = json.loads(check("--format", "json", rules=self.copy).stdout)
        self.assertEqual(report["zone"], "Brookland/Harbour")

    def test_the_built_in_calendar_is_there_for_a_pack_without_one(self):
        shutil.rmtree(self.copy / "calendars")
        self.edit("pack.yaml", "calendar: brookland", "calendar: cn")
        run = check("--format", "json", rules=self.copy)
        self.assertEqual(json.loads(run.stdout)["zone"], "Asia/Shanghai")
        shed = findings(run)["F1.1", "buildings/shed"]  # 2030 has no notice there: weekends alone, and said so
        self.assertEqual((shed["due"], shed["provisional"]), ("2030-07-08", True))
        self.assertIn("2030", shed["reason"])

    def test_a_calendar_that_is_nowhere(self):
        shutil.rmtree(self.copy / "calendars")
        run = check(rules=self.copy)
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertIn("the pack has no file `calendars/brookland.yaml`", run.stderr)

    def test_the_digest_is_of_what_was_read(self):
        def digest():
            return json.loads(check("--format", "json", rules=self.copy).stdout)["ruleset"]["sha256"]
        before = digest()
        self.assertEqual(before, digest())
        (self.copy / "F9.test.yaml").write_text("tests: []\n")
        self.assertEqual(before, digest(), "a file that is not read does not count")
        for name in ("pack.yaml", "declaration.schema.yaml", "F1.yaml", "calendars/brookland.yaml"):
            with (self.copy / name).open("a") as file:
                file.write("# another byte\n")
            self.assertNotEqual(before, digest(), name)
            before = digest()

    def test_its_declaration_is_none_of_another_pack(self):
        run = subprocess.run([ZHUDUN, "check", "owner.yaml", "--as-of", AS_OF], cwd=EXAMPLE, capture_output=True,
                             encoding="utf-8")
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertIn("unknown key `owner`", run.stderr)


if __name__ == "__main__":
    if "--update" in sys.argv:
        for name, options in FORMATS.items():
            (EXAMPLE / name).write_text(steady(check(*options).stdout), "utf-8")
        sys.exit(0)
    unittest.main(argv=sys.argv[:1], verbosity=1)
