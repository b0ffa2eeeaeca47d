// What ical.js reads in iCalendar files: one line of JSON a component, in the words of tests/formats/ical.cpp.
// ical.mjs MODULES FILE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(resolve(modules, "package.json"));
const loaded = require("ical.js");
const ICAL = loaded.default ?? loaded;
let faults = 0;

for (const file of files) {
  const text = readFileSync(file, "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text));
  if (calendar.getAllSubcomponents("vtimezone").length !== 1) {
    console.log(`FAULT ${file}: one time zone wanted`);
    ++faults;
  }
  for (const one of [...calendar.getAllSubcomponents("vevent"), ...calendar.getAllSubcomponents("vtodo")]) {
    const value = (name, of = one) => of.getFirstPropertyValue(name);
    const told = {
      uid: value("uid"),
      kind: one.name.toUpperCase(),
      summary: value("summary"),
      description: value("description"),
      start: value("dtstart")?.toICALString() ?? "",
      due: value("due")?.toICALString() ?? "",
      stamp: value("dtstamp").toICALString(),
      sequence: value("sequence"),
      triggers: one.getAllSubcomponents("valarm").map((alarm) => value("trigger", alarm).toICALString()),
    };
    console.log(JSON.stringify(told));
  }
}
process.exitCode = faults ? 1 : 0; // an exit here would cut what a pipe has not taken yet
