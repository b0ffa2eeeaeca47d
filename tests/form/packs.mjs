// `zhudun schema pack` takes the files of every rule pack here, refuses a key that the format does not have wherever it
// stands, and refuses nothing that the program takes.
// packs.mjs MODULES ZHUDUN ROOT
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

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

const schema = JSON.parse(execFileSync(zhudun, ["schema", "pack"], { timeout: 60000 }));
const ajv = new Ajv({ strict: false, allErrors: true });
const valid = ajv.compile(schema);
const read = (path) => YAML.parse(readFileSync(path, "utf8"));

// Every pack that there is, and each kind also by the name that an editor may ask for.
const kinds = { "pack.yaml": "pack", "declaration.schema.yaml": "declaration", test: "tests", calendars: "calendar", rule: "rules" };
const kind_of = (name) => kinds[Object.keys(kinds).find((one) => name.includes(one))] ?? "rules";
ajv.addSchema(schema, "pack.schema.json");
for (const folder of ["rules", "tests/packs"]) {
  for (const name of readdirSync(join(root, folder), { recursive: true }).map(String).filter((one) => one.endsWith(".yaml"))) {
    if (name.includes("example")) continue;
    const value = read(join(root, folder, name));
    judge(valid(value), `${folder}/${name}`, JSON.stringify(valid.errors?.slice(0, 3)));
    const own = ajv.getSchema(`pack.schema.json#/$defs/${kind_of(name)}`);
    judge(own(value), `${folder}/${name} as ${kind_of(name)}`, JSON.stringify(own.errors?.slice(0, 3)));
  }
}

const TESTS = `base:
  zhudun: 1
  owner: {name: a, kinds: [office], occupies_buildings: true}
tests:
  - name: no plan
    as_of: 2030-07-10
    reading: strict
    set: {year: 2030, repair_hours: none}
    horizon: 10
    files: [a.txt]
    declaration: {buildings: [{id: hall}]}
    expect:
      - {rule: F3.1, subject: owner, status: gap, due: null, done: null, next_due: null, days_overdue: 0, missing: [plan.issued_on], sensitive_to: [], provisional: false}
`;

function* nodes(value, path = []) {
  yield { value, path };
  if (value === null || typeof value !== "object") return;
  for (const part of Array.isArray(value) ? value.keys() : Object.keys(value)) yield* nodes(value[part], [...path, part]);
}
const at = (value, path) => path.reduce((holder, key) => holder[key], value);
// Keys of the author's own choosing.
const FREE = /^(parameters|readings|conditions|functions|recipients|each|let|params|values|set|base|declaration|\$defs|x-enum-titles)$/;
const is_free = (path) => FREE.test(path.at(-1)) || (path.at(-1) === "properties" && !FREE.test(path.at(-2))) || path.includes("base") || (path.includes("tests") && path.includes("declaration")) || path.includes("x-enum-titles");

const pack = join(root, "tests/packs/fire-drills");
const place = mkdtempSync(join(tmpdir(), "zhudun-"));
const copy = join(place, "fire-drills");
// The test names a due date that no test reaches, so `zhudun test` fails; what counts is that it can read the files.
const refused = () => {
  const run = spawnSync(zhudun, ["test", copy], { timeout: 60000, encoding: "utf8" });
  judge([0, 1, 2].includes(run.status), "the program ends well", run.stderr);
  return run.status === 2 || /unknown key|decides nothing|has a `name`|a day to judge on|names a `rule`|a list of `tests`|is no reading|number of days|can be `|a mapping belongs/.test(run.stderr + run.stdout);
};
cpSync(pack, copy, { recursive: true, filter: (path) => !path.includes("example") });
writeFileSync(join(copy, "F.test.yaml"), TESTS);
judge(!refused(), "the pack is read as it is");
for (const name of readdirSync(copy, { recursive: true }).map(String).filter((one) => one.endsWith(".yaml"))) {
  const text = readFileSync(join(copy, name), "utf8");
  const whole = YAML.parse(text);
  judge(valid(whole), name, JSON.stringify(valid.errors?.slice(0, 3)));
  const attempt = (what, value) => {
    const accepted = valid(value);
    writeFileSync(join(copy, name), JSON.stringify(value) + "\n");
    const taken = !refused();
    judge(accepted || !taken, `${name}: ${what}: read, but not valid by the schema`, JSON.stringify(valid.errors?.slice(0, 3)));
    return { accepted, taken };
  };
  let turn = 0;
  for (const { value, path } of nodes(whole)) {
    const where = path.join("/");
    if (value && typeof value === "object" && !Array.isArray(value) && !is_free(path)) {
      const more = structuredClone(whole);
      at(more, path).zz = 1;
      judge(!valid(more), `${name}: an unknown key in /${where} is refused`);
      if (turn++ % 5 === 0) judge(!attempt(`an unknown key in /${where}`, more).taken, `${name}: /${where} zz is read`);
    }
    if (path.length > 0 && turn++ % 4 === 0 && typeof path.at(-1) === "string") {
      const less = structuredClone(whole);
      delete at(less, path.slice(0, -1))[path.at(-1)];
      attempt(`without /${where}`, less);
    }
  }
  writeFileSync(join(copy, name), text);
}
rmSync(place, { recursive: true });

// What must be refused, each as somebody might write it.
const bilingual = { zh: "一", en: "one" };
const rule = { id: "F1.1", task: 1, title: bilingual, deliverable: bilingual, recipient: "kept", basis: bilingual, subject: "company", done: "true" };
const test = { name: "a", as_of: "2030-01-01", expect: [{ rule: "F1.1", subject: "company", status: "met" }] };
judge(valid({ rules: [rule] }) && valid({ tests: [test] }), "the smallest rule and test are taken");
for (const [what, value] of Object.entries({
  "another version": { "zhudun-pack": 2, id: "a", title: bilingual, calendar: "cn", declaration: "a.yaml" },
  "a pack without a calendar": { "zhudun-pack": 1, id: "a", title: bilingual, declaration: "a.yaml" },
  "a title in one language": { "zhudun-pack": 1, id: "a", title: { zh: "一" }, calendar: "cn", declaration: "a.yaml" },
  "a task that is no number": { "zhudun-pack": 1, extends: "b", tasks: { one: bilingual } },
  "a condition without a reason": { "zhudun-pack": 1, id: "a", title: bilingual, calendar: "cn", declaration: "a.yaml", conditions: { c: { if: "true" } } },
  "a rule with each and subject": { rules: [{ ...rule, each: { a: "b" } }] },
  "a rule with neither": { rules: [{ ...rule, subject: undefined }].map(({ subject, ...rest }) => rest) },
  "a rule without done": { rules: [{ ...rule }].map(({ done, ...rest }) => rest) },
  "a section beside each": { rules: [rule].map(({ subject, ...rest }) => ({ ...rest, each: { a: "b" }, section: "c" })) },
  "a binding that there is not": { rules: [{ ...rule, binding: "optional" }] },
  "a period without an end": { rules: [{ ...rule, effective: {} }] },
  "a date with slashes": { rules: [{ ...rule, effective: { from: "2025/01/01" } }] },
  "a test that expects nothing": { tests: [{ ...test, expect: [] }] },
  "an expectation that says nothing": { tests: [{ ...test, expect: [{ rule: "F1.1", subject: "company" }] }] },
  "a status that there is not": { tests: [{ ...test, expect: [{ rule: "F1.1", subject: "company", status: "done" }] }] },
  "a calendar without an offset": { zone: "A/B", years: [] },
  "an offset without minutes": { zone: "A/B", offset: "+8", years: [] },
  "a type that there is not": { type: "object", properties: { a: { type: "date" } } },
  "a keyword that is not read": { type: "object", properties: { a: { type: "string", maxLength: 3 } } },
  "a misspelt key": { rulez: [] },
})) judge(!valid(value), `${what} is refused`);

const english = execFileSync(zhudun, ["schema", "pack", "--lang", "en"], { encoding: "utf8", timeout: 60000 });
judge(!/[\u4e00-\u9fff]/.test(english), "no Chinese in the English one");
judge(english.match(/"description": "[^"]/g).length === JSON.stringify(schema).match(/"description":"[^"]/g).length, "as many descriptions in both");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
