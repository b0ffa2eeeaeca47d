#!/usr/bin/env python3
"""The worked example of rules/README.md works as it says.

rules_readme.py ZHUDUN            writes the example's files, runs its commands in their order, compares what they print
rules_readme.py ZHUDUN --update   puts what they print into the README; read the difference before you keep it

A `yaml` block is the file named at the beginning of the paragraph before it. In a `console` block a line that begins with
`$` is a command, with `# exit status N` behind it where that is not 0; the lines up to the next command are what it prints.
"""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "rules/README.md"
ZHUDUN = Path(sys.argv[1]).resolve()
BEGIN, END = "\n## A small pack\n", "\n## Checklist\n"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
NAME = re.compile(r"(?:The file )?`([\w-]+(?:[./][\w-]+)*\.yaml)`[:.]")


def steady(text):
    """Without what changes with every release and every edit of the pack: version and digest."""
    text = re.sub(r"^zhudun \d\S*", "zhudun VERSION", text, flags=re.M)
    return re.sub(r"^(rules sha256  )[0-9a-f]{64}$", r"\1DIGEST", text, flags=re.M)


def file_name(before):
    """The file a block holds, by the paragraph that ends right before it."""
    paragraph = before.rstrip("\n").split("\n\n")[-1]
    found = NAME.match(paragraph)
    return found.group(1) if found else None


def session(body):
    """The commands of a console block: each with the exit status it names and what it is said to print."""
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        line, _, printed = part.partition("\n")
        command, _, remark = line.partition("  # exit status ")
        yield line, command, int(remark or 0), printed


class Example:
    def __init__(self, folder):
        self.folder = folder / "example"
        self.folder.mkdir()
        programs = folder / "bin"
        programs.mkdir()
        (programs / "zhudun").symlink_to(ZHUDUN)
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ.get('PATH', '')}"}
        self.files = self.commands = 0
        self.wrong = []

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        self.files += 1

    def run(self, body):
        """The block as it should be."""
        true = ""
        for line, command, status, printed in session(body):
            done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300)
            self.commands += 1
            if done.returncode != status:
                self.wrong.append(f"`{command}` ends with {done.returncode}, the README says {status}:\n{done.stdout}")
            if steady(done.stdout) != steady(printed):
                self.wrong.append(f"`{command}` prints\n{done.stdout}\nthe README says\n{printed}")
                printed = done.stdout
            true += f"$ {line}\n{printed}"
        return true


def main():
    text = README.read_text("utf-8")
    begin, end = text.index(BEGIN), text.index(END)
    section, true, at = text[begin:end], "", 0
    with tempfile.TemporaryDirectory() as place:
        example = Example(Path(place))
        for block in BLOCK.finditer(section):
            kind, body = block.groups()
            name = file_name(section[:block.start()]) if kind == "yaml" else None
            if name:
                example.write(name, body)
            elif kind == "console":
                true += section[at:block.start(2)] + example.run(body)
                at = block.end(2)
            else:
                example.wrong.append(f"a block that is neither a named file nor a session:\n{body}")
    if not example.files or not example.commands:
        example.wrong.append(f"{example.files} files, {example.commands} commands: the example was not found")
    if "--update" in sys.argv[2:]:
        README.write_text(text[:begin] + true + section[at:] + text[end:], "utf-8")
        return 0
    print("\n".join(example.wrong))
    print(f"{example.files} files, {example.commands} commands, {len(example.wrong)} wrong")
    return 1 if example.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
