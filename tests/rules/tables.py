#!/usr/bin/env python3
"""What the tests beside the rules cannot say of a pack, held against tables written by hand from the task list and the laws:

  duties      rule, task, binding and recipient of every duty, and what goes out for submission       duties.txt
  schema      which edits of a whole declaration are taken and which are refused             declared.yaml, declared.txt
  working days of 2020 to 2026 against the notices as tests/oracle has them typed in; the days off that each notice names,
  as a trace shows them                                                                               holidays.txt

tables.py ZHUDUN        holds the packs under rules/ to all three
"""
import json
import re
import subprocess
import sys
import tempfile
import unittest
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RULES = ROOT / "rules"
sys.path[:0] = [str(ROOT / "tests/metamorphic"), str(ROOT / "tests/oracle")]
import workdays  # noqa: E402
from declarations import child, drop, edited, parse, put, spell  # noqa: E402

AS_OF = "2025-12-15"
DAY = r"\d{4}-\d\d-\d\d"
FILED = ("met", "late", "overdue", "due_soon", "gap")   # what `bundle --all` takes in


def steps(path):
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def declaration(statutory):
    """The whole declaration as nodes, with what only the statutory pack knows or without."""
    root = parse((HERE / "declared.yaml").read_text("utf-8"))
    whole = child(root, "declaration")
    if statutory:
        for key, value in child(root, "statutory").value:
            whole = edited(whole, steps(key.value), put(value))
    return whole


# -- duties ------------------------------------------------------------------------------------------------------------
def duties_table():
    """({recipient: its name}, {pack: {rule: (task, binding, recipient)}})"""
    names, packs, here = {}, {}, None
    for line in (HERE / "duties.txt").read_text("utf-8").splitlines():
        words = line.split()
        if line.startswith("#"):
            names.update(re.findall(r"(\w+) (\S+)(?= \||$)", line[1:]) if "：" not in line and "," not in line else {})
        elif len(words) == 1:
            here = packs.setdefault(words[0], {})
        else:
            here[words[0]] = (int(words[1]), words[2], words[3])
    packs["statutory"] = {**packs["shanghai-iov-2025"], **packs["statutory"]}
    return names, packs


# -- schema ------------------------------------------------------------------------------------------------------------
def schema_cases():
    """(pack, sign, path, the value's text or None where the key is left out)."""
    pack = "shanghai-iov-2025"
    for line in (HERE / "declared.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line[0] not in "+-!?":
            pack = line.strip()
            continue
        path, _, values = line[1:].strip().partition(" = ")
        for value in values.split(" | ") if values else [None]:
            yield pack, line[0], path, value


class Tables:
    """The tables, written as declarations into a folder once; each question gives what a pack says otherwise."""

    def __init__(self, zhudun, folder):
        self.zhudun, self.folder, self.cases = zhudun, Path(folder), {}
        self.names, self.duties = duties_table()
        for known in ("shanghai-iov-2025", "statutory"):
            whole = declaration(known == "statutory")
            self.write(f"{known}.yaml", spell(whole))
            self.cases[known] = {}
            for number, (_, sign, path, value) in enumerate(case for case in schema_cases() if case[0] == known):
                value_put = {"!": "gone.pdf", "?": "[]"}.get(sign, value)
                change = drop if value_put is None else put(parse(value_put))
                name = f"{known}-{number}.yaml"
                self.write(name, spell(edited(whole, steps(path), change)))
                self.cases[known][name] = (sign, path, value)
        for name in "abcdefgh":
            self.write(f"{name}.pdf", name)
        self.write("catalog.csv", "id,level\ne1,core\n")

    def write(self, name, text):
        (self.folder / name).write_text(text, "utf-8")

    def run(self, *arguments):
        return subprocess.run([str(self.zhudun), *map(str, arguments)], cwd=self.folder, capture_output=True,
                              encoding="utf-8", timeout=120)

    def of_duties(self, pack, rules):
        """In the findings on the whole declaration, and in what would be submitted."""
        known = "statutory" if pack == "statutory" else "shanghai-iov-2025"
        table = self.duties[known]
        options = [f"{known}.yaml", "--rules", rules, "--as-of", AS_OF, "--set", "year=2025"]
        checked = self.run("check", *options, "--format", "json", "--all")
        if checked.returncode > 1:
            return [checked.stderr]
        found = json.loads(checked.stdout)["declarations"][0]["findings"]
        faults = [f"{rule}: no finding" for rule in table.keys() - {finding["rule"] for finding in found}]
        for finding in found:
            wanted = table.get(finding["rule"])
            said = (finding["task"], finding["binding"], finding["recipient"])
            if not wanted or said != (wanted[0], wanted[1], self.names[wanted[2]]):
                faults.append(f"{finding['rule']}: {said}, not {wanted}")
        applying = {finding["rule"] for finding in found if finding["status"] in FILED}
        wanted = {rule for rule in applying & table.keys() if table[rule][1] == "mandatory" and table[rule][2] != "kept"}
        going = set(re.findall(r"\b[TS]\d+\.\d+\b", self.run("bundle", *options, "--list", "--all").stdout))
        return faults + [f"submitted: {rule} is one too {'many' if rule in going else 'few'}" for rule in going ^ wanted]

    def of_schema(self, known, rules):
        """In which edits are taken, and which absent files are missed."""
        cases = self.cases[known]
        done = self.run("check", *cases, f"{known}.yaml", "--rules", rules, "--as-of", AS_OF, "--format", "json")
        try:
            told = {one["file"]: one["findings"] for one in json.loads(done.stdout or '{"declarations": []}')["declarations"]}
        except ValueError:
            return [done.stderr[:2000]]
        gaps = {name: {finding["rule"] for finding in findings if finding["status"] == "gap"}
                for name, findings in told.items()}
        faults = []
        for name, (sign, path, value) in cases.items():
            if sign == "?":
                right = re.search(rf"^{re.escape(name)}:\d+:\d+: .*(路径|a path)", done.stderr, re.M)
            elif sign == "!":
                right = value in gaps.get(name, ()) and value not in gaps.get(f"{known}.yaml", (value,))
            else:
                right = (name in told) == (sign == "+")
            if not right:
                faults.append(f"{path} = {value} is {'refused' if sign == '+' else 'taken'}")
        return faults

    def of_working_days(self, rules):
        """In the days of 2020 to 2026 that are worked."""
        first, last = date(2020, 1, 1), date(2026, 12, 31)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        numbers = ",".join(map(str, range(len(days))))
        done = self.run("eval", "--rules", rules, f"[{numbers}].filter(n, date(2020, 1, 1).addDays(n).isWorkday())")
        try:
            worked = {days[int(number)] for number in json.loads(done.stdout)["value"]}
        except (ValueError, KeyError):
            return [done.stdout + done.stderr]
        return [str(day) for day in days if (day in worked) != workdays.is_workday(day)]


    def of_holidays(self, rules):
        """In the days off that a trace names: of working days counted from every third week."""
        listed = re.findall(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", (HERE / "holidays.txt").read_text("utf-8"))
        approved = [date(2019, 12, 16) + timedelta(weeks=3 * number) for number in range(122)]
        platforms = ", ".join(f"{{id: p{day}, grade: 3, filing: {{approved_on: {day}}}}}" for day in approved)
        company = "{name: 甲, roles: [facility_operator]}"
        self.write("platforms.yaml", f"zhudun: 1\ncompany: {company}\nplatforms: [{platforms}]\n")
        done = self.run("check", "platforms.yaml", "--rules", rules, "--as-of", "2027-06-30", "--format", "json", "--lang",
                        "en")
        if done.returncode > 1:
            return [done.stderr]
        named = set()
        for finding in json.loads(done.stdout)["declarations"][0]["findings"]:
            for step in finding["trace"]:
                skipped = step.partition("; skipped ")[2].partition("; make-up")[0]
                named |= {(first, last or first) for first, last in re.findall(rf"({DAY})(?: to ({DAY}))?", skipped)}
        # counting may begin or end within a range: the widest of those named is the range
        whole = {one for one in named
                 if not any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in named)}
        return [f"{first} to {last}" for first, last in whole ^ set(listed)]


class Packs(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.tables = Tables(ZHUDUN, place.name)

    def test_all(self):
        for pack in ("shanghai-iov-2025", "shanghai-iov-2026", "statutory"):
            self.assertEqual(self.tables.of_duties(pack, RULES / pack), [], pack)
        for pack in ("shanghai-iov-2025", "statutory"):
            self.assertEqual(self.tables.of_schema(pack, RULES / pack), [], pack)
        self.assertEqual(self.tables.of_working_days(RULES / "shanghai-iov-2025"), [])
        self.assertEqual(self.tables.of_holidays(RULES / "shanghai-iov-2025"), [])


if __name__ == "__main__":
    ZHUDUN = Path(sys.argv[1]).resolve()
    unittest.main(argv=sys.argv[:1], verbosity=1)
