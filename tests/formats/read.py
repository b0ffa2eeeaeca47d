#!/usr/bin/env python3
"""What the grid of unit/render wrote, read by python's own readers.

read.py REPORTS     the folder holds counts.json and SCENARIO.FORMAT files

Every format reads back, lists as many findings as it should, and gives hostile texts back as texts.
"""
import csv
import io
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

import html_page

FOLDER = pathlib.Path(sys.argv[1])
faults = []


def expect(what, wanted, found):
    if wanted != found:
        faults.append(f"{what}: expected {wanted!r}, found {str(found)[:300]!r}")


def bytes_of(scenario, name):
    return (FOLDER / f"{scenario}.{name}").read_bytes()


def json_findings(data):
    return [finding for declaration in json.loads(data)["declarations"] for finding in declaration["findings"]]


def csv_rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def junit_cases(data):
    return ElementTree.fromstring(data).findall("./testsuite/testcase")


def check_junit(scenario, data):
    root = ElementTree.fromstring(data)
    for suite in [root, *root.findall("testsuite")]:
        told = {name: int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")}
        found = {key: len(suite.findall(f".//testcase/{tag}")) for key, tag in
                 {"failures": "failure", "errors": "error", "skipped": "skipped"}.items()}
        expect(f"{scenario}.junit: counts", {"tests": len(suite.findall(".//testcase")), **found}, told)


def check_csv(scenario, data):
    rows = csv_rows(data)
    expect(f"{scenario}.csv: cells in a row", {len(rows[0])}, {len(row) for row in rows})
    for row in rows[1:]:
        for cell in row:
            if re.match(r"[ \t\r\n]*[=+\-@＝＋－＠]", cell):
                faults.append(f"{scenario}.csv: a formula: {cell[:80]!r}")


def check_github(scenario, data):
    for line in data.decode("utf-8").splitlines():
        if line.startswith("::") and not re.fullmatch(
                r"::(error|warning|notice) file=[^:,]*,line=[1-9]\d*,col=[1-9]\d*,title=[^:,]*::.*", line):
            faults.append(f"{scenario}.github: {line[:120]!r}")


def check_sarif(scenario, data):
    run = json.loads(data)["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    expect(f"{scenario}.sarif: rules once", len(set(rules)), len(rules))
    for result in run["results"]:
        expect(f"{scenario}.sarif: rule", rules[result["ruleIndex"]], result["ruleId"])
        region = result["locations"][0]["physicalLocation"]["region"]
        if min(region.values()) < 1 or len(result["message"]["text"]) > 4000:
            faults.append(f"{scenario}.sarif: {region} {len(result['message']['text'])}")


def check_gitlab(scenario, data):
    issues = json.loads(data)
    expect(f"{scenario}.gitlab: fingerprints", len(issues), len({issue["fingerprint"] for issue in issues}))
    expect(f"{scenario}.gitlab: severities", set(),
           {issue["severity"] for issue in issues} - {"info", "minor", "major", "critical", "blocker"})


def check_html(scenario, data):
    faults.extend(f"{scenario}.html: {danger}" for danger in html_page.dangers(data))
    report = json.loads(bytes_of(scenario, "json"))
    faults.extend(f"{scenario}.html: {difference}" for difference in html_page.differences(data, report))


def check_ics(scenario, data):
    """Lines end in CRLF, have at most 75 octets and no half of a character."""
    lines = data.split(b"\r\n")
    expect(f"{scenario}.ics: its last line ends", b"", lines.pop())
    for line in lines:
        whole = line.decode("utf-8", "ignore").encode() == line
        if len(line) > 75 or not whole or re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line):
            faults.append(f"{scenario}.ics: {line[:120]!r}")


READERS = {  # format -> (how many findings, further checks)
    "json": (lambda data: len(json_findings(data)), None),
    "jsonl": (lambda data: sum(json.loads(line)["type"] == "finding" for line in data.splitlines()), None),
    "sarif": (lambda data: len(json.loads(data)["runs"][0]["results"]), check_sarif),
    "junit": (lambda data: len(junit_cases(data)), check_junit),
    "github": (lambda data: sum(line.startswith(b"::") for line in data.split(b"\n")), check_github),
    "gitlab": (lambda data: len(json.loads(data)), check_gitlab),
    "csv": (lambda data: len(csv_rows(data)) - 1, check_csv),
    "html": (html_page.count, check_html),
    "ics": (lambda data: len(re.findall(rb"^BEGIN:V(?:EVENT|TODO)\r$", data, re.M)), check_ics),
}


def check_hostile_texts():
    """What JSON gives back, XML and CSV give back too, but for what they cannot hold."""
    subjects = [finding["subject"] for finding in json_findings(bytes_of("hostile", "json"))]
    controls = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    in_xml, in_csv = re.compile(rf"[{controls}\ufffe\uffff]"), re.compile(rf"[{controls}\t]")
    for subject, case in zip(subjects, junit_cases(bytes_of("hostile", "junit"))):
        expect("hostile.junit: name", in_xml.sub("\ufffd", f"R02.1 {subject}"), case.get("name"))
    for subject, row in zip(subjects, csv_rows(bytes_of("hostile", "csv"))[1:]):
        expect("hostile.csv: subject", in_csv.sub("\ufffd", subject), row[4].removeprefix("'"))


def main():
    counts = json.loads((FOLDER / "counts.json").read_text("utf-8"))
    tried = 0
    for scenario, count in counts.items():
        for name, (count_of, check) in READERS.items():
            if not (FOLDER / f"{scenario}.{name}").exists():
                faults.append(f"{scenario}.{name} was not written")
                continue
            data = bytes_of(scenario, name)
            expect(f"{scenario}.{name}: findings", count, count_of(data))
            if check:
                check(scenario, data)
            tried += 1
    check_hostile_texts()
    print("\n".join(faults[:40]))
    print(f"{tried} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
