// A story or an article: read aloud by the browser's own voice, gone on with where somebody stopped,
// and its link to pass on. Nothing leaves the device.

const words = document.querySelector("main .prose");
const blocks = [...words.querySelectorAll("p, h2, h3, li, dt, dd")];
const said = document.querySelector("[data-said]");
const telling = document.querySelector(".telling"); // a story that waits to be asked for
const address = document.querySelector("link[rel=canonical]").href;

for (const button of document.querySelectorAll("[data-listen]")) listen(button);
for (const button of document.querySelectorAll("[data-go-on]")) goOn(button);
for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => navigator.share({ title: document.title, url: address }).catch(() => {}));
}
for (const button of document.querySelectorAll("[data-copy-link]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    said.textContent = button.dataset.copied;
  });
}
telling?.addEventListener("toggle", () => {
  if (telling.querySelector(":target")) return; // opened by where its reader comes from
  const title = telling.querySelector(".story__title");
  title.tabIndex = -1;
  title.focus(); // what was pressed is gone
}, { once: true });

/** Reads sentence by sentence, each marked while it is heard. A pause ends the sentence and going on
    begins it again: not every browser can stop inside one. */
function listen(button) {
  const speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;
  const language = button.dataset.language;
  const start = button.textContent;
  const sentences = blocks.flatMap((block) => [...parts(block, language)]);
  let at = 0;
  let playing = false;
  let run = 0; // of what is spoken: what comes in late from the one before is not heeded
  // Only voices that live on the device: others would send the words to somebody else.
  const voice = () => speech.getVoices().find((one) => one.localService && one.lang.replace("_", "-").startsWith(language));
  const offer = () => {
    button.hidden = !voice();
  };
  const mark = (range) => {
    if (!window.Highlight) return;
    CSS.highlights.delete("heard");
    if (range) CSS.highlights.set("heard", new Highlight(range));
  };
  const stop = (label) => {
    run += 1;
    speech.cancel();
    mark(null);
    button.textContent = label;
    playing = false;
  };
  const go = () => {
    const mine = (run += 1);
    speech.cancel();
    button.textContent = button.dataset.pause;
    playing = true;
    const next = () => {
      if (mine !== run) return;
      if (at >= sentences.length) {
        at = 0;
        stop(start);
        return;
      }
      const range = sentences[at];
      const utterance = new SpeechSynthesisUtterance(sayable(range));
      utterance.voice = voice();
      utterance.lang = utterance.voice?.lang || language;
      utterance.onend = () => {
        if (mine === run) at += 1;
        next();
      };
      utterance.onerror = () => mine === run && stop(start);
      mark(range);
      speech.speak(utterance);
    };
    next();
  };
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    if (playing) stop(button.dataset.on);
    else go();
  });
  addEventListener("pagehide", () => stop(start));
}

/** Offers the place where somebody stopped, more than a screen below the beginning and above the end.
    It is kept in this browser, for 30 days, as the number of a paragraph. */
function goOn(button) {
  const KEPT = "marrow-places";
  const DAYS = 30;
  const here = new URL(address).pathname;
  const today = Math.floor(Date.now() / 86_400_000);
  const below = (one) => one.getBoundingClientRect().bottom > 0;
  const places = () => {
    try {
      const all = Object.entries(JSON.parse(localStorage.getItem(KEPT)) || {});
      return Object.fromEntries(all.filter(([, [, day]]) => today - day < DAYS));
    } catch {
      return {};
    }
  };
  const keep = () => {
    const box = words.getBoundingClientRect();
    if (forgotten || !box.height || box.top > -innerHeight) return; // folded, or hardly begun
    const all = places();
    delete all[here];
    if (box.bottom > innerHeight) all[here] = [blocks.findIndex(below), today];
    try {
      if (Object.keys(all).length) localStorage.setItem(KEPT, JSON.stringify(all));
      else localStorage.removeItem(KEPT);
    } catch {} // a browser that keeps nothing
  };
  let forgotten = false;
  const place = blocks[places()[here]?.[0]];
  button.hidden = !place || Boolean(location.hash);
  button.addEventListener("click", () => {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  addEventListener("pagehide", keep);
  document.querySelector("[data-forget]").addEventListener("click", () => {
    forgotten = button.hidden = true;
  });
}

/** What is said of a range: not the numbers of sources. */
function sayable(range) {
  const part = range.cloneContents();
  for (const number of part.querySelectorAll(".cited")) number.remove();
  return part.textContent;
}

/** The sentences of a paragraph, as ranges of its text. */
function* parts(block, language) {
  const text = block.textContent;
  const cuts = window.Intl?.Segmenter
    ? [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)].map((one) => one.index)
    : [0];
  for (const [place, from] of cuts.entries()) {
    const to = cuts[place + 1] ?? text.length;
    if (text.slice(from, to).trim()) yield between(block, from, to);
  }
}

function between(block, from, to) {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  range.selectNodeContents(block);
  for (let before = 0, node = walker.nextNode(); node; before += node.length, node = walker.nextNode()) {
    if (from >= before && from < before + node.length) range.setStart(node, from - before);
    if (to > before && to <= before + node.length) range.setEnd(node, to - before);
  }
  return range;
}
