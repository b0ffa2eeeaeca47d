// Is every day of 2020-2026 a working day for us exactly where it is one for two independent data sets?
// cross_check.mjs MODULES WORKDAYS CN.YAML [--self-test]
// MODULES: where npm installed the data sets; WORKDAYS: the program that runs a calendar; CN.YAML: the data under test.
// --self-test spoils single days of the data and proves that each is noticed.
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';

const [modules, program, file, flag] = process.argv.slice(2);
const yaml = createRequire(join(modules, 'package.json'))('yaml');
const FIRST = '2020-01-01';
const LAST = '2026-12-31';

// Differences that are known and right: {set, day, ours, reason, source}. None so far.
const KNOWN = [];

const DAY = 86400000;
const days = [];
for (let time = Date.parse(FIRST); time <= Date.parse(LAST); time += DAY) days.push(new Date(time).toISOString().slice(0, 10));
const weekday = (day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const json = (...path) => JSON.parse(readFileSync(join(modules, 'node_modules', ...path), 'utf8'));

function chineseDays() {
  const {holidays, workdays} = json('chinese-days', 'dist', 'chinese-days.json');
  return (day) => (day in workdays ? true : day in holidays ? false : weekday(day));
}

function holidayCalendar() {
  const types = new Map();
  for (let year = 2019; year <= 2027; ++year) {
    if (!existsSync(join(modules, 'node_modules', 'holiday-calendar', 'data', 'CN', `${year}.json`))) continue;
    for (const {date, type} of json('holiday-calendar', 'data', 'CN', `${year}.json`).dates) types.set(date, type);
  }
  const worked = {public_holiday: false, transfer_workday: true};
  return (day) => worked[types.get(day)] ?? weekday(day);
}

function ours(calendar) {
  const lines = calendar.years.flatMap(({year, holidays, make_up}) => [
    `year ${year}`, ...holidays.map(({from, to}) => `holiday ${from} ${to}`), ...make_up.map((day) => `make_up ${day}`)]);
  const options = {input: lines.join('\n') + '\n', encoding: 'utf8'};
  const worked = new Set(execFileSync(program, [FIRST, LAST], options).split('\n'));
  return (day) => worked.has(day);
}

function differences(calendar) {
  const mine = ours(calendar);
  const sets = {'chinese-days': chineseDays(), 'holiday-calendar': holidayCalendar()};
  return Object.entries(sets).flatMap(([set, theirs]) =>
    days.filter((day) => mine(day) !== theirs(day)).map((day) => ({set, day, ours: mine(day)})));
}

function selfTest(read) {
  const spoil = {
    'a holiday one day short': (c) => { c.years[5].holidays[1].to = '2025-02-03'; },
    'a make-up day forgotten': (c) => { c.years[6].make_up.pop(); },
    'a holiday over the year\'s end cut': (c) => { c.years[3].holidays[0].to = '2023-01-01'; },
    'the extension of 2020 forgotten': (c) => { c.years[0].holidays.splice(2, 1); },
  };
  return Object.entries(spoil).filter(([, change]) => {
    const calendar = read();
    change(calendar);
    return differences(calendar).length === 0;
  }).map(([name]) => `not noticed: ${name}`);
}

function crossCheck(calendar) {
  const same = (a, b) => a.set === b.set && a.day === b.day && a.ours === b.ours;
  const found = differences(calendar);
  return [
    ...found.filter((one) => !KNOWN.some((known) => same(one, known)))
      .map(({set, day, ours}) => `${day}: ${ours ? 'worked' : 'off'} in our calendar, not so in ${set}`),
    ...KNOWN.filter((known) => !found.some((one) => same(one, known)))
      .map(({set, day}) => `${day}: listed as a difference from ${set}, but there is none`),
  ];
}

const read = () => yaml.parse(readFileSync(file, 'utf8'));
const failures = flag === '--self-test' ? selfTest(read) : crossCheck(read());
failures.forEach((failure) => console.log(failure));
console.log(`${days.length} days against two data sets: ${failures.length} failures`);
process.exitCode = failures.length ? 1 : 0;
