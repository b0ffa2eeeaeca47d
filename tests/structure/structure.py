#!/usr/bin/env python3
"""The house keeps its floors: who may include whom, which library lives where, what stands at the top level.

structure.py ROOT      checks the tree; prints each breach as file:line: message and exits 1 if there is one
structure.py --self-test   proves on made-up breaches that each check can fail
"""
import pathlib
import re
import sys
import tempfile

TOP = {"CMakeLists.txt", "src", "include", "rules", "examples", "tests", "LICENSE", "README.md"}
ROW = re.compile(r"^zhudun_room\((\w+)\s+FLOOR\s+(\d+)(?:\s+ROOMS((?:\s+\w+)+?))?(?:\s+HOME_OF((?:\s+\w+)+?))?\s*\)", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
LIBRARIES = {  # how an include names a library -> the library's name in the table
    r"^utf8proc\.h$": "utf8proc", r"^nettle/": "nettle", r"^yaml-cpp/": "yamlcpp", r"^re2/": "re2", r"^csv\.h$": "csv",
    r"^date/": "date", r"^CLI/": "cli11", r"^boost/": "boost", r"^nlohmann/": "nlohmann", r"^catch2/": "catch2",
    r"^zlib\.h$": "zlib", r"^xlsxwriter": "xlsxwriter", r"^minizip/": "minizip",
}
SUBJECT = re.compile(r"shanghai|铸盾|车联|vehicle|\bota\b|\bT(0[1-9]|1[0-5])\.[0-9]", re.I)


def rooms_of(root):
    rooms = {}
    for name, floor, allowed, home in ROW.findall((root / "src/CMakeLists.txt").read_text("utf-8")):
        rooms[name] = (int(floor), set(allowed.split()), set(home.split()))
    return rooms


def check_includes(path, room, row, rooms, breaches):
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        where = f"{path}:{number}"
        found = INCLUDE.match(line)
        if not found:
            continue
        name = found.group(1)
        if "../" in name:
            breaches.append(f"{where}: include of a parent folder `{name}`")
        parts = name.split("/")
        other = parts[1] if parts[0] == "zhudun" and len(parts) > 2 else parts[0] if parts[0] in rooms and len(parts) > 1 else None
        if other and other != room and other not in row[1]:
            breaches.append(f"{where}: room `{room}` may not include room `{other}`")
        if other and other != room and parts[0] != "zhudun":
            breaches.append(f"{where}: private header of room `{other}` included from room `{room}`")
        for pattern, library in LIBRARIES.items():
            if re.search(pattern, name) and library not in row[2]:
                breaches.append(f"{where}: library `{library}` does not live in room `{room}`")


def check(root):
    breaches = []
    rooms = rooms_of(root)
    if not rooms:
        breaches.append("src/CMakeLists.txt: no rooms found")
    for name, (floor, allowed, _) in rooms.items():
        for other in allowed:
            if other not in rooms:
                breaches.append(f"src/CMakeLists.txt: room `{name}` names an unknown room `{other}`")
            elif rooms[other][0] >= floor:
                breaches.append(f"src/CMakeLists.txt: room `{name}` on floor {floor} climbs to `{other}` on floor {rooms[other][0]}")
    for base in (root / "src", root / "include/zhudun"):
        for folder in sorted(p for p in base.iterdir() if p.is_dir()) if base.exists() else []:
            if folder.name not in rooms:
                breaches.append(f"{folder}: a room without a floor")
                continue
            for path in sorted(folder.rglob("*")):
                if path.suffix in {".h", ".cpp", ".hpp"}:
                    check_includes(path, folder.name, rooms[folder.name], rooms, breaches)
                if path.is_file():
                    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
                        if SUBJECT.search(line):
                            breaches.append(f"{path}:{number}: the engine knows nothing of its first subject: `{line.strip()}`")
    for entry in sorted(root.iterdir()):
        if entry.name not in TOP and not entry.name.startswith(".") and not entry.name.startswith("build"):
            breaches.append(f"{entry}: not at the top level, which is fixed")
    main = root / "src/main.cpp"
    if main.exists() and len(main.read_text("utf-8").splitlines()) >= 10:
        breaches.append(f"{main}: main is under ten lines")
    return breaches


def self_test():
    cases = {  # what to write -> what must be said
        ("src/diag/a.cpp", '#include "zhudun/yaml/tree.h"'): "may not include room `yaml`",
        ("src/diag/b.cpp", '#include "../source/x.h"'): "parent folder",
        ("src/diag/c.cpp", '#include <yaml-cpp/yaml.h>'): "does not live in room",
        ("src/diag/d.cpp", '#include "source/private.h"'): "private header",
        ("src/attic/e.cpp", ""): "a room without a floor",
        ("src/diag/f.cpp", "// a vehicle"): "knows nothing of its first subject",
        ("docs/g.md", ""): "not at the top level",
    }
    table = "zhudun_room(source FLOOR 0)\nzhudun_room(diag FLOOR 1 ROOMS source)\nzhudun_room(yaml FLOOR 2 ROOMS source diag HOME_OF yamlcpp)\n"
    failed = 0
    for (name, text), wanted in cases.items():
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "src").mkdir()
            (root / "src/CMakeLists.txt").write_text(table)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, "utf-8")
            if not any(wanted in breach for breach in check(root)):
                print(f"not caught: {name}: {text}")
                failed += 1
    print(f"{len(cases) - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(1 if self_test() else 0)
    found = check(pathlib.Path(sys.argv[1]))
    print("\n".join(found) if found else "the house stands: every include, library and top-level entry is where it may be")
    sys.exit(1 if found else 0)
