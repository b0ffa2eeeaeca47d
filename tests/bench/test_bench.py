#!/usr/bin/env python3
"""The benchmark itself, on small inputs: test_bench.py --zhudun PROGRAM --peers FOLDER --work FOLDER

No time is judged. The generator gives the same bytes for a seed, and declarations that zhudun takes; everyone runs and sees the
same; what is written has its shape; exponents, verdicts and the budget say what they should of made-up figures.
"""
import argparse
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

import bench
import budget
import cells
import generate
import growth
import inputs
import measure
import rows
import tables

CALL = None
README = inputs.HERE.parents[1] / "README.md"
# Figures that were measured on other bytes do not compare: a change of the generator wants README's tables made anew.
KEPT_BYTES = {
    "entries": "3b048f6e554c1ea80fdf1ed2bf28f6564702e5ed7557c0a88fe5b58121caa270",
    "table": "c7ff42a2eb6ffb4b012dde330ca46f8ea80dda632bbfb9d3e0a2b693cf35ca8e",
    "findings": "e5351deeda4849ec490d1f7f51cb7788af0eabd7e01d37cd0e309500722d89b6",
    "files": "f819ead3500d4de8bac15b15016228e0ff2da62a63af3b5bb1842a3b22898694",
    "expressions": "cb6b4dee36f4ab899ab6f109eb306eed0b2c45b7e30b20190a5a857407f9facb",
}


def digest(folder):
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def fresh(kind, size, seed):
    with tempfile.TemporaryDirectory() as folder:
        generate.generate(kind, size, seed, folder)
        return digest(pathlib.Path(folder))


def report(path):
    done = subprocess.run([CALL.zhudun, "check", path, "--as-of", inputs.AS_OF, "--format", "json", "--all", "--no-evidence"],
                          capture_output=True, stdin=subprocess.DEVNULL)
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr.decode()


class Generator(unittest.TestCase):
    def test_bytes_follow_from_the_seed(self):
        for kind, kept in KEPT_BYTES.items():
            with self.subTest(kind):
                self.assertEqual(fresh(kind, 300, 1), kept)
                self.assertNotEqual(fresh(kind, 300, 2), kept)

    def test_size_of_an_entry(self):
        with tempfile.TemporaryDirectory() as folder:
            few, many = (generate.generate("entries", size, 1, pathlib.Path(folder) / str(size)) for size in (1_000, 11_000))
            lines = many.read_bytes().count(b"\n") - few.read_bytes().count(b"\n")
            each = (many.stat().st_size - few.stat().st_size) / 10_000
        self.assertAlmostEqual(lines / 10_000, 8, delta=0.01)
        self.assertTrue(195 <= each <= 215, each)

    def test_zhudun_takes_them(self):
        for kind in ("entries", "table", "findings", "files"):
            with self.subTest(kind), tempfile.TemporaryDirectory() as folder:
                status, found, errors = report(generate.generate(kind, 300, 1, folder))
                self.assertIn(status, (0, 1), errors)
                self.assertEqual(errors, "")
                self.assertEqual(len(found["declarations"]), 300 if kind == "files" else 1)
                listed = [one for one in found["declarations"][0]["findings"] if one["status"] not in ("met", "not_applicable")]
                if kind == "findings":
                    self.assertTrue(300 <= len(listed) <= 320, len(listed))
                if kind in ("entries", "table"):
                    entries = [one for one in found["declarations"][0]["findings"]
                               if one["subject"].startswith("data_catalog/entries/")]
                    self.assertEqual(len(entries), 300)

    def test_files_past_the_limit_are_links(self):
        with tempfile.TemporaryDirectory() as folder:
            path = generate.generate("files", generate.DISTINCT + 3, 1, folder)
            names = sorted(path.glob("*.yaml"))
            self.assertEqual(len(names), generate.DISTINCT + 3)
            self.assertTrue(names[-1].samefile(names[2]))

    def test_every_expression_is_answered(self):
        with tempfile.TemporaryDirectory() as folder:
            path = generate.generate("expressions", 500, 1, folder)
            with open(path, "rb") as lines:
                done = subprocess.run([CALL.zhudun, "eval", "--jsonl"], stdin=lines, capture_output=True, check=True)
        answers = done.stdout.splitlines()
        self.assertEqual(len(answers), 500)
        self.assertEqual([], [one for one in answers if b'"error"' in one])


class Peers(unittest.TestCase):
    """That they agree among themselves is held by every run; here with zhudun, and where the answers are known."""

    def test_the_judges_see_what_zhudun_sees(self):
        place = inputs.Place(CALL.zhudun, CALL.peers, CALL.work, 1)
        path = place.input("entries", 5_000)
        _, found, _ = report(path)
        incomplete = sum(one["status"] in ("gap", "undeclared") and one["subject"].startswith("data_catalog/entries/")
                         for one in found["declarations"][0]["findings"])
        self.assertGreater(incomplete, 0)
        for judge in rows.readers(place, path, 1, 1)[-4:]:
            with self.subTest(judge.name):
                measure.run_once(place.peer("timed"), judge)
                said = json.loads(pathlib.Path(judge.keep).read_text())
                self.assertEqual((said["entries"], said["incomplete"]), (5_000, incomplete))

    def test_the_readers_read_all_of_it(self):
        place = inputs.Place(CALL.zhudun, CALL.peers, CALL.work, 1)
        path = place.input("entries", 1_000)

        def counted(name, at):
            return int(subprocess.run([place.peer(name), at], capture_output=True, check=True).stdout)
        self.assertEqual(counted("memchr_lines", path), path.read_bytes().count(b"\n"))
        self.assertEqual(counted("libyaml_events", path), counted("libfyaml_events", path))
        self.assertEqual(counted("libyaml_events", path), counted("yamlcpp_events", path) + 2)   # it tells of no stream
        self.assertEqual(counted("libcsv_cells", place.input("table", 100).parent / "catalogue.csv"), 101 * 8)
        with tempfile.NamedTemporaryFile(suffix=".yaml") as broken:
            broken.write(b"a: [1\n")
            broken.flush()
            for name in ("libyaml_events", "libfyaml_events"):
                self.assertEqual(subprocess.run([place.peer(name), broken.name], capture_output=True).returncode, 1, name)

    def test_a_workbook_is_written_again_cell_by_cell(self):
        place = inputs.Place(CALL.zhudun, CALL.peers, CALL.work, 1)
        with tempfile.TemporaryDirectory() as folder:
            book, again = f"{folder}/a.xlsx", f"{folder}/b.xlsx"
            subprocess.run(place.check(place.input("findings", 300), "-o", book), stderr=subprocess.DEVNULL)
            first = cells.dump(book, f"{folder}/a.cells")
            subprocess.run([place.peer("xlsx_cells"), first, again], check=True)
            told = [pathlib.Path(one).read_text("utf-8").splitlines() for one in (first, cells.dump(again, f"{folder}/b.cells"))]
        full = [[line for line in lines if line[0] == "w" or line.split("\t")[3]] for lines in told]
        self.assertGreater(len(full[0]), 300 * 10)
        self.assertEqual(*full)


class Measuring(unittest.TestCase):
    def test_everyone_takes_turns_and_slow_ones_stop_early(self):
        with tempfile.TemporaryDirectory() as folder:
            log = f"{folder}/log"
            both = [measure.Contender(name, ["sh", "-c", f"echo {name} >>{log}"], most=most)
                    for name, most in (("a", 9), ("b", 2))]
            took = measure.measure(f"{CALL.peers}/timed", both, 3)
            self.assertEqual(pathlib.Path(log).read_text().split(), "a a b a b a".split())   # the first a warms up
        self.assertEqual([took["a"]["runs"], took["b"]["runs"]], [3, 2])

    def test_what_is_measured(self):
        hog = "x = bytearray(64 << 20)\nwhile __import__('time').process_time() < 0.2: pass"
        some = [measure.Contender("sleep", ["sleep", "0.2"]), measure.Contender("hog", [sys.executable, "-c", hog])]
        took = measure.measure(f"{CALL.peers}/timed", some, 1)
        self.assertGreaterEqual(took["sleep"]["wall_s"]["median"], 0.2)
        self.assertLess(took["sleep"]["cpu_s"]["median"], 0.1)
        self.assertGreaterEqual(took["hog"]["cpu_s"]["median"], 0.2)
        self.assertGreaterEqual(took["hog"]["peak_kib"]["median"], 64 << 10)
        self.assertLess(took["sleep"]["peak_kib"]["median"], 8 << 10)

    def test_a_failure_stops_it(self):
        for command in (["false"], ["/nowhere/at/all"], ["sh", "-c", "kill -9 $$"]):
            with self.subTest(command), self.assertRaises(measure.Failed):
                measure.measure(f"{CALL.peers}/timed", [measure.Contender("bad", command)], 1)
        measure.measure(f"{CALL.peers}/timed", [measure.Contender("expected", ["false"], statuses=(0, 1))], 1)


class Judging(unittest.TestCase):
    def test_both_senses_at_the_target(self):
        words = {"en": "", "zh": ""}
        self.assertTrue(rows.Verdict(words, 0.6, 0.6).met)
        self.assertFalse(rows.Verdict(words, 0.601, 0.6).met)
        self.assertTrue(rows.Verdict(words, 300, 300, least=True).met)
        self.assertFalse(rows.Verdict(words, 299, 300, least=True).met)

    def test_ratios(self):
        def took(wall, cpu, peak):
            return {"wall_s": {"median": wall}, "cpu_s": {"median": cpu}, "peak_kib": {"median": peak}}
        said = rows.ratio({}, took(3, 2, 0), took(2, 1, 0), 1, without=took(1, 1, 0))
        self.assertEqual((said.measured, said.cpu), (1.0, 1.0))
        self.assertEqual(rows.memory({}, took(0, 0, 3000), 1 << 20, 3).measured, 2.93)

    def test_exponents(self):
        sizes = growth.SIZES
        straight = growth.exponents([(size, 2e-6 * size) for size in sizes])
        self.assertEqual((straight["fit"], straight["last"], straight["steep"]), (1.0, 1.0, False))
        self.assertEqual(straight["over"], [10_000, 100_000, 1_000_000])
        self.assertTrue(growth.exponents([(size, 1e-9 * size ** 1.2) for size in sizes])["steep"])
        late = growth.exponents([(size, 1e-6 * size + 1e-12 * size * size) for size in sizes])
        self.assertTrue(late["last"] > growth.STEEPEST and late["steep"])

    def test_what_would_take_too_long_is_left_out(self):
        point = {"size": 1_000, "wall_s": {"median": 50}, "peak_kib": {"median": 1}}
        self.assertIn("600 s", growth.too_much([point], 10_000))
        self.assertIsNone(growth.too_much([{**point, "wall_s": {"median": 1}}], 10_000))
        self.assertIn("GiB", growth.too_much([{**point, "wall_s": {"median": 1}, "peak_kib": {"median": 2 << 20}}], 10_000))

    def test_budget(self):
        self.assertFalse(budget.compare({"a": 1000}, {"a": 1050})[1])
        lines, grown = budget.compare({"a": 1000}, {"a": 1051})
        self.assertTrue(grown and "GROWN" in lines[0])
        lines, grown = budget.compare({"a": 1000}, {"a": 900})
        self.assertTrue(not grown and "shrunk" in lines[0])
        self.assertTrue(budget.compare({}, {"a": 1})[1] and budget.compare({"a": 1}, {})[1])
        self.assertEqual(set(json.loads(budget.KEPT.read_text())["figures"]), set(budget.FIGURES))


    def test_budget_ends_as_it_should(self):
        kept = {"of": {"compiler": "GCC 12", "machine": "x86_64"}, "figures": {"a": 1000}}
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "budget.json"

            def ended(figure, *options, compiler="GCC 12"):
                path.write_text(json.dumps(kept))
                call = ["budget.py", "--zhudun", "x", "--work", folder, *options]
                with mock.patch.object(budget, "KEPT", path), mock.patch.object(sys, "argv", call), mock.patch("builtins.print"), \
                        mock.patch.object(budget, "measured", lambda *_: {"a": figure}), \
                        mock.patch.object(budget, "compiler_of", lambda _: compiler), \
                        mock.patch.object(budget.platform, "machine", lambda: "x86_64"):
                    return budget.main()
            self.assertEqual([ended(1000), ended(1051), ended(10), ended(9999, compiler="clang 14")], [0, 1, 0, budget.SKIPPED])
            self.assertEqual(json.loads(path.read_text()), kept)
            self.assertEqual(ended(1051, "--update"), 0)
            self.assertEqual(json.loads(path.read_text())["figures"], {"a": 1051})

    def test_a_row_takes_its_place(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "found.json"
            found = {"rows": [{"name": "b", "n": 1}, {"name": "c", "n": 1}]}
            bench.put(found, "rows", "name", {"name": "a", "n": 2}, ["a", "b", "c"], path)
            bench.put(found, "rows", "name", {"name": "c", "n": 2}, ["a", "b", "c"], path)
            self.assertEqual([(row["name"], row["n"]) for row in found["rows"]], [("a", 2), ("b", 1), ("c", 2)])
            self.assertEqual(json.loads(path.read_text()), found)


class Whole(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.NamedTemporaryFile(suffix=".json") as out:
            command = [sys.executable, inputs.HERE / "bench.py", "--quick", "--json", out.name, "--zhudun", CALL.zhudun,
                       "--peers", CALL.peers, "--work", CALL.work]
            cls.done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
            cls.found = json.loads(out.read()) if cls.done.returncode == 0 else {}

    def test_shape(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        self.assertEqual([row["name"] for row in self.found["rows"]], [row.name for row in rows.ROWS])
        self.assertEqual(set(self.found), {"bench", "date", "machine", "version", "quick", "runs", "seed", "rows", "growth"})
        for row in self.found["rows"]:
            self.assertEqual(set(row), {"name", "work", "target", "input_bytes", "contenders", "verdicts"})
            self.assertGreater(row["input_bytes"], 0)
            for one in row["contenders"]:
                for key in ("wall_s", "cpu_s", "peak_kib"):
                    self.assertTrue(0 <= one[key]["min"] <= one[key]["median"] <= one[key]["max"], one)
                self.assertGreater(one["wall_s"]["min"], 0)
            for one in row["verdicts"]:
                low, high = sorted((one["measured"], one["target"]))
                self.assertEqual(one["met"], low == high or (one["measured"] == high) == (one["sense"] == ">="))
                self.assertTrue(one["what"]["en"] and one["what"]["zh"])

    def test_everyone_runs(self):
        names = {row["name"]: {one["name"] for one in row["contenders"]} for row in self.found["rows"]}
        readers = {"zhudun", "libyaml", "libfyaml", "memchr", "yaml-cpp events", "yaml-cpp nodes", "jq", "Node", "PyYAML C",
                   "PyYAML"}
        for row in ("small", "entries", "files"):
            self.assertLessEqual(readers, names[row])
        self.assertLessEqual({"empty, static", "empty, dynamic"}, names["small"])
        self.assertIn("libxlsxwriter", names["writers"])

    def test_growth(self):
        self.assertEqual([one["axis"] for one in self.found["growth"]], ["entries", "table", "findings", "files"])
        for one in self.found["growth"]:
            self.assertEqual([point["size"] for point in one["points"]], list(growth.QUICK_SIZES))
            self.assertEqual(set(one["exponents"]), {"wall_s", "cpu_s", "peak_kib"})

    def test_tables(self):
        text = README.read_text("utf-8")
        self.assertEqual(sorted(place[1:3] for place in map(lambda found: found.groups(), tables.PLACE.finditer(text))),
                         sorted((part, language) for part in ("when", *tables.PARTS) for language in ("en", "zh")))
        whole = {"rows": True, "growth": True}
        written = tables.into_readme(text, self.found, whole)
        self.assertNotEqual(written, text)
        self.assertEqual(tables.into_readme(written, self.found, whole), written)
        self.assertEqual(tables.into_readme(text, self.found, {"rows": False, "growth": False}), text)
        for language in ("en", "zh"):
            for part in tables.PARTS.values():
                self.assertEqual(1, len({len(row) for row in part(self.found, language)}))
        for name in ("zhudun", "libyaml", "exponent"):
            self.assertIn(name, self.done.stdout)

    def test_arguments(self):
        for wrong in (["--readme", "--quick"], ["--only", "nothing"], ["--runs", "0"], []):
            needed = ["--zhudun", "x", "--peers", "x", "--work", "x"] if wrong else []
            done = subprocess.run([sys.executable, inputs.HERE / "bench.py", *wrong, *needed], capture_output=True)
            self.assertEqual(done.returncode, 2, wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("--zhudun", "--peers", "--work"):
        parser.add_argument(name, required=True, type=lambda path: pathlib.Path(path).resolve())
    CALL, others = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], *others])
