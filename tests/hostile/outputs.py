#!/usr/bin/env python3
"""Outputs are whole or absent, whatever the disk does and whoever ends the program.

outputs.py PROGRAM LIBRARY: the library is faulty.cpp. Every call by which a run writes is made to fail in its turn, once as a full
disk makes it fail, once as a broken one, once by a signal, once by doing half of its work.
"""
import errno
import functools
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

LIBRARY = Path(sys.argv.pop(2)).resolve()
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
from command_line import AS_OF, OVERDUE, PACK, ZHUDUN, CommandLine, main  # noqa: E402

FAULTS = [("open", errno.ENOSPC), ("open", errno.EIO), ("open", errno.EINTR), ("write", errno.ENOSPC), ("write", errno.EIO),
          ("write", errno.EINTR), ("write", 0), ("fchmod", errno.EIO), ("fsync", errno.EIO), ("fsync", errno.ENOSPC),
          ("fsync", errno.EINTR), ("close", errno.EIO), ("close", errno.ENOSPC), ("close", errno.EINTR), ("rename", errno.EIO),
          ("rename", errno.ENOSPC)]
MENDED = (0, errno.EINTR)  # after these the work goes on
HARMLESS = [("fsync", errno.EINVAL)]  # of a file system that knows no syncing


class Whole(CommandLine):
    """One command that writes files, `old` before or none."""

    def names(self):
        return sorted(path.relative_to(self.place).as_posix() for path in self.place.rglob("*"))

    def contents(self, files):
        return {name: (self.place / name).read_bytes() if (self.place / name).exists() else None for name in files}

    def reset(self, files, old):
        for name in files:
            (self.place / name).unlink(missing_ok=True)
            if old is not None:
                self.write(name, old)

    def run_faulty(self, arguments, fault, environment=()):
        counts = self.place.parent / (self.place.name + ".counts")
        self.addCleanup(counts.unlink, missing_ok=True)
        variables = {"LD_PRELOAD": str(LIBRARY), "ZHUDUN_FAULT_COUNTS": str(counts), "ZHUDUN_FAULT": fault, **dict(environment)}
        run = self.run_it(*arguments, environment=variables)
        return run, {line.split()[0]: int(line.split()[1]) for line in counts.read_text().splitlines()}

    def walk(self, arguments, files, old=b"old", environment=(), together=True, append=()):
        """Each fault at each call. `together`: before the renaming begins, all files are as they were."""
        self.reset(files, old)
        plain, counts = self.run_faulty(arguments, "", environment)
        self.assertIn(plain.returncode, (0, 1), plain.stderr)
        new = self.contents(files)
        self.assertNotIn(None, new.values())
        there = self.names()
        walked = 0
        for call, error in FAULTS + HARMLESS:
            for number in range(1, counts[call] + 1):
                with self.subTest(call=call, number=number, error=errno.errorcode.get(error, "short"), old=old):
                    self.reset(files, old)
                    before = self.names()
                    run, _ = self.run_faulty(arguments, f"{call} {number} {error}", environment)
                    now = self.contents(files)
                    walked += 1
                    if error in MENDED or (call, error) in HARMLESS:
                        self.assertEqual((run.returncode, run.stdout, now), (plain.returncode, plain.stdout, new), run.stderr)
                        self.assertEqual(self.names(), there)
                        continue
                    self.assertEqual(run.returncode, 3, run.stderr)
                    self.assertRegex(run.stderr.decode(), "cannot be (written|synced)|could not be written in full")
                    for name, bytes in now.items():
                        self.assertIn(bytes, (old, new[name]), name)
                    self.assertLessEqual(set(before), set(self.names()))
                    self.assertLessEqual(set(self.names()), set(there), "nothing is left behind")
                    if together and call in ("fchmod", "write"):
                        self.assertEqual(len({bytes == old for bytes in now.values()}), 1, "all or none")
        return walked


class Faults(Whole):
    def arguments(self, *more):
        return ["check", "overdue.yaml", "--rules", str(PACK), "--as-of", AS_OF, *more]

    def test_a_report_over_an_old_one_and_a_new_one(self):
        for old in (b"old", None):
            self.assertGreater(self.walk(self.arguments("-o", "r.json"), ["r.json"], old), 20)

    def test_several_reports_and_standard_output(self):
        files = ["r.json", "r.xlsx", "sub/r.html"]
        (self.place / "sub").mkdir()
        for old in (b"old", None):
            outputs = [part for name in files for part in ("-o", name)]
            self.walk(self.arguments(*outputs, "--format", "text"), files, old)

    def test_the_baseline(self):
        self.run_it(*self.arguments("-o", "base.json"))
        old = (self.place / "base.json").read_bytes().replace(b'"days_overdue"', b'"days_overdue" ')
        self.walk(self.arguments("--baseline", "base.json", "--update-baseline", "-o", "r.json"), ["base.json"], old, together=False)

    def test_the_step_summary_gets_all_or_keeps_what_it_held(self):
        self.walk(self.arguments("--format", "github"), ["summary.md"], b"before\n",
                  {"GITHUB_STEP_SUMMARY": str(self.place / "summary.md")}, together=False)
        self.walk(self.arguments("--format", "github"), ["summary.md"], None,
                  {"GITHUB_STEP_SUMMARY": str(self.place / "summary.md")}, together=False)

    def test_a_new_declaration_and_its_schema(self):
        self.walk(["init", "--rules", str(PACK), "--role", "office", "-o", "new.yaml"], ["new.yaml", "new.schema.json"], None)

    def test_where_names_cannot_be_taken_only_if_they_are_free(self):
        arguments, files = ["init", "--rules", str(PACK), "--role", "office", "-o", "new.yaml"], ["new.yaml", "new.schema.json"]
        plain = self.run_it(*arguments)
        new = self.contents(files)
        for number in (1, 2):  # the first file, the second
            self.reset(files, None)
            run, _ = self.run_faulty(arguments, f"rename {number} {errno.EINVAL}")
            self.assertEqual((run.returncode, run.stdout, self.contents(files)), (plain.returncode, plain.stdout, new), run.stderr)

    def test_a_bundle(self):
        self.write("overdue.yaml", OVERDUE.replace("drills: []", "drills: [{held_on: 2031-01-01, file: a.txt}]"))
        self.write("a.txt", "x")
        run = self.run_it("bundle", "overdue.yaml", "--rules", str(PACK), "--as-of", AS_OF, "-o", "b.zip")
        self.assertTrue((self.place / "b.zip").exists(), run.stderr)
        for old in (b"old", None):
            self.walk(["bundle", "overdue.yaml", "--rules", str(PACK), "--as-of", AS_OF, "-o", "b.zip"], ["b.zip"], old)


def where_disks_are_mounted(test):
    """Runs a test as it is where file systems may be mounted, else in namespaces of its own, by `unshare`."""
    mount = ["sh", "-c", "folder=$(mktemp -d) && mount -t tmpfs none $folder && umount $folder; kept=$?; rmdir $folder; exit $kept"]
    apart = ["unshare", "--map-root-user", "--mount"]

    def works(command):
        try:
            return subprocess.run(command, capture_output=True).returncode == 0
        except FileNotFoundError:
            return False

    @functools.wraps(test)
    def run(self):
        if works(mount):
            return test(self)
        if "ZHUDUN_APART" in os.environ or not works([*apart, *mount]):
            self.skipTest("no file system may be mounted here, nor in a namespace of its own")
        done = subprocess.run([*apart, sys.executable, Path(__file__).resolve(), ZHUDUN, LIBRARY, f"Disks.{test.__name__}"],
                              env={**os.environ, "ZHUDUN_APART": "1"}, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, "Ran 1 test.*\\s+OK\\s*$")
    return run


class Disks(Whole):
    def test_one_report_that_cannot_be_written_keeps_the_others_as_they_were(self):
        self.write("a.json", "old")
        run = self.check("overdue.yaml", "-o", "a.json", "-o", "json=/dev/full", "-o", "b.json", "-o", "nowhere/c.json", "--format", "jsonl")
        self.assertEqual(run.returncode, 3)
        self.assertEqual(self.contents(["a.json", "b.json"]), {"a.json": b"old", "b.json": None})
        told = run.stderr.decode()
        self.assertIn("/dev/full: cannot be written: No space left on device\n", told)
        self.assertIn("nowhere/c.json: cannot be written: No such file or directory\n", told)
        self.assertIn("zhudun: none of the files given by --output is replaced\n", told)
        self.assertTrue(run.stdout.startswith(b'{"type":"run"'), "standard output is not taken back")

    def small_disk(self):
        """A file system of 64 KiB."""
        disk = self.place / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], capture_output=True)
        self.assertEqual(mounted.returncode, 0, mounted.stderr.decode())
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        return disk

    @where_disks_are_mounted
    def test_a_disk_that_is_full(self):
        disk = self.small_disk()
        (disk / "r.json").write_text("old")
        (disk / "ballast").write_bytes(b"x" * 56 * 1024)
        before = self.names()
        for outputs in (["-o", "disk/r.json", "-o", "disk/r.html"], ["-o", "disk/r.html"]):
            run = self.check("overdue.yaml", *outputs)
            self.assertEqual(run.returncode, 3)
            self.assertIn("disk/r.html: cannot be written: No space left on device", run.stderr.decode())
            self.assertEqual((self.names(), (disk / "r.json").read_text()), (before, "old"))
        (disk / "ballast").unlink()
        self.assertEqual(self.check("overdue.yaml", "-o", "disk/r.json").returncode, 1)

    @where_disks_are_mounted
    def test_a_disk_that_may_only_be_read(self):
        disk = self.small_disk()
        (disk / "r.json").write_text("old")
        subprocess.run(["mount", "-o", "remount,bind,ro", disk], check=True)
        run = self.check("overdue.yaml", "-o", "disk/r.json")
        self.assertEqual(run.returncode, 3)
        self.assertIn("disk/r.json: cannot be written: Read-only file system", run.stderr.decode())
        self.assertEqual((disk / "r.json").read_text(), "old")

    def test_files_that_may_not_grow(self):
        sizes = {}
        for name in ("r.json", "r.html"):
            self.check("overdue.yaml", "-o", name)
            sizes[name] = (self.place / name).stat().st_size
        for limit in (0, 1, sizes["r.json"] - 1, sizes["r.json"], sizes["r.html"] - 1):
            with self.subTest(limit):
                self.reset(["r.json", "r.html"], b"old")
                run = self.check("overdue.yaml", "-o", "r.json", "-o", "r.html",
                                 preexec_fn=lambda limit=limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
                self.assertEqual(run.returncode, 3)
                self.assertIn("r.html: cannot be written: File too large", run.stderr.decode())
                self.assertEqual(self.contents(["r.json", "r.html"]), {"r.json": b"old", "r.html": b"old"})

    def test_a_step_summary_that_may_not_grow_further(self):
        self.write("summary.md", "x" * 1000)
        run = self.check("overdue.yaml", "--format", "github", environment={"GITHUB_STEP_SUMMARY": str(self.place / "summary.md")},
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1100, 1100)))
        self.assertEqual(run.returncode, 3)
        self.assertEqual((self.place / "summary.md").read_text(), "x" * 1000)

    def test_a_name_as_long_as_names_may_be(self):
        name = "r" * 250 + ".json"
        self.assertEqual(self.check("overdue.yaml", "-o", name).returncode, 1)
        self.assertTrue((self.place / name).exists())

    def test_links_that_lead_in_a_circle(self):
        (self.place / "a.json").symlink_to("b.json")
        (self.place / "b.json").symlink_to("a.json")
        before = self.names()
        run = self.check("overdue.yaml", "-o", "a.json")
        self.assertEqual((run.returncode, self.names()), (3, before))
        self.assertIn("a.json: cannot be written: ", run.stderr.decode())

    def test_what_is_closed_gets_nothing_that_was_meant_for_a_stream(self):
        for streams in ([0], [1], [2], [0, 1, 2], [1, 2]):
            def close(streams=streams):
                for stream in streams:
                    os.close(stream)
            self.reset(["r.json"], None)
            run = self.check("overdue.yaml", "broken.yaml", "-o", "r.json", stdin=None, preexec_fn=close)
            self.assertEqual(run.returncode, 2)
            self.assertTrue((self.place / "r.json").read_bytes().endswith(b"}\n"))


class Threads(Whole):
    """A system that gives no more threads: fewer do the work, at worst one, and the report is the same."""

    def same_with_fewer(self, arguments):
        plain, counts = self.run_faulty(arguments, "")
        self.assertEqual(plain.returncode, 1, plain.stderr)
        self.assertGreater(counts["thread"], 0)
        for number in range(counts["thread"] + 1):  # 0: each of them
            with self.subTest(number=number):
                run, _ = self.run_faulty(arguments, f"thread {number} {errno.EAGAIN}")
                self.assertEqual((run.returncode, run.stdout, run.stderr), (plain.returncode, plain.stdout, plain.stderr))

    def test_many_declarations(self):
        for number in range(20):
            self.write(f"many/{number}.yaml", OVERDUE)
        self.same_with_fewer(["check", "many", "--rules", str(PACK), "--as-of", AS_OF, "--jobs", "4", "--format", "json"])

    def test_a_large_one(self):
        buildings = ", ".join(f"{{id: b{n}, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}}" for n in range(4_000))
        self.write("large.yaml", OVERDUE.replace("{id: shed, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}", buildings))
        with open(self.place / "large.yaml", "a") as file:  # from 1 MiB on it is looked at while it is read
            file.write("# a remark\n" * 100_000)
        self.same_with_fewer(["check", "large.yaml", "--rules", str(PACK), "--as-of", AS_OF, "--jobs", "4", "--format", "json"])


@unittest.skipUnless(shutil.which("strace"), "strace is not there")
class Calls(Whole):
    """The same faults made by the kernel's tracer: whatever the program calls, and by whichever library's name."""

    def walk_call(self, call, error, files, old):
        """How many times the call is made, each of which failed in its turn."""
        for number in range(1, 100):
            self.reset(files, old)
            before = self.names()
            injected = ["strace", "-f", "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}"]
            program = [ZHUDUN, "check", "overdue.yaml", "--rules", str(PACK), "--as-of", AS_OF]
            outputs = [part for name in files for part in ("-o", name)]
            run = subprocess.run([*injected, *program, *outputs], cwd=self.place, capture_output=True, stdin=subprocess.DEVNULL, timeout=60)
            now = self.contents(files)
            with self.subTest(call=call, error=error, number=number, old=old):
                if run.returncode == 1:  # there was no such call any more
                    self.assertEqual(now, self.new)
                    return number - 1
                self.assertEqual(run.returncode, 3, run.stderr)
                self.assertIn(b"cannot be ", run.stderr)
                for name, bytes in now.items():
                    self.assertIn(bytes, (old, self.new[name]), name)
                if call == "write":
                    self.assertEqual(set(now.values()), {old}, "all or none")
                self.assertLessEqual(set(self.names()), set(before) | set(files), "nothing is left behind")
        self.fail(f"{call} fails without end")

    def test_each_call_by_which_a_report_is_written(self):
        files = ["r.json", "r.html", "r.xlsx"]
        self.check("overdue.yaml", *(part for name in files for part in ("-o", name)))
        self.new = self.contents(files)
        self.assertNotIn(None, self.new.values())
        for old in (b"old", None):
            for call in ("write", "fsync", "rename"):
                for error in ("ENOSPC", "EIO"):
                    # A folder is synced once, too.
                    self.assertGreaterEqual(self.walk_call(call, error, files, old), len(files) + (call == "fsync"))


class Ended(Whole):
    """Someone ends the program at some moment of its run."""
    FILES = ["r.json", "r.html", "r.xlsx", "r.csv"]

    def setUp(self):
        super().setUp()
        buildings = ", ".join(f"{{id: b{n}, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}}" for n in range(400))
        self.write("many.yaml", OVERDUE.replace("{id: shed, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}", buildings))
        self.arguments = [ZHUDUN, "check", "many.yaml", "--rules", str(PACK), "--as-of", AS_OF]
        for name in self.FILES:
            self.arguments += ["-o", name]
        started = time.monotonic()
        subprocess.run(self.arguments, cwd=self.place, stdin=subprocess.DEVNULL, check=False)
        self.seconds = time.monotonic() - started
        self.new = self.contents(self.FILES)
        self.assertNotIn(None, self.new.values())

    def end_at_random(self, sent, rounds, old):
        moments = random.Random(20251110)
        outcomes = set()
        for number in range(rounds):
            self.reset(self.FILES, old)
            before = self.names()
            with subprocess.Popen(self.arguments, cwd=self.place, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) as started:
                # Half of the moments are near the end, when files are written.
                time.sleep(self.seconds * (moments.random() if number % 2 else 0.6 + 0.5 * moments.random()))
                started.send_signal(sent)
                status = started.wait(60)
            self.assertIn(status, (1, -sent))
            outcomes.add(status)
            now = self.contents(self.FILES)
            for name, bytes in now.items():
                self.assertIn(bytes, (old, self.new[name]), f"{name} after {number} rounds")
            if status == 1:
                self.assertEqual(now, self.new)
            left = set(self.names()) - set(before) - set(self.FILES)
            if sent == signal.SIGKILL:  # nobody can clean up after that
                self.assertEqual([name for name in left if not name.startswith(".zhudun.")], [])
                for name in left:
                    (self.place / name).unlink()
            else:
                self.assertEqual(left, set(), f"after {number} rounds")
        self.assertIn(-sent, outcomes)

    def test_interrupted(self):
        self.end_at_random(signal.SIGINT, 60, b"old")

    def test_terminated(self):
        self.end_at_random(signal.SIGTERM, 60, None)

    def test_killed(self):
        self.end_at_random(signal.SIGKILL, 60, b"old")

    def test_ended_while_a_file_waits_for_the_others(self):
        """The first report is ready and waits; the second goes into a pipe that nobody reads."""
        os.mkfifo(self.place / "pipe")
        for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
            with self.subTest(sent):
                self.reset(["r.json"], b"old")
                call = [ZHUDUN, "check", "many.yaml", "--rules", str(PACK), "--as-of", AS_OF, "-o", "r.json", "-o", "json=pipe"]
                with subprocess.Popen(call, cwd=self.place, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                      preexec_fn=lambda: (resource.setrlimit(resource.RLIMIT_CORE, (0, 0)),
                                                          [signal.signal(one, signal.SIG_DFL) for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)])) as started:
                    self.wait_for_temporary()
                    started.send_signal(sent)
                    self.assertEqual(started.wait(60), -sent)
                self.assertEqual([name for name in self.names() if name.startswith(".zhudun.")], [])
                self.assertEqual((self.place / "r.json").read_bytes(), b"old")

    def test_a_signal_that_is_ignored_stays_so(self):
        os.mkfifo(self.place / "pipe")
        call = [ZHUDUN, "check", "many.yaml", "--rules", str(PACK), "--as-of", AS_OF, "-o", "r.json", "-o", "json=pipe"]
        with subprocess.Popen(call, cwd=self.place, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) as started:
            self.wait_for_temporary()
            started.send_signal(signal.SIGHUP)
            self.assertGreater(len((self.place / "pipe").read_bytes()), 1000)
            self.assertEqual(started.wait(60), 1)

    def wait_for_temporary(self):
        until = time.monotonic() + 60
        while not any(name.startswith(".zhudun.") for name in self.names()):
            self.assertLess(time.monotonic(), until)
            time.sleep(0.01)
        time.sleep(0.1)  # until it stands before the pipe


if __name__ == "__main__":
    main()
