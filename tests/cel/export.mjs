// The packaged test data as JSON lines. export.mjs FOLDER OUT: FOLDER has node_modules with @bufbuild/cel-spec.
// Each line is one case, for conformance.cpp: {"suite", "name", "request": a line of `zhudun eval --jsonl`, "want"}.
//   conformance   what the case itself wants: {"value"}, {"error"}, {"type"}
//   comprehension {"value": true}: the package does not keep what was wanted, but these were written to be true
//   parsing       {"parses", "type"}: whether cel-go could parse it, and its type where it could check it
//   checking      {"checks", "type"}: the same for checking; variables are declared as cel-go's checked tree shows them
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const [folder, out] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(folder), 'package.json'));
const seen = new Map();
const lines = [];

const primitives = { bool: 'BOOL', int: 'INT64', uint: 'UINT64', double: 'DOUBLE', string: 'STRING', bytes: 'BYTES' };

// cel-go's notation of a type as a cel.expr.Type; undefined for what this does not know.
function typeOf(text) {
  if (text in primitives) return { primitive: primitives[text] };
  if (text === 'dyn') return { dyn: {} };
  if (text === 'null') return { null: null };
  if (text === 'timestamp' || text === 'duration') return { wellKnown: text.toUpperCase() };
  const [, name, inner] = text.match(/^(\w+)\((.*)\)$/) ?? [];
  if (name === 'wrapper') return { wrapper: primitives[inner] };
  if (name === 'list') return { listType: { elemType: typeOf(inner) } };
  if (name === 'optional_type') return { abstractType: { name, parameterTypes: [typeOf(inner)] } };
  if (name !== 'map') return { messageType: text };
  const comma = inner.indexOf(', ');
  return { mapType: { keyType: typeOf(inner.slice(0, comma)), valueType: typeOf(inner.slice(comma + 2)) } };
}

// `is~string^is` in a checked tree: a variable `is` of type string.
function declarations(checkedAst) {
  const types = new Map();
  for (const [, name, type, full] of (checkedAst ?? '').matchAll(/([\w.]+)~([\w(), .]+)\^([\w.]+)/g)) {
    if (name === full && !type.startsWith('type') && !name.startsWith('__') && !name.startsWith('@')) types.set(name, type);
  }
  return [...types].map(([name, type]) => ({ name, ident: { type: typeOf(type) } }));
}

function conformance({ evalError, typedResult, value }) {
  if (evalError) return { error: true };
  if (typedResult) return { value: typedResult.result, type: typedResult.deducedType };
  return { value: value ?? { boolValue: true } };
}

const kinds = {
  conformance: (test, request) => ({ request, want: conformance(test.original) }),
  comprehension: (_, request) => ({ request, want: { value: { boolValue: true } } }),
  parsing: (test, request) => ({
    request: { ...request, disableCheck: test.type === undefined },
    want: { parses: test.ast !== undefined, type: test.type && typeOf(test.type) },
  }),
  checking: (test, request) => ({
    request: { ...request, typeEnv: declarations(test.checkedAst) },
    want: { checks: test.checkedAst !== undefined, type: test.type && typeOf(test.type) },
  }),
};

function add(kind, suite, test) {
  const { expr, bindings, container, typeEnv, disableCheck, name } = test.original;
  let unique = `${name ?? expr.replace(/\s+/g, ' ').trim()}`;
  const count = (seen.get(`${suite}\t${unique}`) ?? 0) + 1;
  seen.set(`${suite}\t${unique}`, count);
  if (count > 1) unique += ` #${count}`;
  lines.push(JSON.stringify({ suite, name: unique, ...kinds[kind](test, { expr, bindings, container, typeEnv, disableCheck }) }));
}

function walk(kind, suite, prefix) {
  const name = prefix ? `${prefix}/${suite.name}` : suite.name;
  for (const test of suite.tests ?? []) add(kind, name, test);
  for (const inner of suite.suites ?? []) walk(kind, inner, name);
}

for (const kind of Object.keys(kinds)) {
  const { tests } = require(`@bufbuild/cel-spec/testdata/${kind}.js`);
  for (const suite of kind === 'conformance' ? tests.suites : [tests]) walk(kind, suite, '');
}
writeFileSync(out, `${lines.join('\n')}\n`);
