#!/usr/bin/env python3
"""Every test that the page of promises names is there: threats.py SOURCE BUILD"""
import json
import pathlib
import re
import subprocess
import sys

source, build = pathlib.Path(sys.argv[1]), sys.argv[2]
listed = json.loads(subprocess.run(["ctest", "--test-dir", build, "--show-only=json-v1"], check=True, capture_output=True, text=True).stdout)
known = {one["name"] for one in listed["tests"]}


def faults(page):
    promises = re.search(r"^## Promised\n(.*?)^## ", page, re.M | re.S).group(1)
    rows = [line.strip("|\n ").split(" | ") for line in promises.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert len(rows) > 10, "the table was not found"
    for against, _, tests in rows:
        named = re.findall(r'`([\w.]+)`(?: "([^"]+)")?', tests)
        if not named:
            yield f"{against}: no test"
        for test, case in named:
            if test not in known:
                yield f"{against}: there is no test `{test}`"
            folder = source / "tests/unit" / test.removeprefix("unit.")
            if case and not any(f'TEST_CASE("{case}"' in path.read_text("utf-8") for path in folder.glob("*.cpp")):
                yield f"{against}: `{test}` has no case \"{case}\""


page = (source / "tests/threats.md").read_text("utf-8")
found = list(faults(page))
for name, broken in (("a test", page.replace("`supply.sbom`", "`supply.nothing`")), ("a case", page.replace("never passes silently", "passes")),
                     ("tests", re.sub(r"\| `cli.evidence`, `cli.tables`[^|]*\|", "| - |", page))):
    if len(list(faults(broken))) <= len(found):
        sys.exit(f"a page that lacks {name} is taken")
print("\n".join(found) or "every promise has its tests")
sys.exit(bool(found))
