// What a reader does with the page, and what a hostile answer tries.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const text = (page, selector) => page.$eval(selector, (e) => e.textContent.trim());
const column = (page, table, n) => page.$$eval(`${table} tbody tr`, (rows, n) => rows.map((r) => r.cells[n].dataset.v ?? r.cells[n].textContent.trim()), n);
const sorted = (page, table) => page.$$eval(`${table} th[aria-sort]`, (heads) => heads.map((h) => h.getAttribute("aria-sort")));
const shown = (page) => page.$$eval(".answer", (all) => all.filter((a) => a.checkVisibility()).length);
const focused = (page) => page.evaluate(() => {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  const box = e.getBoundingClientRect();
  return { name: `${e.tagName.toLowerCase()}${e.id && `#${e.id}`}`, text: e.textContent.trim().slice(0, 40), outline: style.outlineStyle === "none" ? 0 : Number.parseFloat(style.outlineWidth), seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight };
});

async function quiet(page, events) {
  assert.deepEqual(events, { requests: [], dialogs: [], errors: [] });
  assert.deepEqual(await page.evaluate(() => window.violations), [], "something was blocked by the policy: markup reached the page");
  assert.equal(await page.evaluate(() => window.pwned), undefined);
}

async function hostile(page, events) {
  await page.$$eval("details", (all) => { for (const d of all) d.open = true; });
  for (const element of await page.$$(".answer summary, .text, h1, tbody th").then((all) => all.slice(0, 40))) await element.hover().catch(() => {});
  await new Promise((done) => setTimeout(done, 300));
  await quiet(page, events);
  const found = await page.evaluate(() => ({
    tags: [...new Set([...document.querySelectorAll("*")].map((e) => e.localName))].sort(),
    scripts: document.scripts.length,
    handlers: [...document.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith("on") || ["style", "src", "srcset", "srcdoc", "action", "formaction"].includes(n)),
    links: [...document.querySelectorAll("[href]")].map((e) => e.getAttribute("href")).filter((h) => !/^#[a-z]+\d*$/.test(h)),
    literal: document.body.textContent.includes("<script>"),
    hidden: /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML),
  }));
  for (const tag of ["img", "iframe", "object", "embed", "textarea", "base", "b"]) assert.ok(!found.tags.includes(tag), `<${tag}> is in the page`);
  assert.equal(found.scripts, 1);
  assert.deepEqual([found.handlers, found.links], [[], []]);
  assert.ok(found.literal, "the page was made without a hostile answer: nothing was tested");
  assert.ok(!found.hidden, "a control character or an override of direction is in the page");
}

// Last, because it makes violations: the policy itself holds, if ever an escape should not.
async function policy(page, events) {
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.ran = 1";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "https://example.org/x.png";
    image.setAttribute("onerror", "window.ran = 2");
    document.body.append(image);
    const fetched = await fetch("https://example.org/").then(() => true, () => false);
    await new Promise((done) => setTimeout(done, 300));
    return { ran: window.ran, fetched, violations: window.violations.length };
  });
  assert.deepEqual([ran.ran, ran.fetched], [undefined, false]);
  assert.ok(ran.violations >= 3, `${ran.violations} violations`);
  assert.deepEqual(events.dialogs, []);
}

async function sorting(page) {
  for (const [table, n] of [["#table-candidates", 2], ["#table-questions", 4]]) {
    const before = await column(page, table, n);
    const buttons = await page.$$(`${table} th button`);
    await buttons[n].click();
    const once = await column(page, table, n);
    const way = (await sorted(page, table))[n];
    await buttons[n].click();
    const twice = await column(page, table, n);
    assert.notDeepEqual(once, twice);
    assert.deepEqual([...once].sort(), [...before].sort(), "rows were lost");
    const figures = (list) => list.filter((v) => v !== "").map(Number);
    const up = figures(way === "ascending" ? once : twice);
    assert.deepEqual(up, [...up].sort((a, b) => a - b));
    assert.deepEqual(figures(way === "ascending" ? twice : once), [...up].reverse());
    assert.ok([once, twice].every((l) => !l.includes("") || l.at(-1) === ""), "what has no figure stands last");
    assert.equal((await sorted(page, table)).filter((s) => s !== "none").length, 1);
  }
  const names = await page.$$("#table-candidates th button");
  await names[1].focus();
  await page.keyboard.press("Enter");
  const first = await column(page, "#table-candidates", 1);
  await page.keyboard.press("Space");
  const second = await column(page, "#table-candidates", 1);
  assert.deepEqual(second, [...first].reverse(), "the keyboard sorts");
}

async function filtering(page) {
  const all = await shown(page);
  const [c, q] = await page.evaluate(() => ["c", "q"].map((n) => document.querySelector(`.answer`).dataset[n]));
  await page.select("#by-candidate", c);
  const ofCandidate = await shown(page);
  assert.equal(ofCandidate, (await page.$$(`.answer[data-c="${c}"]`)).length);
  assert.match(await text(page, "#shown"), new RegExp(`^${ofCandidate} of `));
  await page.select("#by-question", q);
  assert.equal(await shown(page), (await page.$$(`.answer[data-c="${c}"][data-q="${q}"]`)).length);
  await page.type("#by-text", "no answer has these words");
  await page.waitForFunction(() => document.querySelector("#shown").textContent.startsWith("0 of"));
  assert.ok(await page.$eval("#none", (e) => e.checkVisibility()));
  await page.click("#clear");
  assert.equal(await shown(page), all);
  assert.equal(await page.$eval("#shown", (e) => e.getAttribute("aria-live")), "polite");
  await page.select("#by-state", "review");
  assert.ok(await shown(page) < all);
  await page.$eval("#clear", (e) => e.click());
  await page.$eval("[data-show-question='2']", (e) => e.click());
  assert.equal(await shown(page), (await page.$$(".answer[data-q='2']")).length);
  const took = await page.evaluate(() => {
    const field = document.querySelector("#by-candidate");
    const start = performance.now();
    for (const v of ["1", "2", ""]) { field.value = v; field.dispatchEvent(new Event("change")); document.body.offsetHeight; }
    return (performance.now() - start) / 3;
  });
  assert.ok(took < 500, `a filter took ${took} ms`);
  return `${all} answers, a filter takes ${took.toFixed(0)} ms`;
}

async function opening(page) {
  const visible = (id) => page.$eval(`${id} .body`, (e) => e.checkVisibility({ contentVisibilityAuto: true }));
  assert.equal(await visible("#q1"), false);
  await page.click("#q1 > summary");
  assert.equal(await visible("#q1"), true);
  await page.click("#table-candidates tbody a");
  await page.waitForFunction(() => document.querySelector(location.hash)?.open && document.activeElement.parentElement === document.querySelector(location.hash));
  // A link to an answer that a filter hides lifts the filter.
  const link = await page.$("#review tbody a");
  const id = await link.evaluate((a) => a.getAttribute("href"));
  const other = await page.$eval(id, (a) => (a.dataset.c === "1" ? "2" : "1"));
  await page.select("#by-candidate", other);
  assert.equal(await page.$eval(id, (a) => a.hidden), true);
  await link.click();
  await page.waitForFunction((id) => document.querySelector(id).open && !document.querySelector(id).hidden, {}, id);
  await page.waitForFunction((id) => { const top = document.querySelector(id).getBoundingClientRect().top; return top >= 0 && top < innerHeight; }, {}, id);
  await page.click("#open-all");
  assert.equal(await page.$$eval(".answer:not([open])", (all) => all.length), 0);
}

async function themes(page) {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const brightness = (colour) => colour.match(/\d+/g).reduce((sum, part) => sum + Number(part), 0);
  const light = await paper();
  await page.click("#theme");
  const dark = await paper();
  assert.ok(brightness(light) > 600 && brightness(dark) < 200, `${light}, ${dark}`);
  assert.equal(await page.$eval("#theme", (e) => e.getAttribute("aria-pressed")), "true");
  await page.reload();
  assert.equal(await paper(), dark, "the choice is kept");
  await page.click("#theme");
  assert.equal(await paper(), light);
  await page.evaluate(() => localStorage.clear());
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await page.reload();
  assert.equal(await paper(), dark, "without a choice the system decides");
}

async function keyboard(page) {
  const order = [];
  for (let i = 0; i < 24; i += 1) {
    await page.keyboard.press("Tab");
    order.push(await focused(page));
  }
  assert.equal(order[0].text, "Skip to the content");
  for (const one of order) assert.ok(one.outline >= 2 && one.seen, `the focus is not seen: ${JSON.stringify(one)}`);
  assert.ok(order.some((o) => o.name === "button#theme"));
  await page.reload();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal((await focused(page)).name, "main#main");
  await page.focus("#q1 > summary");
  await page.keyboard.press("Enter");
  assert.ok(await page.$eval("#q1", (d) => d.open), "Enter opens what is folded");
  await page.focus("#by-candidate");
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await page.$eval("#by-candidate", (s) => s.value), "");
  const reached = await page.evaluate(() => [...document.querySelectorAll("a[href], button, summary, select, input")].every((e) => e.tabIndex >= 0));
  assert.ok(reached, "something that can be clicked cannot be reached");
}

async function accessible(page) {
  await page.$$eval(".panel", (all) => { for (const p of [...all.slice(0, 3), ...document.querySelectorAll("#questions .panel"), ...[...document.querySelectorAll(".answer")].slice(0, 8)]) p.open = true; });
  // The rest looks the same; six hundred answers would take minutes.
  await page.$$eval(".answer:nth-child(n + 30)", (all) => { for (const a of all) a.remove(); });
  await page.evaluate(await readFile(axe, "utf8"));
  const found = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  const lines = found.violations.map((v) => `${v.id} (${v.impact}): ${v.help}, ${v.nodes.length} times, first ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].any[0]?.message ?? ""}`);
  assert.equal(lines.length, 0, lines.join("\n"));
  return `${found.passes.length} rules of axe hold`;
}

async function withoutScript(page) {
  assert.ok((await page.$$(".answer")).length > 0);
  assert.equal(await page.$eval(".filter", (e) => getComputedStyle(e).display), "none");
  await page.click("#q1 > summary");
  assert.ok(await page.$eval("#q1", (d) => d.open));
}

async function onPaper(page) {
  await page.emulateMediaType("print");
  const found = await page.evaluate(() => ({
    controls: [...document.querySelectorAll(".top, .controls, .skip")].filter((e) => e.checkVisibility()).length,
    folded: [...document.querySelectorAll("details > .body")].slice(0, 60).filter((e) => !e.checkVisibility({ contentVisibilityAuto: true })).length,
    paper: getComputedStyle(document.body).backgroundColor,
  }));
  assert.deepEqual(found, { controls: 0, folded: 0, paper: "rgb(255, 255, 255)" });
}

export const checks = [
  { name: "the page opens without a request, a dialog, an error or a violation", run: quiet },
  { name: "hostile texts are shown as text", run: hostile },
  { name: "tables sort by click and by keyboard", run: sorting },
  { name: "answers are filtered and counted", run: filtering },
  { name: "what is folded opens, by click and by link", run: opening },
  { name: "the theme toggles and is kept", run: themes },
  { name: "the keyboard reaches everything and the focus is seen", run: keyboard },
  { name: "axe finds nothing in light", run: accessible },
  { name: "axe finds nothing in dark", options: { scheme: "dark" }, run: accessible },
  { name: "the page reads without its script", options: { script: false }, run: withoutScript },
  { name: "paper shows everything and no controls", options: { scheme: "dark" }, run: onPaper },
  { name: "the policy stops a script, a handler and a request", run: policy },
];
