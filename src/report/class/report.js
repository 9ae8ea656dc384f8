"use strict";
// The page reads without this script: it sorts, filters, opens and changes the theme. It puts no text into the page but its own.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  const stored = () => { try { return localStorage.getItem("gradus-theme"); } catch { return null; } };
  const store = (theme) => { try { localStorage.setItem("gradus-theme", theme); } catch { /* a page from a file may not */ } };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  // Before the first paint, so that nothing flashes.
  const chosen = stored();
  if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;

  const byId = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const count = (n) => `${n.toLocaleString("en")} ${n === 1 ? "answer" : "answers"}`;

  function theme() {
    const button = byId("theme");
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      store(root.dataset.theme);
      show();
    });
    system.addEventListener("change", show);
    show();
  }

  // Sorting ----------------------------------------------------------------------------------------------------------

  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  function value(row, column) {
    const cell = row.cells[column];
    return (cell.dataset.v ?? cell.textContent).trim();
  }

  // Figures as figures, the rest as words; what has no value stands last, whichever way.
  function order(a, b, way) {
    if (a === "" || b === "") return (a === "") - (b === "");
    const figures = [Number(a), Number(b)];
    return way * (figures.some(Number.isNaN) ? collator.compare(a, b) : figures[0] - figures[1]);
  }

  function sort(button) {
    const head = button.closest("th");
    const body = head.closest("table").tBodies[0];
    const next = { none: button.dataset.first, asc: "desc", desc: "asc" };
    const now = { none: "none", ascending: "asc", descending: "desc" }[head.getAttribute("aria-sort")];
    const way = next[now];
    const rows = [...body.rows].map((row) => [value(row, head.cellIndex), row]);
    rows.sort((a, b) => order(a[0], b[0], way === "asc" ? 1 : -1));
    for (const other of head.parentElement.cells) if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
    head.setAttribute("aria-sort", way === "asc" ? "ascending" : "descending");
    body.replaceChildren(...rows.map((row) => row[1]));
  }

  // Filtering --------------------------------------------------------------------------------------------------------

  function filters() {
    const [candidate, question, state, words] = ["by-candidate", "by-question", "by-state", "by-text"].map(byId);
    const answers = all(".answer");
    const texts = new Map();
    const text = (a) => {
      if (!texts.has(a)) texts.set(a, a.querySelector(".text").textContent.toLowerCase());
      return texts.get(a);
    };
    const apply = () => {
      const wanted = words.value.trim().toLowerCase();
      let shown = 0;
      for (const a of answers) {
        const fits = (!candidate.value || a.dataset.c === candidate.value)
          && (!question.value || a.dataset.q === question.value)
          && (!state.value || a.dataset.s.split(" ").includes(state.value))
          && (!wanted || text(a).includes(wanted));
        a.hidden = !fits;
        shown += fits;
      }
      byId("shown").textContent = shown === answers.length ? count(shown) : `${shown.toLocaleString("en")} of ${count(answers.length)}`;
      byId("none").hidden = shown > 0;
    };
    let typed;
    for (const field of [candidate, question, state]) field.addEventListener("change", apply);
    words.addEventListener("input", () => { clearTimeout(typed); typed = setTimeout(apply, 150); });
    words.form.addEventListener("submit", (event) => event.preventDefault());
    const only = (field, wanted) => {
      for (const other of [candidate, question, state, words]) other.value = "";
      if (field) field.value = wanted;
      apply();
    };
    const show = (field, wanted) => {
      only(field, wanted);
      byId("answers").scrollIntoView();
      field.focus({ preventScroll: true });
    };
    byId("clear").addEventListener("click", () => only());
    for (const b of all("[data-show-candidate]")) b.addEventListener("click", () => show(candidate, b.dataset.showCandidate));
    for (const b of all("[data-show-question]")) b.addEventListener("click", () => show(question, b.dataset.showQuestion));
    const opener = byId("open-all");
    opener.addEventListener("click", () => {
      const open = opener.getAttribute("aria-pressed") !== "true";
      for (const a of answers) if (!a.hidden) a.open = open;
      opener.setAttribute("aria-pressed", String(open));
    });
    apply();
    return only;
  }

  // Links and printing -----------------------------------------------------------------------------------------------

  // A link to something folded opens it, and lifts a filter that hides it.
  function follow(clear) {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!(target instanceof HTMLDetailsElement)) return;
    if (target.hidden) clear();
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  }

  function printing() {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = all("details:not([open])");
      for (const d of opened) d.open = true;
    });
    addEventListener("afterprint", () => { for (const d of opened) d.open = false; });
  }

  document.addEventListener("DOMContentLoaded", () => {
    theme();
    for (const button of all("th[aria-sort] button")) button.addEventListener("click", () => sort(button));
    const clear = filters();
    addEventListener("hashchange", () => follow(clear));
    // The same link twice is no change of address.
    addEventListener("click", (event) => { if (event.target.closest?.("a[href^='#']")) setTimeout(() => follow(clear)); });
    printing();
    follow(clear);
  });
})();
