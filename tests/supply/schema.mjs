// The list of what the program is made of, against the JSON Schema of CycloneDX: schema.mjs MODULES FILE
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
const [modules, path] = process.argv.slice(2);
const require = createRequire(`${modules}/node_modules/`);
const {Spec, Validation} = require('@cyclonedx/cyclonedx-library');
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot5);
const text = readFileSync(path, 'utf8');
const faults = await validator.validate(text);
if (faults !== null) {
  console.error(JSON.stringify(faults, null, 1));
  process.exit(1);
}
// And a list that is none is refused, so that the validator is known to look.
const broken = JSON.parse(text);
broken.components[0].type = 'nonsense';
if ((await validator.validate(JSON.stringify(broken))) === null) {
  console.error('the validator takes anything');
  process.exit(1);
}
console.log(`${path}: ${JSON.parse(text).components.length} components`);
