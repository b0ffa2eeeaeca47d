#!/usr/bin/env python3
"""Random declarations that are always valid and that sit on the boundaries.

    generate.py SEED [--as-of DATE] [--tidy] [--evidence DIR]     prints one declaration

Dates are picked around the dates that decide (the due date, the as-of date, the horizon, year ends, holidays, the 29th of
February), each a day early, on the day or a day late. Any fact may be absent, null or an empty string; any list absent
or empty. `tidy` declarations lack next to nothing, so that `met`, `late` and exit status 0 are reached as well.
"""
import argparse
import csv
import random
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import yaml

import workdays

IDS = ["a", "b", "x1", "x1-2.4.0", "5.1", "007", "2025-01-01", "null", "true", "车辆一号", "平台", "数据目录·甲", "e e",
       "Zz", "é", "𠮷", "a.b", "a-b", "A", "~", "#1", "k: v", "[x]", "100%", "'q'", '"d"', "<&>"]
TEXTS = ["网络安全部", "张三", "demo", "年度预算 320 万元", "0", "no", "- x", "a: b", "😀 emoji"]
KINDS_PI = ["sensitive", "automated_decision", "entrust", "provide", "publish", "export", "other_major"]
KINDS_AD = ["road_test", "demo_application", "demo_operation", "commercial_operation"]
SPECIAL = [date(2024, 2, 29), date(2023, 2, 28), date(2025, 1, 26), date(2025, 1, 28), date(2025, 2, 8),
           date(2025, 10, 1), date(2025, 10, 8), date(2025, 11, 30), date(2026, 2, 14), date(2026, 2, 24),
           date(2024, 11, 30), date(2026, 12, 31), date(2019, 12, 31), date(2023, 12, 31), date(2027, 1, 1)]


def as_of_date(rng):
    """A day of 2024..2027, most often of 2025, often one that decides something."""
    year = rng.choice([2024, 2025, 2025, 2025, 2025, 2026, 2026, 2027])
    if rng.random() < 0.5:
        month, day = rng.choice([(7, 31), (8, 1), (7, 1), (6, 30), (11, 30), (11, 29), (12, 1), (10, 31), (12, 31),
                                 (1, 1), (2, 28), (10, 8), (12, 2), (12, 15)])
        return date(year, month, day)
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


class Plain:
    """A scalar written as it stands, without quotes."""

    def __init__(self, text):
        self.text = text


class Generator:
    def __init__(self, seed, as_of, year=2025, horizon=30, tidy=False, evidence=None):
        self.rng = random.Random(seed)
        self.as_of, self.year, self.horizon, self.tidy, self.evidence = as_of, year, horizon, tidy, evidence
        self.lost = self.rng.choice([0, 0, 0.01]) if tidy else self.rng.choice([0.03, 0.08, 0.15, 0.3])
        self.catalogue = None          # the rows of a CSV catalogue, where the declaration names one
        self.files = 0

    # -- picking ---------------------------------------------------------------------------------------------------
    def chance(self, probability):
        return self.rng.random() < probability

    def near(self, *anchors):
        """A day around one of the anchors: mostly the day before, on the day, the day after."""
        roll, anchor = self.rng.random(), self.rng.choice(anchors)
        if self.tidy:
            return anchor - timedelta(days=self.rng.choice([0, 0, 1, 1, 2, 7]) if roll < 0.97 else -1)
        if roll < 0.04:
            anchor = self.rng.choice(SPECIAL)
        elif roll < 0.07:
            return date(self.rng.choice([2023, 2024, 2025, 2026]), 1, 1) + timedelta(days=self.rng.randrange(366))
        elif roll < 0.12:
            return anchor + timedelta(days=self.rng.choice([-400, -90, -31, -30, -29, 29, 30, 31, 90, 400]))
        return anchor + timedelta(days=self.rng.choice([-2, -1, -1, -1, 0, 0, 0, 1, 1, 1, 2]))

    def event(self):
        """A day whose due dates fall around the as-of date and its horizon."""
        back = timedelta(days=self.horizon)
        if self.tidy:
            return self.near(self.as_of - timedelta(days=self.rng.choice([20, 60, 200])), self.as_of + 3 * back)
        return self.near(self.as_of, self.as_of, self.as_of + back, self.as_of - timedelta(days=100),
                         workdays.add_months(self.as_of, -3), workdays.add_months(self.as_of + back, -3),
                         date(self.year, 12, 31), date(self.year, 1, 1), date(self.year, 11, 30))

    def past(self):
        """A day for an undated fact: done by now, or only planned."""
        return self.near(self.as_of - timedelta(days=40), self.as_of)

    def done_by(self, *dues):
        """A day on which a duty was done: around its due date, the as-of date, or well before."""
        early = [due - timedelta(days=9) for due in dues]
        return self.near(*early, *dues) if self.tidy else self.near(*dues, *dues, *early, self.as_of)

    # -- writing ---------------------------------------------------------------------------------------------------
    def absent(self, scalar=True):
        return self.rng.choice(["skip", None, ""] if scalar else ["skip", None])

    def put(self, owner, key, value, scalar=True):
        """Set a fact, or lose it in one of the ways in which a fact is absent."""
        if self.chance(self.lost):
            value = self.absent(scalar)
            if value == "skip":
                return
        if isinstance(value, date) and not isinstance(value, datetime):
            value = value.isoformat() if self.chance(0.03) else Plain(value.isoformat())
        owner[key] = value

    def make(self, **facts):
        owner = {}
        for key, value in facts.items():
            self.put(owner, key, value, not isinstance(value, (dict, list)))
        if self.chance(0.02):
            owner["x-note"] = self.rng.choice([1, "x", None, [{"y": 2}]])
        return owner

    def items(self, build, most=3):
        """A list of named items with ids unique in it."""
        count = self.rng.choice([0] + [1, 1, 2] * 2 + [most]) if not self.tidy else self.rng.choice([1, 1, 2])
        return [{"id": name, **build()} for name in self.rng.sample(IDS, count)]

    def several(self, build, most=4):
        return [build() for _ in range(self.rng.choice([0, 1, 1, 2, 2, 3, most]) if not self.tidy else 1)]

    def file(self):
        """A path for evidence: a good file, or one of the ways to be none. Without a folder no path at all."""
        if self.evidence is None:
            return {}
        folder = Path(self.evidence)
        self.files += 1
        name = self.rng.choice(["evidence/{}.pdf", "{}.pdf", "证据/{}.pdf"]).format(self.files)
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        roll = 0.0 if self.tidy and self.chance(0.9) else self.rng.random()
        if roll < 0.5:
            (folder / name).write_bytes(b"%PDF-1.4\n")
        elif roll < 0.6:
            (folder / name).write_bytes(b"")
        elif roll < 0.7:
            (folder / name).mkdir()
        elif roll < 0.8:
            outside = folder.parent / "outside.pdf"
            outside.write_bytes(b"x")
            name = self.rng.choice(["../outside.pdf", str(outside.resolve()), f"{Path(name).parent}/../outside.pdf"])
        elif roll < 0.9:
            outside = folder.parent / "outside.pdf"
            outside.write_bytes(b"x")
            (folder / name).symlink_to(outside.resolve())
        return name

    def with_file(self, facts, *keys):
        if self.evidence is not None:
            for key in keys:
                if self.chance(0.85):
                    facts[key] = self.file()
        return facts

    # -- the sections ----------------------------------------------------------------------------------------------
    def declaration(self):
        roles = ["product_manufacturer", "platform_operator", "facility_operator", "automated_driving_operator"]
        company = {"name": "示例公司", "roles": self.rng.sample(roles, 4 if self.tidy else self.rng.choice([1, 2, 3, 4, 4]))}
        if self.chance(0.2):
            company["uscc"] = "91310000MA1FL0000N"
        if self.tidy or self.chance(0.95):
            handles = {}
            for key in ("important_data", "personal_information"):
                roll = 0.5 if self.tidy else self.rng.random()
                if roll > 0.1:
                    handles[key] = None if roll < 0.15 else roll > 0.3
            company["handles"] = handles
        whole = {"zhudun": 1, "company": company}
        for key in ("governance", "platforms", "threat_notices", "vehicles", "ota_releases", "app_management", "apps",
                    "data_catalog", "data_risk_assessments", "personal_information", "data_sharing", "data_exports",
                    "emergency", "incidents", "vulnerability_management", "vulnerabilities", "automated_driving",
                    "maturity"):
            value = getattr(self, key)()
            roll = self.rng.random()
            if self.tidy or roll < 0.9:
                whole[key] = value
            elif roll < 0.94 and key not in ("data_catalog",):
                whole[key] = type(value)()             # an empty list or an empty section
            elif roll < 0.97:
                whole[key] = None
        whole["waivers"] = self.waivers(whole)
        return whole

    def governance(self):
        def hazard():
            due = self.event()
            return self.make(found_on=due - timedelta(days=20), fix_by=due, fixed_on=self.done_by(due))
        policy = lambda: {"id": "p1", **self.with_file(self.make(name="制度", issued_on=self.past()), "file")}
        policies = [policy()] if self.evidence else self.several(policy, 3)
        for index, one in enumerate(policies):
            one["id"] = f"p{index}"
        return self.make(policies=policies, department=self.rng.choice(TEXTS),
                         manager=self.make(name=self.rng.choice(TEXTS), title="副总裁"),
                         officers=self.several(lambda: self.make(name="李四", duty="数据安全")),
                         supervisions=self.several(lambda: self.make(held_on=self.past())),
                         resources=self.rng.choice(TEXTS), hazards=self.items(hazard),
                         chief_data_officer=self.make(name=self.rng.choice(TEXTS)))

    def approval(self):
        """Day zero of the 30 working days: so that they end now, at the horizon, in the cycle's years, or anywhere."""
        first_due = self.near(self.as_of, self.as_of + timedelta(days=self.horizon),
                              workdays.add_years(self.as_of, -1), workdays.add_years(self.as_of, -2))
        start = workdays.add_workdays(first_due, -30)[0]
        if self.tidy:
            return self.near(self.as_of - timedelta(days=self.rng.choice([10, 60, 200])))
        return self.near(start, start, self.as_of, workdays.add_years(self.as_of, -1), self.rng.choice(SPECIAL))

    def reports(self, approved, graded_on):
        """0-4 reports around the first due, each other's cycles, the grading and the as-of date."""
        first_due, back = workdays.add_workdays(approved, 30)[0], timedelta(days=self.horizon)
        anchors = [first_due, first_due, self.as_of]
        for years in (1, 2):
            anchors += [workdays.add_years(self.as_of, -years), workdays.add_years(self.as_of + back, -years),
                        date(self.as_of.year - years, 12, 31), date(self.as_of.year, 1, 1)]
        found = []
        for _ in range(self.rng.choice([1, 1, 2]) if self.tidy else self.rng.choice([0, 1, 1, 1, 2, 2, 3, 4])):
            on = self.done_by(first_due) if self.tidy and not found else self.near(*anchors)
            if self.tidy:
                on = max(on, graded_on)
            completed = on if self.tidy else self.near(on - timedelta(days=5), on - timedelta(days=5), graded_on)
            found.append(self.with_file(self.make(completed_on=completed, submitted_on=on,
                                                  by=self.rng.choice(["self", "third_party"])), "report"))
            anchors += [on, workdays.add_years(on, 1), workdays.add_years(on, 2), date(on.year + 1, 12, 31)]
        return found

    def platforms(self):
        def platform():
            approved = self.approval()
            if self.tidy and approved > self.as_of:
                approved = self.as_of
            graded_on = self.near(approved - timedelta(days=30), approved - timedelta(days=200), approved)
            filing = self.make(applied_on=self.near(approved - timedelta(days=20), self.as_of), approved_on=approved)
            if self.evidence is not None:
                self.with_file(filing, "grading_report", "annex")
            else:
                filing.update(self.make(grading_report="evidence/a.pdf", annex="evidence/b.pdf"))
            return self.make(name="平台", kind=self.rng.choice(["service_platform", "network_facility", "system"]),
                             grade=self.rng.choice([1, 2, 2, 3, 3, 4, 5]),
                             graded_on=graded_on if self.tidy or self.chance(0.8) else None, filing=filing,
                             conformity_evaluations=self.reports(approved, graded_on),
                             risk_assessments=self.reports(approved, graded_on))
        return self.items(platform)

    def threat_notices(self):
        def notice():
            due = self.event()
            return self.make(received_on=due - timedelta(days=10), respond_by=due if self.chance(0.85) else None,
                             remediated_on=self.done_by(due), reported_on=self.done_by(due))
        return self.items(notice)

    def vehicles(self):
        def vehicle():
            components = self.rng.sample(["infotainment", "tbox", "gateway", "网关"], self.rng.choice([0, 0, 1, 2, 3]))

            def launch():
                on, tests = self.event(), []
                for target in ["vehicle", *components, *(["other"] if self.chance(0.2) else [])]:
                    for _ in range(1 if self.tidy else self.rng.choice([0] + [1] * 8 + [2, 3])):
                        tests.append(self.with_file(self.make(target=target, completed_on=self.done_by(on)), "report"))
                self.rng.shuffle(tests)
                return self.make(kind=self.rng.choice(["sale", "network_update"]), launched_on=on, tests=tests)
            return self.make(name="X1", components=components, launches=self.items(launch))
        return self.items(vehicle, 2)

    def release(self, evidence=True):
        on = self.event()
        test = self.make(completed_on=self.done_by(on))
        return self.make(released_on=on, security_test=self.with_file(test, "report") if evidence else test)

    def ota_releases(self):
        return self.items(lambda: {**self.make(vehicle="x1", version="2.4.0"), **self.release()})

    def covers(self, *words):
        return list(words) if self.tidy or self.chance(0.6) else self.rng.sample(words, self.rng.randint(0, len(words)))

    def app_management(self):
        return self.with_file(self.make(covers=self.covers("development", "launch", "use", "upgrade")), "file")

    def apps(self):
        return self.items(lambda: self.make(name="智行", releases=self.items(lambda: self.release(False))))

    def amount(self, *near):
        """A number of gigabytes: exact, at 30 % of another, a hair off, or zero."""
        base = Decimal(self.rng.choice(near or ["0", "0.1", "1", "3.0", "2.7", "10", "1200.5", "0.30", "0.3"]))
        factor = Decimal(self.rng.choice(["1", "1.3", "1.3", "0.7", "1.2999", "0.7001", "1.3001", "1.1"]))
        if near and self.chance(0.1):
            return self.number(self.rng.choice(["0", "0.0", "0.01"]))
        return self.number(str((base * factor).normalize() if self.chance(0.5) else base * factor)) if near else \
            self.number(str(base))

    def number(self, text):
        text = format(Decimal(text), "f")
        return int(text) if "." not in text else Plain(text)

    def count(self, *near):
        if not near:
            return self.rng.choice([0, 1, 2, 10, 100, 120, 1000, 333])
        base = self.rng.choice(near)
        return max(0, self.rng.choice([base, base * 13 // 10, base * 13 // 10 + 1, base * 7 // 10, base * 7 // 10 + 1,
                                       base * 13 // 10 - 1, base + 1, 0]))

    def data_catalog(self):
        taken = [self.near(workdays.add_months(self.as_of, -3), workdays.add_months(self.as_of, -3), self.event(),
                           workdays.add_months(self.as_of + timedelta(days=self.horizon), -3)) for _ in range(3)]
        three = [workdays.add_months(day, 3) for day in taken]
        named = date(self.year, 7, 31)
        entries = [] if self.chance(0.1) else self.items(lambda: self.make(
            name="车辆轨迹", category="位置轨迹", level=self.rng.choice(["general", "important", "important", "core"]),
            records=self.count(), storage_gb=self.amount(), owner="数据部", updated_on=self.past()), 4)
        sizes = [self.value(entry.get("storage_gb")) for entry in entries if entry.get("level") in ("important", "core")]
        olds, lost = [str(sum(sizes)), "3.0", "0.3", "1"], self.lost
        self.lost /= 3                                   # these facts are many, and one lost decides nothing is known
        filings, snapshots = [], []
        for index in range(self.rng.choice([0, 1, 1, 2, 2, 3, 4])):
            anchors = [named, named, taken[0], taken[0] - timedelta(days=60), *taken, *three, date(self.year, 1, 1),
                       date(self.year - 1, 12, 31), taken[0] - timedelta(days=200)]
            on = self.near(*anchors[:4]) if self.tidy else self.near(*anchors)
            if not self.tidy and filings and self.chance(0.15) and "filed_on" in filings[-1]:
                on = None                                # the same day as the filing before it
            filing = self.make(filed_on=on or self.rng.choice(taken), entries=self.count(len(sizes), len(sizes), 10, 120),
                               storage_gb=self.amount(*olds))
            if on is None:
                filing["filed_on"] = filings[-1]["filed_on"]
            filings.append({"id": f"f{index}", **filing})
        if self.tidy:                                    # one in time for the year, one for each change
            for index, day in enumerate([named - timedelta(days=3), *(day + timedelta(days=20) for day in taken)]):
                filings.append({"id": f"g{index}", **self.make(filed_on=min(day, self.as_of), entries=100,
                                                               storage_gb=Plain("3.0"))})
        base = filings[-1] if filings else {}
        near_entries = [base["entries"]] if isinstance(base.get("entries"), int) else [10, 120]
        near_sizes = [str(self.value(base["storage_gb"]))] if base.get("storage_gb") not in (None, "") else ["3.0", "10"]
        for index, day in enumerate(taken[:self.rng.choice([0, 1, 2, 3])]):
            snapshot = self.make(taken_on=day, entries=self.count(*near_entries), storage_gb=self.amount(*near_sizes),
                                 other_major_change=self.rng.choice([None, False, False, True]))
            snapshots.append({"id": f"s{index}", **snapshot})
        self.lost = lost
        catalogue = self.make(identified_on=self.past(), updated_on=taken[0], filings=filings, snapshots=snapshots,
                              entries=entries)
        if catalogue.get("entries") and self.chance(0.1):
            self.catalogue, catalogue["entries"] = catalogue["entries"], "catalogue.csv"
        return catalogue

    @staticmethod
    def value(number):
        return Decimal(number.text if isinstance(number, Plain) else number or 0)

    def data_risk_assessments(self):
        named = date(self.year, 11, 30)

        def assessment():
            on = self.done_by(named, date(self.year, 12, 31), date(self.year, 1, 1))
            if self.tidy:
                on = min(named, self.as_of)
            return self.with_file(self.make(completed_on=on if self.tidy else self.near(
                on - timedelta(days=9), date(self.year, 1, 1)), submitted_on=on), "report")
        return self.items(assessment, 4)

    def personal_information(self):
        named = date(self.year, 11, 30)

        def activity():
            starts = self.near(self.event(), named, named, date(self.year, 3, 1))
            ended = self.near(date(self.year, 1, 1), self.as_of) if self.chance(0.2) else None
            pipia = self.make(completed_on=self.done_by(starts), submitted_on=self.done_by(named, named, starts))
            return self.make(kind=self.rng.choice(KINDS_PI), starts_on=starts, ended_on=ended,
                             pipia=self.with_file(pipia, "report"))
        return self.make(activities=self.items(activity, 4))

    def data_sharing(self):
        def partner():
            starts = self.event()
            return self.make(name="图商", starts_on=starts, reviewed_on=self.done_by(starts),
                             supervised_on=[Plain(self.past().isoformat()) for _ in range(
                                 1 if self.tidy else self.rng.choice([0, 1, 1, 2]))])
        return self.make(policy=self.make(issued_on=self.past()), partners=self.items(partner))

    def data_exports(self):
        def export():
            starts = self.event()
            return self.make(important_data=self.chance(0.8), starts_on=starts, reported_on=self.past(),
                             security_assessment=self.make(passed_on=self.done_by(starts)))
        return self.items(export)

    def emergency(self):
        end = date(self.year, 12, 31)

        def drill():
            on = self.near(end, self.as_of, date(self.year, 1, 1), workdays.add_years(self.as_of, -1),
                           workdays.add_years(self.as_of + timedelta(days=self.horizon), -1), end - timedelta(days=400),
                           end + timedelta(days=30), self.as_of - timedelta(days=20))
            return self.make(held_on=self.near(min(self.as_of, end)) if self.tidy else on)
        return self.make(plan=self.make(issued_on=self.past(), covers=self.covers("process", "duties", "measures")),
                         drills=self.several(drill))

    def moment(self, when):
        """The same moment in one of the ways to write it."""
        roll = self.rng.random()
        if roll < 0.12:
            return Plain(when.date().isoformat())
        text, offset = when, ""
        if roll < 0.85:
            minutes = self.rng.choice([480] * 4 + [0, 0, 330, -570, 540, -210])
            text = when - timedelta(minutes=480 - minutes)
            offset = "Z" if minutes == 0 and self.chance(0.5) else \
                f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
        written = text.isoformat()
        if when.second == 0 and self.chance(0.5):
            written = written[:16]
        elif self.chance(0.2):
            written += self.rng.choice([".5", ".999999", ".123"])
        return Plain(written + offset)

    def incidents(self):
        def incident():
            day = self.event() if self.tidy else self.near(self.event(), self.as_of - timedelta(days=1),
                                                           self.as_of + timedelta(days=self.horizon - 1))
            found = datetime(day.year, day.month, day.day) + timedelta(seconds=self.rng.choice(
                [0, 0, 1, 60, 3600 * 14 + 1200, 86399, 3600 * 23, 3600 * 16, self.rng.randrange(86400)]))

            def later():
                hours = timedelta(hours=0.5 if self.tidy else self.rng.choice([0, 0.5, 1, 1, 2, 24, 24, 24, 48]))
                return self.moment(found + hours + timedelta(seconds=self.rng.choice([-60, -1, 0, 0, 1, 60])))
            return self.make(kind=self.rng.choice(["network", "data", "data"]),
                             level=self.rng.choice(["general", "larger", "major", "critical"]),
                             discovered_at=self.moment(found), plan_activated_at=later(), remediated_at=later(),
                             reported_at=later())
        return self.items(incident)

    def vulnerability_management(self):
        return self.make(covers=self.covers("discovery", "verification", "analysis", "patching", "reporting"))

    def vulnerabilities(self):
        def vulnerability():
            found = self.near(self.event(), self.as_of - timedelta(days=2))
            dues = [found + timedelta(days=days) for days in ((0, 0) if self.tidy else (1, 2, 2))]
            return self.make(severity=self.rng.choice(["critical", "high", "medium", "low"]), found_on=found,
                             mitigated_on=self.done_by(*dues), reported_to_miit_on=self.done_by(*dues),
                             reported_to_bureau_on=self.done_by(*dues))
        return self.items(vulnerability)

    def automated_driving(self):
        def activity():
            on = self.event()
            return self.make(kind=self.rng.choice(KINDS_AD), level=self.rng.choice(["L2", "L3", "L3", "L4", "L5"]),
                             starts_on=on, security_test=self.make(completed_on=self.done_by(on)),
                             reported_on=self.done_by(on))
        return self.items(activity)

    def maturity(self):
        return self.make(assessments=self.several(lambda: self.make(completed_on=self.past()), 2))

    # -- waivers ---------------------------------------------------------------------------------------------------
    def waivers(self, whole):
        """In force, on the last day, a day too old, not yet in force, for one subject, for none that exists."""
        subjects = {"T01.7": "governance/hazards", "T03.1": "platforms", "T03.2": "platforms", "T12.5": "incidents",
                    "T11.2": "data_sharing/partners", "T10.2": "personal_information", "T02.1": "platforms",
                    "T13.2": "vulnerabilities", "T08.3": "data_catalog/snapshots", "T14.2": "automated_driving"}
        plain = ["T01.1", "T01.3", "T08.1", "T08.2", "T08.5", "T09.1", "T12.1", "T12.2", "T15.1", "T07.1", "T06.1",
                 "T05.1", "T07.2", "T04.1", "T11.1", "T11.4", "T10.1", "T12.3", "T13.4", "T08.4", "T02.2", "T14.1",
                 "T01.2", "T01.4", "T01.5", "T01.6", "T01.8", "T11.3", "T11.5", "T13.1", "T13.3", "T12.4"]
        made = []
        for _ in range(self.rng.choice([0, 0, 1, 3, 6, 12])):
            rule = self.rng.choice([*subjects, *plain])
            first, last = self.rng.choice([(-30, 30), (-30, 0), (0, 30), (0, 0), (-30, -1), (1, 30), (-2, 1), (-60, -30)])
            waiver = {"rule": rule, "reason": "设备更换", "approved_by": "王五",
                      "approved_on": Plain((self.as_of + timedelta(days=first)).isoformat()),
                      "expires_on": Plain((self.as_of + timedelta(days=last)).isoformat())}
            section = subjects.get(rule)
            if section and self.chance(0.6):
                ids = [item["id"] for item in self.below(whole, section)]
                waiver["subject"] = f"{section}/{self.rng.choice(ids)}" if ids and self.chance(0.8) else \
                    self.rng.choice([section, f"{section}/none", "company"])
            made.append(waiver)
        return made

    @staticmethod
    def below(whole, section):
        here = whole
        for key in section.split("/") + (["activities"] if section == "personal_information" else []):
            here = (here or {}).get(key) if isinstance(here, dict) else None
        return here if isinstance(here, list) else []


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    def ignore_aliases(self, data):
        return True


_Dumper.add_representer(Plain, lambda dumper, value: dumper.represent_scalar(
    dumper.resolve(yaml.ScalarNode, value.text, (True, False)), value.text))


def text_of(declaration, rng):
    """The declaration as YAML, in block or in flow style."""
    return yaml.dump(declaration, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=rng.choice([80, 100000]),
                     default_flow_style=rng.choice([False, None, False, True]))


def write(folder, name, seed, as_of, **options):
    """Generate into folder/name (and folder/catalogue.csv's like); the path of the declaration."""
    generator = Generator(seed, as_of, **options)
    declaration = generator.declaration()
    folder = Path(folder)
    if generator.catalogue is not None:
        table = f"{Path(name).stem}.csv"
        declaration["data_catalog"] = {**(declaration.get("data_catalog") or {}), "entries": table}
        columns = ["id", "name", "category", "level", "records", "storage_gb", "owner", "updated_on"]
        with open(folder / table, "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator=generator.rng.choice(["\n", "\r\n"]))
            rows.writerow(columns)
            for entry in generator.catalogue:
                cells = [entry.get(column) for column in columns]
                rows.writerow(["" if cell is None else getattr(cell, "text", cell) for cell in cells])
    path = folder / name
    path.write_text(text_of(declaration, generator.rng), encoding="utf-8")
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed", type=int)
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--tidy", action="store_true")
    parser.add_argument("--evidence", type=Path, help="write evidence files into this folder")
    asked = parser.parse_args()
    rng = random.Random(asked.seed)
    generator = Generator(asked.seed, asked.as_of or as_of_date(rng), tidy=asked.tidy, evidence=asked.evidence)
    declaration = generator.declaration()
    if generator.catalogue is not None:                  # one file on standard output: the rows stay inside
        declaration["data_catalog"] = {**(declaration.get("data_catalog") or {}), "entries": generator.catalogue}
    sys.stdout.write(text_of(declaration, rng))


if __name__ == "__main__":
    main()
