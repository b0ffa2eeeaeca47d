#!/usr/bin/env python3
"""The program keeps to itself: no connection, no other program, and what stands in data is taken to the letter.

contained.py SOURCE PROGRAM ARCHIVE...   the archives are those of the program's own rooms

Asked are: the symbols that our own objects call, the system calls that strace sees while it works, and what becomes of
`$HOME`, `${X}`, `~`, backticks and `$(...)` where a path or a name stands.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE, PROGRAM = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
ARCHIVES = sys.argv[3:]
FORBIDDEN = re.compile(r"^(socket|socketpair|connect|bind|listen|accept4?|send(to|msg)|recv(from|msg)|getaddrinfo|gethostby\w+|res_\w+"
                       r"|system|popen|exec[vl]\w*|fexecve|v?fork|clone|posix_spawnp?|wordexp|dlm?open|ptrace)$")
LOADER = {"dlopen"}  # of the library of workbooks, by a name that is no path and no data's
STARTED = re.compile(r"^(?:\[pid +\d+\] )?(execve|execveat|fork|vfork|socket|socketpair|connect|bind|listen|accept4?|sendto|sendmsg)\(")
CLONED = re.compile(r"^(?:\[pid +\d+\] )?clone3?\(")
LITERALS = ["$HOME/a.pdf", "${HOME}/a.pdf", "~/a.pdf", "`id`.pdf", "$(id).pdf", "$ZHUDUN_X/a.pdf", "%USERPROFILE%/a.pdf", "a*.pdf",
            "{a,b}.pdf"]
STRACE = shutil.which("strace")


def run(*arguments, **options):
    return subprocess.run([str(one) for one in arguments], capture_output=True, timeout=120, stdin=subprocess.DEVNULL, **options)


def declaration(path):
    return json.dumps({"zhudun": 1, "company": {"name": path, "roles": ["platform_operator"]},
                       "governance": {"policies": [{"id": "p", "name": path, "issued_on": "2024-03-01", "file": path}]}},
                      ensure_ascii=False)


class Symbols(unittest.TestCase):
    def undefined(self, *options):
        done = subprocess.run(["nm", "--undefined-only", *options], check=True, capture_output=True, text=True)
        return {line.split()[-1].split("@")[0] for line in done.stdout.splitlines() if line.strip().startswith(("U ", "w "))}

    def test_ours(self):
        called = self.undefined(*ARCHIVES)
        self.assertIn("open", called)  # else nm was not understood
        self.assertEqual({name for name in called if FORBIDDEN.match(name)}, LOADER)

    def test_the_programs(self):
        self.assertLessEqual({name for name in self.undefined("-D", PROGRAM) if FORBIDDEN.match(name)}, LOADER)

    def test_one_place_loads_one_library(self):
        sources = [path for path in (SOURCE / "src").rglob("*.cpp") if "dlopen(" in path.read_text("utf-8")]
        self.assertEqual([path.name for path in sources], ["xlsx_library.cpp"])
        texts = [path.read_text("utf-8") for path in (SOURCE / "src").rglob("*.[ch]*")]
        given = {name for text in texts for name in re.findall(r"load_xlsx_library\(([^)]*)\)", text)}
        self.assertEqual(given, {"const char* name", "ZHUDUN_XLSXWRITER"})

    def test_the_check_can_fail(self):
        for name in ("socket", "system", "popen", "execvp", "posix_spawn", "getaddrinfo", "wordexp", "dlopen"):
            self.assertTrue(FORBIDDEN.match(name), name)
        self.assertFalse(FORBIDDEN.match("execute"))


@unittest.skipUnless(STRACE, "strace is not there")
class Calls(unittest.TestCase):
    def traced(self, folder, *arguments, program=PROGRAM):
        trace = pathlib.Path(folder) / "trace"
        done = run(STRACE, "-f", "-o", trace, "-e", "trace=network,process", program, *arguments, cwd=folder)
        lines = [re.sub(r"^\d+ +", "", line) for line in trace.read_text("utf-8", "replace").splitlines()]
        self.assertTrue(any(line.startswith("execve(") for line in lines), "strace does not work here: " + done.stderr.decode())
        self.assertIn(done.returncode, (2,) if "nonsense" in arguments else (0, 1), done.stderr.decode())
        started = [line for line in lines if STARTED.match(line)][1:]  # the first is the program itself
        return started + [line for line in lines if CLONED.match(line) and "CLONE_THREAD" not in line]

    def test_no_connection_and_no_program(self):
        example = SOURCE / "examples/spec/company.yaml"
        calls = [
            ["check", example, "--as-of", "2025-11-10", "--all", *(f"-o{name}" for name in (
                "r.json", "r.jsonl", "r.sarif", "r.html", "r.xlsx", "r.csv", "r.md", "r.ics", "junit=r.xml", "oscal=r2.json"))],
            ["check", SOURCE / "examples", "--as-of", "2025-11-10"],
            ["explain", "T03.2", example], ["rules"], ["schema"], ["init", "--name", "a", "-o", "new.yaml"], ["doctor"],
            ["eval", "1 + 1", example], ["test", SOURCE / "rules/statutory"], ["lint", SOURCE / "tests/packs/fire-drills"],
            ["bundle", example, "--as-of", "2025-11-10", "--rule", "T02.2", "-o", "out.zip"], ["completion", "bash"], ["--help"], ["nonsense"],
        ]
        for arguments in calls:
            with self.subTest(arguments=[str(one) for one in arguments]), tempfile.TemporaryDirectory() as folder:
                self.assertEqual(self.traced(folder, *arguments), [])

    def test_the_check_can_fail(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertTrue(self.traced(folder, "-c", "/bin/true; /bin/true", program="/bin/sh"))
            self.assertTrue(self.traced(folder, "-c", "import socket; socket.socket()", program=sys.executable))


class Letters(unittest.TestCase):
    """A file of that very name is taken, and none of the name that a shell would make of it."""

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = pathlib.Path(place.name).resolve()
        self.home = self.folder / "home"
        self.home.mkdir()
        (self.home / "a.pdf").write_text("x")
        (self.folder / "a.pdf").write_text("x")
        self.environment = {**os.environ, "HOME": str(self.home), "ZHUDUN_X": str(self.home)}

    def check(self, path, *more):
        (self.folder / "company.yaml").write_text(declaration(path), "utf-8")
        return run(PROGRAM, "check", "company.yaml", "--as-of", "2025-11-10", "--all", "--format", "json", *more, cwd=self.folder,
                   env=self.environment)

    def finding(self, path):
        done = self.check(path)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertNotIn(str(self.home).encode(), done.stdout)
        self.assertNotIn(b"uid=", done.stdout)
        report = json.loads(done.stdout)["declarations"][0]
        self.assertEqual(report["company"], path)
        return next(one for one in report["findings"] if one["rule"] == "T01.1")

    def test_as_evidence(self):
        for path in LITERALS:
            with self.subTest(path=path):
                missing = self.finding(path)
                self.assertEqual(missing["status"], "gap")
                self.assertIn(path, missing["reason"])
                literal = self.folder / path
                literal.parent.mkdir(parents=True, exist_ok=True)
                literal.write_text("x")
                self.assertEqual(self.finding(path)["status"], "met")
                literal.unlink()

    def test_as_a_table(self):
        for path in ("$HOME/t.csv", "~/t.csv", "`id`.csv"):
            with self.subTest(path=path):
                (self.home / "t.csv").write_text("id,name\n1,x\n")
                (self.folder / "company.yaml").write_text(json.dumps({
                    "zhudun": 1, "company": {"name": "a", "roles": ["platform_operator"]}, "data_catalog": {"entries": path}}))
                done = run(PROGRAM, "check", "company.yaml", cwd=self.folder, env=self.environment)
                self.assertEqual(done.returncode, 2)
                self.assertIn(f"the table `{path}` is not there", done.stderr.decode())

    def test_as_an_option(self):
        for option, value in (("--evidence", "$HOME"), ("--evidence", "~"), ("--rules", "$HOME/pack"), ("--rules", "~/pack"),
                              ("-o", "$ZHUDUN_X/r.json"), ("-o", "~/r.json")):
            with self.subTest(option=option, value=value):
                done = self.check("a.pdf", option, value)
                self.assertIn(done.returncode, (2, 3), done.stderr)
                self.assertIn(value.encode(), done.stderr)
                self.assertEqual(sorted(one.name for one in self.home.iterdir()), ["a.pdf"])

    def test_in_expressions(self):
        done = run(PROGRAM, "eval", "'$HOME ${ZHUDUN_X} ~ `id` $(id)'", cwd=self.folder, env=self.environment)
        self.assertEqual(json.loads(done.stdout)["value"], "$HOME ${ZHUDUN_X} ~ `id` $(id)")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
