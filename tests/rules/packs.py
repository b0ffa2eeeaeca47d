#!/usr/bin/env python3
"""Every pack under rules/ passes its own tests, and so does the small pack that rules/README.md writes out.

packs.py ZHUDUN
"""
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

RULES = Path(__file__).resolve().parents[2] / "rules"
ZHUDUN = Path(sys.argv[1]).resolve()
FILE = re.compile(r"^`([\w.]+\.yaml)`[.:][^`]*^```yaml\n(.*?)^```$", re.M | re.S)


class Packs(unittest.TestCase):
    def passes(self, folder):
        run = subprocess.run([ZHUDUN, "test", folder], capture_output=True, encoding="utf-8", timeout=300)
        self.assertEqual((run.returncode, run.stderr), (0, ""), run.stdout)
        self.assertRegex(run.stdout, r"(?m)^[1-9]\d* passed, 0 failed$")

    def test_every_pack(self):
        folders = sorted(path.parent for path in RULES.glob("*/pack.yaml"))
        self.assertIn(RULES / "shanghai-iov-2025", folders)
        for folder in folders:
            with self.subTest(folder.name):
                self.passes(folder)

    def test_the_small_pack(self):
        text = (RULES / "README.md").read_text("utf-8")
        files = FILE.findall(text[text.index("\n## A small pack\n"):text.index("\n## Checklist\n")])
        self.assertEqual([name for name, _ in files],
                         ["pack.yaml", "declaration.schema.yaml", "F01.yaml", "F01.test.yaml"])
        with tempfile.TemporaryDirectory() as place:
            for name, content in files:
                (Path(place) / name).write_text(content, "utf-8")
            self.passes(place)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
