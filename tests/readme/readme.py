#!/usr/bin/env python3
"""README.md tells the truth.

readme.py --zhudun PROGRAM [--update]

* Every line of a block marked `sh` is run, each language in a clean copy of the examples and rules, and ends with the exit status it
  names (`# exit status 1`; 0 where none is named). The commands that install, build or test everything are known and not
  run here.
* Every report shown is the kept report it names, byte by byte; the examples' own test holds that to the program.
  --update copies it in again.
* Every command and option that `zhudun --help` and `zhudun COMMAND --help` tell is told, and no other, in both languages; so
  are the exit statuses, the ten statuses and the readings.
* Files that are named exist; both languages show the same commands and tables of the same length.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/golden"))
from golden import Book, Run  # noqa: E402

README = ROOT / "README.md"
NOT_RUN_HERE = {"./examples/quickstart", "./tests/run"}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
REPORT = re.compile(r"(<!-- report: (\S+) -->\n```text\n)(.*?)(^```$)", re.M | re.S)
CHINESE = "\n# 中文说明\n"


def halves(text):
    english, chinese = text.split(CHINESE)
    return {"english": english, "chinese": chinese}


def commands(text):
    """Each command of the `sh` blocks with the exit status it names."""
    for kind, body in FENCE.findall(text):
        for line in body.splitlines() if kind == "sh" else []:
            command, _, remark = line.partition(" #")
            status = re.search(r"exit status (\d)", remark)
            yield command.strip(), int(status.group(1)) if status else 0


def run_commands(book, program, text):
    with tempfile.TemporaryDirectory() as copy:
        folder = pathlib.Path(copy)
        for part in ("examples", "rules"):
            shutil.copytree(ROOT / part, folder / part)
        (folder / "build").mkdir()
        (folder / "build/zhudun").symlink_to(program)
        environment = {**os.environ, "PATH": f"{folder / 'build'}:{os.environ.get('PATH', '')}"}
        for command, status in commands(text):
            if command in NOT_RUN_HERE:
                if not os.access(ROOT / command, os.X_OK):
                    book.wrong(f"{command}: not there or not executable")
                continue
            done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=300)
            book.same(f"exit status of `{command}`", status, done.returncode)
            if done.returncode != status:
                print(done.stderr.decode("utf-8", "replace"))


def with_reports(text):
    return REPORT.sub(lambda found: found.group(1) + (ROOT / found.group(2)).read_text("utf-8") + found.group(4), text)


def check_reports(book, text):
    book.same("reports shown", 2, len(REPORT.findall(text)))
    book.kept(README, with_reports(text).encode())


def rows(text, heading):
    """The cells of each row of the table whose header row begins so."""
    found = re.search(rf"^\| {re.escape(heading)} \|.*\n\| ---.*\n((?:\|.*\n)+)", text, re.M)
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in found.group(1).splitlines()] if found else []


def table(text, heading):
    """The first cells of that table."""
    return [row[0] for row in rows(text, heading)]


def options_of(cell_or_line):
    return set(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", cell_or_line))


def help_of(program, *command):
    return Run(program, [*command, "--help"], ROOT).out.decode()


def part_of(help_text, title):
    """What help lists under a title: the first words of each entry."""
    return re.findall(r"^ {2,6}(\S.*?)(?:  .*)?$", help_text.split(f"\n{title}:\n")[1].split("\n\n")[0], re.M)


def options_offered(program, command):
    return set().union(*(options_of(entry) for entry in part_of(help_of(program, command), "options")))


def check_options(book, program, parts):
    offered = options_offered(program, "check")
    if "--as-of" not in offered:
        book.wrong("zhudun check --help names no options")
    for language, heading in (("english", "option"), ("chinese", "选项")):
        told = set().union(*(options_of(cell) for cell in table(parts[language], heading)))
        book.same(f"options told in the {language} part", sorted(offered), sorted(told))
    for command, _ in commands(parts["english"] + parts["chinese"]):
        used = options_of(re.sub(r"'[^']*'|\"[^\"]*\"", "", command)) if " check " in command else set()
        book.same(f"unknown options in `{command}`", [], sorted(used - offered))


def check_commands(book, program, parts):
    """Every command but check, which has a chapter, stands in one table, its options in the next."""
    offered = set(part_of(help_of(program), "commands")) - {"check"}
    options = sorted((command, option) for command in offered for option in options_offered(program, command) - {"-h", "--help"})
    for language, heading, beside in (("english", "command", "other options"), ("chinese", "命令", "其他选项")):
        told = {cell.split()[1].strip("`") for cell in table(parts[language], heading)}
        book.same(f"commands told in the {language} part", sorted(offered), sorted(told))
        told = sorted((command, option) for cells in rows(parts[language], beside)
                      for command in re.findall(r"`(\w+)`", cells[1]) for option in options_of(cells[0]))
        book.same(f"options of the other commands told in the {language} part", options, told)


def check_statuses(book, program, parts):
    """The table of exit statuses has the numbers of the program's own."""
    for language, title in (("english", "Exit status"), ("chinese", "退出状态")):
        told = re.findall(r"^\| (\d) \|", parts[language].split(f"\n## {title}\n")[1].split("\n## ")[0], re.M)
        book.same(f"exit statuses told in the {language} part", part_of(help_of(program), "exit status"), told)


def check_words(book, program, parts):
    """Statuses and readings are those of the program, in its order, with its words."""
    arguments = ["check", "examples/every-status/company.yaml", "--as-of", "2025-11-10", "--all"]
    report = json.loads(Run(program, arguments + ["--format", "json"], ROOT).out)
    names = list(report["declarations"][0]["summary"])
    words = {}
    for language in ("zh", "en"):
        text = Run(program, arguments + ["--lang", language], ROOT).out.decode()
        found = dict(re.findall(r"^([^\s:](?:[^:=\n]{0,20}[^\s:=\n])?) (\d{1,3})$", text, re.M))
        words[language] = list(found)
        book.same(f"statuses in the report in {language}", 10, len(found))
    told = [f"{en} {zh}" for en, zh in zip(words["en"], words["zh"])]
    for language, heading, expected in (("english", "| status | in the report", told),
                                        ("chinese", "| 状态 | 报告用词", words["zh"])):
        part = parts[language][parts[language].index(heading):]
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", part, re.M)[:10]
        book.same(f"statuses told in the {language} part", list(zip(names, expected)), rows)
    for language, heading in (("english", "reading"), ("chinese", "读法")):
        book.same(f"readings told in the {language} part", [f"`{name}`" for name in report["reading"]],
                  table(parts[language], heading))


def check_readings(book, program, parts):
    """Strict, default and loose are what the table says."""
    for column, stance in enumerate(("strict", "default", "loose")):
        arguments = ["check", "examples/group/roads/company.yaml", "--format", "json", "--reading", stance]
        chosen = json.loads(Run(program, arguments, ROOT).out)["reading"]
        told = {name: "none" if value is None else str(value) for name, value in chosen.items()}
        for language, part in parts.items():
            rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| `(\w+)` \| `(\w+)` \|", part, re.M)
            book.same(f"--reading {stance} in the {language} part", told, {row[0]: row[1 + column] for row in rows})


def check_files(book, text):
    named = set(re.findall(r"`((?:examples|rules|tests|\.ci)/[\w./-]+)", text)) | set(re.findall(r"\]\((?!#)([^)]+)\)", text))
    for name in sorted(named):
        if not (ROOT / name).exists():
            book.wrong(f"README names `{name}`, which is not there")
    for anchor in re.findall(r"\]\(#([^)]+)\)", text):
        titles = re.findall(r"^#+ (.*)$", text, re.M)
        if anchor not in [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]:
            book.wrong(f"README links to #{anchor}, which is no heading")


def check_languages(book, parts):
    plain = [{command for command, _ in commands(part)} for part in parts.values()]
    without_language = [{command.removesuffix(" --lang en") for command in part} for part in plain]
    book.same("commands of both languages", sorted(without_language[0]), sorted(without_language[1]))
    shapes = [[body.count("\n") for body in re.findall(r"^\| ---.*\n((?:\|.*\n)+)", part, re.M)] for part in parts.values()]
    book.same("tables of both languages", shapes[0], shapes[1])
    headings = [len(re.findall(r"^## ", part, re.M)) for part in parts.values()]
    book.same("headings of both languages", headings[0], headings[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--zhudun", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--update", action="store_true", help="copy the kept reports into README.md")
    call = parser.parse_args()
    book = Book(call.update)
    text = README.read_text("utf-8")
    check_reports(book, text)
    parts = halves(text)
    check_options(book, call.zhudun, parts)
    check_commands(book, call.zhudun, parts)
    check_statuses(book, call.zhudun, parts)
    check_words(book, call.zhudun, parts)
    check_readings(book, call.zhudun, parts)
    check_files(book, text)
    check_languages(book, parts)
    for part in parts.values():
        run_commands(book, call.zhudun, part)
    return book.close()


if __name__ == "__main__":
    sys.exit(main())
