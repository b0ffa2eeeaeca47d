// A declaration in an editor: the YAML language server with zhudun's schema, over real messages.
// editor.mjs MODULES ZHUDUN ROOT
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Client } from "./client.mjs";

const [modules, zhudun, root] = process.argv.slice(2).map((path) => resolve(path));
const place = mkdtempSync(join(tmpdir(), "zhudun-"));
let passed = 0;
let failed = 0;
const judge = (good, what, found) => {
  good ? ++passed : ++failed;
  if (!good) console.log(`FAILED ${what}:`, JSON.stringify(found));
};
const same = (wanted, found, what) => judge(JSON.stringify(wanted) === JSON.stringify(found), what, found);
const labels = (items) => items.map((item) => item.label);
const zhudun_says = (...more) => execFileSync(zhudun, more, { encoding: "utf8", timeout: 60000 });

const client = new Client(modules);
await client.start(place);

// A line of its own in the file says where the schema is.
const line = (schema) => `# yaml-language-server: $schema=./${schema}\n`;
writeFileSync(join(place, "zh.json"), zhudun_says("schema", "declaration"));
writeFileSync(join(place, "en.json"), zhudun_says("schema", "declaration", "--lang", "en"));
writeFileSync(join(place, "pack.json"), zhudun_says("schema", "pack"));

const START = `zhudun: 1
company:
  name: 示例
  roles:
    - platform_operator
  handles: {important_data: }
platforms:
  - id: tsp
    kind: 
    filing: {approved_on: 2025-03-14}
    
`;
const document = await client.open(join(place, "company.yaml"), line("zh.json") + START);
same([], await document.found(), "nothing is wrong");

// Completion: keys that fit the place and are not there, values with their titles.
const sections = labels(await document.complete("\nplatforms:", 1));
judge(sections.includes("governance") && sections.includes("threat_notices"), "sections are offered", sections);
judge(!sections.includes("company") && !sections.includes("grade"), "nothing that is there or belongs elsewhere", sections);
same(["grade", "graded_on", "name", "file", "report", "conformity_evaluations", "risk_assessments"].sort(),
  labels(await document.complete("2025-03-14}\n    ")).sort(), "the other keys of a platform");
const kinds = await document.complete("kind: ");
same(["service_platform", "network_facility", "system"], labels(kinds), "the values of kind, and no empty ones");
judge(JSON.stringify(kinds[0].documentation).includes("车联网服务平台"), "a value's title", kinds[0]);
const yes = labels(await document.complete("important_data: "));
judge(yes.includes("true") && yes.includes("false"), "true and false are offered", yes);
judge(labels(await document.complete("- platform_")).includes("product_manufacturer"), "roles are offered");

// Hover: what the key is and which rules ask for it, in the language of the schema.
const hover = await document.hover("approved_on", 3);
for (const part of ["备案审核通过日期，评测评估的期限由此起算（任务 3）", "`T03.1`", "`T03.2`", "开展符合性评测并报送报告"])
  judge(hover.includes(part), `hover says ${part}`, hover);
judge(!hover.includes("T02"), "hover names no rule that does not ask", hover);
judge((await document.hover("company:", 2)).includes("任务 14"), "where many rules ask, their tasks");
const value = await document.hover("platform_operator", 3);
judge(value.includes("车联网平台运营企业"), "hover over a value", value);
const english = await client.open(join(place, "english.yaml"), line("en.json") + START);
await english.found();
const told = await english.hover("approved_on", 3);
judge(told.includes("day the filing passed review") && !/[\u4e00-\u9fff]/.test(told.split("Source")[0].split("来源")[0]), "hover in English", told);

// Errors: under the wrong word, in words that say what belongs there.
const errors = async (text) => (await document.write(line("zh.json") + START + text)).map(({ under, message }) => [under, message]);
const wrong = async (text, under, message) => {
  const found = await errors(text);
  judge(found.length === 1 && found[0][0] === under && found[0][1].includes(message), text.trim(), found);
};
await wrong("goverance: {}\n", "goverance", "goverance");
await wrong("governance: {departement: 安全部}\n", "departement", "departement");
await wrong("governance: 安全部\n", "安全部", "此处应填：若干项");
await wrong("apps: none\n", "none", "此处应填：列表，每项以 - 开头；没有则写 []");
await wrong("governance: {supervisions: [{held_on: 2025/3/1}]}\n", "2025/3/1", "此处应填：日期，写作 2025-03-14");
await wrong("incidents: [{id: i1, level: 重大}]\n", "重大", "major（重大）");
await wrong("incidents: [{id: i1, discovered_at: 8月3日}]\n", "8月3日", "写作 2025-08-03T14:20+08:00");
await wrong("apps: [{id: a/b}]\n", "a/b", "编号");
await wrong("apps: [{id: app, releases: [{id: 5.1}]}]\n", "5.1", "数字要加引号");
await wrong("apps: [{name: 智行}]\n", "{", "id");
await wrong("maturity: {assessments: [{level: 6}]}\n", "6", "5");
same([], await errors("governance: {department: , manager: ~, officers: null}\nx-ours: 1\napps: []\nincidents: [{id: i1, discovered_at: 2025-08-03 14:20}]\n"), "what zhudun takes is not marked");
const compliant = readFileSync(join(root, "examples/compliant/company.yaml"), "utf8");
same([], await document.write(line("zh.json") + compliant), "nothing is wrong with the compliant example");

// The file that init writes, by its own first line, as it is and with a first entry taken in.
execFileSync(zhudun, ["init", "--role", "platform_operator", "-o", "begun.yaml"], { cwd: place, timeout: 60000 });
const begun = readFileSync(join(place, "begun.yaml"), "utf8");
const draft = await client.open(join(place, "begun.yaml"), begun);
same([], await draft.found(), "nothing is wrong with what init writes");
judge((await draft.hover("threat_notices:\n", 3)).includes("收到的网络安全威胁通报"), "hover over a key that is left open");
const filled = begun
  .replace("  # - id: p1      # 编号，在所在列表内唯一，不含斜线和控制字符\n  #   name:       # 名称\n", "  - id: tsp\n    name: 车联网服务平台\n    \n")
  .replace("  department:", "  departement:")
  .replace("    important_data: ", "    important_data: yes");
judge(filled.includes("- id: tsp") && filled.includes("important_data: yes"), "the draft is what this test fills in");
const marked = (await draft.write(filled)).map((one) => one.under);
same(["yes", "departement"], marked, "errors under the wrong key and the wrong value");
const offered = labels(await draft.complete("车联网服务平台\n    "));
judge(["kind", "grade", "filing"].every((key) => offered.includes(key)), "keys of the entry are offered", offered);
judge((await draft.hover("id: tsp", 1)).includes("编号"), "hover in the entry");

// A pack's files.
const rule = await client.open(join(place, "F1.yaml"), line("pack.json") + "rules:\n  - id: F1.1\n    taks: 1\n    basis: {zh: 一}\n    \n");
const found = (await rule.found()).map((one) => one.under);
judge(found.includes("taks"), "an unknown key of a rule", found);
judge((await rule.hover("basis", 2)).includes("依据的文件和条款"), "hover over a rule's key");
const keys = labels(await rule.complete("一}\n    "));
judge(keys.includes("deliverable") && keys.includes("done") && !keys.includes("recipients"), "keys of a rule", keys);

client.stop();
rmSync(place, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
