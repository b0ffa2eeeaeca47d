#!/usr/bin/env python3
"""The checks of a catalogue's entries in Python, over PyYAML: checks.py safe|c FILE|FOLDER...

`safe` is PyYAML's own reader, `c` the one that has libyaml inside. `checks.py json FILE` prints the declaration as JSON, for jq.
Prints of all declarations together how many entries there are, how many lack something, how many count and their volume.
"""
import json
import pathlib
import sys
from datetime import date

import yaml

LOADERS = {"safe": yaml.SafeLoader, "c": yaml.CSafeLoader, "json": yaml.CSafeLoader}


def check(declaration, total):
    seen = set()
    for entry in declaration["data_catalog"]["entries"]:
        if entry["id"] in seen or "/" in entry["id"] or not isinstance(entry["updated_on"], date):
            raise ValueError(entry["id"])
        seen.add(entry["id"])
        if entry["level"] not in ("general", "important", "core") or entry["records"] < 0 or entry["storage_gb"] < 0:
            raise ValueError(entry["id"])
        total["entries"] += 1
        total["incomplete"] += not (entry.get("category") and entry.get("owner"))
        if entry["level"] != "general":
            total["counted"] += 1
            total["storage_gb"] += entry["storage_gb"]


def main():
    kind, *named = sys.argv[1:]
    paths = [path for one in map(pathlib.Path, named) for path in (sorted(one.glob("*.yaml")) if one.is_dir() else [one])]
    total = {"entries": 0, "incomplete": 0, "counted": 0, "storage_gb": 0.0}
    for path in paths:
        with open(path, encoding="utf-8") as stream:
            declaration = yaml.load(stream, LOADERS[kind])
        if kind == "json":
            print(json.dumps(declaration, ensure_ascii=False, default=str))
        else:
            check(declaration, total)
    if kind != "json":
        total["storage_gb"] = round(total["storage_gb"])
        print(json.dumps(total))


if __name__ == "__main__":
    main()
