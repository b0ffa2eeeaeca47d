#!/usr/bin/env python3
"""The calendars that the grid of unit/render wrote, read by a reader of iCalendar, tell what the JSON reports tell.

ical.py REPORTS READER...     the reader prints one line of JSON a component of the file it is given
"""
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile

FOLDER, READER = pathlib.Path(sys.argv[1]), sys.argv[2:]
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
faults = []


def expect(what, wanted, found):
    if wanted != found:
        faults.append(f"{what}: expected {str(wanted)[:300]!r}, found {str(found)[:300]!r}")


def in_calendar(text):
    """A text as a calendar can hold it."""
    return CONTROLS.sub("\ufffd", re.sub("\r\n|[\r\u2028\u2029]", "\n", text))


def stamp_of(moment):
    """As iCalendar spells it: a date, or a time on the clock of the report's zone."""
    return re.sub("[-:]", "", moment[:19]) if moment else ""


def coming(finding, as_of):
    due, next_due = finding["due"] or "", finding["next_due"] or ""
    if finding["status"] in ("overdue", "gap", "undeclared"):
        next_due = ""
    if finding["status"] not in ("met", "late") and due[:10] >= as_of:
        return due
    return next_due if next_due[:10] >= as_of else due if due[:10] >= as_of else ""


def check_triggers(what, start, triggers, as_of):
    for trigger in triggers:
        parts = re.fullmatch(r"(-?)P(?:(\d+)D)?(?:T(\d+)H)?", trigger)
        if not parts:
            faults.append(f"{what}: a trigger {trigger!r}")
            continue
        span = datetime.timedelta(days=int(parts[2] or 0), hours=int(parts[3] or 0)) * (-1 if parts[1] else 1)
        rings = datetime.datetime.fromisoformat(start[:19]) + span
        if rings < datetime.datetime.fromisoformat(as_of):
            faults.append(f"{what}: a reminder of the past: {trigger} before {start}")
        if len(start) == 10 and rings.hour != 9:
            faults.append(f"{what}: a reminder at {rings}")


def check(scenario, calendar):
    report = json.loads((FOLDER / f"{scenario}.json").read_text("utf-8"))
    done = subprocess.run([*READER, str(calendar)], capture_output=True, text=True, encoding="utf-8")
    lines = [line for line in done.stdout.split("\n") if line]
    if done.returncode != 0:
        faults.append(f"{scenario}: {done.stdout[:600]} {done.stderr[-600:]}")
        return 0
    told = {}
    for line in lines:
        component = json.loads(line)
        expect(f"{scenario}: a UID once", False, component["uid"] in told)
        told[component["uid"]] = component
    times = {}
    for finding in [one for declaration in report["declarations"] for one in declaration["findings"]]:
        name = finding["fingerprint"]
        times[name] = times.get(name, 0) + 1
        name += f"-{times[name]}" if times[name] > 1 else ""
        what = f"{scenario} {finding['rule']} {finding['status']}"
        date = coming(finding, report["as_of"])
        component = told.pop(f"{'due' if date else 'task'}-{name}@zhudun", None)
        if not component:
            faults.append(f"{what}: no component")
            continue
        expect(f"{what}: kind", "VEVENT" if date else "VTODO", component["kind"])
        if date:
            expect(f"{what}: start", stamp_of(date), component["start"])
            check_triggers(what, date, component["triggers"], report["as_of"])
        else:
            expect(f"{what}: due", stamp_of(finding["due"]), component["due"])
            expect(f"{what}: reminders", [], component["triggers"])
        expect(f"{what}: stamp", "20251109T160000Z", component["stamp"])
        expect(f"{what}: sequence", datetime.date.fromisoformat(report["as_of"]).toordinal() - 719163,
               component["sequence"])
        for key in ("title", "reason", "basis"):
            if in_calendar(finding[key]) not in component["description"]:
                faults.append(f"{what}: {key} {finding[key][:80]!r} is not in {component['description'][:200]!r}")
    expect(f"{scenario}: components without a finding", [], list(told))
    return len(lines)


def check_that_it_can_fail():
    """A calendar that tells another date is found out; so is one with a property twice, by libical's restrictions."""
    whole = (FOLDER / "one.ics").read_bytes()
    stamp = re.search(rb"DTSTAMP:[^\r]*\r\n", whole)[0]
    spoilt = [whole.replace(b"DUE;VALUE=DATE:20250427", b"DUE;VALUE=DATE:20250428")]
    if "read_ical" in READER[0]:
        spoilt.append(whole.replace(stamp, stamp + stamp))
    for number, data in enumerate(spoilt):
        before = len(faults)
        with tempfile.TemporaryDirectory() as folder:
            calendar = pathlib.Path(folder) / "spoilt.ics"
            calendar.write_bytes(data)
            check("one", calendar)
        found = len(faults) - before
        del faults[before:]
        if data == whole or not found:
            faults.append(f"the spoilt calendar {number} is not found out")


def main():
    counts = json.loads((FOLDER / "counts.json").read_text("utf-8"))
    tried = 0
    for scenario, count in counts.items():
        found = check(scenario, FOLDER / f"{scenario}.ics")
        expect(f"{scenario}: components", count, found)
        tried += found + 1
    check_that_it_can_fail()
    print("\n".join(faults[:40]))
    print(f"{tried} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
