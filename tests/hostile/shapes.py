"""Declarations of the worst shapes, each as large as is asked for. NAME -> bytes; made when asked, since each is large."""
import itertools
import random

HEAD = "zhudun: 1\ncompany: {name: a, roles: [product_manufacturer]}\n"


def filled(size, before, line, after=""):
    """As many lines as fit; `line` gives the text of the nth."""
    parts = [before]
    length = len(before) + len(after)
    for number in itertools.count():
        text = line(number)
        length += len(text.encode())
        if length > size:
            break
        parts.append(text)
    parts.append(after)
    return "".join(parts).encode()


def repeated(size, before, unit, after=""):
    room = size - len(before.encode()) - len(after.encode())
    return (before + unit * (room // len(unit.encode())) + after).encode()


def deep_block(size):
    """Each level one column further in: a few thousand levels fill it."""
    lines = []
    length = 0
    for depth in itertools.count():
        line = " " * depth + "a:\n"
        length += len(line)
        if length > size:
            return "".join(lines).encode()
        lines.append(line)


def bomb(size, levels=9, width=9):
    lines = ["zhudun: 1\nx-0: &a0 [" + ",".join(["lol"] * width) + "]\n"]
    for level in range(1, levels):
        lines.append(f"x-{level}: &a{level} [" + ",".join([f"*a{level - 1}"] * width) + "]\n")
    return repeated(size, "".join(lines), "# more\n")


def waivers(size):
    """Half hazards, each a finding, half waivers, each of one of them, the last first."""
    hazards = filled(size // 3, HEAD + "governance:\n  hazards:\n", lambda n: f"  - {{id: h{n}, found_on: 2025-01-01}}\n")
    count = hazards.count(b"\n") - 4
    return filled(size, hazards.decode() + "waivers:\n",
                  lambda n: f"- {{rule: T01.7, subject: governance/hazards/h{count - n % count}, reason: r, approved_by: b, "
                            "approved_on: 2025-01-01, expires_on: 2026-01-01}\n")


SHAPES = {
    "only [": lambda size: b"[" * size,
    "only {": lambda size: b"{" * size,
    "only ]": lambda size: b"]" * size,
    "only - on one line": lambda size: repeated(size, "", "- "),
    "only - a line each": lambda size: repeated(size, "", "-\n"),
    "only ? on one line": lambda size: repeated(size, "", "? "),
    "only {a: ": lambda size: repeated(size, "", "{a: "),
    "only a: on one line": lambda size: repeated(size, "", "a: "),
    "only [a, ": lambda size: repeated(size, "", "[a, "),
    "[] pairs": lambda size: repeated(size, "x-a: [", "[],", "]\n"),
    "{} in {}": lambda size: repeated(size, "x-a: {", "a: {},", "}\n"),
    "deep and closed": lambda size: b"x-a: " + b"[" * (size // 2 - 5) + b"]" * (size // 2 - 5) + b"\n",
    "only quotes": lambda size: b'"' * size,
    "only apostrophes": lambda size: b"'" * size,
    "only &": lambda size: repeated(size, "", "&a "),
    "only *": lambda size: repeated(size, "", "*a "),
    "only !": lambda size: repeated(size, "", "!a "),
    "only |": lambda size: repeated(size, "", "|\n"),
    "only #": lambda size: b"#" * size,
    "only spaces": lambda size: b" " * size,
    "only tabs": lambda size: b"\t" * size,
    "only line ends": lambda size: b"\n" * size,
    "only CR": lambda size: b"\r" * size,
    "only CRLF": lambda size: b"\r\n" * (size // 2),
    "only ---": lambda size: repeated(size, "", "---\n"),
    "only %": lambda size: repeated(size, "", "%a b\n"),
    "only :": lambda size: b":" * size,
    "only ,": lambda size: repeated(size, "x-a: [", ","),
    "only NUL": lambda size: b"\0" * size,
    "only 0xFF": lambda size: b"\xff" * size,
    "only backslashes": lambda size: repeated(size, 'x-a: "', "\\\\", '"\n'),
    "only escapes": lambda size: repeated(size, 'zhudun: 1\ncompany: {roles: [product_manufacturer], name: "', "\\x41", '"}\n'),
    "bidi marks": lambda size: repeated(size, "zhudun: 1\ncompany: {roles: [product_manufacturer], name: ", "\u202e", "}\n"),
    "combining marks": lambda size: repeated(size, "zhudun: 1\ncompany: {roles: [product_manufacturer], name: a", "\u0301", "}\n"),
    "random bytes": lambda size: random.Random(7).randbytes(size),
    "random characters of YAML": lambda size: bytes(random.Random(7).choices(b"[]{}:,-?&*!|>'\"%@`# \n ab1", k=size)),
    "random lines of YAML": lambda size: filled(size, "", lambda n, r=random.Random(7): " " * r.randrange(6) + "".join(
        r.choices(["- ", "a", ": ", "? ", "[", "]", "{", "}", ", ", "'", '"', "|", ">", "&a ", "*a ", "!!str ", "# c"], k=4)) + "\n"),
    "GBK": lambda size: ("zhudun: 1\ncompany: {name: " + "示例" * ((size - 40) // 4) + "}\n").encode("gbk"),
    "UTF-16": lambda size: ("zhudun: 1\ncompany: {name: " + "a" * (size // 2 - 40) + "}\n").encode("utf-16"),
    "one plain scalar": lambda size: repeated(size, HEAD + "x-a: ", "a"),
    "one plain scalar of many lines": lambda size: repeated(size, HEAD + "x-a:\n", "  a\n"),
    "one quoted scalar of many lines": lambda size: repeated(size, HEAD + 'x-a: "', "a\n  ", '"\n'),
    "one literal": lambda size: repeated(size, HEAD + "x-a: |\n", "  a\n"),
    "one folded": lambda size: repeated(size, HEAD + "x-a: >\n", "  a\n\n"),
    "a literal of empty lines": lambda size: repeated(size, HEAD + "x-a: |\n", "\n"),
    "one number": lambda size: repeated(size, "zhudun: ", "1", "\n"),
    "one date": lambda size: repeated(size, HEAD + "governance: {policies: [{issued_on: 2025-01-", "1", "}]}\n"),
    "one id": lambda size: repeated(size, HEAD + "vehicles: [{id: ", "v", "}]\n"),
    "one key": lambda size: repeated(size, HEAD, "k", ": 1\n"),
    "one unclosed quote": lambda size: repeated(size, HEAD + 'x-a: "', "a b\n  "),
    "one unclosed bracket": lambda size: repeated(size, HEAD + "x-a: [", "a,\n  "),
    "one role": lambda size: repeated(size, "zhudun: 1\ncompany: {name: a, roles: [", "r", "]}\n"),
    "long comments": lambda size: repeated(size, HEAD + "x-a: 1 #", "c"),
    "a comment on each line": lambda size: repeated(size, HEAD, "# c\n"),
    "one key many times": lambda size: repeated(size, HEAD, "k: 1\n"),
    "one own key many times": lambda size: repeated(size, HEAD, "x-k: 1\n"),
    "many own keys": lambda size: filled(size, HEAD, lambda n: f"x-{n}: 1\n"),
    "many unknown keys": lambda size: filled(size, HEAD, lambda n: f"key{n}: 1\n"),
    "many keys of something else": lambda size: filled(size, "", lambda n: f"key{n}: 1\n"),
    "many long keys of something else": lambda size: filled(size, "", lambda n: f"{'k' * 55}{n}: 1\n"),
    "many unknown keys near one": lambda size: filled(size, HEAD, lambda n: f"governanc{n}: 1\n"),
    "many unknown keys on one line": lambda size: filled(size, "{zhudun: 1", lambda n: f", k{n}: 1", "}\n"),
    "unknown keys in many items": lambda size: filled(size, HEAD + "vehicles:\n", lambda n: f"- {{id: v{n}, launchs: 1, xyzzy: 2}}\n"),
    "nothing required given": lambda size: repeated(size, HEAD + "vehicles:\n", "- {x-a: 1}\n"),
    "many duplicate ids": lambda size: repeated(size, HEAD + "vehicles:\n", "- {id: v}\n"),
    "many empty items": lambda size: repeated(size, HEAD + "vehicles:\n", "-\n"),
    "many wrong dates": lambda size: filled(size, HEAD + "governance:\n  hazards:\n", lambda n: f"  - {{id: h{n}, found_on: 2025-02-30}}\n"),
    "many wrong types": lambda size: repeated(size, HEAD + "governance:\n  hazards:\n", "  - 1\n"),
    "many full-width colons": lambda size: repeated(size, HEAD, "a：1\n"),
    "many tabs": lambda size: repeated(size, HEAD, "\tx-a: 1\n"),
    "many anchors": lambda size: filled(size, HEAD + "x-a:\n", lambda n: f"- &a{n} 1\n"),
    "one anchor many times": lambda size: repeated(size, HEAD + "x-a:\n", "- &a 1\n"),
    "many aliases": lambda size: repeated(size, HEAD + "x-b: &a 1\nx-a:\n", "- *a\n"),
    "many aliases of many anchors": lambda size: filled(size, HEAD + "x-b: &a0 1\nx-a:\n", lambda n: f"- &a{n + 1} 1\n- *a{n // 2}\n"),
    "many unknown aliases": lambda size: filled(size, HEAD + "x-a:\n", lambda n: f"- *a{n}\n"),
    "an alias bomb": bomb,
    "an alias bomb of facts": lambda size: repeated(
        size, HEAD + "x-v: &v {id: v, launches: [{id: a, kind: sale, launched_on: 2025-01-01}]}\nvehicles: [", "*v,", "]\n"),
    "an alias of itself": lambda size: repeated(size, HEAD + "x-a: &a [", "*a,", "]\n"),
    "many tags": lambda size: repeated(size, HEAD + "x-a:\n", "- !!int a\n"),
    "a long tag": lambda size: repeated(size, HEAD + "x-a: !", "t", " 1\n"),
    "a long anchor": lambda size: repeated(size, HEAD + "x-a: &", "t", " 1\n"),
    "deep block": deep_block,
    "many findings": lambda size: filled(size, HEAD + "governance:\n  hazards:\n", lambda n: f"  - {{id: h{n}, found_on: 2025-01-01}}\n"),
    "many findings of vehicles": lambda size: filled(
        size, HEAD + "vehicles:\n", lambda n: f"- {{id: v{n}, launches: [{{id: a, kind: sale, launched_on: 2025-01-01, tests: []}}]}}\n"),
    "one vehicle, many launches": lambda size: filled(
        size, HEAD + "vehicles:\n- id: v\n  launches:\n", lambda n: f"  - {{id: l{n}, kind: sale, launched_on: 2025-01-01}}\n"),
    "one launch, many tests": lambda size: repeated(
        size, HEAD + "vehicles:\n- id: v\n  launches:\n  - id: l\n    kind: sale\n    launched_on: 2025-01-01\n    tests:\n",
        "    - {completed_on: 2025-01-01}\n"),
    "aliases of many launches": lambda size: filled(
        size, HEAD + "x-l: &l [" + ", ".join(f"{{id: l{n}, launched_on: 2025-01-01}}" for n in range(100)) + "]\nvehicles:\n",
        lambda n: f"- {{id: v{n}, launches: *l}}\n"),
    "one platform, many risk assessments": lambda size: filled(
        size, HEAD.replace("product_manufacturer", "platform_operator") + "platforms:\n- id: p\n  grade: 3\n  risk_assessments:\n",
        lambda n: "  - {submitted_on: 2025-01-01}\n"),
    "many snapshots": lambda size: filled(
        size, HEAD.replace("company: {", "company: {handles: {important_data: true}, ") + "data_catalog:\n  snapshots:\n",
        lambda n: f"  - {{id: s{n}, taken_on: 2025-01-01, entries: {n}}}\n"),
    "waivers against findings": waivers,
    "waivers that match nothing": lambda size: filled(
        size, HEAD + "waivers:\n", lambda n: f"- {{rule: X{n}, reason: r, approved_by: b, approved_on: 2025-01-01, expires_on: 2026-01-01}}\n"),
}


# Each a table, in the place of the entries of a catalogue.
TABLE = """\
zhudun: 1
company: {name: a, roles: [product_manufacturer], handles: {important_data: true}}
data_catalog: {entries: t.csv}
"""
TABLES = {
    "csv: only commas": lambda size: b"," * size,
    "csv: only quotes": lambda size: b'"' * size,
    "csv: only line ends": lambda size: b"\n" * size,
    "csv: only semicolons": lambda size: b";" * size,
    "csv: only tabs": lambda size: b"\t" * size,
    "csv: a header and commas": lambda size: repeated(size, "id,records\n", ","),
    "csv: many columns": lambda size: filled(size, "id", lambda n: f",x-{n}", "\n1\n"),
    "csv: many unknown columns": lambda size: filled(size, "id", lambda n: f",c{n}", "\n1\n"),
    "csv: one column many times": lambda size: repeated(size, "id", ",records", "\n1\n"),
    "csv: many rows": lambda size: filled(size, "id,records\n", lambda n: f"h{n},1\n"),
    "csv: as many rows as may lack facts": lambda size: filled(  # of 16 MiB: four each, 500,000 in all may be lacking
        size, "id,records,x-more\n", lambda n: f"h{n},1,{'x' * 128}\n"),
    "csv: many rows that lack one fact": lambda size: filled(
        size, "id,category,level,owner,x-more\n", lambda n: f"h{n},c,core,,{'x' * 20}\n"),
    "csv: many rows that lack nothing": lambda size: filled(
        size, "id,records,category,level,owner,storage_gb\n", lambda n: f"h{n},1,c,core,o,1\n"),
    "csv: many wrong numbers": lambda size: filled(size, "id,records\n", lambda n: f"h{n},1.5\n"),
    "csv: one id": lambda size: repeated(size, "id,records\n", "h,1\n"),
    "csv: rows too long": lambda size: repeated(size, "id,records\n", "h,1,x\n"),
    "csv: rows too short": lambda size: repeated(size, "id,records\n", "h\n"),
    "csv: one cell": lambda size: repeated(size, "id,records\n", "h", ",1\n"),
    "csv: one unclosed cell": lambda size: repeated(size, 'id,records\n"', "h\n"),
    "csv: cells of quotes": lambda size: repeated(size, "id,records\n", '"""""",x\n'),
    "csv: random": lambda size: bytes(random.Random(7).choices(b',;\t"\n\rab1 ', k=size)),
    "csv: NUL": lambda size: b"\0" * size,
    "csv: GBK": lambda size: ("编号,条数\n" + "示例,1\n" * (size // 7 - 2)).encode("gbk"),
    "csv: errors of a spreadsheet": lambda size: repeated(size, "id,records\n", "#REF!,########\n"),
}
