"""The commands for rule authors: eval, explain, rules, diff. Findings are those of the pack beside these tests."""
import json

from command_line import AS_OF, PACK, CommandLine, main


class Eval(CommandLine):
    def value(self, *arguments, **options):
        run = self.run_it("eval", *arguments, **options)
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        return [json.loads(line) for line in run.stdout.splitlines()]

    def test_a_value_an_error_and_an_unknown(self):
        self.assertEqual(self.value("date('2025-03-14').addWorkdays(30)"), [{"type": "date", "value": "2025-04-27"}])
        self.assertEqual(self.value("1 / 0"), [{"error": "divide by zero"}])
        self.assertEqual(self.value("plan.issued_on", "fine.yaml", "--rules", PACK), [{"unknown": ["plan.issued_on"]}])
        self.assertEqual(self.value("as_of", "--as-of", AS_OF), [{"type": "date", "value": AS_OF}])

    def test_a_declaration_is_bound(self):
        self.assertEqual(self.value("owner.kinds", "fine.yaml", "--rules", PACK), [{"type": "list(string)", "value": ["office"]}])

    def test_what_does_not_compile_is_a_wrong_call(self):
        self.assert_wrong(self.run_it("eval", "1 +"), "expression:1:")
        self.assert_wrong(self.run_it("eval", "yeer"), "expression:1:1: ", "did you mean `year`?")
        self.assert_wrong(self.run_it("eval"), "eval needs an expression")

    def test_lines(self):
        lines = b'{"expr": "x + 1", "bindings": {"x": {"int64Value": "1"}}}\n\n{"expr": "date(\'2025-01-31\').addMonths(1)"}\nno json\n'
        answers = self.value("--jsonl", input=lines)
        self.assertEqual([answers[0]["value"], answers[1]["value"]], [{"int64Value": "2"}, {"date": "2025-02-28"}])
        self.assertIn("error", answers[2])
        self.assertEqual(len(answers), 3)


class Explain(CommandLine):
    def explain(self, *arguments):
        return self.run_it("explain", *arguments, "--rules", PACK, "--as-of", AS_OF)

    def test_a_rule_without_a_declaration(self):
        for language in ("zh", "en"):
            run = self.explain("F1.1", "--lang", language)
            self.assertEqual((run.returncode, run.stderr), (0, b""))
            self.assertTrue(run.stdout.startswith(b"F1.1  "))

    def test_json_holds_duty_parts_and_readings(self):
        told = json.loads(self.explain("F1.1", "--format", "json").stdout)
        self.assertEqual(told["rule"], "F1.1")
        self.assertTrue(told["parts"] and told["title"] and told["basis"])
        self.assertEqual(told["subjects"], [])

    def test_a_derivation_says_the_value_of_every_sub_expression(self):
        judged = {(f["rule"], f["subject"]): f for f in self.report("overdue.yaml", "--all")["declarations"][0]["findings"]}
        late = next(finding for finding in judged.values() if finding["status"] == "overdue")
        told = json.loads(self.explain(late["rule"], "overdue.yaml", "--format", "json").stdout)
        subject = next(one for one in told["subjects"] if one["subject"] == late["subject"])
        self.assertEqual((subject["status"], subject["due"], subject["trace"]), ("overdue", late["due"], late["trace"]))
        due = next(part for part in subject["parts"] if part["part"] == "due")
        self.assertEqual(due["expressions"][0]["values"], [late["due"]])
        self.assertGreater(len(due["expressions"]), 1)

    def test_examples_from_the_tests_of_the_pack(self):
        told = json.loads(self.run_it("explain", "T01.1", "--format", "json").stdout)
        self.assertEqual((told["passing"]["status"], told["failing"]["status"]), ("met", "gap"))
        for example in (told["passing"], told["failing"]):
            self.write("example.yaml", example["declaration"])
            report = json.loads(self.run_it("check", "example.yaml", "--as-of", example["as_of"], "--no-evidence", "--all", "--format",
                                            "json").stdout)
            statuses = {(f["rule"], f["subject"]): f["status"] for f in report["declarations"][0]["findings"]}
            self.assertEqual(statuses["T01.1", example["subject"]], example["status"])

    def test_an_unknown_rule_is_told_with_the_nearest(self):
        self.assert_wrong(self.explain("F1.l"), "has no rule `F1.l`", "did you mean `F1.")


class Rules(CommandLine):
    def test_the_built_in_packs_and_one_folder(self):
        packs = json.loads(self.run_it("rules", "--format", "json").stdout)["packs"]
        self.assertIn("statutory", [pack["id"] for pack in packs])
        one = json.loads(self.run_it("rules", PACK, "--format", "json").stdout)["packs"]
        self.assertEqual([pack["id"] for pack in one], ["fire-drills"])
        self.assertTrue(all(rule["title"] and rule["basis"] for rule in one[0]["rules"]))
        self.assertIn(b"F1.1", self.run_it("rules", PACK, "--lang", "en").stdout)
        self.assert_wrong(self.run_it("rules", "statutary"), "did you mean `statutory`?")


class Diff(CommandLine):
    def test_two_days_of_one_declaration(self):
        late = next(f for f in self.report("overdue.yaml", "--all")["declarations"][0]["findings"] if f["status"] == "overdue")
        self.assertEqual(late["days_overdue"], 1)
        run = self.run_it("diff", f"{PACK},@{late['due']}", f"{PACK},@{AS_OF}", "overdue.yaml", "--lang", "en")
        self.assertEqual((run.returncode, run.stderr), (1, b""))
        self.assertIn(f"{late['rule']}  {late['subject']}: due soon {late['due']} -> overdue {late['due']} +1", run.stdout.decode())

    def test_nothing_differs(self):
        run = self.run_it("diff", f"{PACK},@{AS_OF}", f"{PACK},@{AS_OF},default", "overdue.yaml", "--lang", "en")
        self.assertEqual((run.returncode, run.stdout), (0, b"0 findings differ\n"))

    def test_two_packs(self):
        run = self.run_it("diff", "shanghai-iov-2025", "shanghai-iov-2026")
        self.assertEqual((run.returncode, run.stdout.decode()), (1, "~ parameter year: value: `2025` -> `2026`\n"))
        self.assertEqual(self.run_it("diff", "statutory", "statutory").returncode, 0)
        self.assertIn(b"\n+ rule S101.1", self.run_it("diff", "shanghai-iov-2025", "statutory").stdout)
        self.assertIn(b"\n- rule S101.1", self.run_it("diff", "statutory", "shanghai-iov-2025").stdout)

    def test_a_side_with_a_reading_of_its_own(self):
        sides = [f"{PACK},@{AS_OF},rest_day={value}" for value in ("same_date", "next_workday")]
        same = self.run_it("diff", sides[0], f"{PACK},@{AS_OF}", "overdue.yaml", "--lang", "en")
        self.assertEqual((same.returncode, same.stdout), (0, b"0 findings differ\n"))
        self.assert_wrong(self.run_it("diff", f"{PACK},rest_day=never", sides[1], "overdue.yaml"), "rest_day", "never")

    def test_a_wrong_side(self):
        self.assert_wrong(self.run_it("diff", "@2025-13-01", "strict", "fine.yaml"), "`@2025-13-01` names no day")


if __name__ == "__main__":
    main()
