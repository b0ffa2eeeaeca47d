// The pictures of README: a coloured run in a terminal, and the HTML report in a browser, each in both languages.
// pictures.mjs MODULES CHROMIUM ZHUDUN FOLDER OUTPUT       FOLDER takes the pages, OUTPUT the pictures
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { judge, launch, packages, root } from "../html/pages.mjs";

const [modules, chromium, program, folder, output] = process.argv.slice(2);
const kMostBytes = 120_000;
const browser = await launch(packages(modules), chromium);

// Of a long run the beginning and the end.
const kHead = 24, kTail = 24;

const run = (args) => {
  try {
    return execFileSync(resolve(program), args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (error.status !== 1) throw error;
    return error.stdout;
  }
};

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

// Colours as a terminal shows them: SGR 1 and 2, the eight colours plain and bright; a class for each number.
const painted = (line) => {
  let shown = "", open = 0;
  for (const part of line.split(/(\x1b\[[0-9;]*m)/)) {
    const codes = /^\x1b\[([0-9;]*)m$/.exec(part);
    if (!codes) { shown += escaped(part); continue; }
    for (; open > 0; --open) shown += "</span>";
    const classes = codes[1].split(";").filter((code) => code !== "" && code !== "0").map((code) => `c${code}`);
    if (classes.length > 0) { shown += `<span class="${classes.join(" ")}">`; ++open; }
  }
  for (; open > 0; --open) shown += "</span>";
  return shown;
};

const terminal = (command, text) => {
  const lines = text.replace(/\n$/, "").split("\n");
  const cut = lines.length > kHead + kTail + 1;
  const body = cut ? [...lines.slice(0, kHead), "\x1b[2m…\x1b[0m", ...lines.slice(-kTail)] : lines;
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; padding: 18px; display: inline-block; background: #fff; }
    main { border-radius: 9px; background: #1b1f26; color: #d6dae0; font: 14px/1.45 "Noto Sans Mono CJK SC"; overflow: hidden; }
    header { display: flex; gap: 8px; padding: 11px 14px; background: #2a303a; }
    i { width: 12px; height: 12px; border-radius: 50%; background: #59616e; }
    pre { margin: 0; padding: 12px 18px 16px; font: inherit; width: 80ch; }
    .c1 { font-weight: 700; color: #fff; } .c2 { color: #949ca8; }
    .c31 { color: #ff8b82; } .c32 { color: #7fd69b; } .c33 { color: #f0c667; } .c34 { color: #82b7ff; }
    .c35 { color: #dfa0ec; } .c36 { color: #76d3de; } .c90 { color: #949ca8; }
    .c91 { color: #ff8b82; } .c92 { color: #7fd69b; } .c93 { color: #f0c667; }
  </style><main><header><i></i><i></i><i></i></header><pre><span class="c32">$</span> ${escaped(command)}\n${body.map(painted).join("\n")}</pre></main>`;
};

const keep = (name, bytes) => {
  const path = join(output, name);
  writeFileSync(path, execFileSync("pngquant", ["--speed", "1", "--strip", "96", "-"], { input: bytes, maxBuffer: 1 << 26 }));
  const { size } = statSync(path);
  console.log(`${path} ${size}`);
  if (size > kMostBytes) throw new Error(`${name} is too large`);
};

for (const lang of ["zh", "en"]) {
  const arguments_ = ["check", "examples/spec/company.yaml", "--as-of", "2025-11-10", ...(lang === "en" ? ["--lang", "en"] : [])];
  const page = await browser.newPage({ viewport: { width: 900, height: 600 }, deviceScaleFactor: 1.5 });
  await page.setContent(terminal(`zhudun ${arguments_.join(" ")}`, run([...arguments_, "--color", "always"])));
  keep(`terminal.${lang}.png`, await page.locator("body").screenshot());
  await page.close();

  const report = judge(resolve(program), folder, `picture-${lang}`, ["examples/every-status/company.yaml"], "--all", "--lang", lang);
  const view = await browser.newPage({ viewport: { width: 1200, height: 2000 }, deviceScaleFactor: 1.25, colorScheme: "light" });
  await view.goto(report.url);
  const { y, height } = await view.locator(".chart").boundingBox();
  keep(`page.${lang}.png`, await view.screenshot({ clip: { x: 0, y: 0, width: 1200, height: y + height + 12 } }));
  await view.close();
}
await browser.close();
