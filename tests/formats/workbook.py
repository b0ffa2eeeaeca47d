#!/usr/bin/env python3
"""Workbooks, read by openpyxl: those that the grid of unit/render wrote, and those of the program in both languages.

workbook.py REPORTS ZHUDUN     the folder holds counts.json and SCENARIO.xlsx files, and SCENARIO.json beside each
"""
import datetime
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import openpyxl
from openpyxl.utils import get_column_letter

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = pathlib.Path(sys.argv[1])
PROGRAM = str(pathlib.Path(sys.argv[2]).resolve())
SHEETS = {"en": ["Summary", "Gaps", "Findings", "Waivers", "Method"],
          "zh": ["汇总", "待办清单", "结论明细", "豁免", "方法说明"]}
TO_BE_DONE = {"overdue", "gap", "undeclared", "due_soon"}
HEADER = [5, 1, 1, 1, 1]  # the row it stands in, sheet by sheet
faults = []
tried = 0


def expect(what, wanted, found):
    global tried
    tried += 1
    if wanted != found:
        faults.append(f"{what}: expected {str(wanted)[:300]!r}, found {str(found)[:300]!r}")


class Book:
    def __init__(self, name, data, language):
        self.name = name
        self.book = openpyxl.load_workbook(io.BytesIO(data))
        self.values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        expect(f"{name}: sheets", SHEETS[language], self.book.sheetnames)
        self.summary, self.gaps, self.findings, self.waivers, self.method = self.book.worksheets

    def column(self, sheet, title):
        row = HEADER[self.book.worksheets.index(sheet)]
        titles = [cell.value for cell in sheet[row]]
        index = titles.index(title)
        return [sheet.cell(at, index + 1) for at in range(row + 1, sheet.max_row + 1)]

    def check(self):
        for header, sheet in zip(HEADER, self.book.worksheets):
            what = f"{self.name}: {sheet.title}"
            last = get_column_letter(sheet.max_column)
            expect(f"{what}: the header is frozen", header + 1, int(re.sub(r"\D", "", sheet.freeze_panes)))
            expect(f"{what}: the header is printed on each page", f"${header}:${header}", sheet.print_title_rows)
            if sheet is not self.method:
                expect(f"{what}: filter", f"A{header}:{last}", sheet.auto_filter.ref.rstrip("0123456789"))
            setup = sheet.page_setup
            expect(f"{what}: A4 across, one page wide", ("landscape", 9, True, 0),
                   (setup.orientation, setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage, setup.fitToHeight))
            expect(f"{what}: page numbers", ["&P", "&N"], re.findall("&[A-Z]", sheet.oddFooter.right.text))
            widths = [sheet.column_dimensions[get_column_letter(at + 1)].width for at in range(sheet.max_column)]
            expect(f"{what}: widths", True, all(7 <= width <= 105 for width in widths))
            heights = [sheet.row_dimensions[at].height or 15 for at in range(1, sheet.max_row + 1)]
            expect(f"{what}: heights", True, all(15 <= height <= 409 for height in heights))
            self.check_cells(what, sheet, header)
        for sheet in (self.gaps, self.findings):
            if sheet.conditional_formatting:
                ranges = list(sheet.conditional_formatting)
                expect(f"{self.name}: {sheet.title}: colours", [10], [len(one.rules) for one in ranges])

    def check_cells(self, what, sheet, header):
        for row in sheet.iter_rows(min_row=header):
            for cell in row:
                if cell.hyperlink:
                    faults.append(f"{what}: a link at {cell.coordinate}")
                formula = cell.data_type == "f"
                if formula and not (sheet is self.summary and re.fullmatch(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)", cell.value)):
                    faults.append(f"{what}: a formula at {cell.coordinate}: {cell.value[:80]!r}")
                if isinstance(cell.value, datetime.datetime):
                    expect(f"{what}: {cell.coordinate}: format", True, cell.number_format.startswith("yyyy-mm-dd"))
                if isinstance(cell.value, str) and not formula and cell.row > header:
                    expect(f"{what}: {cell.coordinate}: wrapped text", (True, "@"),
                           (cell.alignment.wrap_text or cell.font.italic, cell.number_format))

    def check_against(self, report):
        """The same findings and counts as the JSON report tells."""
        findings = [finding for declaration in report["declarations"] for finding in declaration["findings"]]
        zh = self.book.sheetnames == SHEETS["zh"]
        expect(f"{self.name}: findings", len(findings), self.findings.max_row - 1)
        expect(f"{self.name}: numbers", list(range(1, len(findings) + 1)),
               [cell.value for cell in self.column(self.findings, "序号" if zh else "no.")])
        expect(f"{self.name}: subjects", [as_cell(finding["subject"]) for finding in findings],
               [cell.value for cell in self.column(self.findings, "对象" if zh else "subject")])
        for key, title in (("due", "期限" if zh else "due"), ("done", "完成" if zh else "done")):
            expect(f"{self.name}: {title}", [as_date(finding[key]) for finding in findings],
                   [cell.value for cell in self.column(self.findings, title)])
        to_be_done = [finding for finding in findings if finding["status"] in TO_BE_DONE]
        rows = [cell.value for cell in self.column(self.gaps, "规则" if zh else "rule") if cell.value]
        expect(f"{self.name}: gaps", sorted(finding["rule"] for finding in to_be_done), sorted(rows))
        self.check_summary(report)

    def check_summary(self, report):
        total = sum(count for declaration in report["declarations"] for count in declaration["summary"].values())
        batch = len(report["declarations"]) > 1
        rows = list(self.values.worksheets[0].iter_rows(min_row=6, values_only=True))
        first = 4 if batch else 2  # column of the first status
        sums = [row for row in rows if row[first - 2] in ("total", "合计")]
        expect(f"{self.name}: sums", 1 + (len(report["declarations"]) if batch else 0), len(sums))
        expect(f"{self.name}: all findings are counted", total, sums[0][-1])
        for declaration, row in zip(report["declarations"], sums[1:]):
            expect(f"{self.name}: summary of {declaration['file'][:60]}", sum(declaration["summary"].values()), row[-1])
        for row in rows:
            expect(f"{self.name}: a row adds up", sum(row[first:-1]), row[-1])
        ordinary, seen = [row for row in rows if row not in sums], 0
        for row in sums:
            block = ordinary[seen:seen + len(ordinary) // len(sums)]
            seen += len(block)
            expect(f"{self.name}: a column adds up", [sum(column) for column in list(zip(*block))[first:]] if block else [0] * 11,
                   list(row[first:]))


def as_cell(text):
    """What a cell can hold of a text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", text)


def as_date(text):
    """A date or the time a clock shows; a text that is neither as it is."""
    if text is None or text == "":
        return None
    try:
        return datetime.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return as_cell(text)


def check_grid():
    for scenario, count in json.loads((FOLDER / "counts.json").read_text("utf-8")).items():
        language = "zh" if scenario.endswith("-zh") else "en"
        book = Book(scenario, (FOLDER / f"{scenario}.xlsx").read_bytes(), language)
        book.check()
        expect(f"{scenario}: findings", count, book.findings.max_row - 1)
        book.check_against(json.loads((FOLDER / f"{scenario}.json").read_bytes()))
    book = Book("every-status", (FOLDER / "every-status.xlsx").read_bytes(), "en")
    expect("made on the day it is as of", datetime.datetime(2025, 11, 10, 12), book.book.properties.created)
    expect("made by", "zhudun 0.1.0", book.book.properties.creator)


def check(*arguments, **settings):
    done = subprocess.run([PROGRAM, "check", "--as-of", "2025-11-10", *map(str, arguments)], capture_output=True,
                          timeout=300, cwd=ROOT, **settings)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


def check_program():
    for example in ("examples/every-status/company.yaml", "examples/group", "examples/compliant/company.yaml"):
        for language in ("zh", "en"):
            for more in ([], ["--all"]):
                arguments = [example, "--lang", language, *more]
                book = Book(f"{example} {language} {more}", check(*arguments, "--format", "xlsx"), language)
                book.check()
                book.check_against(json.loads(check(*arguments, "--format", "json")))


def check_same_bytes():
    """Whatever the time, the zone and the place for temporary files, and whether that place can be written to."""
    before = check("examples/group", "--format", "xlsx")
    time.sleep(2.1)  # zip files tell even seconds
    surroundings = [{}, {"TZ": "America/New_York"}, {"TMPDIR": "/nowhere", "TMP": "/nowhere"}, {"LC_ALL": "de_DE.UTF-8"}]
    for change in surroundings:
        expect(f"the same bytes with {change}", True,
               before == check("examples/group", "--format", "xlsx", env={**os.environ, **change}))
    with tempfile.TemporaryDirectory() as place:
        check("examples/group", "-o", f"{place}/r.xlsx", env={**os.environ, "TMPDIR": place})
        expect("nothing is left beside the report", ["r.xlsx"], os.listdir(place))
        expect("the file is what standard output would be", before, pathlib.Path(place, "r.xlsx").read_bytes())


def main():
    check_grid()
    check_program()
    check_same_bytes()
    print("\n".join(faults[:40]))
    print(f"{tried - len(faults)} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
