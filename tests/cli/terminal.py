#!/usr/bin/env python3
"""The program at a terminal: how far a long run is, and how `doctor` finds its surroundings."""
import json
import os
import re
import unittest

from command_line import AS_OF, PACK, CommandLine, main
from pseudo_terminal import Terminal, screen

# Large enough to be read and judged for more than a second; a slow build needs fewer.
BUILDINGS = int(os.environ.get("ZHUDUN_LARGE", 400_000))
LARGE = "zhudun: 1\nowner: {name: 甲, kinds: [office], occupies_buildings: true, warden: 丙}\nalarms: {faults: []}\nbuildings:\n" + "".join(
    f"  - {{id: b{at}, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}}\n" for at in range(BUILDINGS))


class Progress(CommandLine):
    def arguments(self, *more):
        return ["check", "--rules", PACK, "--as-of", AS_OF, "--fail-on", "never", *more]

    def test_one_large_file_shows_a_line_and_takes_it_away(self):
        self.write("large.yaml", LARGE)
        run = Terminal(self.arguments("large.yaml", "-o", "r.json", "--lang", "en"), self.place)
        run.wait_for("large.yaml")
        self.assertEqual(run.end(), 0)
        drawn = re.findall(r"\r([^\r\x1b]+)\x1b\[K", run.bytes.decode())
        self.assertRegex(drawn[0], r"^\d s  (reading|judging) large\.yaml$")
        self.assertGreater(len(drawn), 3)
        self.assertEqual([line for line in screen(run.bytes) if line.strip()], [])
        self.assertEqual(run.bytes.count(b"\n"), 0)
        self.assertTrue(run.same_modes)

    def test_a_batch_counts_and_lets_messages_stand_alone(self):
        self.write("a.yaml", LARGE)
        name = "很长的名字" * 12 + ".yaml"
        self.write(name, LARGE)
        run = Terminal(self.arguments("a.yaml", "broken.yaml", name, "-o", "r.json", "-j", "1"), self.place, columns=40)
        run.wait_for("3/3 ")
        self.assertEqual(run.end(), 2)
        drawn = re.findall(r"\r([^\r\x1b]+)\x1b\[K", run.bytes.decode())
        self.assertTrue(any(line.startswith("1/3 ") for line in drawn), drawn)
        widest = max(sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in drawn)
        self.assertLess(widest, 40)
        shown = [line for line in screen(run.bytes) if line.strip()]
        self.assertEqual(shown[0], "broken.yaml:2:18: unknown key `kindz`")

    def test_a_quick_run_shows_nothing(self):
        run = Terminal(self.arguments("fine.yaml", "--format", "json"), self.place)
        self.assertEqual(run.end(), 0)
        self.assertNotIn(b"\r\x1b", run.bytes)
        self.assertNotIn(b"\x1b[K", run.bytes)

    def test_no_terminal_no_line(self):
        self.write("large.yaml", LARGE)
        run = self.run_it(*self.arguments("large.yaml", "--format", "json"), environment={"TERM": "xterm"})
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        self.assertNotIn(b"\x1b", run.stdout)
        for streams, environment in ((["stdin", "stdout"], {}), (["stderr"], {"TERM": "dumb"})):
            with self.subTest(streams):
                run = Terminal(self.arguments("large.yaml", "-o", "r.json"), self.place, streams, environment=environment)
                self.assertEqual(run.end(), 0)
                self.assertEqual(run.bytes, b"")

    def test_quiet_is_quiet(self):
        self.write("large.yaml", LARGE)
        run = Terminal(self.arguments("large.yaml", "--quiet"), self.place)
        self.assertEqual((run.end(), run.bytes), (0, b""))


class Doctor(CommandLine):
    def test_it_sees_the_terminal(self):
        run = Terminal(["doctor", "--as-of", "2025-06-01", "--lang", "en"], self.place, columns=99)
        self.assertEqual(run.end(), 0)
        lines = screen(run.bytes)
        self.assertIn("terminal    output a terminal, errors a terminal, 99 x 24, TERM=xterm, in colour", lines)
        self.assertIn("locale      LANG=C.UTF-8  UTF-8", lines)
        self.assertIn(f"cache       {self.place}/.cache/zhudun (not there yet)", lines)
        self.assertIn("all is well", lines)

    def test_as_json_for_programs(self):
        run = self.run_it("doctor", "--as-of", "2026-12-31", "--format", "json", environment={"LANG": "zh_CN.GBK"})
        self.assertEqual((run.returncode, run.stderr), (1, b""))
        found = json.loads(run.stdout)
        self.assertEqual([warning["code"] for warning in found["warnings"]], ["campaign-year", "locale"])
        packs = {pack["id"]: pack for pack in json.loads(self.run_it("rules", "--format", "json").stdout)["packs"]}
        self.assertEqual({pack["id"]: pack["sha256"] for pack in found["packs"]},
                         {name: pack["sha256"] for name, pack in packs.items()})
        self.assertEqual([pack["chosen"] for pack in found["packs"]].count(True), 1)
        self.assertEqual(found["version"], self.run_it("--version").stdout.decode().split()[1])
        self.assertEqual(found["terminal"]["output"], False)
        self.assertEqual(found["calendar"]["days_left"], 0)

    def test_the_pack_it_names_is_well(self):
        run = self.run_it("doctor", "--as-of", "2026-03-01", environment={"LANG": "C.UTF-8"})
        named = re.search(r"--rules ([\w-]+)", run.stdout.decode()).group(1)
        run = self.run_it("doctor", "--as-of", "2026-03-01", "--rules", named, environment={"LANG": "C.UTF-8"})
        self.assertEqual(run.returncode, 0, run.stdout.decode())

    def test_a_pack_that_cannot_be_loaded(self):
        self.assert_wrong(self.run_it("doctor", "--rules", "nowhere"), "there is no rule pack `nowhere`")


if __name__ == "__main__":
    main()
