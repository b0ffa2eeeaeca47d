// What `zhudun schema declaration` takes is what `zhudun check` takes: examples, kept cases and thousands of random changes
// of them, judged by ajv and by the program.
// declarations.mjs MODULES ZHUDUN ROOT
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

const [modules, zhudun, root] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(modules, "package.json"));
const Ajv = require("ajv/dist/2020");
const YAML = require("yaml");

let passed = 0;
let failed = 0;
const judge = (good, what, why = "") => {
  good ? ++passed : ++failed;
  if (!good) console.log(`FAILED ${what}`, why);
};

// JSON Schema cannot say these; each is refused by the program alone.
const BEYOND = [
  /its check character is|which is no character of the code/, // the check digit
  /stands twice in this list/, // ids that are equal in items that differ
  /the table `/, // a table that is not there, or what is in it
];

const schema_of = (pack) => JSON.parse(execFileSync(zhudun, ["schema", "declaration", "--rules", pack], { timeout: 60000 }));
const compile = (schema) => new Ajv({ strict: false, allErrors: true }).compile(schema);

// What the program says of each file: nothing, or its messages.
function refusals(folder, names, pack) {
  const run = spawnSync(zhudun, ["check", "--rules", pack, "--as-of", "2030-01-01", "--format", "json", "--no-evidence", ...names],
    { cwd: folder, timeout: 300000, encoding: "utf8", maxBuffer: 1 << 29 });
  judge([0, 1, 2].includes(run.status), "the program ends well", run.stderr.slice(0, 300));
  const good = new Set(run.stdout ? JSON.parse(run.stdout).declarations.map((one) => one.file) : []);
  const told = new Map(names.filter((name) => !good.has(name)).map((name) => [name, []]));
  for (const line of run.stderr.split("\n")) {
    const found = /^([^\s:]+):(?:\d+:\d+: )?(.*)/.exec(line);
    if (found && told.has(found[1])) told.get(found[1]).push(found[2]);
  }
  return told;
}

function compare(what, value, told, valid) {
  const accepted = valid(value);
  if (!told) return judge(accepted, `${what}: check takes it, the schema does not`, JSON.stringify(valid.errors?.slice(0, 2)));
  const beyond = told.length > 0 && told.every((message) => BEYOND.some((one) => one.test(message)) || /^\s|warning|note/.test(message));
  judge(!accepted || beyond, `${what}: check refuses it, the schema does not`, told.join(" | "));
}

// Kept declarations, as they stand.
function kept(pack, valid) {
  const folders = ["tests/golden/accepted", "tests/golden/refused", ...readdirSync(join(root, "examples")).map((name) => `examples/${name}`)];
  for (const folder of folders.filter((name) => !/\.\w+$|quickstart/.test(name))) {
    const names = readdirSync(join(root, folder), { recursive: true }).map(String).filter((name) => name.endsWith(".yaml"));
    const told = refusals(join(root, folder), names, pack);
    for (const name of names) {
      let value;
      try {
        value = YAML.parse(readFileSync(join(root, folder, name), "utf8"));
      } catch {
        judge(told.has(name), `${folder}/${name} is no YAML`);
        continue;
      }
      if (/^(not-utf8|table-?\w*)\.yaml$/.test(name)) continue; // wrong in their bytes, or in another file
      compare(`${folder}/${name}`, value, told.get(name), valid);
    }
  }
}

// Random numbers that are the same each time.
function numbers(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 4294967296) * below);
  };
}

const VALUES = [
  null, "", 0, 1, 2, 5, 6, -1, 3.5, 3.0, 2030, true, false, "true", "x", "x/y", "a\nb", "甲", " ", [], {}, [null], [""], ["x"], [[]], [{}],
  { id: "x" }, { "x-own": 1 }, "2025-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "0000-01-01", "9999-12-31", "2025-04-31", "2025-4-1",
  "2025/04/01", "2025-04-01T08:00", "2025-04-01 08:00:59.5Z", "2025-04-01t23:59+23:59", "2025-04-01T24:00", "2025-04-01T08:00:60",
  "2025-04-01T08:00+8:00", "20250401", "self", "L3", "sale", "grave", "school", "product_manufacturer", "91310000MA1FL0000N", "91310000MA1FL0000X",
  "91310000MA1FL0000", "catalog.csv", "gone.csv", "null", "~", "0", "3", "123", "ab1", "自行开展",
];

function* nodes(value, holder, key) {
  yield { value, holder, key };
  if (value === null || typeof value !== "object") return;
  for (const part of Array.isArray(value) ? value.keys() : Object.keys(value)) yield* nodes(value[part], value, part);
}

// One to three changes.
function mutant(value, random) {
  const whole = { whole: structuredClone(value) };
  for (let changes = 1 + random(3); changes > 0; --changes) {
    const all = [...nodes(whole.whole, whole, "whole")];
    const one = all[random(all.length)];
    const kind = random(8);
    if (kind < 4) one.holder[one.key] = structuredClone(VALUES[random(VALUES.length)]);
    else if (kind === 4 && one.key !== "whole" && !Array.isArray(one.holder)) delete one.holder[one.key];
    else if (kind === 5 && one.value && typeof one.value === "object" && !Array.isArray(one.value)) one.value[["zz", "x-own", "id", "name"][random(4)]] = VALUES[random(VALUES.length)];
    else if (kind === 6 && Array.isArray(one.value)) one.value.push(one.value.length && random(2) ? structuredClone(one.value[0]) : VALUES[random(VALUES.length)]);
    else if (kind === 7 && Array.isArray(one.value)) one.value.length = 0;
  }
  return whole.whole;
}

function changed(declaration, pack, valid, count, seed) {
  const folder = mkdtempSync(join(tmpdir(), "zhudun-"));
  const random = numbers(seed);
  const value = YAML.parse(readFileSync(declaration, "utf8"));
  const made = new Map();
  for (let at = 0; at < count; ++at) made.set(`m${at}.yaml`, mutant(value, random));
  for (const [name, one] of made) writeFileSync(join(folder, name), JSON.stringify(one) + "\n");
  const table = join(dirname(declaration), "catalog.csv");
  if (readdirSync(dirname(declaration)).includes("catalog.csv")) cpSync(table, join(folder, "catalog.csv"));
  const told = refusals(folder, [...made.keys()], pack);
  const refused = [...made.keys()].filter((name) => told.has(name)).length;
  judge(refused > count / 10 && refused < count, `${basename(dirname(declaration))}: ${refused} of ${count} refused`);
  for (const [name, one] of made) compare(`${declaration} ${JSON.stringify(one).slice(0, 4000)}`, one, told.get(name), valid);
  rmSync(folder, { recursive: true });
}

// A pack whose schema uses every word that schemas have, also where no pack of ours does.
function odd_pack() {
  const folder = mkdtempSync(join(tmpdir(), "zhudun-"));
  const pack = join(folder, "odd");
  mkdirSync(pack);
  writeFileSync(join(pack, "pack.yaml"), `zhudun-pack: 1
id: odd
title: {zh: 奇, en: odd}
calendar: cn
declaration: declaration.schema.yaml
recipients: {kept: {zh: 留存, en: kept}}
tasks: {1: {zh: 一, en: one}}
`);
  writeFileSync(join(pack, "F1.yaml"), `rules:
  - id: F1.1
    task: 1
    title: {zh: 一, en: one}
    deliverable: {zh: 一, en: one}
    recipient: kept
    basis: {zh: 一, en: one}
    subject: company
    done: "v > 0"
`);
  writeFileSync(join(pack, "declaration.schema.yaml"), `type: object
required: [v, code, word, days, least]
properties:
  v: {type: integer, const: 1}
  version: {type: integer, const: 2}
  code: {type: string, format: uscc}
  word: {type: string, enum: [one, two]}
  days: {type: array, minItems: 2, items: {type: string, format: date}}
  least: {type: string, minLength: 3}
  most: {type: string, minLength: 3, pattern: '^[[:alpha:]]+[^\\s[:digit:]-]$'}
  flag: {type: boolean}
  share: {type: number, maximum: 1}
  grid: {type: array, items: {type: array, items: {type: integer, minimum: 0, maximum: 9}}}
  tree: {$ref: '#/$defs/node'}
  rows:
    type: [array, string]
    x-table: csv
    items: {type: object, required: [id], properties: {id: {type: string}, n: {type: integer}}}
$defs:
  node:
    type: object
    required: [name]
    properties:
      name: {type: string}
      parts: {type: array, items: {$ref: '#/$defs/node'}}
`);
  const declaration = join(folder, "odd.yaml");
  writeFileSync(declaration, JSON.stringify({
    v: 1, version: 2, code: "91310000MA1FL0000N", word: "one", days: ["2025-01-01", "2025-01-02"], least: "abc", most: "ab_", flag: true, share: 0.5,
    grid: [[1, 2], [3]], tree: { name: "a", parts: [{ name: "b", parts: [] }, { name: "c" }] }, rows: [{ id: "r", n: 1 }],
  }));
  return { folder, pack, declaration };
}

const shanghai = "shanghai-iov-2025";
const valid = compile(schema_of(shanghai));
kept(shanghai, valid);
changed(join(root, "examples/compliant/company.yaml"), shanghai, valid, 1500, 1);
changed(join(root, "examples/every-status/company.yaml"), shanghai, valid, 500, 2);
const drills = join(root, "tests/packs/fire-drills");
changed(join(drills, "example/owner.yaml"), drills, compile(schema_of(drills)), 1500, 3);
const odd = odd_pack();
changed(odd.declaration, odd.pack, compile(schema_of(odd.pack)), 3000, 4);
rmSync(odd.folder, { recursive: true });

// The comparison can fail: a schema without patterns takes what the program refuses.
const loose = (value) =>
  Array.isArray(value) ? value.map(loose)
    : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).filter(([key, one]) => key !== "pattern" || typeof one === "object").map(([key, one]) => [key, loose(one)]))
      : value;
const before = failed;
const log = console.log;
console.log = () => {};
changed(join(drills, "example/owner.yaml"), drills, compile(loose(schema_of(drills))), 500, 3);
console.log = log;
const caught = failed - before;
failed = before;
judge(caught > 0, "a schema without patterns is caught");

// Both languages say the same of what is right; every description is there.
const bare = (value, key) =>
  value === null || typeof value !== "object" ? (/description|message/i.test(key ?? "") ? Boolean(value) : value)
    : Array.isArray(value) ? (key === "enumDescriptions" ? value.map((_, at) => at) : value.map((one) => bare(one)))
      : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, name === "description" && typeof one === "string" ? one.length > 0 : bare(one, name)]));
for (const pack of [shanghai, "statutory", drills]) {
  const english = JSON.parse(execFileSync(zhudun, ["schema", "--rules", pack, "--lang", "en"], { timeout: 60000 }));
  judge(JSON.stringify(bare(english)) === JSON.stringify(bare(schema_of(pack))), `${pack}: both languages`);
  judge(JSON.stringify(english) !== JSON.stringify(schema_of(pack)), `${pack}: the languages differ`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
