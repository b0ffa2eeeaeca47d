#!/usr/bin/env python3
"""zhudun init: the declaration it writes, for every choice of roles, in both languages, by options and by questions.

init.py ZHUDUN
"""
import itertools
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
ZHUDUN = Path(sys.argv[1]).resolve()
DRILLS = ROOT / "tests/packs/fire-drills"
ROLES = ["product_manufacturer", "platform_operator", "facility_operator", "automated_driving_operator"]
CHOICES = [list(some) for count in range(1, 5) for some in itertools.combinations(ROLES, count)]
AS_OF = "2025-11-10"
CHINESE = re.compile("[\u4e00-\u9fff]")


def run(*arguments, cwd=None, **options):
    options.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([ZHUDUN, *map(str, arguments)], cwd=cwd, capture_output=True, timeout=60, **options)


def init(*arguments, **options):
    done = run("init", *arguments, **options)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def for_roles(roles, *more):
    return init(*(f"--role={role}" for role in roles), *more)


def altered(place, name, *replacements, pack=DRILLS):
    """A copy of the pack of fire drills with texts of one file replaced."""
    copy = place / "altered"
    if pack != copy:
        subprocess.run(["cp", "-r", pack, copy], check=True)
    text = (copy / name).read_text("utf-8")
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new)
    (copy / name).write_text(text, "utf-8")
    return copy


def one_kind(place):
    """The same pack for owners of one kind each."""
    copy = altered(place, "declaration.schema.yaml", (
        "        type: array\n        description: 类型\n        x-description-en: kinds\n        items: {$ref: '#/$defs/kind'}\n",
        "        $ref: '#/$defs/kind'\n        description: 类型\n        x-description-en: kind\n"))
    return altered(place, "pack.yaml", ("'school' in owner.kinds || 'hotel' in owner.kinds",
                                        "owner.kinds == 'school' || owner.kinds == 'hotel'"), pack=copy)


def uncommented(text):
    """Every example entry taken in as the heading says: the `# ` before each of its lines taken away."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        while found := re.match(r"( {2,})# ((?:- |  ).*)$", line):
            line = found.group(1) + found.group(2)
        lines[at] = line
    return "\n".join(lines)


def report(path, *more, rules=()):
    done = run("check", path, "--as-of", AS_OF, "--format", "json", "--all", *rules, *more)
    assert done.returncode in (0, 1), done.stderr.decode()
    return json.loads(done.stdout)


class Case(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = Path(place.name).resolve()

    def write(self, text, name="company.yaml"):
        path = self.place / name
        path.write_text(text, "utf-8")
        return path


class Drafts(Case):
    def test_every_choice_of_roles_is_valid_and_nothing_is_taken_as_done(self):
        for language in ("zh", "en"):
            for roles in CHOICES:
                with self.subTest(roles=roles, language=language):
                    path = self.write(for_roles(roles, "--lang", language))
                    declaration = report(path)["declarations"][0]
                    summary = declaration["summary"]
                    self.assertEqual([summary[name] for name in ("met", "late", "overdue", "waived")], [0] * 4)
                    self.assertGreater(summary["undeclared"], 10)
                    # Only the roles rule anything out: nothing that is left open does.
                    reasons = {f["reason"] for f in declaration["findings"] if f["status"] == "not_applicable"}
                    self.assertTrue(all("企业" in reason or "company" in reason for reason in reasons), reasons)

    def test_it_has_the_sections_that_the_findings_of_these_roles_need(self):
        """Needed is what changes a finding when it is taken out of a declaration that has everything."""
        whole = yaml.safe_load((ROOT / "examples/compliant/company.yaml").read_text("utf-8").replace("catalog.csv", ""))
        whole.pop("x-internal")
        whole["data_catalog"]["entries"] = [{"id": "e1", "name": "甲", "category": "乙", "level": "important", "storage_gb": 1, "owner": "丙"}]
        whole["company"]["handles"] = {"important_data": True, "personal_information": True}
        known = list(yaml.safe_load((ROOT / "rules/shanghai-iov-2025/declaration.schema.yaml").read_text("utf-8"))["properties"])
        self.assertEqual(sorted(whole), sorted(known), "the example uses every section")
        for number, roles in enumerate(CHOICES):
            whole["company"]["roles"] = roles
            for section in [None, *known]:
                if section in ("zhudun", "company"):
                    continue
                kept = {key: value for key, value in whole.items() if key != section}
                (self.place / f"{number}-{section}.yaml").write_text(json.dumps(kept, default=str), "utf-8")
        found = {}
        for declaration in report(self.place, "--no-evidence")["declarations"]:
            found[Path(declaration["file"]).stem] = [
                {key: value for key, value in finding.items() if key != "location"} for finding in declaration["findings"]]
        for number, roles in enumerate(CHOICES):
            same = found[f"{number}-None"]
            stripped = lambda findings: [(f["rule"], f["subject"], f["status"], f["missing"]) for f in findings]
            needed = [name for name in known if name in ("zhudun", "company") or stripped(found[f"{number}-{name}"]) != stripped(same)]
            with self.subTest(roles=roles):
                self.assertEqual(list(yaml.safe_load(for_roles(roles))), needed)

    def test_the_sections_left_out_are_named(self):
        text = for_roles(["facility_operator"])
        for section in ("vehicles", "ota_releases", "threat_notices", "automated_driving", "waivers"):
            self.assertRegex(text, rf"(?m)^#   {section}：")

    def test_examples_taken_in_are_valid_and_hold_every_key(self):
        schema = yaml.safe_load((ROOT / "rules/shanghai-iov-2025/declaration.schema.yaml").read_text("utf-8"))

        def resolve(node):
            return schema["$defs"][node["$ref"].split("/")[-1]] if "$ref" in node else node

        def compare(where, value, node):
            node = resolve(node)
            if node.get("type") == "object" or "properties" in node:
                self.assertEqual(sorted(value), sorted(node["properties"]), where)
                for key, inner in node["properties"].items():
                    compare(f"{where}.{key}", value[key], inner)
            elif "items" in node and "properties" in resolve(node["items"]):
                self.assertEqual(len(value), 1, where)
                compare(where + "[]", value[0], node["items"])

        for language in ("zh", "en"):
            text = uncommented(for_roles(ROLES, "--lang", language))
            report(self.write(text))
            whole = yaml.safe_load(text)
            whole.setdefault("waivers", None)
            self.assertIsNone(whole.pop("waivers"))
            schema["properties"].pop("waivers", None)
            compare("", whole, schema)

    def test_every_key_is_explained(self):
        """Every key of the file has its description beside it, and those that rules read the rules."""
        explained = re.compile(r"^( *)(?:# |- |  )*([a-z_]+):(?: [^#]*?)?(?:  # (.*))?$")
        for language in ("zh", "en"):
            lines = uncommented(for_roles(ROLES, "--lang", language)).split("\n")
            body = lines[lines.index("zhudun: 1"):]
            for at, line in enumerate(body):
                found = explained.match(line)
                if not line.strip() or line.lstrip().startswith("#"):
                    continue
                self.assertTrue(found, line)
                said = found.group(3) or (body[at - 1].strip() if at else "#")
                self.assertTrue(found.group(3) or said.startswith("#"), f"{line}: not explained")
        text = for_roles(ROLES)
        self.assertRegex(text, r"graded_on: +# 定级日期.*\[T02\.1 T03\.1 T03\.2\]")
        self.assertRegex(text, r"#   任务 3 符合性评测和安全风险评估 \[T03\.1 T03\.2\]")
        self.assertRegex(text, r"kind: +# 类别：sale（上市销售）、network_update（网络功能重要更新）")

    def test_english_is_english(self):
        text = for_roles(ROLES, "--lang", "en")
        self.assertEqual([line for line in text.split("\n") if CHINESE.search(line)], [])

    def test_the_same_twice(self):
        self.assertEqual(for_roles(ROLES), for_roles(ROLES))

    def test_without_roles_every_one_is_listed_and_said_to_be_a_guess(self):
        text = init()
        self.assertEqual(yaml.safe_load(text)["company"]["roles"], ROLES)
        self.assertIn("请删去不符合的", text)
        self.assertEqual(yaml.safe_load(text)["company"]["name"], "请填写企业名称")

    def test_the_statutory_pack(self):
        path = self.write(init("--rules", "statutory"))
        self.assertIn("car_data_reports", yaml.safe_load(path.read_text("utf-8")))
        self.assertIn("zhudun check company.yaml --rules statutory", path.read_text("utf-8"))
        report(path, rules=("--rules", "statutory"))

    def test_a_pack_of_another_subject(self):
        rules = ("--rules", DRILLS)
        for roles, counts in ((["office"], False), (["school"], True), (["office", "hotel"], True), ([], True)):
            path = self.write(for_roles(roles, *rules))
            whole = yaml.safe_load(path.read_text("utf-8"))
            self.assertEqual("counts" in whole, counts, roles)
            self.assertEqual(whole["owner"]["kinds"], roles or None)
            self.assertEqual("plan" in whole and "buildings" in whole and "alarms" in whole, True)
            self.assertEqual(report(path, rules=rules)["declarations"][0]["summary"]["met"], 0)
            report(self.write(uncommented(path.read_text("utf-8"))), rules=rules)
        self.assertEqual(run("init", "--role=driver", *rules).returncode, 2)

    def test_a_pack_whose_declarer_is_one_thing_only(self):
        pack = one_kind(self.place)
        self.assertEqual(yaml.safe_load(init("--rules", pack, "--role", "school"))["owner"]["kinds"], "school")
        self.assertEqual(yaml.safe_load(init("--rules", pack, "--role", "school", "--role", "school"))["owner"]["kinds"], "school")
        done = run("init", "--rules", pack, "--role", "school", "--role", "office")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn("`owner.kinds` can be one role only", done.stderr.decode())

    def test_a_pack_that_knows_no_name(self):
        done = run("init", "--rules", altered(self.place, "pack.yaml", ("declarant: owner.name\n", "")), "--name", "甲")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn("--name says nothing here: the pack knows no declarer's name", done.stderr.decode())

    def test_a_pack_that_asks_for_no_role(self):
        pack = self.place / "pack"
        pack.mkdir()
        for name in ("declaration.schema.yaml", "F1.yaml", "F3.yaml"):
            (pack / name).write_text((DRILLS / name).read_text("utf-8"), "utf-8")
        (pack / "calendars").mkdir()
        (pack / "calendars/brookland.yaml").write_text((DRILLS / "calendars/brookland.yaml").read_text("utf-8"), "utf-8")
        text = (DRILLS / "pack.yaml").read_text("utf-8")
        (pack / "pack.yaml").write_text(re.sub(r"  public_house:\n.*\n.*\n", "", text), "utf-8")
        done = run("init", "--rules", pack, "--role", "school")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no rule of the pack asks for a role", done.stderr.decode())
        self.assertIn("owner", yaml.safe_load(init("--rules", pack)))

    def test_names_of_every_kind(self):
        for name in ("甲", 'a "b" \'c\'', "a: b", "a # b", "- a", "null", "yes", "123", "0x1F", "2025-01-01", " a ", "a\nb: c", "a\tb",
                     "</script>", "]]>", "=cmd|' /C calc'!A0", "\u202eabc", "🚗", "\x1b[31mred", "{a}", "[a]", "*a", "&a", "!a", "%a", "@a",
                     "`a`", "a\\b", "x" * 10000, "~", "a\u2028b", "#", "?", "a:"):
            with self.subTest(name=name[:20]):
                path = self.write(init("--name", name))
                self.assertEqual(report(path)["declarations"][0]["company"], name)
        done = run("init", "--name", b"\xff\xfe".decode("utf-8", "surrogateescape"))
        self.assertEqual((done.returncode, done.stdout), (2, b""))


class Files(Case):
    def test_a_file_and_its_schema(self):
        run_ = run("init", "--role=platform_operator", "-o", "company.yaml", cwd=self.place)
        self.assertEqual((run_.returncode, run_.stdout, run_.stderr), (0, b"", b""))
        self.assertEqual(sorted(path.name for path in self.place.iterdir()), ["company.schema.json", "company.yaml"])
        text = (self.place / "company.yaml").read_text("utf-8")
        self.assertEqual(text.split("\n")[0], "# yaml-language-server: $schema=./company.schema.json")
        self.assertEqual((self.place / "company.schema.json").read_bytes(), run("schema").stdout)

    def test_nothing_is_overwritten(self):
        path = self.write("mine", "a.yaml")
        done = run("init", "-o", path)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(f"{path}: the file is there already and is not overwritten", done.stderr.decode())
        self.assertEqual(path.read_text(), "mine")
        (self.place / "link.yaml").symlink_to(self.place / "gone.yaml")
        self.assertEqual(run("init", "-o", self.place / "link.yaml").returncode, 2)
        self.assertFalse((self.place / "gone.yaml").exists())
        self.write("mine", "b.schema.json")
        done = run("init", "-o", self.place / "b.yaml")
        self.assertEqual(done.returncode, 2)
        self.assertIn("b.schema.json: the file is there already", done.stderr.decode())
        self.assertFalse((self.place / "b.yaml").exists())
        # A schema that is the same is none of it.
        (self.place / "b.schema.json").write_bytes(run("schema").stdout)
        self.assertEqual(run("init", "-o", self.place / "b.yaml").returncode, 0)

    def test_an_address_of_the_callers_own(self):
        done = run("init", "-o", "a.yaml", "--schema", "https://example.com/s.json", cwd=self.place)
        self.assertEqual(done.returncode, 0)
        self.assertEqual([path.name for path in self.place.iterdir()], ["a.yaml"])
        self.assertTrue((self.place / "a.yaml").read_text("utf-8").startswith("# yaml-language-server: $schema=https://example.com/s.json\n"))
        self.assertTrue(init("--schema", "./s.json").startswith("# yaml-language-server: $schema=./s.json\n"))

    def test_standard_output(self):
        self.assertEqual(init("-o", "-", cwd=self.place), init(cwd=self.place))
        self.assertEqual(list(self.place.iterdir()), [])
        self.assertNotIn("yaml-language-server", init())
        with open("/dev/full", "w") as full:
            done = subprocess.run([ZHUDUN, "init"], stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 3)

    def test_a_folder_that_is_not_there(self):
        done = run("init", "-o", self.place / "gone/a.yaml")
        self.assertEqual(done.returncode, 3)

    def test_roles(self):
        done = run("init", "--role=platform_operater")
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn("did you mean `platform_operator`?", done.stderr.decode())
        self.assertEqual(for_roles(["platform_operator", "platform_operator"]), for_roles(["platform_operator"]))

    def test_nothing_is_asked_of_a_pipe(self):
        done = subprocess.run([ZHUDUN, "init"], input=b"a\nb\n", capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, b""))


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self, place, *arguments):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(place)
            os.execve(ZHUDUN, ["zhudun", *map(str, arguments)], {"PATH": "/bin", "TERM": "xterm"})

    def read_until(self, wanted, limit=30):
        """What is printed up to the text."""
        end = time.time() + limit
        while wanted not in self.seen:
            if time.time() > end or not select.select([self.fd], [], [], end - time.time())[0]:
                raise AssertionError(f"{wanted} does not come: {self.seen}")
            try:
                more = os.read(self.fd, 4096)
            except OSError:
                more = b""
            if not more:
                raise AssertionError(f"ended before {wanted}: {self.seen}")
            self.seen += more.decode("utf-8", "replace")
        at = self.seen.index(wanted) + len(wanted)
        before, self.seen = self.seen[:at], self.seen[at:]
        return before

    def answer(self, question, text):
        before = self.read_until(question)
        before += self.read_until("：" if CHINESE.search(question) else ": ") if not question.endswith((": ", "：")) else ""
        keys = text if isinstance(text, bytes) else text.encode()
        os.write(self.fd, keys + (b"" if keys in (b"\x03", b"\x04") else b"\n"))
        return before

    def close(self):
        """What is left, and how it ended: a status, or minus a signal."""
        end = time.time() + 30
        while time.time() < end:
            try:
                if not select.select([self.fd], [], [], 30)[0]:
                    break
                more = os.read(self.fd, 4096)
            except OSError:
                break
            if not more:
                break
            self.seen += more.decode("utf-8", "replace")
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return self.seen, os.waitstatus_to_exitcode(status)


class Questions(Case):
    def test_asked_to_the_end(self):
        terminal = Terminal(self.place, "init")
        terminal.answer("写到哪个文件", "")
        terminal.answer("企业名称", "示例：智行 #1")
        terminal.read_until("2  platform_operator  车联网平台运营企业")
        terminal.answer("输入编号", "2，网络设施运营企业")
        terminal.answer("是否处理重要数据", "n")
        terminal.answer("是否处理个人信息", "y")
        terminal.answer("安全隐患", "没有")
        for question in ("车联网服务平台", "威胁通报"):
            terminal.answer(question, "")
        terminal.answer("应用程序", "n")
        for question in ("处理活动", "合作方", "数据出境", "安全事件", "安全漏洞"):
            terminal.answer(question, "n")
        left, status = terminal.close()
        self.assertEqual(status, 0, left)
        self.assertIn("已写好 company.yaml", left)
        self.assertIn("zhudun check company.yaml", left)
        self.assertEqual(sorted(path.name for path in self.place.iterdir()), ["company.schema.json", "company.yaml"])
        whole = yaml.safe_load((self.place / "company.yaml").read_text("utf-8"))
        self.assertEqual(whole["company"], {"name": "示例：智行 #1", "uscc": None, "roles": ["platform_operator", "facility_operator"],
                                            "handles": {"important_data": False, "personal_information": True}})
        self.assertEqual((whole["governance"]["hazards"], whole["apps"], whole["platforms"], whole["incidents"]), ([], [], None, []))
        self.assertNotIn("data_risk_assessments", whole, "no rule asks a company without important data for it")
        self.assertNotIn("filings", whole["data_catalog"])
        found = {f["rule"]: f["status"] for f in report(self.place / "company.yaml")["declarations"][0]["findings"]}
        self.assertEqual((found["T01.7"], found["T07.2"], found["T02.1"], found["T08.2"], found["T10.1"]),
                         ("not_applicable", "not_applicable", "undeclared", "not_applicable", "not_applicable"))

    def test_interrupted_and_resumed(self):
        arguments = ("init", "-o", "a.yaml", "--lang", "en")
        terminal = Terminal(self.place, *arguments)
        terminal.answer("name of the company", "示例")
        terminal.answer("numbers, one or more", "facility_operator")
        terminal.answer("important data", "\x03")
        left, status = terminal.close()
        self.assertEqual(status, -signal.SIGINT, left)
        self.assertEqual([path.name for path in self.place.iterdir()], [".a.yaml.answers"])

        terminal = Terminal(self.place, *arguments)
        before = terminal.answer("important data", "y")
        self.assertIn("going on from the answers in .a.yaml.answers", before)
        self.assertIn("name of the company: 示例", before)
        self.assertIn("facility_operator", before)
        terminal.answer("personal information", "\x04")
        left, status = terminal.close()
        self.assertEqual(status, 2, left)
        self.assertIn("the answers are kept in .a.yaml.answers", left)

        terminal = Terminal(self.place, *arguments)
        terminal.answer("personal information", "")
        for _ in range(20):
            try:
                terminal.answer("[n none / Enter: there are, or later]: ", "")
            except AssertionError:
                break
        left, status = terminal.close()
        self.assertEqual(status, 0, left)
        self.assertEqual(sorted(path.name for path in self.place.iterdir()), ["a.schema.json", "a.yaml"])
        company = yaml.safe_load((self.place / "a.yaml").read_text("utf-8"))["company"]
        self.assertEqual((company["name"], company["roles"], company["handles"]),
                         ("示例", ["facility_operator"], {"important_data": True, "personal_information": None}))

    def test_answers_that_do_not_fit_are_asked_again(self):
        self.write("mine")
        terminal = Terminal(self.place, "init", "--rules", DRILLS)
        terminal.answer("写到哪个文件", "")
        terminal.read_until("company.yaml 已经存在，不会覆盖")
        terminal.answer("写到哪个文件", "drills.yaml")
        terminal.answer("名称", b"\xff")
        self.assertIn("没看懂", terminal.read_until("请再答一次"))
        terminal.answer("名称", "甲")
        terminal.answer("输入编号", "4")
        terminal.read_until("没看懂“4”")
        terminal.answer("输入编号", "学校, 3")
        terminal.answer("是否使用建筑", "\x1b[31m也许")
        self.assertIn("\\u{1b}[31m也许", terminal.read_until("请再答一次"))
        terminal.answer("是否使用建筑", "是")
        terminal.answer("建筑 [n", "两座")
        terminal.read_until("没看懂“两座”")
        for question in ("建筑 [n", "故障", "使用人数"):
            terminal.answer(question, "n")
        left, status = terminal.close()
        self.assertEqual(status, 0, left)
        self.assertEqual((self.place / "company.yaml").read_text(), "mine")
        whole = yaml.safe_load((self.place / "drills.yaml").read_text("utf-8"))
        self.assertEqual((whole["owner"]["kinds"], whole["buildings"], whole["counts"], whole["alarms"]["faults"]),
                         (["school", "office"], [], [], []))
        report(self.place / "drills.yaml", rules=("--rules", DRILLS))

    def test_what_was_left_for_later_is_shown_and_not_asked_again(self):
        (self.place / ".a.yaml.answers").write_text('{"pack": "fire-drills", "answers": {"owner.name": null}}', "utf-8")
        terminal = Terminal(self.place, "init", "--rules", DRILLS, "-o", "a.yaml")
        before = terminal.answer("输入编号", "\x04")
        self.assertRegex(before, "名称：以后填\r?\n")
        terminal.close()

    def test_one_kind_is_asked_for_until_it_is_one(self):
        terminal = Terminal(self.place, "init", "--rules", one_kind(self.place), "-o", "a.yaml")
        terminal.answer("名称", "甲")
        terminal.answer("输入编号", "1,2")
        terminal.read_until("没看懂“1,2”")
        terminal.answer("输入编号", "学校")
        terminal.answer("是否使用建筑", "y")
        for question in ("建筑 [n", "故障", "使用人数"):
            terminal.answer(question, "n")
        left, status = terminal.close()
        self.assertEqual(status, 0, left)
        self.assertEqual(yaml.safe_load((self.place / "a.yaml").read_text("utf-8"))["owner"]["kinds"], "school")

    def test_answers_of_other_rules_or_broken_ones_are_not_taken(self):
        kept = self.place / ".a.yaml.answers"
        for text in ('{"pack": "shanghai-iov-2025", "answers": {"owner.name": "乙"}}', "{", "[]", '{"pack": "fire-drills", "answers": 3}',
                     '{"pack": "fire-drills", "answers": {"gone.place": "x"}}'):
            kept.write_text(text, "utf-8")
            terminal = Terminal(self.place, "init", "--rules", DRILLS, "-o", "a.yaml")
            terminal.answer("名称", "\x04")
            left, status = terminal.close()
            self.assertEqual(status, 2)
            self.assertIn("什么也没有写", left)

    def test_options_keep_it_silent_on_a_terminal_too(self):
        terminal = Terminal(self.place, "init", "--role", "platform_operator", "-o", "a.yaml")
        left, status = terminal.close()
        self.assertEqual((left, status), ("", 0))
        self.assertTrue((self.place / "a.yaml").exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
