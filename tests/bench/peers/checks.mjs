// The checks of a catalogue's entries on Node: expressions by @bufbuild/cel, YAML by js-yaml. checks.mjs NPM FILE|FOLDER...
// `checks.mjs NPM --jsonl` answers lines {"expr", "bindings"} of standard input instead.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [npm, ...named] = process.argv.slice(2);
const require = createRequire(join(npm, 'package.json'));
const { parse, plan, celEnv } = require('@bufbuild/cel');
const environment = celEnv();
const compiled = (text) => plan(environment, parse(text));

function truth(run, bindings) {
  const value = run(bindings);
  if (typeof value !== 'boolean') throw value;
  return value;
}

function check() {
  const { load } = require('js-yaml');
  const sound = compiled(`!entry.id.contains('/') && entry.level in ['general', 'important', 'core'] && entry.records >= 0.0
    && entry.storage_gb >= 0.0 && string(entry.updated_on).matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}')`);
  const complete = compiled("has(entry.category) && entry.category != '' && has(entry.owner) && entry.owner != ''");
  const counts = compiled("entry.level != 'general'");
  const paths = named.flatMap((one) => statSync(one).isDirectory()
    ? readdirSync(one).filter((name) => name.endsWith('.yaml')).sort().map((name) => join(one, name)) : [one]);
  const total = { entries: 0, incomplete: 0, counted: 0, storage_gb: 0 };
  for (const path of paths) {
    const seen = new Set();
    for (const entry of load(readFileSync(path, 'utf8')).data_catalog.entries) {
      if (seen.has(entry.id) || !truth(sound, { entry })) throw new Error(entry.id);
      seen.add(entry.id);
      total.entries += 1;
      total.incomplete += truth(complete, { entry }) ? 0 : 1;
      if (truth(counts, { entry })) {
        total.counted += 1;
        total.storage_gb += entry.storage_gb;
      }
    }
  }
  console.log(JSON.stringify({ ...total, storage_gb: Math.round(total.storage_gb) }));
}

function answer() {
  const given = (value) => 'int64Value' in value ? BigInt(value.int64Value) : value.stringValue;
  const answers = [];
  for (const line of readFileSync(0, 'utf8').split('\n')) {
    if (!line) continue;
    const { expr, bindings = {} } = JSON.parse(line);
    const value = compiled(expr)(Object.fromEntries(Object.entries(bindings).map(([name, one]) => [name, given(one)])));
    answers.push(JSON.stringify({ value: typeof value === 'bigint' ? { int64Value: String(value) }
      : typeof value === 'boolean' ? { boolValue: value } : { stringValue: String(value) } }));
  }
  process.stdout.write(answers.join('\n') + '\n');
}

if (named[0] === '--jsonl') answer();
else check();
