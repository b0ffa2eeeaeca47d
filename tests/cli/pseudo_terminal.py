"""The program at a terminal of its own, and what that terminal shows."""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

from command_line import ZHUDUN

VARIABLES = {"PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "C.UTF-8"}


class Terminal:
    """A program whose chosen streams are one terminal of a given width."""

    def __init__(self, arguments, place, streams=("stdin", "stdout", "stderr"), columns=60, environment=()):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave, self.bytes = slave, b""
        options = {stream: slave if stream in streams else subprocess.PIPE for stream in ("stdout", "stderr")}
        options["stdin"] = slave if "stdin" in streams else subprocess.DEVNULL

        def own_terminal():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.program = subprocess.Popen([ZHUDUN, *arguments], cwd=place, preexec_fn=own_terminal,
                                        env={**VARIABLES, "HOME": str(place), **dict(environment)}, **options)

    def read(self, seconds):
        """What comes within so many seconds; less if the terminal is closed."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and select.select([self.master], [], [], left)[0]:
            try:
                self.bytes += os.read(self.master, 1 << 16)
            except OSError:
                break
        return self.bytes

    def wait_for(self, text, seconds=30):
        end = time.monotonic() + seconds
        while text.encode() not in self.bytes:
            if time.monotonic() > end or self.program.poll() is not None and not self.read(0.2).count(text.encode()):
                raise AssertionError(f"{text!r} did not come; {self.bytes!r}")
            self.read(0.05)

    def type(self, keys):
        os.write(self.master, keys)

    def end(self):
        """The exit status, after everything was read. The terminal must be as it was."""
        end = time.monotonic() + 60
        while self.program.poll() is None:
            self.read(0.05)
            if time.monotonic() > end:
                self.program.kill()
                raise AssertionError(f"the program does not end; {self.bytes!r}")
        self.read(0.1)
        self.same_modes = termios.tcgetattr(self.slave) == self.before
        for stream in (self.program.stdout, self.program.stderr):
            if stream:
                stream.close()
        os.close(self.master)
        os.close(self.slave)
        return self.program.returncode


def screen(data):
    """The lines that a terminal shows of these bytes; colours and the like are left out."""
    lines, at, cursor = [""], 0, 0
    text = data.decode("utf-8")
    while at < len(text):
        control = re.compile(r"\x1b\[[0-9;?]*([A-Za-z])").match(text, at)
        if control:
            if control.group(1) == "K":
                lines[-1] = lines[-1][:cursor]
            at = control.end()
            continue
        if text[at] == "\n":
            lines.append("")
            cursor = 0
        elif text[at] == "\r":
            cursor = 0
        else:
            lines[-1] = lines[-1][:cursor] + text[at] + lines[-1][cursor + 1:]
            cursor += 1
        at += 1
    return lines
