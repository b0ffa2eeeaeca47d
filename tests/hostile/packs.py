#!/usr/bin/env python3
"""A rule pack that nobody vouches for: what it costs is bounded, what it reads lies in its folder, and each fault is told."""
import os
import resource
import subprocess
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from command_line import PACK, ZHUDUN, CommandLine, main  # noqa: E402

PACK_TEXT = """\
zhudun-pack: 1
id: ID
title: {zh: 甲, en: a}
calendar: cn
declaration: s.yaml
declarant: name
recipients: {self: {zh: 甲, en: a, submitted: false}}
tasks: {1: {zh: 甲, en: a}}
"""
SCHEMA = """\
type: object
required: [zhudun]
properties:
  zhudun: {type: integer, const: 1}
  name: {type: string}
  list: {type: array, items: {type: string}}
"""
RULE = """\
  title: {zh: 甲, en: a}
  deliverable: {zh: 甲, en: a}
  recipient: self
  basis: {zh: 甲, en: a}
  subject: name
"""
SLOWER = int(os.environ.get("ZHUDUN_SLOWER", 1))  # how many times slower a build of sanitizers may be
SECONDS, BYTES = 10 * 4 * SLOWER, 1 << 30  # seconds with room for a machine that does other things too


class Packs(CommandLine):
    def setUp(self):
        super().setUp()
        self.write("d.yaml", "zhudun: 1\nname: a\n")

    def pack(self, done="true", folder="pack", head="", schema=SCHEMA, rules=None):
        self.write(f"{folder}/pack.yaml", PACK_TEXT.replace("ID", folder.replace("/", "-")) + head)
        self.write(f"{folder}/s.yaml", schema)
        self.write(f"{folder}/R.yaml", rules or "rules:\n- id: R1\n  task: 1\n" + RULE + "  done: |-\n    " + done + "\n")

    def judge(self, *arguments, rules="pack"):
        """Bounded in time and memory, and never a crash."""
        def bounds():
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        began = time.monotonic()
        with subprocess.Popen([ZHUDUN, "check", "d.yaml", "--rules", rules, "--as-of", "2025-11-10", "--lang", "en", *arguments], cwd=self.place,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=bounds) as run:
            out, err = run.communicate(timeout=600)
        self.assertIn(run.returncode, (0, 1, 2), err[-2000:])
        self.assert_harmless(err)
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024, BYTES)
        self.took = time.monotonic() - began
        return run.returncode, out.decode(), err.decode()

    def refused(self, *messages, **more):
        status, out, err = self.judge(**more)
        self.assertEqual((status, out), (2, ""), err)
        for message in messages:
            self.assertIn(message, err)
        return err

    def test_the_pack_these_are_made_from_is_fine(self):
        self.pack()
        self.assertEqual(self.judge()[0], 0)


class Expressions(Packs):
    def test_that_go_through_too_much(self):
        numbers = "[" + ",".join(str(n) for n in range(100)) + "]"
        for done in (f"{numbers}.all(a, {numbers}.all(b, {numbers}.all(c, {numbers}.all(d, a+b+c+d >= 0))))",
                     f"{numbers}.map(a, {numbers}.map(b, {numbers}.map(c, {numbers}.map(d, [a, b, c, d])))).size() > 0",
                     f"{numbers}.exists(a, {numbers}.exists(b, {numbers}.exists(c, {numbers}.exists(d, a+b+c+d < 0))))"):
            self.pack(done)
            self.refused("the evaluation reached the bound `cost` = ", "--limit cost=N raises it")

    def test_that_grow_by_doubling(self):
        doubled = "'aaaaaaaaaa'"
        for _ in range(12):
            doubled = f"[{doubled}].map(x, x + x + x + x)[0]"
        self.pack(f"{doubled}.size() > 0")
        self.refused()
        self.pack("'a'.replace('', 'aaaaaaaaaaaaaaaaaaaa')" + ".replace('a', 'aaaaaaaaaaaaaaaaaaaa')" * 20 + ".size() > 0")
        self.refused("the evaluation reached the bound `")

    def test_functions_that_call_each_other_twice(self):
        functions = "functions:\n  f0: {params: {x: int}, result: int, is: x + 1}\n"
        for n in range(1, 16):
            functions += f"  f{n}: {{params: {{x: int}}, result: int, is: {'+'.join([f'f{n - 1}(x)'] * 12)}}}\n"
        self.pack("f15(1) > 0", head=functions)
        self.refused()

    def test_a_function_that_calls_itself(self):
        self.pack("f(1) > 0", head="functions: {f: {params: {x: int}, result: int, is: f(x) + f(x)}}\n")
        self.refused()

    def test_lets_that_use_each_other_twice(self):
        lets = "  let:\n    a0: \"[1, 2, 3, 4]\"\n"
        for n in range(1, 60):
            lets += f"    a{n}: \"a{n - 1} + a{n - 1}\"\n"
        self.pack(rules="rules:\n- id: R1\n  task: 1\n" + RULE + lets + "  done: \"a59.size() > 0\"\n")
        self.refused("the evaluation reached the bound `")

    def test_texts_too_deep_or_too_long(self):
        for done in ("(" * 50_000 + "true" + ")" * 50_000, "!" * 90_000 + "true", "true" + " && true" * 12_000, "[" * 90_000, "-" * 90_000 + "1 > 0",
                     "a" + ".a" * 40_000, "true ? " * 10_000 + "true" + " : true" * 10_000, "'" + "a" * 200_000 + "' == ''", "x" * 1_000_000,
                     "true ||" * 14_000 + " true", "{" * 50_000, "1+" * 49_000 + "1 > 0", "[1].map(a, " * 30 + "1" + ")" * 30 + " == 1"):
            with self.subTest(done[:20]):
                self.pack(done)
                self.judge()

    def test_patterns_that_backtrack(self):
        subject = "a" * 30_000 + "!"
        for pattern in ("(a+)+$", "(a|a)*$", "(a*)*$", "(.*a){20}$", "^(a?){1000}a{1000}$", "(x+x+)+y", "((a{1,100}){1,100}){1,100}$", "\\\\pL{1000}",
                        "(" * 500 + "a" + ")*" * 500, "a{100000}", "(?:a{1000}){1000}", "[" + "a-z" * 10_000 + "]*$", "(", "\\\\", "(?<n>a)\\\\1", "[^" ):
            with self.subTest(pattern[:30]):
                self.pack(f"name.matches('{pattern}') || true")
                self.write("d.yaml", f"zhudun: 1\nname: {subject}\n")
                self.judge()

    def test_patterns_of_a_schema(self):
        for pattern in ("(a+)+$", "^(a?){1000}a{1000}$", "((a{1,100}){1,100}){1,100}$", "(", "a{100000}"):
            with self.subTest(pattern):
                self.pack(schema=SCHEMA.replace("name: {type: string}", f"name: {{type: string, pattern: '{pattern}'}}"))
                self.write("d.yaml", "zhudun: 1\nname: " + "a" * 30_000 + "!\n")
                self.judge()

    def test_many_dear_subjects_are_bounded_together(self):
        numbers = "[" + ",".join(str(n) for n in range(100)) + "]"
        schema = SCHEMA.replace("{type: array, items: {type: string}}",
                                "{type: array, items: {type: object, required: [id], properties: {id: {type: string}}}}")
        rule = RULE.replace("  subject: name\n", "  each: {item: list}\n") + f"  done: \"{numbers}.all(a, {numbers}.all(b, {numbers}.exists(c, a+b+c >= 190)) || true)\"\n"
        self.pack(schema=schema, rules="rules:\n- id: R1\n  task: 1\n" + rule)
        self.write("d.yaml", "zhudun: 1\nname: a\nlist:\n" + "".join(f"- {{id: i{n}}}\n" for n in range(20_000)))
        self.judge("-q")


class Chains(Packs):
    def test_packs_that_extend_each_other(self):
        for loop in (1, 2, 5):
            for n in range(loop):
                self.pack(folder=f"p{n}", head=f"extends: ../p{(n + 1) % loop}\n")
            self.refused("packs extend each other more than 8 deep", "does one extend itself?", rules="p0")

    def test_a_pack_that_extends_itself_by_other_names(self):
        for name in (".", "./", "../pack", "../pack/.", "sub/..", "", "./././."):
            self.pack(head=f"extends: \"{name}\"\n")
            with self.subTest(name):
                self.refused()

    def test_a_chain_as_deep_as_may_be_and_one_deeper(self):
        self.pack(folder="p0")
        for n in range(1, 10):
            self.write(f"p{n}/pack.yaml", f"zhudun-pack: 1\nid: p{n}\ntitle: {{zh: 甲, en: a}}\nextends: ../p{n - 1}\n")
        self.assertEqual(self.judge(rules="p7")[0], 0)
        self.refused("packs extend each other more than 8 deep", rules="p8")


class Outside(Packs):
    """What lies outside a pack's folder stays unread: nothing of it is shown, not even in a message."""
    SECRET = "s3cr3t"

    def setUp(self):
        super().setUp()
        self.write("secret.yaml", f"{self.SECRET}: [{self.SECRET}\nrules: [{{id: {self.SECRET}}}]\n")
        self.write("elsewhere/calendars/cn.yaml", f"{self.SECRET}: [{self.SECRET}\n")

    def outside(self, *messages):
        err = self.refused(*messages)
        self.assertNotIn(self.SECRET, err)

    def test_rule_files(self):
        for name in ("../secret.yaml", str(self.place / "secret.yaml"), "./../secret.yaml", "sub/../../secret.yaml", "/etc/passwd", "../d.yaml"):
            with self.subTest(name):
                self.pack(head=f"rules: [\"{name}\"]\n")
                self.outside(f"the pack has no file `{name}`")

    def test_the_schema_of_declarations(self):
        for name in ("../secret.yaml", str(self.place / "secret.yaml"), "/etc/passwd"):
            with self.subTest(name):
                self.pack()
                self.write("pack/pack.yaml", PACK_TEXT.replace("declaration: s.yaml", f"declaration: {name}"))
                self.outside(f"the pack has no file `{name}`")

    def test_the_calendar(self):
        for name in ("../../secret", "../../elsewhere/calendars/cn", str(self.place / "secret")):
            with self.subTest(name):
                self.pack()
                self.write("pack/pack.yaml", PACK_TEXT.replace("calendar: cn", f"calendar: {name}"))
                self.outside("the pack has no file `calendars/")

    def test_links(self):
        self.pack()
        (self.place / "pack/T.yaml").symlink_to("../secret.yaml")
        self.outside("pack/T.yaml: is no regular file below its folder\n")
        (self.place / "pack/T.yaml").unlink()
        (self.place / "pack/T.yaml").symlink_to(self.place / "secret.yaml")
        self.outside("pack/T.yaml: is no regular file below its folder\n")
        (self.place / "pack/T.yaml").unlink()
        (self.place / "pack/calendars").symlink_to("../elsewhere/calendars")
        self.outside("pack/calendars/cn.yaml: is no regular file below its folder\n")

    def test_what_is_no_file(self):
        self.pack()
        (self.place / "pack/dir.yaml").mkdir()
        self.refused("pack/dir.yaml: is no regular file below its folder\n")
        (self.place / "pack/dir.yaml").rmdir()
        os.mkfifo(self.place / "pack/pipe.yaml")
        self.refused("pack/pipe.yaml: is no regular file below its folder\n")

    def test_a_pack_that_is_named_by_an_absolute_path(self):
        self.pack(folder="base")
        self.pack(head=f"extends: {self.place}/base\n")
        self.refused("is named by an absolute path", "a built-in pack, or a folder as seen from this one")
        self.pack(head="extends: /etc\n")
        self.refused("is named by an absolute path")

    def test_texts_that_would_move_the_cursor(self):
        for text in ("\\e[2J", "\\u202E", "\\0", "\\u2028", "\\e]0;x\\a"):
            self.pack()
            self.write("pack/R.yaml", f"rules:\n- id: \"R{text}\"\n  task: 1\n  \"k{text}\": \"{text}\"\n" + RULE + f"  done: \"x{text}\"\n")
            self.refused()
            self.write("pack/R.yaml", f"rules:\n- id: \"R{text}\"\n  task: 1\n" + RULE.replace("en: a", f"en: \"a{text}\"") + "  done: \"false\"\n")
            status, out, err = self.judge()
            self.assert_harmless(out.encode())


class Large(Packs):
    def test_packs_of_many_rules(self):
        def rules(count):
            return "rules:\n" + "".join(f"- id: R{n}\n  task: 1\n{RULE}  done: \"true\"\n" for n in range(count))
        self.pack(rules=rules(3_000))
        self.assertEqual(self.judge()[0], 0)
        self.pack(rules=rules(10_001))
        self.refused("the pack has more rules than the limit `rules` of 10000")

    def test_files_of_16_mib(self):
        size = 16 << 20
        for name, text in (("brackets", b"[" * size), ("keys", b"".join(b"k%d: 1\n" % n for n in range(size // 12))), ("NUL", b"\0" * size),
                           ("lines", b"- a\n" * (size // 4)), ("one text", b"a" * size)):
            for file in ("pack.yaml", "R.yaml", "s.yaml"):
                with self.subTest(name, file=file):
                    self.pack()
                    self.write(f"pack/{file}", text)
                    self.refused()


if __name__ == "__main__":
    main()
