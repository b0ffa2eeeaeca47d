#!/usr/bin/env python3
"""A catalogue as spreadsheets save it: encodings, separators, dates and numbers; and what is said of what is not taken."""
import json
import re
import unicodedata
import unittest

from command_line import CommandLine, main

DECLARATION = """\
zhudun: 1
company: {name: 示例, roles: [platform_operator], handles: {important_data: true, personal_information: false}}
data_catalog:
  identified_on: 2025-02-01
  updated_on: 2025-09-01
  filings: [{id: f1, filed_on: 2025-07-15, entries: 2, storage_gb: 3.0}]
  entries: catalog.csv
"""
TABLE = """\
编号,数据名称,数据类别,数据级别,记录条数,存储量（GB）,责任部门,更新日期
e1,车辆轨迹,位置轨迹,important,1200000,1.2,数据部,2025-06-01
e2,"镕基，𠀀",位置轨迹,core,3,1.5,数据部,2025-07-31
e3,座舱语音,,general,0,12,,2025-07-31
"""


class Tables(CommandLine):
    def setUp(self):
        super().setUp()
        self.write("company.yaml", DECLARATION)

    def judge(self, table, *options):
        self.write("catalog.csv", table)
        return self.run_it("check", "company.yaml", "--as-of", "2025-11-10", "--format", "json", "--all", *options)

    def assert_same(self, table, told=b""):
        """The same report, to the byte, whatever the table is saved as: places are of the text, not of its bytes."""
        wanted = self.judge(TABLE)
        self.assertEqual((wanted.returncode, wanted.stderr), (1, b""))
        self.assertIn("data_catalog/entries/e3", wanted.stdout.decode())
        found = self.judge(table)
        self.assertEqual(found.returncode, 1, found.stderr.decode())
        self.assert_same_lines(found, wanted)
        self.assertTrue(found.stderr.startswith(told) and (told or not found.stderr), found.stderr.decode())

    def assert_same_lines(self, found, wanted):
        pairs = zip(found.stdout.decode().splitlines(), wanted.stdout.decode().splitlines())
        self.assertEqual([(one[:80], other[:80]) for one, other in pairs if one != other][:3], [])
        self.assertEqual(len(found.stdout), len(wanted.stdout))

    def assert_refused(self, table, *messages):
        self.assert_wrong(self.judge(table), *messages)

    def test_encodings(self):
        note = b"catalog.csv:1:1: note: the file is not UTF-8 and is read as "
        self.assert_same(TABLE.encode("utf-8-sig"))
        self.assert_same(TABLE.encode("gb18030"), note + b"GB18030 (GBK)\n")
        self.assert_same(TABLE.encode("utf-16"), note + b"UTF-16 (little endian)\n")
        self.assert_same("\ufeff".encode("utf-16-be") + TABLE.encode("utf-16-be"), note + b"UTF-16 (big endian)\n")
        two_bytes = TABLE.replace("𠀀", "镕")
        self.assert_same_lines(self.judge(two_bytes.encode("gbk")), self.judge(two_bytes))

    def test_what_a_spreadsheet_writes(self):
        lines = TABLE.replace("\n", "\r\n")
        self.assert_same(lines.encode())
        self.assert_same(lines.replace("2025-07-31", "2025/7/31").encode())
        self.assert_same(lines.replace("2025-07-31", "2025年7月31日").encode())
        self.assert_same(lines.replace("2025-07-31", "2025/7/31 0:00").encode())
        self.assertEqual(self.findings(lines.replace("1200000", '"1,200,000"')), self.findings(TABLE))
        self.assert_same(lines.replace("\r\n", ",,\r\n").encode() + b",,,,,,,,,\r\n\r\n")
        self.assert_same(lines.replace(",", ";").encode("utf-8-sig"))
        self.assert_same(lines.replace(",", "\t").encode())
        english = "id,name,category,level,records,storage_gb,owner,updated_on\r\n" + lines.split("\r\n", 1)[1]
        self.assertEqual(self.findings(english), self.findings(TABLE))
        self.assertEqual(self.findings("sep=;\r\n" + lines.replace(",", ";")), self.findings(TABLE))

    def findings(self, table):
        report = json.loads(self.judge(table).stdout)
        return [(one["rule"], one["subject"], one["status"], re.sub(":[0-9:]+", "", str(one["trace"]))) for one in report["declarations"][0]["findings"]]

    def test_rows_that_end_early_are_told(self):
        run = self.judge(TABLE.replace(",general,0,12,,2025-07-31", ",general"))
        self.assertEqual(run.returncode, 1)
        self.assertIn("catalog.csv:4:1: warning: row 4: the row ends after 4 of 8 cells, those missing count as empty\n",
                      run.stderr.decode())

    def test_every_character_of_gb18030(self):
        def plain(code):
            return unicodedata.category(chr(code)) not in ("Cc", "Cs", "Cn") and chr(code) not in "/\ufeff"

        # What the standard of 2005 moved out of the private-use area, which Python keeps as in 2000.
        moved = {chr(code) for code in [*range(0xFE10, 0xFE1A), *range(0x9FB4, 0x9FBC), 0x1E3F, 0x20087, 0x20089, 0x200CC,
                                        0x215D7, 0x2298F, 0x241FE]}
        codes = [code for code in [*range(0xA1, 0xE000), *range(0xF900, 0x30000)] if plain(code) and chr(code) not in moved]
        ids = ["".join(map(chr, codes[at:at + 100])) for at in range(0, len(codes), 100)]
        self.assertGreater(len(ids), 600)
        table = "id,level\n" + "".join(f'"{name}x",general\n' for name in ids)
        wide = self.judge(table)
        self.assertEqual((wide.returncode, wide.stderr), (1, b""))
        self.assert_same_lines(self.judge(table.encode("gb18030")), wide)

    def test_broken_and_mixed_encodings(self):
        utf8, gb = TABLE.encode(), TABLE.encode("gb18030")
        for size in range(1, 12):  # wherever it is cut, Chinese is never taken for other Chinese
            cut = self.judge(utf8[:len("编号,数据名称".encode()) + 90 - size] + b"\n")
            self.assertNotIn(b"GB18030", cut.stderr)
        self.assert_refused(utf8.replace("轨迹".encode(), "轨迹".encode()[:-1], 1), "catalog.csv:2:7: the byte 0xE8 is not UTF-8")
        self.assert_refused(gb.replace("数据部".encode("gbk"), "数据部".encode("gbk")[:-1], 1),
                            "the file is GB18030 (GBK), but the byte 0xB2 here begins no character")
        self.assert_refused(utf8 + "e4,车辆轨迹,,core,1,1,,\n".encode("gbk"), "catalog.csv:5:4: the byte 0xB3 is not UTF-8")
        self.assert_refused(gb + "e4,车辆轨迹,,core,1,1,,\n".encode(), "catalog.csv:5:4: this line is UTF-8, but the file is GB18030")
        self.assert_refused(utf8 + b"e4,caf\xe9,,core,1,1,,\n", "the byte 0xE9 is not UTF-8")

    def test_cells_that_are_not_taken(self):
        level = "not one of general, important, core"
        for old, new, message, help in (
                ("1200000", "1.2E+11", "`records` is `1.2E+11`, not a whole number", "the spreadsheet shortened the number"),
                ("1200000", "１２０", "`records` is `１２０`", "write 120 in half-width characters"),
                ("1200000", "'120", "`records` is `'120`", "write 120 without the apostrophe"),
                ("1200000", "120 条", "`records` is `120 条`", "write the number alone, without a unit"),
                ("1200000", '"12,00"', "`records` is `12,00`", "write a point, not a comma"),
                ("1200000", "50%", "`records` is `50%`", "not a percentage"),
                ("1200000", "#REF!", "`records` is `#REF!`", "the spreadsheet shows an error"),
                ("important", "####", f"`level` is `####`, {level}", "a column too narrow"),
                ("important", "重要数据", f"`level` is `重要数据`, {level}", "write important"),
                ("2025-06-01", "45869", "`updated_on` is `45869`, not a date", "or write 2025-07-31"),
                ("2025-06-01", "2025/2/30", "`updated_on` is `2025/2/30`, not a date", ""),
                ("2025-06-01", "6/1/2025", "`updated_on` is `6/1/2025`, not a date", "")):
            with self.subTest(new):
                column = {"1": "记录条数", "i": "数据级别", "2": "更新日期"}[old[0]]
                for encoding in ("utf-8", "gb18030"):
                    self.assert_refused(TABLE.replace(old, new).encode(encoding), f": row 2, column `{column}`: {message}", help)
        self.assert_refused(TABLE.replace(",", ";").replace("1200000", "1,200"), "`records` is `1,200`", "write 1200, without commas")

    def test_every_error_of_a_table_at_once(self):
        table = TABLE.replace("e1,", ",").replace("e3,座舱语音", "e3,座舱,语音").replace("core", "cor") + "e2,,,core,,,,\n"
        self.assert_refused(table, "catalog.csv:2:1: row 2: `id` is required here",
                            "catalog.csv:3:16: row 3, column `数据级别`: `level` is `cor`",
                            "catalog.csv:4:1: row 4: the row has 9 cells, expected 8 as in the header",
                            "catalog.csv:5:1: row 5, column `编号`: the id `e2` stands twice")

    def test_columns_nobody_knows(self):
        self.assert_refused(TABLE.replace("数据级别", "数据级別"), "row 1, column `数据级別`: unknown key `数据级別`",
                            "did you mean `数据级别`?")
        run = self.judge(TABLE.replace("数据级别", "密级"))
        self.assert_wrong(run, "columns are 编号, 名称, 类别, 级别,")
        self.assertEqual(run.stderr.count(b"unknown key"), 1)  # not for every row
        self.assert_refused(TABLE.replace(",", "，"), "the columns are set apart by the full-width `，`", "write `,`")
        self.assert_refused(TABLE.replace("数据类别", "编号"), "row 1, column `编号`: the column `id` is given twice")
        run = self.judge(TABLE.replace("数据类别", "x-类别"))
        self.assertEqual((run.returncode, run.stderr), (1, b""))


if __name__ == "__main__":
    main()
