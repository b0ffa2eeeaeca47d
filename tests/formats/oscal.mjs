// Every OSCAL document of a folder is valid by the schemas that NIST publishes: in the folder that ZHUDUN_SCHEMAS names,
// else in the given one. No package carries them; where they are missing, exit status 77 says that this was skipped.
// oscal.mjs MODULES REPORTS SCHEMAS
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, reports, given] = process.argv.slice(2);
const schemas = process.env.ZHUDUN_SCHEMAS || given;
const require = createRequire(resolve(modules, "package.json"));
const Ajv = require("ajv").default;
const addFormats = require("ajv-formats");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
let failed = 0;
let passed = 0;
const judge = (good, what, why) => {
  good ? ++passed : ++failed;
  if (!good) console.log(`FAILED ${what}`, JSON.stringify(why ?? "").slice(0, 2000));
};

const kinds = [
  {
    ending: ".oscal",
    schema: join(schemas, "oscal_poam_schema.json"),
    spoil: (document) => {
      document["plan-of-action-and-milestones"].risks[0].deadline = "2025-04-27";
    },
  },
  {
    ending: ".oscal-ar",
    schema: join(schemas, "oscal_assessment-results_schema.json"),
    spoil: (document) => {
      document["assessment-results"].results[0].findings[0].target.status.state = "unknown";
    },
  },
];
const missing = kinds.filter((kind) => !existsSync(kind.schema)).map((kind) => kind.schema);
if (missing.length > 0) {
  console.log(`SKIPPED: OSCAL is not checked against its schemas, there is no ${missing.join(", no ")}`);
  console.log("set ZHUDUN_SCHEMAS to the folder that holds them");
  process.exit(77);
}
for (const { ending, schema, spoil } of kinds) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const valid = ajv.compile(read(schema));
  const names = readdirSync(reports).filter((name) => name.endsWith(ending));
  for (const name of names) judge(valid(read(join(reports, name))), name, valid.errors?.slice(0, 5));
  judge(names.length > 0, `there are ${ending} documents`);
  // The check can fail.
  const broken = read(join(reports, `one${ending}`));
  spoil(broken);
  judge(!valid(broken), `a spoilt ${ending} document is refused`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
