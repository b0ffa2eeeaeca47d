#!/usr/bin/env python3
"""Each limit on both sides: at it all is well, one past it the exit status is 2, the limit is named, and nothing is reported."""
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from command_line import FINE, OVERDUE, PACK, CommandLine, main  # noqa: E402

BUILDINGS = "{id: shed, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}"


def buildings(count):
    return OVERDUE.replace(BUILDINGS, ", ".join(BUILDINGS.replace("shed", f"b{n}") for n in range(count)))


class Limits(CommandLine):
    def both_sides(self, name, value, at, past, largest, message, *arguments, file="a.yaml"):
        """`at` reaches the value and `past` goes one beyond it; each is bytes of the file."""
        limit = ("--limit", f"{name}={value}")
        for reader in ("fast", "yaml-cpp"):
            with self.subTest(name, reader=reader):
                self.write(file, at)
                well = self.check("a.yaml", *limit, "--reader", reader, "--format", "json", *arguments)
                self.assertIn(well.returncode, (0, 1), well.stderr.decode())
                self.write(file, past)
                self.assertIn(self.check("a.yaml", "--reader", reader, *arguments).returncode, (0, 1), "well by default")
                (self.place / "r.json").write_text("old")
                # Nothing is reported, not even of the others.
                wrong = self.check("fine.yaml", "a.yaml", *limit, "--reader", reader, "-o", "r.json", "--format", "json", *arguments)
                self.assert_wrong(wrong, message, f"--limit {name}=N raises it, up to {largest}\n")
                self.assertEqual((self.place / "r.json").read_text(), "old")

    def test_bytes_of_a_file(self):
        text = FINE + "#"
        self.both_sides("file_bytes", 400, text + "x" * (400 - len(text.encode())), text + "x" * (401 - len(text.encode())), 4_000_000_000,
                        "a.yaml: is larger than the limit `file_bytes` of 400\n")

    def test_bytes_of_standard_input(self):
        size = len(FINE.encode())
        self.assertEqual(self.check("-", "--limit", f"file_bytes={size}", input=FINE.encode()).returncode, 0)
        self.assert_wrong(self.check("-", "--limit", f"file_bytes={size - 1}", input=FINE.encode()),
                          f"standard input: is larger than the limit `file_bytes` of {size - 1}\n")

    def test_bytes_of_what_has_no_end(self):
        for name in ("/dev/zero", "/dev/urandom"):
            self.assert_wrong(self.check(name), f"{name}: is a device, not a file\n")
        with open("/dev/zero", "rb") as zeros:
            self.assert_wrong(self.check("-", "--limit", "file_bytes=1000000", stdin=zeros),
                              "standard input: is larger than the limit `file_bytes` of 1000000\n")

    def test_depth(self):
        deep = lambda depth: FINE + "x-a: " + "[" * (depth - 1) + "]" * (depth - 1) + "\n"  # noqa: E731
        self.both_sides("depth", 40, deep(40), deep(41), 500, "lists and mappings are nested deeper than the limit `depth` of 40\n")
        block = lambda depth: FINE + "x-a:\n" + "".join(" " * n + "a:\n" for n in range(1, depth - 1)) + " " * (depth - 1) + "a: 1\n"  # noqa: E731
        self.both_sides("depth", 40, block(40), block(41), 500, "lists and mappings are nested deeper than the limit `depth` of 40\n")

    def test_depth_by_default_and_at_most(self):
        deep = lambda depth: FINE + "x-a: " + "[" * (depth - 1) + "]" * (depth - 1) + "\n"  # noqa: E731
        block = lambda depth: FINE + "x-a:\n" + "".join(" " * n + "a:\n" for n in range(1, depth - 1)) + " " * (depth - 1) + "a: 1\n"  # noqa: E731
        for shape in (deep, block):
            for given, limit in ((100, ()), (500, ("--limit", "depth=500"))):
                self.write("a.yaml", shape(given))
                self.assertEqual(self.check("a.yaml", *limit).returncode, 0)
                self.write("a.yaml", shape(given + 1))
                self.assert_wrong(self.check("a.yaml", *limit), "" if given == 500 else f"deeper than the limit `depth` of {given}\n")

    def test_nodes_after_aliases_are_expanded(self):
        def text(more):
            """A list with an anchor, and the list twice more; then single values."""
            return FINE + "x-a: &a [" + ", ".join(["1"] * 5000) + "]\nx-b: [*a, *a]\nx-c: [" + ", ".join(["1"] * more) + "]\n"
        self.write("a.yaml", text(1))
        low, high = 10_000, 20_000  # the least that is enough
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.check("a.yaml", "--limit", f"nodes={middle}").returncode == 0 else (middle + 1, high)
        self.assertGreater(low, 15_000)
        self.both_sides("nodes", low + 10, text(11), text(12), 2_000_000_000, f"the file has more nodes than the limit `nodes` of {low + 10}\n")

    def test_bytes_of_a_text(self):
        for before, after in (("x-a: ", "\n"), ('x-a: "', '"\n'), ("x-a: |\n  ", "\n")):
            room = 5000 - (before == "x-a: |\n  ")  # a literal ends in a line end
            self.both_sides("scalar_bytes", 5000, FINE + before + "x" * room + after, FINE + before + "x" * (room + 1) + after, 4_000_000_000,
                            "a text is longer than the limit `scalar_bytes` of 5000\n")

    def test_signs_of_a_flow_collection(self):
        flow = lambda items: FINE + "x-a: [" + ",".join(["1"] * items) + "]\n"  # noqa: E731
        # When it is reached hangs on how yaml-cpp takes the bytes: unit.yaml has both sides.
        self.write("a.yaml", flow(10_000))
        self.assertEqual(self.check("a.yaml", "--limit", "flow_tokens=50000", "--reader", "yaml-cpp").returncode, 0)

    def test_tables(self):
        self.write("c.yaml", "zhudun: 1\ncompany: {name: a, roles: [product_manufacturer], handles: {important_data: true}}\ndata_catalog: {entries: t.csv}\n")
        judge = lambda *more: self.run_it("check", "c.yaml", "--as-of", "2025-11-10", *more)  # noqa: E731
        # The first table is within the limit, the second one past it; nodes are a list, and of each row itself and two a cell.
        for name, value, at, past in (("columns", 2, "id,x-a\nb,1\n", "id,x-a,x-b\nb,1,2\n"), ("cell_bytes", 6, "id,x-a\nb,1234\n", "id,x-a\nb,1234567\n"),
                                      ("nodes", 15001, "id\n" + "".join(f"a{n}\n" for n in range(5000)), "id\n" + "".join(f"a{n}\n" for n in range(5001))),
                                      ("file_bytes", 200, "id\na\n" + "\n" * 195, "id\na\n" + "\n" * 196)):
            with self.subTest(name):
                self.write("t.csv", at)
                self.assertEqual(judge("--limit", f"{name}={value}").returncode, 1, judge("--limit", f"{name}={value}").stderr)
                self.write("t.csv", past)
                self.assertEqual(judge().returncode, 1)
                self.assert_wrong(judge("--limit", f"{name}={value}"), f"the limit `{name}` of {value}", f"--limit {name}=N raises it")

    def test_subjects_of_a_rule(self):
        self.both_sides("subjects", 7, buildings(7), buildings(8), 4_000_000_000, "has more subjects than the limit `subjects` of 7\n",
                        "--fail-on", "never")

    def test_findings_of_a_declaration(self):
        self.write("a.yaml", buildings(7))
        report = json.loads(self.check("a.yaml", "--all", "--format", "json").stdout)
        count = len(report["declarations"][0]["findings"])
        more = buildings(8)
        self.both_sides("findings", count, buildings(7), more, 4_000_000_000,
                        f"the declaration has more findings than the limit `findings` of {count}\n")

    def test_facts_that_findings_lack(self):
        bare = lambda count: buildings(count).replace("storeys: 1, ", "")  # noqa: E731
        self.write("a.yaml", bare(7))
        report = json.loads(self.check("a.yaml", "--all", "--format", "json").stdout)
        count = sum(len(finding["missing"]) for finding in report["declarations"][0]["findings"])
        self.assertGreaterEqual(count, 7)
        self.both_sides("missing", count, bare(7), bare(8), 4_000_000_000,
                        f"the findings lack more facts of the declaration than the limit `missing` of {count}\n")

    def test_facts_that_one_expression_lacks(self):
        """A rule that asks a list as a whole; the catalogue is large enough for threads."""
        self.write("c.yaml", "zhudun: 1\ncompany: {name: a, roles: [product_manufacturer], handles: {important_data: true}}\ndata_catalog: {entries: t.csv}\n")
        self.write("t.csv", "id,level,owner,category\n" + "".join(f"e{n},,o,c\n" for n in range(30_000)))
        judge = lambda *more: self.run_it("check", "c.yaml", "--as-of", "2025-11-10", "--format", "json", "--all", *more)  # noqa: E731
        findings = json.loads(judge().stdout)["declarations"][0]["findings"]
        self.assertEqual(max(len(finding["missing"]) for finding in findings if finding["rule"] == "T08.5") // 30_000, 1)
        count = sum(len(finding["missing"]) for finding in findings)
        self.assertGreater(count, 60_000)  # and each entry lacks its level
        self.assertEqual(judge("--limit", f"missing={count}").returncode, 1)
        for less in (count - 1, 29_999, 1):
            self.assert_wrong(judge("--limit", f"missing={less}"), "--limit missing=N raises it, up to 4000000000\n")

    def test_rules_of_a_pack(self):
        pack = self.place / "pack"
        pack.mkdir()
        for path in PACK.glob("*.yaml"):
            (pack / path.name).write_bytes(path.read_bytes())
        if (PACK / "calendars").is_dir():
            (pack / "calendars").mkdir()
            for path in (PACK / "calendars").glob("*.yaml"):
                (pack / "calendars" / path.name).write_bytes(path.read_bytes())
        count = sum(len(re.findall(r"^ *- id:", path.read_text(), re.M)) for path in pack.glob("*.yaml")
                    if path.name not in ("pack.yaml", "declaration.schema.yaml") and not path.name.endswith(".test.yaml"))
        run = lambda limit: self.run_it("check", "fine.yaml", "--rules", "pack", "--as-of", "2030-07-10", "--limit", f"rules={limit}")  # noqa: E731
        self.assertEqual(run(count).returncode, 0, run(count).stderr)
        self.assert_wrong(run(count - 1), f"the pack has more rules than the limit `rules` of {count - 1}\n",
                          "--limit rules=N raises it, up to 1000000\n")

    def test_cost_of_an_expression(self):
        # A declaration of hardly any facts, judged by a rule that goes through a thousand times a thousand numbers.
        pack = self.place / "pack"
        pack.mkdir()
        numbers = ", ".join(str(n) for n in range(100))
        (pack / "pack.yaml").write_text(PACK_TEXT)
        (pack / "s.yaml").write_text(SCHEMA_TEXT)
        (pack / "R.yaml").write_text(RULE_TEXT.replace("DONE", f"[{numbers}].all(a, [{numbers}].all(b, a + b >= 0))"))
        self.write("d.yaml", "zhudun: 1\nname: a\n")
        run = lambda *more: self.run_it("check", "d.yaml", "--rules", "pack", "--as-of", "2025-01-01", "-o", "r.json", *more)  # noqa: E731
        self.assertEqual(run().returncode, 0, run().stderr)
        low, high = 1, 10_000_000  # the least that is enough
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if run("--limit", f"cost={middle}").returncode == 0 else (middle + 1, high)
        self.assertGreater(low, 10_000)
        (self.place / "r.json").write_text("old")
        self.assert_wrong(run("--limit", f"cost={low - 1}"), "the evaluation reached the bound `cost` = ",
                          "--limit cost=N raises it, up to 1000000000000\n")
        self.assertEqual((self.place / "r.json").read_text(), "old")
        # The same for all expressions together.
        low, high = 1, 300_000_000
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if run("--limit", f"total_cost={middle}").returncode == 0 else (middle + 1, high)
        (self.place / "r.json").write_text("old")
        self.assert_wrong(run("--limit", f"total_cost={low - 1}"), f"more steps for the declaration than the limit `total_cost` of {low - 1}\n",
                          "--limit total_cost=N raises it, up to 1000000000000\n")
        self.assertEqual((self.place / "r.json").read_text(), "old")


PACK_TEXT = """\
zhudun-pack: 1
id: dear
title: {zh: 甲, en: a}
calendar: cn
declaration: s.yaml
declarant: name
recipients: {self: {zh: 甲, en: a, submitted: false}}
tasks: {1: {zh: 甲, en: a}}
"""
SCHEMA_TEXT = """\
type: object
required: [zhudun]
properties:
  zhudun: {type: integer, const: 1}
  name: {type: string}
"""
RULE_TEXT = """\
rules:
- id: R1
  task: 1
  title: {zh: 甲, en: a}
  deliverable: {zh: 甲, en: a}
  recipient: self
  basis: {zh: 甲, en: a}
  subject: name
  done: "DONE"
"""


class Options(CommandLine):
    NAMES = ("file_bytes", "depth", "nodes", "scalar_bytes", "flow_tokens", "columns", "cell_bytes", "rules", "subjects", "findings", "missing", "cost", "total_cost")

    def test_every_command_that_judges_has_it(self):
        for command in (["check", "fine.yaml"], ["explain", "F1.1", "fine.yaml"], ["bundle", "fine.yaml", "--list"]):
            run = self.run_it(*command, "--rules", PACK, "--as-of", "2030-07-10", "--limit", "depth=1")
            self.assertEqual(run.returncode, 2, run.stdout)
            self.assertIn("--limit depth=N raises it, up to 500", run.stderr.decode())

    def test_help_names_all_of_them(self):
        told = " ".join(self.run_it("check", "--help").stdout.decode().split())
        for name in self.NAMES:
            self.assertIn(name, told)

    def test_readme_says_the_same(self):
        readme = (Path(__file__).resolve().parent.parent.parent / "README.md").read_text("utf-8")
        for name in self.NAMES:
            rows = re.findall(rf"^\| `{name}` \| (\d+) \| (\d+) \| (.*) \|$", readme, re.M)
            self.assertEqual(len(rows), 2, f"{name}: in English and in Chinese")
            self.assertEqual(rows[0][:2], rows[1][:2])
            default, largest, what = rows[0]
            self.assert_wrong(self.check("fine.yaml", "--limit", f"{name}={int(largest) + 1}"), f"a whole number from 1 to {largest}: {what}\n")
            self.assertEqual(self.check("fine.yaml", "--limit", f"{name}={default}").returncode, 0)

    def test_what_is_no_limit(self):
        self.assert_wrong(self.check("fine.yaml", "--limit", "dept=3"), "the name of --limit is `dept`, not one of file_bytes, depth, ",
                          "did you mean `depth`?")
        self.assertEqual(self.check("fine.yaml", "--limit", "depth=").returncode, 2)
        self.assert_wrong(self.check("fine.yaml", "--limit", "depth"), "--limit is `depth`, not NAME=N")
        for value in ("", "0", "-1", "501", "1e2", "5 ", "99999999999999999999999"):
            self.assert_wrong(self.check("fine.yaml", "--limit", f"depth={value}"), f"the limit `depth` cannot be `{value}`",
                              "a whole number from 1 to 500: lists and mappings within one another")
        self.assertEqual(self.check("fine.yaml", "--limit", "depth=500", "--limit", "cost=1000000000000").returncode, 0)

    def test_the_last_one_given_counts(self):
        self.assertEqual(self.check("fine.yaml", "--limit", "depth=1", "--limit", "depth=90").returncode, 0)


if __name__ == "__main__":
    main()
