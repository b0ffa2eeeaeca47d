// What the browser tests share: reports by the real program, and a page that tells when it errs or reaches out.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL, fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const packages = (modules) => createRequire(resolve(modules, "package.json"));

// As root Chromium has no sandbox; the rest keeps it from looking for its makers.
export const launch = (require, chromium) =>
  require("playwright-core").chromium.launch({
    executablePath: chromium,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
      "--font-render-hinting=none"],
  });

// One run of the program, as a page and as the JSON of the same findings.
export const judge = (program, folder, name, paths, ...options) => {
  const html = join(folder, `${name}.html`);
  let json;
  try {
    json = execFileSync(program, ["check", ...paths, "--as-of", "2025-11-10", "-o", html, "--format", "json", ...options],
      { cwd: root, maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (error.status !== 1) throw error;
    json = error.stdout;
  }
  const report = JSON.parse(json);
  return { url: pathToFileURL(html).href, report, findings: report.declarations.flatMap((one) => one.findings) };
};

export const count_by = (list, key) => {
  const counts = {};
  for (const one of list) counts[key(one)] = (counts[key(one)] ?? 0) + 1;
  return counts;
};

// A page in its own context. Whatever it says on the console, fetches, throws or asks is in `faults`.
export const open = async (browser, url, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  page.on("request", (request) => {
    if (request.url() !== url.split("#")[0] && !request.url().startsWith("data:")) faults.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults, close: () => context.close() };
};
