// How a page reads, and whether hard stories are met: as a reader once chose in this browser. Pages
// are the same for everyone without it.
//
// The head names it right after the style sheet, neither async nor deferred: what was chosen holds
// before anything is seen, in every browser, and it comes beside the sheet, of which it is a third.
// Measured: docs/adr/0037-what-a-page-waits-for.md

const KEPT = "marrow-reading";
const TEXT = { large: "120%", larger: "145%" };
const LINES = { short: "min(44ch, 25rem)", long: "min(84ch, 48rem)" };
const GROUPS = "leukemia lymphoma hodgkin myeloma mds mpn histiocytic amyloidosis marrow-failure";
const CALM = { "--careful": "var(--ink)", "--careful-wash": "var(--sunk)", "--action": "var(--ink)", "--action-strong": "var(--ink)", "--on-action": "var(--paper)" };
for (const group of GROUPS.split(" ")) {
  Object.assign(CALM, { [`--${group}`]: "var(--edge)", [`--${group}-ink`]: "var(--ink)", [`--${group}-wash`]: "var(--sunk)" });
}
const SCHEME = /prefers-color-scheme: (light|dark)/;
const root = document.documentElement;
const asked = new Map(); // media rules, and what they asked for before somebody chose

const kept = read();

show();
// Whether there are stories to leave out, and pictures to turn grey, is known once the page is whole.
if (kept.veil === "on" || kept.colours === "calm") root.style.visibility = "hidden";
document.addEventListener("readystatechange", whole, { once: true }); // before any deferred script
addEventListener("pageshow", (event) => event.persisted && again()); // gone back to, as it was

function whole() {
  for (const box of document.querySelectorAll("[data-reading]")) offer(box);
  for (const link of document.querySelectorAll("a[data-veil]")) {
    link.addEventListener("click", () => keep("veil", link.dataset.veil === "on" ? "on" : ""));
  }
  again();
  show();
  root.style.visibility = "";
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) || {};
  } catch {
    return {}; // a browser that keeps nothing
  }
}

function keep(name, choice) {
  if (choice) kept[name] = choice;
  else delete kept[name];
  try {
    if (Object.keys(kept).length) localStorage.setItem(KEPT, JSON.stringify(kept));
    else localStorage.removeItem(KEPT);
  } catch {}
}

/** Sets the page as chosen. All sizes are rem, all colours tokens: a few values change everything. */
function show() {
  const style = root.style;
  style.fontSize = TEXT[kept.text] || "";
  style.setProperty("--measure", LINES[kept.lines] || "");
  for (const [name, value] of Object.entries(CALM)) {
    style.setProperty(name, kept.colours === "calm" ? value : "");
  }
  for (const image of document.querySelectorAll("img, model-viewer")) image.style.filter = kept.colours === "calm" ? "grayscale(1)" : "";
  const scheme = kept.colours === "light" || kept.colours === "dark" ? kept.colours : "";
  style.colorScheme = scheme;
  if (scheme && !asked.size) {
    const rules = [...document.styleSheets].flatMap((sheet) => [...inside(sheet)]);
    for (const rule of [...rules, ...document.querySelectorAll("meta[media]")]) asked.set(rule, rule[named(rule)]);
  }
  for (const [rule, before] of asked) {
    const wanted = SCHEME.exec(before)?.[1];
    if (wanted) rule[named(rule)] = !scheme ? before : wanted === scheme ? "all" : "not all";
  }
}

/** What asks for the device's scheme: a media rule of a sheet, however deep. */
function* inside(group) {
  for (const rule of group.cssRules) {
    if (rule.media && SCHEME.test(rule.media.mediaText)) yield rule.media;
    else if (rule.cssRules) yield* inside(rule);
  }
}

function named(rule) {
  return "mediaText" in rule ? "mediaText" : "media"; // of a sheet's rule, or of an element
}

function offer(box) {
  box.querySelector("[data-plain]").hidden = true;
  box.querySelector("[data-choices]").hidden = false;
  const forget = box.querySelector("[data-forget]");
  forget.addEventListener("click", () => {
    localStorage.removeItem("marrow-places"); // story.js keeps it
    forget.nextElementSibling.textContent = forget.dataset.forget;
  });
  for (const input of box.querySelectorAll("input")) {
    const name = input.name.replace("reading-", "");
    input.checked = input.value === (kept[name] || "");
    input.addEventListener("change", () => {
      keep(name, input.value);
      show();
    });
  }
}

/** Where a page offers to leave hard stories out and that was chosen before, goes to the page without
    them. So all of it is the server's, which learns no more than from whoever presses the link. */
function again() {
  const offered = document.querySelector("a[data-veil=on]");
  if (!offered || read().veil !== "on") return;
  root.hidden = true; // nothing of it is seen meanwhile
  const there = new URL(offered.href);
  there.hash = location.hash;
  location.replace(there);
}
