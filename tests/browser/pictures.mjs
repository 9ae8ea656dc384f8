// What people look at: the page in light and dark, on a phone, and on paper.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const PARTS = ["summary", "review", "candidates", "questions"];

// Without the bar that sticks to the top: it would lie across a picture of more than a screen.
async function part(page, id, path) {
  await page.evaluate((id) => {
    document.querySelector(".top").style.position = "static";
    const panel = document.querySelector(`#${id} .panel:has(blockquote)`) ?? document.querySelector(`#${id} .panel`);
    if (panel) panel.open = true;
    // What a picture reaches beyond the screen is not laid out yet.
    for (const a of document.querySelectorAll(".answer")) a.style.contentVisibility = "visible";
  }, id);
  await (await page.$(`#${id}`)).screenshot({ path });
}

// Answers that show something: the most evidence, the gravest, the hostile.
async function evidence(page) {
  await page.evaluate(() => {
    const answers = [...document.querySelectorAll(".answer")];
    const most = (selector) => answers.toSorted((a, b) => b.querySelectorAll(selector).length - a.querySelectorAll(selector).length)[0];
    const hostile = answers.find((a) => a.querySelector(".text").textContent.includes("<script>"));
    const wanted = new Set([most("mark.contradicted"), most("mark"), hostile]);
    for (const a of answers) {
      a.open = wanted.has(a);
      a.hidden = !wanted.has(a) && answers.indexOf(a) > 3;
    }
    document.querySelector("#answers").scrollIntoView();
  });
}

export async function pictures(browser, open, out) {
  for (const scheme of ["light", "dark"]) {
    const { page, close } = await open(browser, { scheme });
    await page.screenshot({ path: join(out, `top-${scheme}.png`) });
    for (const id of PARTS) await part(page, id, join(out, `${id}-${scheme}.png`));
    await evidence(page);
    await part(page, "answers", join(out, `answers-${scheme}.png`));
    await close();
  }
  const phone = await open(browser, { width: 390 });
  await phone.page.screenshot({ path: join(out, "phone.png") });
  const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `the page is ${wide} pixels wide on a screen of 390`);
  await evidence(phone.page);
  await part(phone.page, "answers", join(out, "phone-answers.png"));
  await phone.close();

  const { page, close } = await open(browser, { scheme: "dark" });
  await page.pdf({ path: join(out, "page.pdf"), format: "A4", preferCSSPageSize: true, tagged: false, timeout: 180_000 });
  const pdf = await readFile(join(out, "page.pdf"));
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  assert.ok(pages > 3, `the print has ${pages} pages`);
  console.log(`ok    pictures (${pages} pages in print)`);
  await close();
}
