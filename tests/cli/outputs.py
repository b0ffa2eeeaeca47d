#!/usr/bin/env python3
"""Where reports go: files by ending and by prefix, standard output, and what happens when one cannot be written."""
import ctypes
import json
import os
import resource
import signal
import subprocess
import unittest

from command_line import ZHUDUN, CommandLine, main


class Written(CommandLine):
    def text(self, name):
        return (self.place / name).read_text("utf-8")

    def left(self):
        return sorted(path.name for path in self.place.iterdir())


class Outputs(Written):
    def test_by_ending_and_by_prefix(self):
        run = self.check("fine.yaml", "-o", "r.json", "-o", "r.jsonl", "-o", "r.txt", "-o", "json=odd.name", "--output", "text=t")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, b"", b""))
        self.assertEqual(self.text("r.json"), self.text("odd.name"))
        self.assertEqual(self.text("r.txt"), self.text("t"))
        json.loads(self.text("r.json"))
        for line in self.text("r.jsonl").splitlines():
            json.loads(line)
        self.assertTrue(self.text("t").startswith("zhudun "))

    def test_the_prefix_goes_before_the_ending(self):
        self.check("fine.yaml", "-o", "text=r.json")
        self.assertTrue(self.text("r.json").startswith("zhudun "))

    def test_what_a_file_holds_is_what_standard_output_would(self):
        for format in ("text", "json", "jsonl"):
            self.check("overdue.yaml", "-o", f"{format}=r")
            self.assertEqual((self.place / "r").read_bytes(), self.check("overdue.yaml", "--format", format).stdout)

    def test_standard_output_only_if_asked_for(self):
        run = self.check("fine.yaml", "-o", "r.json", "--format", "jsonl")
        self.assertTrue(run.stdout.startswith(b'{"type":"run"'))
        self.assertTrue((self.place / "r.json").is_file())
        self.assertEqual(self.check("fine.yaml", "-o", "r.json").stdout, b"")

    def test_two_outputs_do_not_swallow_the_file(self):
        run = self.check("-o", "a.json", "-o", "b.json", "fine.yaml")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(self.left(), ["a.json", "b.json", "broken.yaml", "fine.yaml", "overdue.yaml"])

    def test_an_equals_sign_in_the_path(self):
        self.check("fine.yaml", "-o", "json=a=b")
        self.check("fine.yaml", "-o", "./a=b.json")
        self.assertEqual(self.text("a=b"), self.text("a=b.json"))

    def test_a_bad_batch_still_writes_the_good(self):
        run = self.check("broken.yaml", "overdue.yaml", "-o", "r.json")
        self.assertEqual((run.returncode, self.files_of(json.loads(self.text("r.json")))), (2, ["overdue.yaml"]))

    def test_nothing_is_written_where_nothing_was_judged(self):
        (self.place / "r.json").write_text("old")
        self.assertEqual(self.check("broken.yaml", "-o", "r.json").returncode, 2)
        self.assertEqual(self.text("r.json"), "old")

    def test_an_older_file_is_replaced_and_keeps_its_mode(self):
        (self.place / "r.json").write_text("old" * 100000)
        (self.place / "r.json").chmod(0o640)
        self.check("fine.yaml", "-o", "r.json")
        json.loads(self.text("r.json"))
        self.assertEqual((self.place / "r.json").stat().st_mode & 0o777, 0o640)

    def test_a_new_file_has_the_mode_the_mask_leaves(self):
        for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
            (self.place / "r.json").unlink(missing_ok=True)
            self.check("fine.yaml", "-o", "r.json", preexec_fn=lambda mask=mask: os.umask(mask))
            self.assertEqual((self.place / "r.json").stat().st_mode & 0o777, mode)

    def test_through_a_link(self):
        self.write("far/real.json", "old")
        (self.place / "r.json").symlink_to("far/real.json")
        self.check("fine.yaml", "-o", "r.json")
        self.assertTrue((self.place / "r.json").is_symlink())
        json.loads((self.place / "far/real.json").read_text("utf-8"))

    def test_into_a_pipe(self):
        os.mkfifo(self.place / "pipe")
        with subprocess.Popen(["cat", self.place / "pipe"], stdout=subprocess.PIPE) as reader:
            self.assertEqual(self.check("fine.yaml", "-o", "json=pipe").returncode, 0)
            json.loads(reader.communicate(timeout=30)[0])


class NotWritten(Written):
    def not_written(self, *arguments, told="", name="overdue.yaml", **options):
        before = self.left()
        run = self.check(name, *arguments, **options)
        self.assertEqual(run.returncode, 3, run.stderr)
        self.assertIn(told, run.stderr.decode())
        self.assertEqual(self.left(), before, "nothing is left behind")
        return run

    def test_paths_that_cannot_be(self):
        (self.place / "folder.json").mkdir()
        self.not_written("-o", "folder.json", told="folder.json: cannot be written: Is a directory")
        self.not_written("-o", "nowhere/r.json", told="nowhere/r.json: cannot be written: No such file or directory")
        self.not_written("-o", "fine.yaml/r.json", told="fine.yaml/r.json: cannot be written: ")
        self.not_written("-o", "/proc/r.json", told="/proc/r.json: cannot be written: ")
        self.not_written("-o", "r" * 300 + ".json", told="cannot be written: File name too long")

    def may_not_override(self):
        """Root may write everything; without this capability it may what others may."""
        prctl, capability_bound_drop, override = ctypes.CDLL(None).prctl, 24, 1
        if os.geteuid() == 0 and prctl(capability_bound_drop, override, 0, 0, 0) != 0:
            raise OSError("the capability cannot be dropped")

    def test_a_folder_that_may_not_be_written(self):
        (self.place / "locked").mkdir()
        (self.place / "locked/r.json").write_text("old")
        (self.place / "locked").chmod(0o500)
        self.addCleanup((self.place / "locked").chmod, 0o700)
        for outputs in (["-o", "locked/r.json"], ["-o", "locked/new.json"], ["-o", "r.json", "-o", "locked/r.json"]):
            self.not_written(*outputs, told="cannot be written: Permission denied", preexec_fn=self.may_not_override)
            self.assertEqual([path.name for path in (self.place / "locked").iterdir()], ["r.json"])
            self.assertEqual(self.text("locked/r.json"), "old")

    def test_files_are_replaced_together_or_not_at_all(self):
        (self.place / "r.json").write_text("old")
        run = self.not_written("-o", "r.json", "-o", "nowhere/r.json", "--format", "json",
                               told="none of the files given by --output is replaced")
        self.assertEqual(self.text("r.json"), "old")
        json.loads(run.stdout)

    def test_it_goes_before_every_other_status(self):
        for name in ("fine.yaml", "overdue.yaml"):
            self.not_written("-o", "nowhere/r.json", name=name)
        self.assertEqual(self.check("fine.yaml", "broken.yaml", "-o", "nowhere/r.json").returncode, 3)

    def test_a_full_disk(self):
        self.not_written("-o", "json=/dev/full", told="/dev/full: cannot be written: No space left on device")
        with open("/dev/full", "wb") as full:
            self.not_written(stdout=full, told="zhudun: standard output could not be written in full")

    def limited(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))

    def test_a_file_that_may_not_grow_leaves_the_old_one(self):
        (self.place / "r.json").write_text("old")
        self.not_written("-o", "r.json", told="r.json: cannot be written: File too large", preexec_fn=self.limited,
                         restore_signals=False)  # Python ignores SIGXFSZ, and so does what it starts
        self.assertEqual(self.text("r.json"), "old")

    def test_a_file_that_may_not_grow_is_no_signal(self):
        self.not_written("-o", "r.json", told="r.json: cannot be written: File too large", preexec_fn=self.limited)

    def test_a_closed_pipe_is_no_signal(self):
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "wb") as pipe:
            self.not_written(stdout=pipe, told="zhudun: standard output could not be written in full")

    def test_a_reader_that_goes_away(self):
        with subprocess.Popen([ZHUDUN, "check", "--rules", str(self.place), "x"], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, cwd=self.place) as started:
            started.stdout.close()
            started.stderr.close()
            self.assertNotEqual(started.wait(30), -signal.SIGPIPE)

    def test_closed_streams(self):
        self.not_written(preexec_fn=lambda: os.close(1), told="zhudun: standard output could not be written in full")
        run = self.check("overdue.yaml", "--format", "json", preexec_fn=lambda: os.close(2))
        self.assertEqual(run.returncode, 1)
        json.loads(run.stdout)
        run = self.check("broken.yaml", "fine.yaml", "-o", "r.json", preexec_fn=lambda: os.close(2))
        self.assertEqual(run.returncode, 2)
        json.loads(self.text("r.json"))  # what should have gone to standard error did not get into it

    def test_help_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            self.assertEqual(self.run_it("--help", stdout=full).returncode, 3)

    def test_a_path_that_would_move_the_cursor(self):
        self.assert_harmless(self.not_written("-o", "no\x1b[2J/r.json").stderr)


if __name__ == "__main__":
    main()
