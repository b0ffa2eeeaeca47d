"""The cells of a workbook as lines that peers/xlsx_cells.cpp writes again, the empty ones that have a format and the
heights of rows too. In: a workbook's path. Out: the path of the lines."""
import re
import zipfile
from html import unescape

SHEET = re.compile(r'<sheet name="([^"]*)"')
SHARED = re.compile(r"<si>(.*?)</si>", re.S)
TEXT = re.compile(r"<t[^>]*>(.*?)</t>", re.S)
CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.S)
STYLE = re.compile(r's="(\d+)"')
HEIGHT = re.compile(r'<row r="(\d+)"[^>]*? ht="([\d.]+)"')
VALUE = re.compile(r"<v>(.*?)</v>", re.S)


def column_of(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def plain(text):
    return unescape("".join(TEXT.findall(text))).replace("\t", " ").replace("\n", " ").replace("\r", " ")


def dump(book, path):
    with zipfile.ZipFile(book) as parts, open(path, "w", encoding="utf-8", newline="\n") as out:
        shared = [plain(one) for one in SHARED.findall(parts.read("xl/sharedStrings.xml").decode())]
        names = [unescape(name) for name in SHEET.findall(parts.read("xl/workbook.xml").decode())]
        for number, name in enumerate(names, 1):
            out.write(f"w\t{name}\n")
            sheet = parts.read(f"xl/worksheets/sheet{number}.xml").decode()
            for row, height in HEIGHT.findall(sheet):
                out.write(f"h\t{int(row) - 1}\t0\t0\t{height}\n")
            for letters, row, attributes, body in CELL.findall(sheet):
                value, style = VALUE.search(body), STYLE.search(attributes)
                where = f"{int(row) - 1}\t{column_of(letters)}\t{style.group(1) if style else 0}"
                if 't="s"' in attributes:
                    out.write(f"s\t{where}\t{shared[int(value.group(1))]}\n")
                elif 't="' in attributes:
                    out.write(f"s\t{where}\t{plain(body) or (unescape(value.group(1)) if value else '')}\n")
                elif value:
                    out.write(f"n\t{where}\t{value.group(1)}\n")
                elif style:
                    out.write(f"b\t{where}\t\n")
    return path
