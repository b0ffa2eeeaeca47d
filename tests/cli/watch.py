#!/usr/bin/env python3
"""`zhudun watch` as someone meets it who edits beside it: saves of every kind, a mistake and its repair, Ctrl-C."""
import os
import re
import select
import signal
import subprocess
import time
import unittest

from command_line import AS_OF, BROKEN, FINE, OVERDUE, PACK, ZHUDUN, CommandLine, main
from pseudo_terminal import Terminal, screen

DRILLED = OVERDUE.replace("drills: []", "drills: [{held_on: 2030-07-05}]")
CALL = ["watch", "owner.yaml", "--rules", str(PACK), "--as-of", AS_OF, "--lang", "en"]
CHANGE = "F1.1  buildings/shed: overdue 2030-07-09 +1 -> met 2030-07-09"


class Watch(CommandLine):
    def setUp(self):
        super().setUp()
        self.write("owner.yaml", OVERDUE)

    def save_by_rename(self, text):
        self.write(".owner.yaml.swp", text)
        os.replace(self.place / ".owner.yaml.swp", self.place / "owner.yaml")

    def lines_to(self, program, words):
        """What the program prints until these words come."""
        text, end = b"", time.monotonic() + 30
        while words.encode() not in text:
            ready = select.select([program.stdout], [], [], max(0, end - time.monotonic()))[0]
            more = os.read(program.stdout.fileno(), 1 << 16) if ready else b""
            self.assertTrue(more, f"{words!r} did not come; {text!r}")
            text += more
        return text.decode()

    def test_at_a_terminal_from_the_first_report_to_the_last_key(self):
        run = Terminal(CALL, self.place, columns=100)
        run.wait_for("total ")
        self.assertIn("1 days overdue", "\n".join(screen(run.bytes)))
        run.wait_for("calendar covers")

        self.write("owner.yaml", DRILLED)
        run.wait_for("1 findings differ")
        self.assertIn(CHANGE, screen(run.bytes))

        self.save_by_rename(BROKEN)
        run.wait_for("waiting for it to be mended")
        self.assertIn("owner.yaml:2:18: unknown key `kindz`", screen(run.bytes))

        self.save_by_rename(DRILLED + "# mended\n")
        run.wait_for("0 findings differ")

        before = run.bytes
        run.type(b"\x03")
        self.assertEqual(run.end(), 0)
        self.assertTrue(run.same_modes)
        self.assertEqual(screen(run.bytes)[-1], "")
        self.assertEqual(screen(run.bytes)[:-1], screen(before)[:-1])
        for hidden in (b"\x1b[?25l", b"\x1b[?1049h"):  # a cursor or a screen that would have to be given back
            self.assertNotIn(hidden, run.bytes)

    def test_a_save_in_steps_is_one(self):
        run = Terminal(CALL, self.place)
        run.wait_for("calendar covers")
        with open(self.place / "owner.yaml", "wb") as file:
            for at in range(0, len(DRILLED.encode()), 40):
                file.write(DRILLED.encode()[at:at + 40])
                file.flush()
                time.sleep(0.005)
        run.wait_for("findings differ")
        run.read(0.5)
        run.type(b"\x03")
        self.assertEqual(run.end(), 0)
        self.assertEqual(run.bytes.count(b"findings differ"), 1)
        self.assertNotIn(b"waiting", run.bytes)

    def test_evidence_tables_and_other_files_of_the_folder(self):
        self.write("owner.yaml", DRILLED.replace("held_on: 2030-07-05", "held_on: 2030-07-05, file: proof/drill.pdf"))
        run = Terminal(CALL, self.place, columns=100)
        run.wait_for("calendar covers")
        self.write("proof/drill.pdf", "%PDF")
        run.wait_for("1 findings differ")
        self.assertRegex("\n".join(screen(run.bytes)), r"F1.1  buildings/shed: gap.* -> met")
        self.write("other.yaml", FINE)
        run.read(1.5)
        self.assertEqual(run.bytes.count(b"findings differ"), 1)
        run.type(b"\x03")
        self.assertEqual(run.end(), 0)

    def test_rules_that_are_being_written(self):
        pack = self.place / "pack"
        subprocess.run(["cp", "-r", PACK, pack], check=True)
        call = [str(pack) if word == str(PACK) else word for word in CALL]
        run = Terminal(call, self.place, columns=100)
        run.wait_for("calendar covers")
        rules = (pack / "F1.yaml").read_text("utf-8")
        self.write("pack/F1.yaml", rules.replace("hold a fire drill every year", "hold a: fire drill"))
        run.wait_for("waiting")
        self.write("pack/F1.yaml", rules)
        run.wait_for("0 findings differ")
        run.type(b"\x03")
        self.assertEqual(run.end(), 0)

    def test_without_a_terminal_plain_lines_and_a_signal(self):
        for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self.write("owner.yaml", OVERDUE)
            program = subprocess.Popen([ZHUDUN, *CALL], cwd=self.place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE)
            self.lines_to(program, "sha256")
            self.write("owner.yaml", DRILLED)
            lines = self.lines_to(program, "differ")
            program.send_signal(sent)
            out, error = program.communicate(timeout=30)
            self.assertEqual((program.returncode, error), (0, b""))
            self.assertNotIn("\x1b", lines)
            self.assertRegex(lines, r"\n\d\d:\d\d:\d\d  owner\.yaml  as of 2030-07-10\n" + re.escape(CHANGE) + "\n")

    def test_a_reader_that_goes_away_ends_it(self):
        program = subprocess.Popen([ZHUDUN, *CALL], cwd=self.place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL)
        self.lines_to(program, "sha256")
        program.stdout.close()
        self.write("owner.yaml", DRILLED)
        self.assertEqual(program.wait(timeout=30), 3)

    def test_what_cannot_be_watched(self):
        self.assert_wrong(self.run_it("watch", "none.yaml", "--rules", PACK), "none.yaml: cannot be read")
        self.assert_wrong(self.run_it("watch", "-", "--rules", PACK), "standard input cannot be watched")
        self.assert_wrong(self.run_it("watch", "owner.yaml", "--rules", "nowhere"), "there is no rule pack `nowhere`")


if __name__ == "__main__":
    main()
