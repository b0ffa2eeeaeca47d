#!/usr/bin/env python3
"""README shows every picture, each half its own, with words for those who do not see it; the files are small.

check.py ROOT
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])
MOST_BYTES = 120_000


def main():
    english, chinese = (ROOT / "README.md").read_text("utf-8").split("\n# 中文说明\n")
    there = {str(path.relative_to(ROOT)) for path in (ROOT / "tests/pictures").glob("*.png")}
    faults = [] if len(there) >= 4 else [f"pictures: {sorted(there)}"]
    for language, half in (("en", english), ("zh", chinese)):
        shown = re.findall(r"!\[([^\]]*)\]\(([^)]*)\)", half)
        wanted = {path for path in there if path.endswith(f".{language}.png")}
        if {path for _, path in shown} != wanted:
            faults.append(f"{language}: README shows {shown}, there are {sorted(wanted)}")
        faults += [f"{path}: words that say little: {words!r}" for words, path in shown if len(words) < 20]
    for path in sorted(there):
        data = (ROOT / path).read_bytes()
        if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) > MOST_BYTES:
            faults.append(f"{path}: {len(data)} bytes")
    print("\n".join(faults))
    print(f"{len(there)} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
