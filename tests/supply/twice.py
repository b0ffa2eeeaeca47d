#!/usr/bin/env python3
"""Built elsewhere, at another time, in another language, the same bytes: twice.py SOURCE BUILD PROGRAM

A few objects and what is generated, made again in a folder of another name and depth without a compiler cache, and held
against those of BUILD; `reproducible` beside this file does so with the whole program. The program names no folder.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE, BUILD, PROGRAM = (pathlib.Path(one).resolve() for one in sys.argv[1:4])
AGAIN = ["src/main.cpp", "src/cli/run.cpp", "src/yaml/parse.cpp", "src/write/html.cpp", "src/builtin_packs.cpp"]


class Twice(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.tree = pathlib.Path(place.name).resolve() / "deeper/and/deeper/铸盾"
        for folder in ("src", "include", "rules"):
            shutil.copytree(SOURCE / folder, cls.tree / folder)
        cls.build = cls.tree / "elsewhere"
        cls.build.mkdir()
        cls.environment = {**os.environ, "TZ": "Pacific/Apia", "LC_ALL": "C", "CCACHE_DISABLE": "1"}

    def test_what_is_generated(self):
        made = self.build / "src/builtin_packs.cpp"
        made.parent.mkdir(exist_ok=True)
        cache = (BUILD / "CMakeCache.txt").read_text("utf-8")
        default = re.search(r"^ZHUDUN_DEFAULT_PACK:\w+=(.*)$", cache, re.M).group(1)
        subprocess.run(["cmake", f"-DRULES={self.tree / 'rules'}", f"-DOUTPUT={made}", f"-DDEFAULT={default}", "-P",
                        self.tree / "src/pack/embed.cmake"], check=True, env=self.environment)
        self.assertTrue(made.read_bytes() == (BUILD / "src/builtin_packs.cpp").read_bytes(), "other bytes")

    def test_objects(self):
        commands = json.loads((BUILD / "compile_commands.json").read_text("utf-8"))
        shutil.copytree(BUILD / "src", self.build / "src", dirs_exist_ok=True, ignore=lambda _, names: [
            name for name in names if not (name.endswith(".cpp") or "." not in name)])
        compared = 0
        for one in commands:
            path = pathlib.Path(one["file"])
            name = str(path.relative_to(BUILD if path.is_relative_to(BUILD) else SOURCE))
            if name not in AGAIN:
                continue
            words = shlex.split(one["command"].replace(str(BUILD), str(self.build)).replace(str(SOURCE), str(self.tree)))
            words = words[1:] if "ccache" in words[0] else words
            target = words[words.index("-o") + 1]
            (self.build / target).parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(words, cwd=self.build, check=True, env=self.environment)
            with self.subTest(name):
                self.assertTrue((self.build / target).read_bytes() == (BUILD / target).read_bytes(), "other bytes")
            compared += 1
        self.assertEqual(compared, len(AGAIN))

    def test_no_folder_and_no_time(self):
        program = PROGRAM.read_bytes()
        for folder in {str(SOURCE), str(BUILD), os.path.expanduser("~")} - {"/"}:
            self.assertNotIn(folder.encode() + b"/", program)
        for path in [*(SOURCE / "src").rglob("*.*"), *(SOURCE / "include").rglob("*.h")]:
            self.assertIsNone(re.search(r"__(DATE|TIME|TIMESTAMP)__", path.read_text("utf-8")), path)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
