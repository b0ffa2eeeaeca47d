#!/usr/bin/env python3
"""`zhudun lsp` as an editor meets it: the real program, real messages, and what `check` says of the same texts."""
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from client import Editor

ZHUDUN = Path(sys.argv[1]).resolve()
ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "tests/packs/fire-drills"
SPEC = (ROOT / "examples/spec/company.yaml").read_text("utf-8")
AS_OF = ["--as-of", "2025-11-10"]
OWNER = """\
zhudun: 1
owner: {name: 乙😀, kinds: [office], occupies_buildings: true, warden: 丙}
plan: {issued_on: 2030-01-05}
buildings:
  - id: 楼😀
    opened_on: 2030-06-10
    storeys: 1
    drills: []
    wings: []
alarms: {faults: []}
"""
DRILLS = ["--rules", str(PACK), "--as-of", "2030-07-10", "--lang", "en"]
SEVERITY = {"overdue": 1, "gap": 1, "undeclared": 2, "due_soon": 2, "late": 3, "advised": 3, "waived": 3, "pending": 4}


def text_at(text, range, unit="utf-16"):
    """What an editor underlines; by a way of counting of this test's own."""
    def cut(line, character):
        return line.encode("utf-16-le")[:character * 2].decode("utf-16-le") if unit == "utf-16" else line.encode()[:character].decode()
    lines = text.split("\n")
    start, end = range["start"], range["end"]
    if start["line"] == end["line"]:
        line = lines[start["line"]]
        return cut(line, end["character"])[len(cut(line, start["character"])):]
    return None


class Lsp(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = Path(place.name).resolve()

    def write(self, name, text):
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def editor(self, *arguments, **options):
        editor = Editor(ZHUDUN, *arguments, folder=self.place, **options)
        self.addCleanup(self.leave, editor)
        return editor

    def leave(self, editor):
        """An editor that a test leaves open says goodbye: whatever was asked of it, it ends well."""
        if editor.program.poll() is not None:
            return
        try:
            self.assertEqual(editor.end(), 0)
        finally:
            if editor.program.poll() is None:
                editor.program.kill()
                editor.gone()

    def check(self, name, *arguments):
        run = subprocess.run([ZHUDUN, "check", name, "--format", "json", *arguments], cwd=self.place, capture_output=True, timeout=60)
        return json.loads(run.stdout) if run.stdout else None, run.stderr.decode()


class Diagnostics(Lsp):
    def test_the_findings_are_those_of_check(self):
        subprocess.run(["cp", "-r", ROOT / "examples/every-status", ROOT / "examples/spec", self.place], check=True)
        for name in ("spec/company.yaml", "every-status/company.yaml"):
            text = (self.place / name).read_text("utf-8")
            editor = self.editor(*AS_OF)
            editor.open(name, text)
            told = [one for one in editor.told(name) if "data" in one]
            report, _ = self.check(name, *AS_OF)
            wanted = [(f["rule"], f["subject"], f["status"], f["due"] or "", SEVERITY[f["status"]], f["location"]["line"] - 1)
                      for f in report["declarations"][0]["findings"] if f["status"] in SEVERITY]
            self.assertGreater(len(wanted), 4)
            self.assertEqual([(d["code"], d["data"]["subject"], d["data"]["status"], d["data"]["due"], d["severity"],
                               d["range"]["start"]["line"]) for d in told], wanted)
            self.assertEqual({d["source"] for d in told}, {"zhudun"})
            self.assertEqual(editor.end(), 0)
            self.assertEqual(editor.error, b"")

    def test_as_someone_types(self):
        editor = self.editor(*DRILLS)
        editor.open("owner.yaml", OWNER)
        self.assertEqual([d["code"] for d in editor.told("owner.yaml")], ["F1.1", "F3.3"])
        for broken, code, under in (
                (OWNER.replace("storeys: 1", "storeyz: 1"), "unknown-key", "storeyz"),
                (OWNER.replace("2030-06-10", "2030-06-31"), "wrong-type", "2030-06-31"),
                (OWNER.replace("丙}", "丙"), None, None)):
            editor.change("owner.yaml", broken)
            told = editor.told("owner.yaml")
            self.assertEqual(told[0]["severity"], 1)
            self.assertFalse([d for d in told if "data" in d])
            _, errors = self.check(self.write("same.yaml", broken).name, *DRILLS)
            self.assertIn(told[0]["message"].split("\n")[0], errors)
            place = errors.split(":")[1:3]
            self.assertEqual(told[0]["range"]["start"]["line"] + 1, int(place[0]))
            if under:
                self.assertEqual(text_at(broken, told[0]["range"]), under)
        editor.change("owner.yaml", OWNER.replace("drills: []", "drills: [{held_on: 2030-07-05}]"))
        self.assertEqual([d["code"] for d in editor.told("owner.yaml")], ["F3.3"])
        editor.close("owner.yaml")
        editor.versions.pop("owner.yaml")
        editor.diagnostics.clear()
        self.assertEqual(editor.told("owner.yaml"), [])
        self.assertEqual(editor.end(), 0)

    def test_places_in_the_units_agreed_on(self):
        broken = OWNER.replace("乙😀, kinds", "乙😀, kindz")
        for offered, agreed, character in ((["utf-16"], "utf-16", 19), (["utf-8", "utf-16"], "utf-8", 23), (None, "utf-16", 19)):
            editor = self.editor(*DRILLS, capabilities={"general": {"positionEncodings": offered}} if offered else {})
            self.assertEqual(editor.capabilities["positionEncoding"], agreed)
            editor.open("owner.yaml", broken)
            told = editor.told("owner.yaml")[0]
            self.assertEqual((told["range"]["start"]["line"], text_at(broken, told["range"], agreed)), (1, "kindz"))
            self.assertEqual(told["range"]["start"]["character"], character)
            editor.change("owner.yaml", OWNER)
            f11 = next(d for d in editor.told("owner.yaml") if d["code"] == "F1.1")
            self.assertEqual(text_at(OWNER, f11["range"], agreed), "id: 楼😀")
            self.assertEqual([text_at(OWNER, one["location"]["range"], agreed) for one in f11["relatedInformation"]], ["2030-06-10"])
            self.assertEqual(editor.end(), 0)

    def test_incremental_changes_of_a_client_that_sends_them_all_the_same(self):
        editor = self.editor(*DRILLS)
        editor.open("owner.yaml", OWNER)
        editor.versions["owner.yaml"] = 2
        start = OWNER.split("\n")[4].index("楼")
        editor.notify("textDocument/didChange", textDocument={"uri": editor.uri("owner.yaml"), "version": 2}, contentChanges=[
            {"range": {"start": {"line": 4, "character": start}, "end": {"line": 4, "character": start + 3}}, "text": "shed"}])
        self.assertEqual({d["data"]["subject"] for d in editor.told("owner.yaml")}, {"buildings/shed"})
        self.assertEqual(editor.end(), 0)

    def test_tables_held_by_the_editor_and_on_the_disk(self):
        text = (ROOT / "examples/compliant/company.yaml").read_text("utf-8")
        subprocess.run(["cp", "-r", ROOT / "examples/compliant", self.place], check=True)
        name, table = "compliant/company.yaml", "compliant/catalog.csv"
        rows = (self.place / table).read_text("utf-8-sig")
        editor = self.editor("--as-of", "2025-12-15")
        editor.open(name, text)
        self.assertEqual(editor.told(name), [])
        wrong = rows.replace("\n", "\nx,", 1)
        editor.open(table, wrong)
        editor.diagnostics.clear()
        editor.versions.pop(table)
        told = editor.told(table)
        self.assertEqual(told[0]["range"]["start"]["line"], 1)
        editor.diagnostics.clear()
        editor.versions[table] = 1
        editor.change(table, rows)
        editor.versions.pop(table)
        self.assertEqual(editor.told(table), [])
        editor.close(table)
        self.write(table, wrong)
        editor.diagnostics.clear()
        editor.notify("workspace/didChangeWatchedFiles", changes=[{"uri": editor.uri(table), "type": 2}])
        self.assertTrue(editor.told(table))
        self.assertEqual(editor.end(), 0)

    def test_other_yaml_is_left_alone(self):
        editor = self.editor(*DRILLS)
        for at, text in enumerate(("", "name: ci\non: push\n", "zhudun-pack: 1\n", "a: [\n")):
            editor.open(f"{at}.yaml", text)
            self.assertIsNone(editor.at("hover", f"{at}.yaml", 0, 1))
        self.assertEqual(editor.diagnostics, {})
        self.assertEqual(editor.end(), 0)

    def test_rules_that_are_being_written(self):
        pack = self.place / "pack"
        subprocess.run(["cp", "-r", PACK, pack], check=True)
        editor = self.editor("--rules", "pack", *DRILLS[2:])
        editor.open("owner.yaml", OWNER)
        editor.told("owner.yaml")
        rules = (pack / "F1.yaml").read_text("utf-8")
        self.write("pack/F1.yaml", rules.replace("due:", "duee:", 1))
        editor.notify("textDocument/didSave", textDocument={"uri": editor.uri("pack/F1.yaml")})
        self.assertIn("`duee`", editor.told("pack/F1.yaml")[0]["message"])
        self.write("pack/F1.yaml", rules)
        editor.diagnostics.clear()
        editor.notify("textDocument/didSave", textDocument={"uri": editor.uri("pack/F1.yaml")})
        self.assertEqual([d["code"] for d in editor.told("owner.yaml")], ["F1.1", "F3.3"])
        self.assertEqual(editor.told("pack/F1.yaml"), [])
        self.assertEqual(editor.end(), 0)

    def test_today_is_the_day_where_none_is_given(self):
        editor = self.editor("--lang", "en")
        name = "new.yaml"
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date().isoformat()
        editor.open(name, SPEC.replace("identified_on: 2025-02-01", "identified_on: "))
        items = editor.at("completion", name, next(i for i, l in enumerate(SPEC.split("\n")) if "identified_on" in l), 17)
        self.assertEqual([item["label"] for item in items], [today])
        self.assertEqual(editor.end(), 0)


class Questions(Lsp):
    def setUp(self):
        super().setUp()
        subprocess.run(["cp", "-r", ROOT / "examples/spec", self.place], check=True)
        self.name = "spec/company.yaml"

    def opened(self, *arguments, **capabilities):
        editor = self.editor(*AS_OF, *arguments, capabilities=capabilities)
        editor.open(self.name, SPEC)
        return editor

    def place_of(self, words):
        at = SPEC.index(words)
        line = SPEC.count("\n", 0, at)
        return line, len(SPEC[SPEC.rfind("\n", 0, at) + 1:at].encode("utf-16-le")) // 2

    def test_hover_tells_the_duty_its_date_and_its_trace(self):
        report, _ = self.check(self.name, *AS_OF)
        finding = next(f for f in report["declarations"][0]["findings"] if f["rule"] == "T03.2")
        editor = self.opened(textDocument={"hover": {"contentFormat": ["plaintext"]}})
        for words in ("id: tsp", "2025-03-14, grading"):  # the subject, and the fact that set the date
            contents = editor.at("hover", self.name, *self.place_of(words))["contents"]
            self.assertEqual(contents["kind"], "plaintext")
            for told in ("逾期 197 天", "T03.2", finding["title"], finding["deliverable"], finding["recipient"], "2025-04-27", finding["basis"]):
                self.assertIn(told, contents["value"])
            for step in finding["trace"]:
                self.assertIn(step.replace("spec/company.yaml", "company.yaml"), contents["value"])
        self.assertIsNone(editor.at("hover", self.name, 0, 3))
        self.assertEqual(editor.end(), 0)

    def test_hover_tells_what_a_key_is(self):
        editor = self.opened("--lang", "en", textDocument={"hover": {"contentFormat": ["markdown", "plaintext"]}})
        contents = editor.at("hover", self.name, *self.place_of("graded_on"))["contents"]
        self.assertEqual(contents["kind"], "markdown")
        self.assertIn("`graded_on`", contents["value"])
        chinese = self.opened()
        self.assertRegex(chinese.at("hover", self.name, *self.place_of("graded_on"))["contents"]["value"], "graded_on.*日期")

    def test_hover_tells_the_words_a_key_can_have(self):
        editor = self.opened("--lang", "en", textDocument={"hover": {"contentFormat": ["markdown"]}})
        value = editor.at("hover", self.name, *self.place_of("kind: service_platform"))["contents"]["value"]
        self.assertIn("- `service_platform` service platform\n- `network_facility` network facility\n", value)

    def test_hover_tells_which_reading_decides(self):
        subprocess.run(["cp", "-r", ROOT / "examples/every-status", self.place], check=True)
        text = (self.place / "every-status/company.yaml").read_text("utf-8")
        editor = self.editor(*AS_OF, "--lang", "en")
        editor.open("every-status/company.yaml", text)
        report, _ = self.check("every-status/company.yaml", *AS_OF)
        place = next(f["location"] for f in report["declarations"][0]["findings"] if f["rule"] == "T13.4")
        value = editor.at("hover", "every-status/company.yaml", place["line"] - 1, place["column"])["contents"]["value"]
        self.assertIn("another reading would change it: vulnerability_days\n", value)

    def test_hover_tells_five_duties_in_full_and_names_the_rest(self):
        few = "zhudun: 1\ncompany: {name: 甲, roles: [facility_operator]}\n"
        report, _ = self.check(self.write("few.yaml", few).name, *AS_OF, "--all")
        here = [f["rule"] for f in report["declarations"][0]["findings"] if f["location"]["line"] == 2 and f["status"] in SEVERITY]
        self.assertGreater(len(here), 6)
        editor = self.editor(*AS_OF, "--lang", "en", capabilities={"textDocument": {"hover": {"contentFormat": ["plaintext"]}}})
        editor.open("few.yaml", few)
        value = editor.at("hover", "few.yaml", 1, 2)["contents"]["value"]
        self.assertEqual(value.count("basis: "), 5)
        for rule in here:
            self.assertEqual(value.count(f"  {rule}  "), 1, rule)

    def test_markdown_of_a_user_is_text(self):
        editor = self.editor(*DRILLS, capabilities={"textDocument": {"hover": {"contentFormat": ["markdown"]}}})
        hostile = OWNER.replace("id: 楼😀", 'id: "*[x](command:y)<b>`"')
        editor.open("owner.yaml", hostile)
        value = editor.at("hover", "owner.yaml", 4, 6)["contents"]["value"]
        self.assertIn("F1.1", value)
        self.assertNotIn("[x](", value)
        self.assertNotIn("<b>", value.replace("\\<b", ""))

    def test_from_a_finding_to_its_rule(self):
        editor = self.opened()
        places = editor.at("definition", self.name, *self.place_of("id: tsp"))
        rule = Path(places[0]["uri"].removeprefix("file://"))
        text = rule.read_text("utf-8")
        self.assertEqual(text_at(text, places[0]["range"]), "T03.2")
        self.assertEqual(text, (ROOT / "rules/shanghai-iov-2025/T03.yaml").read_text("utf-8"))
        self.assertEqual(rule.stat().st_mode & 0o222, 0, "a copy that looks as if it could be edited")
        self.assertTrue(rule.is_relative_to(self.place / ".cache/zhudun"))
        described = next(d for d in editor.told(self.name) if d["code"] == "T03.2")["codeDescription"]["href"]
        self.assertEqual(described, f"{places[0]['uri']}#L{places[0]['range']['start']['line'] + 1}")
        self.assertEqual(editor.at("definition", self.name, 0, 0), [])

    def test_a_rule_of_a_folder_is_its_own_file(self):
        editor = self.editor(*DRILLS)
        editor.open("owner.yaml", OWNER)
        place = editor.at("definition", "owner.yaml", 4, 5)[0]
        self.assertEqual(place["uri"], (PACK / "F1.yaml").as_uri())

    def test_without_a_home_there_is_no_rule_to_open_but_all_else(self):
        for environment in ({"HOME": ""}, {"XDG_CACHE_HOME": "/dev/null"}):  # or with one that takes no files
            editor = self.editor(*AS_OF, environment=environment)
            editor.open(self.name, SPEC)
            self.assertEqual(editor.at("definition", self.name, *self.place_of("id: tsp")), [])
            told = editor.told(self.name)
            self.assertTrue(told)
            self.assertFalse([d for d in told if "codeDescription" in d])

    def test_a_lens_on_each_subject(self):
        editor = self.opened(window={"showDocument": {"support": True}})
        lenses = editor.result("textDocument/codeLens", textDocument={"uri": editor.uri(self.name)})
        report, _ = self.check(self.name, *AS_OF, "--all")
        findings = report["declarations"][0]["findings"]
        self.assertEqual({lens["range"]["start"]["line"] for lens in lenses}, {f["location"]["line"] - 1 for f in findings})
        titles = {SPEC.split("\n")[lens["range"]["start"]["line"]].strip(): lens["command"]["title"] for lens in lenses}
        self.assertEqual(titles["- id: tsp"], "逾期 197 天 T03.2 · 合规 3")
        lens = next(lens for lens in lenses if "T05.1" in lens["command"]["title"])
        shown = editor.result("workspace/executeCommand", **{k: v for k, v in lens["command"].items() if k != "title"})
        self.assertIn("T05.yaml", shown)
        asked = editor.requests[-1]
        self.assertEqual((asked["method"], asked["params"]["uri"]), ("window/showDocument", shown))
        editor.send({"id": asked["id"], "result": {"success": True}})
        self.assertEqual(editor.end(), 0)

    def test_a_lens_names_a_few_of_one_standing(self):
        editor = self.editor(*AS_OF)
        editor.open("moved.yaml", SPEC)  # where the evidence is not
        titles = {SPEC.split("\n")[lens["range"]["start"]["line"]].strip(): lens["command"]["title"] for lens in
                  editor.result("textDocument/codeLens", textDocument={"uri": editor.uri("moved.yaml")})}
        self.assertEqual(titles["- id: tsp"], "逾期 197 天 T03.2 · 缺口 T03.1 T02.2 · 合规 1")

    def test_completion_of_keys_and_values_while_the_text_is_broken(self):
        editor = self.opened()
        for after, typed, wanted in (
                ("  - id: tsp\n", "    ki", {"kind": "类别", "risk_assessments": None}),
                ("  - id: tsp\n", "    kind: ", {"service_platform": "车联网服务平台"}),
                ("company:\n", "  ", {"uscc": None}),
                ("company:\n", "  handles:\n    important_data: ", {"true": "是", "false": "否"}),
                ("", "zhudun: 1\nplatforms: [{id: a, ", {"grade": None}),
                ("waivers: []\n", "waivers:\n  - rule: ", {"T03.2": "开展安全风险评估并报送报告"})):
            text = SPEC[:SPEC.index(after) + len(after)] + typed if after else typed
            editor.change(self.name, text)
            line = text.count("\n")
            items = {i["label"]: i.get("detail", "") for i in editor.at("completion", self.name, line, len(typed.split("\n")[-1]))}
            for label, detail in wanted.items():
                self.assertIn(label, items, typed)
                if detail:
                    self.assertIn(detail, items[label])
            self.assertTrue(all(items.values()), items)
        self.assertEqual(editor.end(), 0)

    def test_the_outline(self):
        editor = self.opened(textDocument={"documentSymbol": {"hierarchicalDocumentSymbolSupport": True}})
        symbols = editor.result("textDocument/documentSymbol", textDocument={"uri": editor.uri(self.name)})
        self.assertEqual([s["name"] for s in symbols][:4], ["zhudun", "company", "governance", "platforms"])
        self.assertEqual([c["name"] for c in symbols[3]["children"]], ["tsp"])

    def test_the_outline_of_a_client_that_knows_no_levels(self):
        editor = self.opened()
        symbols = editor.result("textDocument/documentSymbol", textDocument={"uri": editor.uri(self.name)})
        names = [s["name"] for s in symbols]
        self.assertEqual(names[names.index("platforms"):][:4], ["platforms", "tsp", "threat_notices", "n1"])
        self.assertEqual({s["location"]["uri"] for s in symbols}, {editor.uri(self.name)})
        tsp = symbols[names.index("tsp")]["location"]["range"]["start"]
        self.assertEqual((tsp["line"], tsp["character"]), self.place_of("id: tsp"))


class Protocol(Lsp):
    def code(self, answer):
        return answer["error"]["code"]

    def test_before_between_and_after(self):
        editor = self.editor(*DRILLS, start=False)
        self.assertEqual(self.code(editor.ask("textDocument/hover")), -32002)
        self.assertEqual(self.code(editor.ask("shutdown")), -32002)
        editor.open("owner.yaml", OWNER)  # a notice before its time is dropped
        editor.start({})
        self.assertEqual(self.code(editor.ask("initialize")), -32600)
        self.assertIsNone(editor.at("hover", "owner.yaml", 4, 5))
        self.assertEqual(self.code(editor.ask("textDocument/rename")), -32601)
        self.assertEqual(self.code(editor.ask("$/anything")), -32601)
        self.assertEqual(self.code(editor.ask("textDocument/hover")), -32602)
        self.assertEqual(self.code(editor.ask("textDocument/hover", textDocument={"uri": "file:///x"})), -32602)
        self.assertEqual(self.code(editor.ask("workspace/executeCommand", command="rm")), -32602)
        editor.open("owner.yaml", OWNER)
        self.assertIsNone(editor.result("workspace/executeCommand", command="zhudun.showRule", arguments=["F9.9"]))
        editor.notify("$/whatever")
        editor.notify("textDocument/didChange")
        self.assertIsNone(editor.result("shutdown"))
        self.assertEqual(self.code(editor.ask("textDocument/hover")), -32600)
        editor.notify("exit")
        self.assertEqual(editor.gone(), 0)
        self.assertEqual(editor.error, b"")

    def test_what_is_no_message_is_told_and_the_next_is_answered(self):
        editor = self.editor(*DRILLS)
        for body, code in ((b"{", -32700), (b"\xff", -32700), (b"[]", -32600), (b"7", -32600), (b"{}", -32600), (b'{"id": 1}', -32600),
                           (b"[" * 100_000, -32700), (b"", -32700)):
            editor.send(body)
            self.assertEqual(self.code(editor.receive()), code, body[:20])
        editor.raw(b"Nonsense: 1\r\n\r\n")
        self.assertEqual(self.code(editor.receive()), -32700)
        editor.raw(b"Content-Length: 12345678901234567890123\r\n\r\n")
        self.assertEqual(self.code(editor.receive()), -32700)
        self.assertEqual(editor.end(), 0)

    def test_a_length_that_is_huge_costs_no_memory(self):
        def resident():
            return int(Path(f"/proc/{editor.program.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

        editor = self.editor(*DRILLS)
        before = resident()  # a sanitizer alone takes more than the program
        editor.raw(b"Content-Length: 9000000000000000000\r\n\r\n" + b"x" * 100_000)
        self.assertEqual(self.code(editor.receive()), -32600)
        self.assertLess(resident() - before, 100 << 20)
        self.assertEqual(editor.gone(), 1)

    def test_a_header_without_end(self):
        editor = self.editor(*DRILLS)
        editor.raw(b"x" * 20_000)
        self.assertEqual(self.code(editor.receive()), -32700)
        self.assertEqual(editor.gone(), 1)

    def test_bytes_one_by_one_and_many_messages_at_once(self):
        editor = self.editor(*DRILLS)
        body = json.dumps({"jsonrpc": "2.0", "id": "诊断", "method": "shutdown"}, ensure_ascii=False).encode()
        for byte in b"content-length: %d\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n%s" % (len(body), body):
            editor.raw(bytes([byte]))
        self.assertEqual(editor.receive(), {"jsonrpc": "2.0", "id": "诊断", "result": None})
        editor.notify("exit")
        self.assertEqual(editor.gone(), 0)

    def test_a_request_taken_back(self):
        editor = self.editor(*DRILLS)
        editor.open("owner.yaml", OWNER)
        editor.told("owner.yaml")
        bodies = [{"id": 50, "method": "textDocument/codeLens", "params": {"textDocument": {"uri": editor.uri("owner.yaml")}}},
                  {"id": 51, "method": "textDocument/codeLens", "params": {"textDocument": {"uri": editor.uri("owner.yaml")}}},
                  {"method": "$/cancelRequest", "params": {"id": 51}}]
        data = b""
        for body in bodies:
            text = json.dumps({"jsonrpc": "2.0", **body}).encode()
            data += b"Content-Length: %d\r\n\r\n%s" % (len(text), text)
        editor.raw(data)
        self.assertTrue(editor.answer_to(50)["result"])
        self.assertEqual(self.code(editor.answer_to(51)), -32800)

    def test_whoever_types_fast_is_judged_once(self):
        editor = self.editor(*DRILLS)
        data, last = b"", 30
        editor.open("owner.yaml", OWNER)
        editor.told("owner.yaml")
        for version in range(2, last + 1):
            text = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
                "textDocument": {"uri": editor.uri("owner.yaml"), "version": version},
                "contentChanges": [{"text": OWNER + f"# {version}\n"}]}}).encode()
            data += b"Content-Length: %d\r\n\r\n%s" % (len(text), text)
        editor.raw(data)
        versions = []
        while not versions or versions[-1] != last:
            message = editor.receive()
            versions.append(message["params"]["version"])
        self.assertEqual(versions, [last])

    def test_an_answer_does_not_wait_for_the_typist(self):
        editor = self.editor(*DRILLS)
        editor.open("owner.yaml", OWNER)
        editor.told("owner.yaml")
        took = []
        for _ in range(20):
            start = time.monotonic()
            editor.at("hover", "owner.yaml", 4, 5)
            took.append(time.monotonic() - start)
        self.assertLess(min(took), 0.05)

    def test_a_client_that_goes_away(self):
        editor = self.editor(*DRILLS)
        self.assertEqual(editor.gone(), 1)
        editor = self.editor(*DRILLS)
        editor.notify("exit")
        self.assertEqual(editor.gone(), 1)
        # A client that dies while someone else holds its pipe open.
        other = subprocess.Popen(["sleep", "60"])
        editor = self.editor(*DRILLS, start=False)
        editor.start({}, process=other.pid)
        other.kill()
        other.wait()
        self.assertEqual(editor.program.wait(timeout=20), 1)

    def test_watching_files_is_asked_of_clients_that_can(self):
        editor = self.editor(*DRILLS, capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}})
        editor.receive()
        self.assertEqual(editor.requests[0]["method"], "client/registerCapability")
        registration = editor.requests[0]["params"]["registrations"][0]
        self.assertEqual(registration["method"], "workspace/didChangeWatchedFiles")
        editor.send({"id": editor.requests[0]["id"], "result": None})
        self.assertEqual(editor.end(), 0)

    def test_a_percent_sign_that_begins_no_byte_stands_for_itself(self):
        editor = self.editor(*DRILLS)
        for name in ("a%zz.yaml", "a%4.yaml", "%E6%A5%BC.yaml"):
            uri = f"{self.place.as_uri()}/{name}"
            editor.notify("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": OWNER})
            told = None
            while told is None or told["uri"] != uri:
                told = editor.receive()["params"]
            self.assertEqual([d["code"] for d in told["diagnostics"]], ["F1.1", "F3.3"])
        self.assertEqual(editor.end(), 0)

    def test_the_call(self):
        run = subprocess.run([ZHUDUN, "lsp", "--rules", "nowhere"], capture_output=True, timeout=60)
        self.assertEqual((run.returncode, run.stdout), (2, b""))
        self.assertIn(b"there is no rule pack `nowhere`", run.stderr)
        editor = self.editor("--stdio", *DRILLS)
        self.assertEqual(editor.end(), 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
