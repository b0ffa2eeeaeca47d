// Every .sarif report of a folder is valid by the schema that a package ships, and by the one that OASIS publishes with
// errata where it is there: in the folder that ZHUDUN_SCHEMAS names, else in the given one.
// sarif.mjs MODULES REPORTS SCHEMAS
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, reports, given] = process.argv.slice(2);
const require = createRequire(resolve(modules, "package.json"));
const Ajv = require("ajv-draft-04");
const addFormats = require("ajv-formats");
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

const shipped = join(modules, "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const published = join(process.env.ZHUDUN_SCHEMAS || given, "sarif-schema-2.1.0.json");
const schemas = [shipped, published].filter(existsSync);
if (!schemas.includes(published)) console.log(`not checked against ${published}, which is not there`);
const names = readdirSync(reports).filter((name) => name.endsWith(".sarif"));
let failed = 0;
let passed = 0;
const judge = (good, what, why) => {
  good ? ++passed : ++failed;
  if (!good) console.log(`FAILED ${what}`, why ?? "");
};

for (const schema of schemas) {
  // The shipped schema has a pattern that is no regular expression under the u flag.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const valid = ajv.compile(read(schema));
  for (const name of names) {
    judge(valid(read(join(reports, name))), name, valid.errors?.slice(0, 5));
  }
  // The check can fail.
  const broken = read(join(reports, "one.sarif"));
  broken.runs[0].results[0].level = "blocker";
  judge(!valid(broken), "a level that SARIF does not have is refused");
}
judge(names.length > 0, "there are reports");
judge(schemas.includes(shipped), "there is a schema");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
