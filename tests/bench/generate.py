#!/usr/bin/env python3
"""Declarations to measure with, in the shape of real ones. The same kind, size and seed give the same bytes.

    generate.py KIND SIZE [--seed N] --to FOLDER      writes into FOLDER and prints the path to judge

    entries      one declaration with SIZE catalogue entries in it, 8 lines and some 205 bytes each
    table        the same entries in a CSV file beside the declaration, and reading.yaml for the pack in pack/
    findings     one declaration of which SIZE hazards and catalogue entries are findings
    files        a folder of SIZE small declarations; past 10,000 they repeat, as links to the same file
    expressions  SIZE lines for `zhudun eval --jsonl`
"""
import argparse
import json
import pathlib
import sys

from company import DEPARTMENTS, Dice, company

DATA = ["车辆行驶轨迹", "车外视频", "座舱语音", "充电网运行数据", "重要敏感区域车流量", "车辆远程控制日志", "研发测试点云", "客服工单",
        "高精地图采集数据", "驾驶人面部特征", "电池状态数据", "车辆识别代号台账", "远程升级记录", "道路测试场景库"]
CATEGORIES = ["位置轨迹", "音视频", "能源网络", "地理信息", "运行数据", "经营数据", "个人信息"]
COLUMNS = ["编号", "数据名称", "数据类别", "数据级别", "记录条数", "存储量GB", "责任部门", "更新日期"]
INCOMPLETE = 0.001     # of the entries of a catalogue that is in good order
PIECE = 10_000         # entries that are put together before they are written
DISTINCT = 10_000      # files that differ; the rest are links, which spare the disk and are read like any other


def entry(dice, number):
    """id, name, category, level, records, storage_gb, owner, updated_on"""
    level = "general" if dice.chance(0.5) else "core" if dice.chance(0.04) else "important"
    return (f"c-{number:07d}", f"{dice.among(DATA)}{dice.below(90) + 10}", dice.among(CATEGORIES), level,
            1000 + dice.below(9_000_000), f"{dice.below(200_000) / 100:.2f}", dice.among(DEPARTMENTS), dice.day())


def entry_yaml(fields, without_owner):
    one, name, category, level, records, storage, owner, updated = fields
    owned = "" if without_owner else f"      owner: {owner}\n"
    return (f"    - id: {one}\n      name: {name}\n      category: {category}\n      level: {level}\n"
            f"      records: {records}\n      storage_gb: {storage}\n{owned}      updated_on: {updated}\n")


def catalogue(dice, size):
    """The catalogue's own facts; its entries come last, so that they can be written as they are made."""
    filed = size // 2
    yield "data_catalog:"
    yield "  identified_on: 2025-02-14"
    yield "  updated_on: 2025-08-29"
    yield "  filings:"
    yield f"    - {{id: f-1, filed_on: 2025-06-20, entries: {filed}, storage_gb: {filed * 1000}.0}}"
    yield "  snapshots:"
    yield f"    - {{id: s-1, taken_on: 2025-07-31, entries: {filed}, storage_gb: {filed * 1000}.0}}"


def pieces(make, size):
    for start in range(0, size, PIECE):
        yield "".join(make(number) for number in range(start, min(start + PIECE, size)))


def write_declaration(path, dice, size, incomplete, unfixed=0):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(company(dice, unfixed=unfixed)) + "\n")
        out.write("\n".join(catalogue(dice, size)) + "\n  entries:\n" if size else "data_catalog: {entries: []}\n")
        out.writelines(pieces(lambda number: entry_yaml(entry(dice, number), dice.chance(incomplete)), size))


def entries(folder, size, dice):
    path = folder / "company.yaml"
    write_declaration(path, dice, size, INCOMPLETE)
    return path


def findings(folder, size, dice):
    path = folder / "company.yaml"
    write_declaration(path, dice, size - size // 2, 1.0, unfixed=size // 2)
    return path


def table(folder, size, dice):
    path = folder / "company.yaml"
    head = "\n".join([*company(dice), *catalogue(dice, size), "  entries: catalogue.csv"])
    path.write_text(head + "\n", "utf-8", newline="\n")
    (folder / "reading.yaml").write_text("zhudun: 1\ncompany: {name: 甲}\nentries: catalogue.csv\n", "utf-8", newline="\n")
    with open(folder / "catalogue.csv", "w", encoding="utf-8", newline="\n") as out:
        out.write(",".join(COLUMNS) + "\n")

        def row(number):
            fields = list(entry(dice, number))
            if dice.chance(INCOMPLETE):
                fields[6] = ""
            return ",".join(map(str, fields)) + "\n"
        out.writelines(pieces(row, size))
    return path


def files(folder, size, dice):
    place = folder / "declarations"
    place.mkdir(parents=True, exist_ok=True)
    evidence(place)
    for number in range(size):
        path = place / f"company-{number:07d}.yaml"
        if number >= DISTINCT:
            path.unlink(missing_ok=True)
            path.hardlink_to(place / f"company-{number % DISTINCT:07d}.yaml")
            continue
        lines = [*company(dice, platform_count=1 + dice.below(2)), *catalogue(dice, 3), "  entries:\n"]
        text = "\n".join(lines) + "".join(entry_yaml(entry(dice, one), False) for one in range(3))
        path.write_text(text, "utf-8", newline="\n")
    return place


EXPRESSIONS = [
    lambda dice: (f"{dice.below(1000)} + {dice.below(1000)} * {1 + dice.below(9)}", {}),
    lambda dice: ("n > 10 && n < limit", {"n": whole(dice.below(100)), "limit": whole(dice.below(200))}),
    lambda dice: ("level == 'important' || level == 'core'", {"level": text(dice.among(["general", "important", "core"]))}),
    lambda dice: ("size(owner) > 0 ? owner : '未填'", {"owner": text(dice.among(["", "数据部", "客服部"]))}),
    lambda dice: (f"[{dice.below(9)}, {dice.below(9)}, {dice.below(9)}].exists(x, x > n)", {"n": whole(dice.below(9))}),
    lambda dice: (f"'c-{dice.below(10_000)}'.startsWith('c-1')", {}),
    lambda dice: (f"{{'a': {dice.below(9)}, 'b': 2}}['a'] >= 5", {}),
    lambda dice: (f"timestamp('{dice.day()}T08:00:00Z') < timestamp('2025-06-01T00:00:00Z')", {}),
]


def whole(number):
    return {"int64Value": str(number)}


def text(words):
    return {"stringValue": words}


def expressions(folder, size, dice):
    path = folder / "expressions.jsonl"
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for _ in range(size):
            expression, bindings = dice.among(EXPRESSIONS)(dice)
            line = {"expr": expression}
            if bindings:
                line["bindings"] = bindings
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def evidence(folder):
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    for name in ("grading", "annex"):
        (folder / "evidence" / f"{name}.txt").write_text("虚构的材料\n", "utf-8")


KINDS = {"entries": entries, "table": table, "findings": findings, "files": files, "expressions": expressions}


def generate(kind, size, seed, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    evidence(folder)
    return KINDS[kind](folder, size, Dice(kind, size, seed))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("size", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", required=True, metavar="FOLDER")
    call = parser.parse_args()
    print(generate(call.kind, call.size, call.seed, call.to))


if __name__ == "__main__":
    sys.exit(main())
