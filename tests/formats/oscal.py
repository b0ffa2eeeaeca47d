#!/usr/bin/env python3
"""The OSCAL documents that the grid of unit/render wrote tell what the JSON reports tell, and hold together: what
can be said without the schemas, which tests/formats/oscal.mjs checks where they are there.

oscal.py REPORTS     the folder holds counts.json and SCENARIO.FORMAT files
"""
import json
import pathlib
import re
import sys

FOLDER = pathlib.Path(sys.argv[1])
CONTROLS = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
faults = []


def expect(what, wanted, found):
    if wanted != found:
        faults.append(f"{what}: expected {str(wanted)[:300]!r}, found {str(found)[:300]!r}")


def read(scenario, name):
    return json.loads((FOLDER / f"{scenario}.{name}").read_text("utf-8"))


def objects_in(value):
    """Every JSON object within, itself included."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from objects_in(inner)


def check_document(what, document):
    """Each UUID stands once, each reference leads somewhere, nothing is empty, properties have the types they should."""
    told = [one["uuid"] for one in objects_in(document) if "uuid" in one]
    known = set(told)
    expect(f"{what}: UUIDs once", len(known), len(told))
    for one in objects_in(document):
        for key, value in one.items():
            for uuid in value if key == "party-uuids" else [value] if key.endswith("-uuid") else []:
                if uuid not in known:
                    faults.append(f"{what}: {key} {uuid} leads nowhere")
            if value in ([], ""):
                faults.append(f"{what}: {key} is empty")
        if "ns" in one and not re.fullmatch(r"[a-z][a-z0-9-]*", one["name"]):
            faults.append(f"{what}: a property's name {one['name']!r}")
        if "ns" in one and not re.fullmatch(r"\S(.*\S)?", one["value"]):
            faults.append(f"{what}: a property's value {one['value'][:120]!r}")


def entries_of(report):
    """The findings, with fingerprints as a batch has them."""
    times = {}
    for finding in [one for declaration in report["declarations"] for one in declaration["findings"]]:
        name = finding["fingerprint"]
        times[name] = times.get(name, 0) + 1
        yield name if times[name] == 1 else f"{name}-{times[name]}", finding


def property_of(thing, name):
    return next((one["value"] for one in thing["props"] if one["name"] == name), None)


def deadline_of(finding):
    due = finding["due"]
    if not due or due >= "3000":  # which OSCAL cannot spell
        return None
    return f"{due}T23:59:59+08:00" if len(due) == 10 else due


def check_findings(what, report, findings, risks):
    """In the order of the JSON report, with its facts; returns the UUIDs of the risks in that order."""
    risks = {risk["uuid"]: risk for risk in risks}
    order = []
    for (fingerprint, finding), told in zip(entries_of(report), findings):
        status = finding["status"]
        done = status in ("met", "late", "not_applicable")
        for name, value in {**finding, "fingerprint": fingerprint}.items():
            if name in ("rule", "fingerprint", "status", "binding", "due", "done", "next_due"):
                wanted = in_string(value) if value else None
                expect(f"{what}: {name}", wanted, property_of(told, name.replace("_", "-")))
        expect(f"{what}: {status}", "satisfied" if done else "not-satisfied", told["target"]["status"]["state"])
        expect(f"{what}: a risk of {status}", status not in ("met", "not_applicable"), "related-risks" in told)
        if "related-risks" in told:
            risk = risks.pop(told["related-risks"][0]["risk-uuid"])
            order.append(risk["uuid"])
            expect(f"{what}: deadline of {status}", deadline_of(finding), risk.get("deadline"))
            expect(f"{what}: a risk's status", {"waived": "deviation-approved", "late": "closed"}.get(status, "open"),
                   risk["status"])
            expect(f"{what}: mitigating factors of {status}", status == "waived", "mitigating-factors" in risk)
    expect(f"{what}: risks without a finding", {}, risks)
    return order


def check(scenario, count):
    report = read(scenario, "json")
    plan = read(scenario, "oscal")["plan-of-action-and-milestones"]
    results = read(scenario, "oscal-ar")["assessment-results"]
    check_document(f"{scenario}.oscal", plan)
    check_document(f"{scenario}.oscal-ar", results)
    expect(f"{scenario}.oscal: findings", count, len(plan.get("findings", [])))
    order = check_findings(f"{scenario}.oscal", report, plan.get("findings", []), plan.get("risks", []))
    items = [one["related-risks"][0]["risk-uuid"] for one in plan["poam-items"] if "related-risks" in one]
    expect(f"{scenario}.oscal: items", order, items)
    expect(f"{scenario}.oscal: an item where there is nothing to do", not order, len(plan["poam-items"]) > len(items))
    expect(f"{scenario}.oscal-ar: a result each", max(len(report["declarations"]), 1), len(results["results"]))
    expect(f"{scenario}.oscal-ar: what it follows", "#" + results["back-matter"]["resources"][0]["uuid"],
           results["import-ap"]["href"])
    for kind in ("observations", "risks", "findings"):
        in_results = [one["uuid"] for result in results["results"] for one in result.get(kind, [])]
        expect(f"{scenario}: {kind} alike in both", [one["uuid"] for one in plan.get(kind, [])], in_results)


def in_string(text):
    """As a string of OSCAL can hold it."""
    line = re.sub(f"[{CONTROLS}]", lambda found: "\\u{%x}" % ord(found[0]), text)
    return re.sub(r"^\s|\s$", lambda found: "\\u{%x}" % ord(found[0]), line)


def check_hostile_texts():
    """What JSON gives back, properties give back, and Markdown once it is read as Markdown."""
    findings = read("hostile", "oscal")["plan-of-action-and-milestones"]["findings"]
    for (_, finding), told in zip(entries_of(read("hostile", "json")), findings):
        subject = finding["subject"]
        expect("hostile.oscal: subject", in_string(subject), property_of(told, "subject"))
        line = re.sub(f"[{CONTROLS}]", lambda found: "\\u{%x}" % ord(found[0]), subject)
        shown = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", told["title"])
        expect("hostile.oscal: title", f"R02.1 {line} {line}", shown)


def main():
    counts = json.loads((FOLDER / "counts.json").read_text("utf-8"))
    for scenario, count in counts.items():
        check(scenario, count)
    check_hostile_texts()
    print("\n".join(faults[:40]))
    print(f"{len(counts) + 1} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
