"""Shells that are asked, as a person would with the Tab key, what may stand next."""
import os
import pty
import re
import select
import shlex
import subprocess
import threading

WAIT = 60  # seconds for an answer, on a machine that has much else to do


class Interactive:
    """A shell on a terminal of its own. A key puts all that may stand next into the line, another tells the line."""

    call, begin, insert, tell = (), "", b"\x18*", b"\x18p"

    def __init__(self, script, folder, environment):
        answers, ours = os.pipe()
        child, self.terminal = pty.fork()
        if child == 0:
            os.dup2(ours, 9)
            os.chdir(folder)
            os.execvpe(self.call[0], self.call, {**environment, "TERM": "dumb", "PS1": "", "INPUTRC": "/dev/null"})
        os.close(ours)
        self.child, self.answers = child, answers
        threading.Thread(target=self.drain, daemon=True).start()
        self.type(f"{self.begin}; source {shlex.quote(str(script))}; echo ready >&9\n".encode())
        assert self.answer() == "ready"

    def drain(self):
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            pass

    def type(self, keys):
        os.write(self.terminal, keys)

    def answer(self):
        if not select.select([self.answers], [], [], WAIT)[0]:
            raise TimeoutError(f"{self.call[0]} does not answer")
        return os.read(self.answers, 65536).decode().removesuffix("\n")

    def __call__(self, line):
        self.type(line.encode() + self.insert + self.tell)
        return self.inserted(line, self.answer())

    def close(self):
        os.kill(self.child, 9)
        os.waitpid(self.child, 0)
        os.close(self.terminal)
        os.close(self.answers)


class Bash(Interactive):
    call = ("bash", "--norc", "--noprofile", "-i")
    begin = (r"""bind 'set bell-style none'; bind '"\C-x*": insert-completions'; """
             r"""bind -x '"\C-xp": printf "%s\n" "$READLINE_LINE" >&9; READLINE_LINE='""")

    def inserted(self, line, now):
        start = re.search(r"[^\s=:]*$", line).start()  # what readline takes for the word
        return [] if now == line else shlex.split(now[start:])


class Zsh(Interactive):
    call = ("zsh", "-f", "-i")
    begin = ("autoload -Uz compinit && compinit -u -D; zle -C all complete-word _generic; bindkey '^X*' all; "
             "zstyle ':completion:all::::' completer _all_matches _complete; zstyle ':completion:all:*' insert true; "
             "tell() { print -r -- \"$BUFFER\" >&9; BUFFER= }; zle -N tell; bindkey '^Xp' tell; unsetopt zle_bracketed_paste; "
             "setopt no_beep no_list_beep")

    def inserted(self, line, now):
        start = re.search(r"[^\s=]*$", line).start()
        return [] if now.rstrip() == line.rstrip() else shlex.split(now[start:])


class Fish:
    """Fish is asked without a terminal: `complete -C` answers."""

    def __init__(self, script, folder, environment):
        self.script, self.folder, self.environment = script, folder, environment

    def __call__(self, line):
        asked = f"source {shlex.quote(str(self.script))}; complete -C {shlex.quote(line)}"
        done = subprocess.run(["fish", "--no-config", "-c", asked], cwd=self.folder, env=self.environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=WAIT)
        assert done.stderr == "", done.stderr
        return [answer.split("\t")[0] for answer in done.stdout.splitlines()]

    def close(self):
        pass
