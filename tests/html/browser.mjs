// The HTML report in Chromium. browser.mjs MODULES CHROMIUM ZHUDUN REPORTS FOLDER
// REPORTS is where the grid of unit/render wrote its scenarios; FOLDER takes the pages and what they print.
import { readFileSync, writeFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { count_by, judge, launch, open, packages } from "./pages.mjs";

const [modules, chromium, program, reports, folder] = process.argv.slice(2);
const require = packages(modules);
const browser = await launch(require, chromium);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let passed = 0, failed = 0;
const same = (what, found, wanted) => {
  const good = JSON.stringify(found) === JSON.stringify(wanted);
  good ? ++passed : ++failed;
  if (!good) console.log(`FAILED ${what}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
};
const quiet = (what, tab) => same(`${what}: console, requests, dialogs`, tab.faults, []);

const one = "examples/every-status/company.yaml";
const every = judge(resolve(program), folder, "every", [one], "--all", "--lang", "en");
const listed = judge(resolve(program), folder, "listed", [one], "--lang", "zh");
const group = judge(resolve(program), folder, "group", ["examples/group"], "--lang", "zh");
const clean = judge(resolve(program), folder, "clean", ["examples/compliant/company.yaml"], "--lang", "en");

const scenario = (name) => ({ url: pathToFileURL(resolve(reports, `${name}.html`)).href });

const visible = (page) => page.locator("article:visible").count();
const told = (page) => page.locator("#count").textContent();
const tiles = (page) => page.$$eval(".tiles li", (all) => all.map((tile) => [tile.dataset.s, Number(tile.querySelector("b").textContent)]));
const board = (page) => page.$$eval("#by-task tbody tr", (rows) => {
  const statuses = [...document.querySelectorAll("#by-task thead [data-s]")].map((cell) => cell.dataset.s);
  return rows.flatMap((row) => [...row.cells].slice(1).map((cell, at) => [`${row.dataset.t} ${statuses[at] ?? "total"}`, Number(cell.textContent)]))
    .filter(([, number]) => number > 0);
});
const sums = (report) => Object.keys(report.declarations[0].summary)
  .map((status) => [status, report.declarations.reduce((sum, one) => sum + one.summary[status], 0)]);

// The scoreboard says what JSON says.
for (const [name, run] of Object.entries({ every, listed, group, clean })) {
  const tab = await open(browser, run.url);
  same(`${name}: tiles`, await tiles(tab.page), sums(run.report));
  same(`${name}: findings`, await visible(tab.page), run.findings.length);
  quiet(name, tab);
  await tab.close();
}
{
  const tab = await open(browser, every.url);
  const wanted = count_by(every.findings, (finding) => `${finding.task} ${finding.status}`);
  for (const [task, number] of Object.entries(count_by(every.findings, (finding) => finding.task))) wanted[`${task} total`] = number;
  const sorted = (pairs) => pairs.map(String).sort();
  same("board by task", sorted(await board(tab.page)), sorted(Object.entries(wanted)));
  same("every finding's texts", await tab.page.$$eval("article", (all) => all.map((article) =>
    [article.className, article.querySelector(".r").textContent, article.querySelector(".r + bdi").textContent])),
    every.findings.map((finding) => [finding.status, finding.rule, finding.subject]));
  await tab.close();
}

// Filters by status, task and words; the counts follow; the address keeps them.
{
  const tab = await open(browser, every.url);
  const { page } = tab;
  const of = (status) => every.findings.filter((finding) => finding.status === status);
  same("count at first", await told(page), `${every.findings.length} findings`);
  await page.click('.pick [data-s="overdue"]');
  same("overdue only", await visible(page), of("overdue").length);
  same("overdue only: count", await told(page), `${of("overdue").length} of ${every.findings.length} findings`);
  same("overdue only: pressed", await page.getAttribute('.pick [data-s="overdue"]', "aria-pressed"), "true");
  await page.click('.pick [data-s="met"]');
  same("or met", await visible(page), of("overdue").length + of("met").length);
  const task = String(of("met")[0].task);
  const in_task = (status) => of(status).filter((finding) => String(finding.task) === task).length;
  await page.selectOption("#task", task);
  same("and a task", await visible(page), in_task("overdue") + in_task("met"));
  same("status counts follow the task", Number(await page.textContent('.pick [data-s="met"] b')), in_task("met"));
  same("address", new URL(page.url()).hash, `#status=overdue,met&task=${task}`);
  const again = await open(browser, page.url());
  same("address opened anew", await visible(again.page), in_task("overdue") + in_task("met"));
  await again.close();
  await page.click("#reset");
  same("cleared", await visible(page), every.findings.length);
  const subject = every.findings[0].subject;
  await page.fill("#q", subject.toUpperCase());
  await page.waitForFunction(() => location.hash.startsWith("#q="));
  const holds = (finding) => JSON.stringify(finding).toLowerCase().includes(subject.toLowerCase());
  same("search", await visible(page), every.findings.filter(holds).length);
  await page.fill("#q", "no finding holds this");
  await page.waitForSelector("#nothing:visible");
  same("search for nothing", await visible(page), 0);
  await page.goto(`${every.url}#status=nonsense&task=99999&q=`);
  same("an address that makes no sense", await visible(page), every.findings.length);
  quiet("filters", tab);
  await tab.close();
}

// A number of the scoreboard leads to its findings; a declaration has its own scoreboard.
{
  const tab = await open(browser, group.url);
  const { page } = tab;
  const finding = group.findings[0];
  const alike = (one) => one.status === finding.status && one.task === finding.task;
  const column = await page.$$eval("#by-task thead th", (all, status) => all.findIndex((cell) => cell.dataset.s === status), finding.status);
  await page.click(`#by-task tr[data-t="${finding.task}"] :nth-child(${column + 1}) button`);
  same("scoreboard cell", await visible(page), group.findings.filter(alike).length);
  same("scoreboard cell: focus", await page.evaluate(() => document.activeElement.id), "h-findings");
  await page.click("#reset");
  await page.selectOption("#decl", "d2");
  const second = group.report.declarations[1];
  same("declaration", await visible(page), second.findings.length);
  const totals = {};
  for (const [key, number] of await board(page)) {
    const status = key.split(" ")[1];
    totals[status] = (totals[status] ?? 0) + number;
  }
  const wanted = Object.fromEntries(Object.entries(second.summary).filter(([, number]) => number > 0));
  same("declaration: board", Object.keys(wanted).map((status) => totals[status]), Object.values(wanted));
  quiet("group", tab);
  await tab.close();
}

// The keyboard alone: skip link, a filter, a derivation, the theme.
{
  const tab = await open(browser, every.url);
  const { page } = tab;
  const active = () => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);
  const reach = async (selector, most = 400) => {
    for (let at = 0; at < most; ++at) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return true;
    }
    return false;
  };
  await page.keyboard.press("Tab");
  same("first stop", await active(), "skip");
  same("focus is seen", await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== "none"), true);
  same("the theme is a stop", await reach("#theme", 12), true);
  await page.keyboard.press("Enter");
  same("theme by Enter", await page.getAttribute("html", "data-theme"), "dark");
  same("a status is a stop", await reach('.pick [data-s="overdue"]'), true);
  await page.keyboard.press("Space");
  same("filtered by Space", await visible(page), every.findings.filter((one) => one.status === "overdue").length);
  same("a derivation is a stop", await reach("article summary"), true);
  await page.keyboard.press("Enter");
  same("unfolded by Enter", await page.evaluate(() => document.activeElement.parentElement.open), true);
  const steps = every.findings.find((one) => one.status === "overdue").trace;
  same("the trace is seen", await page.locator("article li:visible").allTextContents(), steps);
  await page.keyboard.press("Space");
  same("folded by Space", await page.evaluate(() => document.activeElement.parentElement.open), false);
  quiet("keyboard", tab);
  await tab.close();
}

// A finding's own address unfolds it; one button unfolds all.
{
  const id = `f-${every.findings.at(-1).fingerprint}`;
  const tab = await open(browser, `${every.url}#${id}`);
  same("own address", await tab.page.$eval(`#${id} details`, (part) => part.open), true);
  await tab.page.click("#unfold");
  same("unfold all", await tab.page.locator("article details[open]").count(), every.findings.length);
  await tab.page.click("#unfold");
  same("fold all", await tab.page.locator("article details[open]").count(), 0);
  await tab.close();
}

// Dark and light, by the system and by hand.
const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
{
  const light = await open(browser, every.url, { colorScheme: "light" });
  const dark = await open(browser, every.url, { colorScheme: "dark" });
  same("light", await ground(light.page), "rgb(246, 246, 244)");
  same("dark", await ground(dark.page), "rgb(19, 22, 26)");
  await dark.page.click("#theme");
  same("light by hand", await ground(dark.page), "rgb(246, 246, 244)");
  await light.page.click("#theme");
  same("dark by hand", await ground(light.page), "rgb(19, 22, 26)");
  await light.close();
  await dark.close();
}

// Nothing is wider than the screen, from 320 pixels on.
for (const width of [320, 390, 768, 1280]) {
  for (const run of [every, group]) {
    const tab = await open(browser, run.url, { viewport: { width, height: 700 } });
    same(`fits ${width}`, await tab.page.evaluate(() => document.documentElement.scrollWidth), width);
    await tab.close();
  }
}

// Without scripts: everything is there, the controls are not.
{
  const tab = await open(browser, every.url, { javaScriptEnabled: false });
  same("no script: findings", await visible(tab.page), every.findings.length);
  same("no script: controls", await tab.page.locator("#controls:visible, #theme:visible, #count:visible").count(), 0);
  same("no script: tiles", (await tab.page.locator(".tiles b").allTextContents()).map(Number), sums(every.report).map(([, number]) => number));
  await tab.page.click("article summary");
  same("no script: unfolds", await tab.page.locator("article li:visible").count() > 0, true);
  quiet("no script", tab);
  await tab.close();
}

// Paper: all findings, unfolded, no controls.
for (const [name, javaScriptEnabled] of [["print", true], ["print-no-script", false]]) {
  const tab = await open(browser, every.url, { javaScriptEnabled, colorScheme: "dark" });
  await tab.page.emulateMedia({ media: "print" });
  same(`${name}: findings`, await visible(tab.page), every.findings.length);
  same(`${name}: steps`, await tab.page.locator("article li:visible").count(), every.findings.reduce((sum, one) => sum + one.trace.length, 0));
  same(`${name}: controls`, await tab.page.locator("#controls:visible, #theme:visible, nav:visible, summary:visible").count(), 0);
  same(`${name}: light`, await tab.page.$eval(".t", (text) => getComputedStyle(text).color), "rgb(28, 32, 36)");
  const bytes = await tab.page.pdf({ preferCSSPageSize: true, tagged: true });
  writeFileSync(join(folder, `${name}.pdf`), bytes);
  const pdf = bytes.toString("latin1");
  same(`${name}: A4`, /\/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12]/.test(pdf), true);
  // Links to fingerprints are annotations with a named destination, one for each finding.
  same(`${name}: PDF has every finding`, new Set(objects(bytes).match(/f-[0-9a-f]{32}/g)).size, every.findings.length);
  await tab.close();
}

// What a PDF says, its compressed streams unpacked.
function objects(bytes) {
  const pdf = bytes.toString("latin1");
  let text = pdf;
  for (const found of pdf.matchAll(/stream\r?\n/g)) {
    const begin = found.index + found[0].length, end = pdf.indexOf("endstream", begin);
    try { text += inflateSync(bytes.subarray(begin, end)).toString("latin1"); } catch { /* a picture or a font */ }
  }
  return text;
}

// Hostile texts do nothing: no dialog, no request, no element of theirs; nothing leaves its line's direction.
{
  const url = scenario("hostile").url;
  const json = JSON.parse(readFileSync(join(reports, "hostile.json"), "utf8"));
  const findings = json.declarations.flatMap((one) => one.findings);
  for (const javaScriptEnabled of [true, false]) {
    const tab = await open(browser, url, { javaScriptEnabled });
    same("hostile: findings", await visible(tab.page), findings.length);
    same("hostile: scripts", await tab.page.locator("script").count(), 1);
    quiet("hostile", tab);
    await tab.close();
  }
  const tab = await open(browser, url, { viewport: { width: 320, height: 700 } });
  same("hostile: fits", await tab.page.evaluate(() => document.documentElement.scrollWidth), 320);
  await tab.page.fill("#q", "<script>alert(1)</script>");
  await tab.page.waitForFunction(() => location.hash.startsWith("#q="));
  same("hostile: search", await visible(tab.page), 2);
  // The page's policy would stop what its escaping let through.
  const ran = await tab.page.evaluate(() => new Promise((done) => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    const image = new Image();
    image.onerror = () => done(window.ran === true);
    image.src = "http://127.0.0.1:9/x.png";
  }));
  same("policy stops a script", ran, false);
  same("policy is heard", tab.faults.filter((fault) => /Content Security Policy/i.test(fault)).length >= 2, true);
  await tab.close();
}

// Hundreds of findings: laid out in portions, and yet one list to filters, search and paper.
{
  const tab = await open(browser, scenario("many").url);
  const { page } = tab;
  const shown = () => page.$$eval("article", (all) => all.filter((one) => !one.closest("[hidden]")).length);
  same("many: findings", await shown(), 300);
  await page.click('.pick [data-s="late"]');
  same("many: late", await shown(), 150);
  await page.fill("#q", "platforms/298");
  await page.waitForFunction(() => location.hash.includes("q="));
  same("many: search", await visible(page), 1);
  await page.click("#reset");
  await page.emulateMedia({ media: "print" });
  await page.pdf();
  same("many: print", await page.$$eval("article", (all) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length), 300);
  quiet("many", tab);
  await tab.close();
}

// Accessibility rules, unfolded and filtered, in both languages and themes; folded too, in a batch, with nothing to do.
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const audit = async (name, page) => {
  const { violations } = await page.evaluate((rules) => axe.run({ runOnly: rules }), rules);
  same(`axe: ${name}`, violations.map((one) => [one.id, one.nodes.length, one.nodes[0].html.slice(0, 160)]), []);
};
for (const [name, run, colorScheme] of [["en light", every, "light"], ["en dark", every, "dark"], ["zh light", listed, "light"],
  ["zh dark", listed, "dark"], ["batch", group, "light"], ["nothing to do", scenario("nothing"), "dark"], ["no declaration", scenario("no-declaration"), "light"]]) {
  const tab = await open(browser, run.url, { colorScheme });
  await tab.page.evaluate(axe);
  if (run === every) await audit(`${name}, folded`, tab.page);
  await tab.page.evaluate(() => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  if (run.findings?.length > 0) await tab.page.locator(".pick button").first().click();
  await audit(name, tab.page);
  await tab.close();
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
