// Starts the browser, runs every check, and writes what was found.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { checks } from "./checks.mjs";
import { pictures } from "./pictures.mjs";

const [file, out] = process.argv.slice(2);
const url = pathToFileURL(file).href;

async function launch() {
  // The package's own list of arguments weakens the browser (`--disable-web-security`); it runs without.
  const executablePath = process.env.CHROMIUM ?? await (await import("@sparticuz/chromium")).default.executablePath();
  return puppeteer.launch({ executablePath, headless: "shell", args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"] });
}

// A page that remembers whatever a safe page never does.
async function open(browser, options = {}) {
  // Nothing is kept from one check to the next, a chosen theme least of all.
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const events = { requests: [], dialogs: [], errors: [] };
  page.on("request", (request) => { if (request.url().split("#")[0] !== url) events.requests.push(request.url()); });
  page.on("dialog", (dialog) => { events.dialogs.push(dialog.message()); dialog.dismiss(); });
  page.on("pageerror", (error) => events.errors.push(String(error)));
  page.on("console", (message) => { if (["error", "warn"].includes(message.type())) events.errors.push(message.text()); });
  await page.evaluateOnNewDocument(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  await page.setViewport({ width: options.width ?? 1280, height: 900 });
  await page.setJavaScriptEnabled(options.script ?? true);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: options.scheme ?? "light" }, { name: "prefers-reduced-motion", value: "reduce" }]);
  await page.goto(url, { waitUntil: "load" });
  return { page, events, close: () => context.close() };
}

const results = [];
let browser;
try {
  browser = await launch();
  console.log(await browser.version());
} catch (error) {
  console.error(`cannot start the browser: ${error.message}`);
  process.exit(2);
}
for (const { name, options, run } of checks) {
  const { page, events, close } = await open(browser, options);
  const started = performance.now();
  let fault = null;
  try {
    const said = await run(page, events);
    results.push({ name, said: said ?? "", ms: Math.round(performance.now() - started) });
  } catch (error) {
    fault = error.message;
    results.push({ name, fault });
  }
  console.log(`${fault === null ? "ok  " : "FAIL"}  ${name}${fault === null ? (results.at(-1).said && ` (${results.at(-1).said})`) : `\n      ${fault.replaceAll("\n", "\n      ")}`}`);
  await close();
}
try {
  await pictures(browser, open, out);
} catch (error) {
  results.push({ name: "pictures", fault: error.message });
  console.log(`FAIL  pictures\n      ${error.message}`);
}
await browser.close();
await writeFile(join(out, "report.json"), JSON.stringify(results, null, 2));
const failed = results.filter((r) => r.fault).length;
console.log(failed ? `${failed} of ${results.length} failed` : `all ${results.length} held`);
process.exit(failed ? 1 : 0);
