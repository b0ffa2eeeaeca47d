// Every json report and every line of every jsonl report of the folders is valid by `zhudun schema report`, and the
// schema leaves nothing out: no key that it does not name, and every key that it names is required.
// report_schema.mjs MODULES ZHUDUN FOLDER...
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, zhudun, ...folders] = process.argv.slice(2);
const require = createRequire(resolve(modules, "package.json"));
const Ajv = require("ajv/dist/2020");

let failed = 0;
let passed = 0;
const judge = (good, what, why) => {
  good ? ++passed : ++failed;
  if (!good) console.log(`FAILED ${what}`, why ?? "");
};

const schema = JSON.parse(execFileSync(zhudun, ["schema", "report"], { encoding: "utf8" }));

// Whatever says what an object's keys are: closed, but for what others build on. What it names it requires.
const close = (name, part) => {
  if (Array.isArray(part)) return part.forEach((one) => close(name, one));
  if (part === null || typeof part !== "object") return;
  if (part.properties) {
    judge(JSON.stringify(Object.keys(part.properties)) === JSON.stringify(part.required), `${name} requires its keys`);
  }
  const builds = /_members$/.test(part.$ref ?? "");
  if ((part.properties && !name.endsWith("_members")) || builds) part.unevaluatedProperties = false;
  for (const [key, inner] of Object.entries(part)) if (!["required", "enum"].includes(key)) close(key, inner);
};
close("report", schema);

const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
ajv.addSchema(schema);
const report = ajv.getSchema(schema.$id);
const line = ajv.getSchema(`${schema.$id}#/$defs/line`);

const files = (folder, ending) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && entry.name !== "counts.json")
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const read = (path) => readFileSync(path, "utf8");
let sample = { json: null, lines: null };
for (const folder of folders) {
  for (const path of files(folder, ".json")) {
    const one = JSON.parse(read(path));
    judge(report(one), path, report.errors?.slice(0, 5));
    if (one.declarations?.[0]?.findings.length) sample.json = one;
  }
  for (const path of files(folder, ".jsonl")) {
    const lines = read(path).trimEnd().split("\n").map((text) => JSON.parse(text));
    lines.forEach((one, at) => judge(line(one), `${path}:${at + 1}`, line.errors?.slice(0, 5)));
    if (lines.length > 2) sample.lines = lines;
  }
}
judge(sample.json !== null, "there are json reports");
judge(sample.lines !== null, "there are jsonl reports");

// The check can fail: a key more, a key less, a value of another kind, at every level.
const change = (whole, at, how) => {
  const copy = structuredClone(whole);
  how(at(copy));
  return copy;
};
const levels = [(r) => r, (r) => r.zhudun, (r) => r.ruleset, (r) => r.declarations[0], (r) => r.declarations[0].summary,
                (r) => r.declarations[0].findings[0], (r) => r.declarations[0].findings[0].location];
for (const at of levels) {
  for (const key of Object.keys(at(sample.json))) {
    judge(!report(change(sample.json, at, (part) => delete part[key])), `without ${key} it is refused`);
    judge(!report(change(sample.json, at, (part) => (part[key] = { odd: 1.5 }))), `an odd ${key} is refused`);
  }
  judge(!report(change(sample.json, at, (part) => (part.odd = 1))), "a key that the schema does not name is refused");
}
for (const one of sample.lines) {
  judge(!line({ ...one, type: "other" }), "a line of another type is refused");
  judge(!line({ ...one, odd: 1 }), "a line with a further key is refused");
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
