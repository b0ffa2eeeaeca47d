#!/usr/bin/env python3
"""The oracle's own checks: against the specification's worked facts, and of the comparison against planted faults."""
import contextlib
import io
import json
import subprocess
import sys
import tempfile
import unittest
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import compare
import duties
import facts
import oracle
import workdays

HERE = Path(__file__).parent


def judged(text, as_of, reading="default", settings=(), **options):
    """{(rule, subject): finding} of a declaration; `company` may be left out."""
    tree = facts.load(text)
    tree.setdefault("company", {"name": "x", "roles": ["product_manufacturer", "platform_operator"],
                                "handles": {"important_data": True, "personal_information": True}})
    chosen, year = oracle.choose(reading, settings)
    options.setdefault("evidence", False)
    found, _ = oracle.check(tree, date.fromisoformat(as_of), chosen, year, **options)
    return compare.keyed(found)


class Days(unittest.TestCase):
    def test_thirty_working_days(self):
        worked = {"2025-07-15": "2025-08-26", "2025-09-01": "2025-10-17", "2025-09-27": "2025-11-13",
                  "2025-09-30": "2025-11-18", "2025-12-31": "2026-02-12", "2026-01-20": "2026-03-09",
                  "2025-03-14": "2025-04-27"}
        for start, end in worked.items():
            self.assertEqual(workdays.add_workdays(date.fromisoformat(start), 30), (date.fromisoformat(end), False))

    def test_working_days_of_each_year(self):
        """Days less weekends less the 11 (from 2025: 13) statutory days; 2020 lost two more to the longer Spring Festival."""
        counts = {year: sum(workdays.is_workday(date(year, 1, 1) + timedelta(days=n)) for n in range(365 + (year % 4 == 0)))
                  for year in range(2020, 2027)}
        self.assertEqual(counts, {2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248})

    def test_make_up_days_are_weekends(self):
        self.assertTrue(all(day.weekday() > 4 for day in workdays.MAKE_UP))
        self.assertFalse(workdays.MAKE_UP & workdays.OFF)

    def test_other_years_are_weekends_alone_and_said_so(self):
        self.assertEqual(workdays.add_workdays(date(2026, 12, 31), 1), (date(2027, 1, 1), True))
        self.assertEqual(workdays.add_workdays(date(2026, 12, 30), 1), (date(2026, 12, 31), False))

    def test_months(self):
        self.assertEqual(workdays.add_months(date(2025, 11, 30), 3), date(2026, 2, 28))
        self.assertEqual(workdays.add_years(date(2024, 2, 29), 1), date(2025, 2, 28))


class Facts(unittest.TestCase):
    def test_absent(self):
        self.assertEqual(facts.load("{a: null, b: '', c: {d: ~}, x-e: 1, f: []}"), {"c": {}, "f": []})

    def test_exact(self):
        tree = facts.load("{a: 3.0, b: 3.9, c: 0.1, d: 0.2, n: 10}")
        self.assertTrue(duties.changed(tree["b"], tree["a"]))
        self.assertEqual(tree["c"] + tree["d"], Decimal("0.3"))
        self.assertFalse(duties.changed(Decimal("3.8999"), Decimal(3)))
        self.assertTrue(duties.changed(1, 0))
        self.assertFalse(duties.changed(0, 0))

    def test_moments(self):
        for text in ("2025-08-03T14:20+08:00", "2025-08-03T14:20", "2025-08-03T06:20:00Z", "2025-08-03T06:20:00.9+00:00"):
            self.assertEqual(facts.printed(facts.moment_of(text)), "2025-08-03T14:20:00+08:00")
        self.assertEqual(facts.printed(facts.moment_of("2025-08-03")), "2025-08-03")

    def test_three_values(self):
        unknown = facts.Unknown("a.b")
        self.assertIs(facts.all_of(unknown, False), False)
        self.assertIs(facts.any_of(unknown, True), True)
        self.assertEqual(facts.all_of(unknown, True, facts.Unknown("c.d")).missing, {"a.b", "c.d"})


class Example(unittest.TestCase):
    def setUp(self):
        self.found = judged((HERE / "spec_example.yaml").read_text(encoding="utf-8"), "2025-11-10")

    def test_risk_assessment(self):
        finding = self.found["T03.2", "platforms/tsp"]
        self.assertEqual([finding[key] for key in ("status", "due", "done", "next_due", "days_overdue", "provisional")],
                         ["overdue", "2025-04-27", None, None, 197, False])

    def test_every_rule_once(self):
        self.assertEqual({rule for rule, _ in self.found}, set(duties.RULES))
        self.assertEqual(len(self.found), 42)

    def test_others(self):
        self.assertEqual(self.found["T03.1", "platforms/tsp"]["next_due"], "2026-12-31")
        self.assertEqual(self.found["T08.3", "data_catalog/snapshots/s1"]["due"], "2025-12-01")
        self.assertEqual(self.found["T08.3", "data_catalog/snapshots/s1"]["status"], "due_soon")
        self.assertEqual(self.found["T12.3", "incidents/i1"]["due"], "2025-08-04T14:20:00+08:00")
        self.assertEqual(self.found["T15.1", "company"]["status"], "advised")
        self.assertEqual(self.found["T13.4", "vulnerabilities/v1"]["sensitive_to"], ["vulnerability_days"])


class Frame(unittest.TestCase):
    def test_order_of_judgement(self):
        bare = "company: {name: x, roles: [facility_operator]}\n"
        found = judged(bare, "2025-06-01")
        self.assertEqual(found["T04.1", "threat_notices"]["status"], "not_applicable")
        self.assertEqual(found["T10.1", "personal_information"]["missing"], ["company.handles.personal_information"])
        self.assertEqual(found["T01.7", "governance/hazards"]["missing"], ["governance/hazards"])
        self.assertEqual(found["T07.1", "company"]["missing"], ["apps"])
        self.assertEqual(found["T11.1", "company"]["missing"], ["data_sharing/partners"])
        self.assertEqual(found["T08.3", "data_catalog/snapshots"]["missing"], ["company.handles.important_data"])
        self.assertEqual(found["T12.2", "emergency/drills"]["status"], "pending")

    def test_inner_list(self):
        found = judged("apps: [{id: a}, {id: b, releases: []}]", "2025-06-01")
        self.assertEqual(found["T07.2", "apps/a/releases"]["missing"], ["apps/a/releases"])
        self.assertEqual(found["T07.2", "apps/b/releases"]["status"], "not_applicable")

    def test_incident_conditions(self):
        found = judged("incidents: [{id: a, kind: network, discovered_at: 2025-06-01}, {id: b, level: general},"
                       " {id: c, kind: data}, {id: d, level: general, kind: data}]", "2025-06-03")
        self.assertEqual(found["T12.3", "incidents/a"]["due"], "2025-06-02T00:00:00+08:00")
        self.assertEqual(found["T12.3", "incidents/b"]["missing"], ["incidents/b.discovered_at", "incidents/b.kind"])
        self.assertEqual(found["T12.3", "incidents/c"]["missing"], ["incidents/c.discovered_at", "incidents/c.level"])
        self.assertEqual(found["T12.3", "incidents/d"]["status"], "not_applicable")
        untimed = judged("incidents: [{id: a, kind: network}]", "2025-06-03", "loose")
        self.assertEqual(untimed["T12.3", "incidents/a"]["status"], "gap")

    def test_waivers(self):
        text = ("waivers: [{rule: T01.2, reason: r, approved_by: b, approved_on: 2025-05-01, expires_on: 2025-06-01},"
                "{rule: T01.3, reason: r, approved_by: b, approved_on: 2025-05-01, expires_on: 2025-05-31},"
                "{rule: T01.4, subject: other, reason: r, approved_by: b, approved_on: 2025-05-01, expires_on: 2025-06-01}]")
        found = judged(text, "2025-06-01")
        self.assertEqual([found[rule, "company"]["status"] for rule in ("T01.2", "T01.3", "T01.4")], ["waived", "gap", "gap"])


class Dated(unittest.TestCase):
    @staticmethod
    def platform(grade, reports, more=""):
        return (f"platforms: [{{id: p, grade: {grade}, filing: {{approved_on: 2024-03-01}}, {more} conformity_evaluations: "
                f"[{', '.join(f'{{completed_on: {on}, submitted_on: {on}}}' for on in reports)}]}}]")

    def cycle(self, text, as_of, *options):
        found = judged(text, as_of, *options)["T03.1", "platforms/p"]
        return found["status"], found["due"], found["next_due"]

    def test_cycles(self):
        first = "2024-04-15"
        self.assertEqual(self.cycle(self.platform(3, []), "2024-04-16"), ("overdue", first, None))
        self.assertEqual(self.cycle(self.platform(3, ["2024-04-15"]), "2024-05-01"), ("met", first, "2025-12-31"))
        self.assertEqual(self.cycle(self.platform(2, ["2024-04-16"]), "2024-05-01"), ("late", first, "2026-12-31"))
        self.assertEqual(self.cycle(self.platform(2, ["2024-04-16"]), "2026-04-16", "strict"), ("due_soon", "2026-04-16", None))
        self.assertEqual(self.cycle(self.platform(2, ["2024-04-16"]), "2026-04-17", "strict"), ("overdue", "2026-04-16", None))
        self.assertEqual(self.cycle(self.platform(3, ["2024-04-01", "2025-12-31"]), "2026-01-01"),
                         ("met", "2025-12-31", "2026-12-31"))
        self.assertEqual(self.cycle(self.platform(1, ["2024-04-16"]), "2027-01-01"), ("late", first, None))
        self.assertEqual(self.cycle(self.platform(1, ["2024-04-16", "2024-04-16"]), "2027-01-01"), ("met", None, None))

    def test_graded_on(self):
        text = self.platform(3, ["2024-04-01"], "graded_on: 2024-04-02,")
        self.assertEqual(self.cycle(text, "2024-05-01"), ("overdue", "2024-04-15", None))

    def test_clock_and_grade(self):
        found = judged("platforms: [{id: p}, {id: q, grade: 3}]", "2025-06-01")
        self.assertEqual(found["T03.1", "platforms/p"]["missing"], ["platforms/p.grade"])
        self.assertEqual((found["T03.2", "platforms/q"]["status"], found["T03.2", "platforms/q"]["due"]), ("pending", None))

    def test_fixed_dates(self):
        text = "data_risk_assessments: [{id: r, completed_on: 2025-10-01, submitted_on: 2025-11-30}]"
        at = lambda *options: judged(text, "2025-12-01", *options)["T09.1", "data_risk_assessments"]
        self.assertEqual((at()["status"], at()["due"]), ("met", "2025-11-30"))
        self.assertEqual(at()["sensitive_to"], ["named_day"])
        self.assertEqual((at("strict")["status"], at("strict")["due"]), ("late", "2025-11-29"))
        self.assertEqual(at("loose")["due"], "2025-12-01")
        self.assertEqual(at("loose", ["named_day=day_before"])["due"], "2025-12-01")

    def test_provisional(self):
        found = judged("data_risk_assessments: []", "2027-01-01", "loose", ["year=2027"])["T09.1", "data_risk_assessments"]
        self.assertTrue(found["provisional"])
        found = judged("data_risk_assessments: []", "2027-01-01", "default", ["year=2027"])["T09.1", "data_risk_assessments"]
        self.assertFalse(found["provisional"])

    def test_to_the_second(self):
        def status(discovered, done):
            text = f"incidents: [{{id: i, kind: network, discovered_at: {discovered}, reported_at: {done}}}]"
            return judged(text, "2025-12-01")["T12.5", "incidents/i"]["status"]
        self.assertEqual(status("2025-08-03T14:20", "2025-08-04T06:20:00.9Z"), "met")
        self.assertEqual(status("2025-08-03T14:20", "2025-08-04T14:20:01"), "late")
        self.assertEqual(status("2025-08-03T14:20", "2025-08-04"), "met")
        self.assertEqual(status("2025-08-03T14:20", "2025-08-05"), "late")

    def test_change(self):
        def status(new, old, more=""):
            text = (f"data_catalog: {{filings: [{{id: f, filed_on: 2025-01-01, entries: 10, {old}}}], snapshots: "
                    f"[{{id: s, taken_on: 2025-02-28, entries: 10, {new}}}]}}")
            found = judged(text, "2025-05-29")["T08.3", "data_catalog/snapshots/s"]
            return found["status"], found["due"], found["missing"]
        self.assertEqual(status("storage_gb: 3.9", "storage_gb: 3.0"), ("overdue", "2025-05-28", []))
        self.assertEqual(status("storage_gb: 3.89", "storage_gb: 3.0")[0], "not_applicable")
        self.assertEqual(status("other_major_change: true", "")[0], "overdue")
        self.assertEqual(status("", "storage_gb: 3.0")[2], ["data_catalog/snapshots/s.storage_gb"])

    def test_totals(self):
        text = ("data_catalog: {updated_on: 2025-06-01, filings: [{id: f, filed_on: 2025-06-01, entries: 2, storage_gb: 0.3}],"
                " entries: [{id: a, level: core, storage_gb: 0.1}, {id: b, level: important, storage_gb: 0.2}]}")
        self.assertEqual(judged(text, "2025-07-01")["T08.5", "data_catalog/current"]["status"], "not_applicable")
        self.assertEqual(judged(text.replace("0.2}", "0.29}"), "2025-07-01")["T08.5", "data_catalog/current"]["due"], "2025-09-01")

    def test_earlier_report(self):
        text = ("personal_information: {activities: [{id: a, starts_on: 2023-01-01, ended_on: 2025-01-01,"
                " pipia: {submitted_on: 2023-05-01}}, {id: b, starts_on: 2023-01-01, ended_on: 2024-12-31}]}")
        found = judged(text, "2025-12-15")
        self.assertEqual(found["T10.2", "personal_information/a"]["status"], "met")
        self.assertEqual(found["T10.2", "personal_information/b"]["status"], "not_applicable")


class Evidence(unittest.TestCase):
    def test_paths(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "inside"
            root.mkdir()
            (root / "good.pdf").write_bytes(b"x")
            (root / "empty.pdf").write_bytes(b"")
            (root / "dir.pdf").mkdir()
            (Path(folder) / "out.pdf").write_bytes(b"x")
            (root / "link.pdf").symlink_to("../out.pdf")
            (root / "own.pdf").symlink_to("good.pdf")
            names = ["good.pdf", "own.pdf", "empty.pdf", "dir.pdf", "link.pdf", "../inside/good.pdf", str(root / "good.pdf"),
                     "none.pdf"]
            bad = [facts.bad_evidence(name, root) is not None for name in names]
            self.assertEqual(bad, [False, False] + [True] * 6)
            text = "governance: {policies: [{id: p, issued_on: 2025-01-01, file: none.pdf}]}"
            for evidence, status in ((True, "gap"), (False, "met")):
                found = judged(text, "2025-06-01", evidence=evidence, folder=root)
                self.assertEqual(found["T01.1", "company"]["status"], status)


STAND_IN = """#!{python}
import json, sys
sys.path.insert(0, {here!r})
import oracle
from datetime import date
from facts import load
from pathlib import Path
names, settings, values, words = [], [], {{}}, iter(sys.argv[2:])
for word in words:
    if word == "--set": settings.append(next(words))
    elif word in ("--as-of", "--reading", "--horizon", "--format"): values[word] = next(words)
    elif not word.startswith("--"): names.append(word)
reading, year = oracle.choose(values.get("--reading", "default"), settings)
answer, worst = [], 0
for name in names:
    found, status = oracle.check(load(Path(name).read_text()), date.fromisoformat(values["--as-of"]), reading, year,
                                 int(values.get("--horizon", 30)), "--no-evidence" not in sys.argv, Path(name).parent)
    worst = max(worst, status)
    for finding in found:
        {fault}
    answer.append({{"file": name, "findings": found}})
print(json.dumps({{"declarations": answer}}))
sys.exit(worst)
"""


class Comparison(unittest.TestCase):
    """Does compare.py see a fault that is there? The stand-in for the program is the oracle with a fault planted."""

    def run_with(self, fault, *options):
        with tempfile.TemporaryDirectory() as folder:
            program = Path(folder) / "stand-in"
            program.write_text(STAND_IN.format(python=sys.executable, here=str(HERE), fault=fault))
            program.chmod(0o755)
            done = subprocess.run([sys.executable, HERE / "compare.py", "--zhudun", program, "--count", "25", "--lenient", *options],
                                  capture_output=True, text=True)
        return done.returncode, done.stdout

    def test_agreement(self):
        for options in ([], ["--evidence"]):
            status, said = self.run_with("pass", *options)
            self.assertEqual((status, said.strip()), (0, "25 passed, 0 failed"))

    def test_faults(self):
        planted = {
            "if finding['rule'] == 'T03.1' and finding['status'] == 'met': finding['status'] = 'late'": "T03.1 status",
            "if finding['due']: finding['due'] = '2000-01-01'": "due",
            "finding['sensitive_to'] = []": "sensitive_to",
            "finding['missing'] = finding['missing'][1:]": "missing",
            "if finding['rule'] == 'T12.2': finding['subject'] = 'emergency'": "T12.2 presence",
            "worst = 0": "all exit",
        }
        for fault, group in planted.items():
            status, said = self.run_with(fault)
            self.assertEqual(status, 1, fault)
            self.assertIn(group, said)

    def test_coverage(self):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertEqual(compare.coverage(1, 600), 0, said.getvalue())


if __name__ == "__main__":
    unittest.main()
