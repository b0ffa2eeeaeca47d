#!/usr/bin/env python3
"""Workbooks that the grid of unit/render wrote, opened by LibreOffice: as many rows, the same sums, pages of A4 across.

libreoffice.py REPORTS     the folder holds counts.json and SCENARIO.xlsx files
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(sys.argv[1])
SHEETS = {"Summary": "汇总", "Gaps": "待办清单", "Findings": "结论明细", "Waivers": "豁免", "Method": "方法说明"}
# Commas, quotes, UTF-8, from the first line on, as shown, every sheet (-1) into a file of its own.
CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1'
faults = []
tried = 0


def expect(what, wanted, found):
    global tried
    tried += 1
    if wanted != found:
        faults.append(f"{what}: expected {wanted!r}, found {str(found)[:300]!r}")


def convert(place, kind, names):
    """All at once: starting takes longer than converting."""
    files = [str(FOLDER / f"{name}.xlsx") for name in names]
    done = subprocess.run(["soffice", f"-env:UserInstallation=file://{place}/profile", "--headless", "--convert-to", kind,
                           "--outdir", str(place), *files], capture_output=True, timeout=600)
    assert done.returncode == 0, done.stderr.decode()


def path_of(place, scenario, sheet):
    return place / f"{scenario}-{SHEETS[sheet] if scenario.endswith('-zh') else sheet}.csv"


def rows_of(place, scenario, sheet):
    with open(path_of(place, scenario, sheet), encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def check_rows(place, scenario, count):
    for sheet in SHEETS:
        expect(f"{scenario}: {sheet} opens", True, path_of(place, scenario, sheet).exists())
    findings = rows_of(place, scenario, "Findings")
    expect(f"{scenario}: findings", count, len(findings) - 1)
    expect(f"{scenario}: cells in a row", {len(findings[0])}, {len(row) for row in findings})
    report = json.loads((FOLDER / f"{scenario}.json").read_text("utf-8"))
    total = sum(number for declaration in report["declarations"] for number in declaration["summary"].values())
    sums = [row for row in rows_of(place, scenario, "Summary")[4:] if {"total", "合计"} & set(row[:4])]
    expect(f"{scenario}: what is counted", str(total), sums[0][-1].replace("–", "0"))
    errors = [cell for sheet in SHEETS for row in rows_of(place, scenario, sheet) for cell in row
              if re.match(r"#(NAME|REF|VALUE|DIV/0)|Err:\d", cell)]
    expect(f"{scenario}: no cell is an error", [], errors)


def check_pages(place, scenario):
    data = (place / f"{scenario}.pdf").read_bytes()
    sizes = {tuple(round(float(number)) for number in box.split()) for box in
             re.findall(rb"/MediaBox\s*\[([^\]]*)\]", data)}
    expect(f"{scenario}: pages are A4 across", {(0, 0, 842, 595)}, sizes)
    expect(f"{scenario}: pages", True, len(re.findall(rb"/Type\s*/Page\b", data)) >= len(SHEETS))


def main():
    counts = json.loads((FOLDER / "counts.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        convert(place, CSV, counts)
        for scenario, count in counts.items():
            check_rows(place, scenario, count)
        paged = ["every-status-all", "batch"]
        convert(place, "pdf", paged)
        for scenario in paged:
            check_pages(place, scenario)
        due = rows_of(place, "every-status", "Findings")[1][6]
        expect("a date is shown as one", "2025-04-27", due)
        hostile = {row[4] for row in rows_of(place, "hostile", "Findings")}
        expect("a text that looks like a formula is a text", True, "=cmd|' /C calc'!A0" in hostile)
    print("\n".join(faults[:40]))
    print(f"{tried - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
