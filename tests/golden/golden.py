"""Kept output: what the program printed once, was read by a person, and must print again, byte by byte."""
import difflib
import os
import pathlib
import re
import subprocess
import sys

# The rules' SHA-256 in a report moves with every comment in them, and says nothing about a verdict.
RULES_SHA256 = ("(?<=rules sha256  )[0-9a-f]{64}|(?<=规则 sha256  )[0-9a-f]{64}|"
                "(?<=\"id\": \"shanghai-iov-2025\",\n    \"sha256\": \")[0-9a-f]{64}").encode()


class Run:
    """What one call of the program gave."""

    def __init__(self, program, arguments, folder, environment=None, given=b""):
        told = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", **(environment or {})}
        done = subprocess.run([str(program), *arguments], cwd=folder, env=told, input=given, capture_output=True,
                              timeout=300)
        self.out, self.err, self.exit = done.stdout, done.stderr, done.returncode

    def all(self):
        return self.out, self.err, self.exit


class Book:
    """Compares with the kept files, or rewrites them; counts what is wrong."""

    def __init__(self, update=False):
        self.update = update
        self.faults = 0

    def wrong(self, what):
        self.faults += 1
        print(f"FAILED {what}")

    def same(self, what, expected, found):
        if expected != found:
            self.wrong(f"{what}: expected {expected!r}, found {found!r}")

    def kept(self, path, found, optional=False, but=None):
        """`found` is what stands in the file; where it is optional, no file stands for no bytes.

        `but` is a pattern for what may differ: what it finds is overlooked on both sides, unless the file is rewritten.
        """
        path = pathlib.Path(path)
        expected = path.read_bytes() if path.exists() else b"" if optional else None
        if expected == found:
            return
        if but and expected is not None and not self.update and re.sub(but, b"", expected) == re.sub(but, b"", found):
            return
        if self.update:
            if optional and not found:
                path.unlink()
            else:
                path.write_bytes(found)
            print(f"written {path}")
            return
        self.wrong(f"{path}: the output is another one")
        before = (expected or b"").decode("utf-8", "replace").splitlines(keepends=True)
        after = found.decode("utf-8", "replace").splitlines(keepends=True)
        sys.stdout.writelines(line if line.endswith("\n") else line + "\n" for line in difflib.unified_diff(
            before, after, f"{path} (kept)", "found"))

    def close(self):
        if self.faults:
            print(f"{self.faults} wrong; if the new output is right, run this script again with --update and read the diff")
        return 1 if self.faults else 0
