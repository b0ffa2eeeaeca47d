#!/usr/bin/env python3
"""Every format of the registry on a handful of scenarios, as it was once read by a person, byte by byte.

formats.py --reports FOLDER [--update]

FOLDER holds what the grid of unit/render wrote: SCENARIO.FORMAT files and registry.txt. Kept is what a person can read:
* runs of one character as long as the hostile names are `⟦n×10000⟧`, equal lines in a row are counted;
* a workbook is its XML parts, broken between their elements, but for styles and theme, which other tests look at;
* the style and the script of a page are left out, with their hashes: they are files of their own.
"""
import argparse
import io
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from golden import Book  # noqa: E402

KEPT = pathlib.Path(__file__).resolve().parent / "formats"
SCENARIOS = ["nothing", "one", "every-status-all", "batch", "baseline", "baseline-zh", "dozen", "hostile"]
RUN = re.compile(r"(n|长|%E9%95%BF)\1{39,}")
PAGE = re.compile(r"(<(style|script)[^>]*>).*?(</\2>)", re.S)
HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")


def unzipped(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = [f"⟦{name}⟧\n" + re.sub(r">\s*<", ">\n<", book.read(name).decode("utf-8"))
                 for name in book.namelist() if not re.search(r"/(styles|theme/\w+)\.xml$", name)]
    return "\n\n".join(parts) + "\n"


def shortened(text):
    text = RUN.sub(lambda run: f"⟦{run.group(1)}×{len(run.group()) // len(run.group(1))}⟧", text)
    lines = []
    for line in re.split(r"(?<=\n)", text):
        if lines and lines[-1][0] == line:
            lines[-1][1] += 1
        else:
            lines.append([line, 1])
    return "".join(line if times < 3 else f"{line}⟦the same, {times} times⟧\n" for line, times in lines)


def readable(data):
    text = unzipped(data) if data.startswith(b"PK") else data.decode("utf-8")
    if text.startswith("<!doctype html>"):
        text = HASH.sub("'sha256-…'", PAGE.sub(r"\1…\3", text))
    return shortened(text).encode()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true", help="rewrite what is kept")
    call = parser.parse_args()
    book = Book(call.update)
    names = (call.reports / "registry.txt").read_text("utf-8").split()
    wanted = {f"{scenario}.{name}": scenario for scenario in SCENARIOS for name in names}
    for file in wanted:
        if not (KEPT / file).exists() and not call.update:
            book.wrong(f"{KEPT / file}: not there; make it with\n  python3 {__file__} --reports {call.reports} --update")
        else:
            book.kept(KEPT / file, readable((call.reports / file).read_bytes()))
    for path in sorted(KEPT.iterdir()):
        if path.name not in wanted:
            book.wrong(f"{path}: kept, but there is no such scenario or format")
    print(f"{len(wanted) - min(book.faults, len(wanted))} passed, {book.faults} failed")
    return book.close()


if __name__ == "__main__":
    sys.exit(main())
