// Answers as you type. Pagefind and its index are fetched at the first letter. Without this file the field leads to
// a page of lists; with it, that page shows the answers of its address (?q=).
const form = document.querySelector(".search");
const input = form.elements.q;
const said = form.querySelector("[role=status]");
const list = form.querySelector(".answers");
const whole = form.closest("main") !== null; // on the page of the search: every answer, and they stay
const most = whole ? 100 : 8;
let pagefind; // a promise of it
let turn = 0; // an answer that comes when more was typed, or nothing is asked any more, is late
let origin; // what had the focus before "/"

async function load() {
  // The index is in parts: notes_ext/search.py says why. Their list may be newer than one fetched before.
  const folder = new URL("../pagefind/", import.meta.url);
  const [module, parts] = await Promise.all([
    import(new URL("1/pagefind.js", folder)),
    fetch(new URL("parts.json", folder), { cache: "no-cache" }).then((answer) => answer.json()),
  ]);
  const options = { baseUrl: new URL("..", import.meta.url).pathname };
  const others = Array.from({ length: parts - 1 }, (_, at) => new URL(`${at + 2}/`, folder).pathname);
  await Promise.all([module.options(options), ...others.map((path) => module.mergeIndex(path, options))]);
  return module;
}

function row({ url, meta, excerpt }) {
  const item = document.createElement("li");
  item.innerHTML = `<a></a> <time></time><p>${excerpt}</p>`; // Pagefind escapes the text that it marks
  item.querySelector("a").href = url;
  item.querySelector("a").textContent = meta.title;
  item.querySelector("time").textContent = meta.date;
  return item;
}

function show(words = "", notes = []) {
  said.textContent = words;
  list.replaceChildren(...notes.map(row));
  list.hidden = notes.length === 0;
}

function close() {
  turn += 1;
  show();
}

async function answer() {
  const words = input.value.trim();
  if (!words) return close();
  const mine = ++turn;
  try {
    pagefind ??= load();
    const found = await (await pagefind).debouncedSearch(words, {}, 100);
    if (mine !== turn) return;
    const { length } = found.results;
    const notes = await Promise.all(found.results.slice(0, most).map((result) => result.data()));
    if (mine !== turn) return;
    const count = length === 1 ? "1 note" : `${length || "No"} notes`;
    show(length > most && !whole ? `${count}; Enter shows more` : count, notes);
  } catch {
    pagefind = undefined;
    if (mine === turn) show("The search is out of reach; Enter leads to the lists");
  }
}

function leave() {
  input.value = "";
  input.focus();
  if (origin) {
    input.blur();
    origin.focus();
    origin = undefined;
  }
  close();
}

input.addEventListener("input", answer);
input.addEventListener("focus", () => list.hidden && answer());
form.addEventListener("focusout", (event) => whole || form.contains(event.relatedTarget) || close());
form.addEventListener("keydown", (event) => {
  const stops = [input, ...list.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (event.key === "Escape") leave();
  if (next) {
    event.preventDefault();
    turn += 1; // no late answer takes away what has the focus
    next.focus();
  }
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || localStorage.slash === "off" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
  event.preventDefault();
  origin = document.activeElement;
  if (!input.checkVisibility()) form.closest("[popover]").showPopover();
  input.select();
  input.focus();
});

if (whole) {
  const choice = document.querySelector(".shortcut"); // for whom a single key is in the way: WCAG 2.1.4
  const box = choice.querySelector("input");
  choice.hidden = false;
  box.checked = localStorage.slash !== "off";
  box.addEventListener("change", () => { localStorage.slash = box.checked ? "on" : "off"; });
  input.value = new URLSearchParams(location.search).get("q") ?? input.value;
  answer();
}
