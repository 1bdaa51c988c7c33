// The desk with keys, and with a claim that lasts as long as the page is open.
// Every page works without this: the keys only press the buttons that are there.

const RENEW = 5 * 60 * 1000; // a claim lasts three times as long
const LOOK = 60 * 1000; // and so does being shown as somebody who looks
const IN_PLACE = ".finding form, .relabel form"; // forms that answer without leaving the page
const help = document.querySelector("dialog.keys");

const room = document.querySelector("[data-claim]");
const decision = document.querySelector("[data-decide]");
const PATIENCE = 8000; // milliseconds until a form that led nowhere may be sent again
let leaving = false; // by a form of this page, which says itself what becomes of the claim
let sent = false; // a form of this page is on its way; a second press adds nothing
let pending = null; // the button that was pressed while something was missing

keys();
for (const form of document.querySelectorAll("form:not([method=dialog])")) form.addEventListener("submit", once);
for (const form of document.querySelectorAll(IN_PLACE)) pressInPlace(form);
addEventListener("pageshow", () => { leaving = sent = false; });
if (room?.dataset.mine === "yes") holdWhileOpen();
if (room?.dataset.look) lookWhileOpen();
document.querySelector(".tabs--row [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
if (decision) {
  askFirst();
  offerWords();
  keepTypedWords();
}

/** Lets a page send one form, however often somebody presses. */
function once(event) {
  if (sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  leaving = sent = true;
  setTimeout(() => { sent = false; }, PATIENCE);
}

/**
 * Letters press the buttons that show them. In a field letters are letters: there Escape leaves it,
 * and Control with Enter presses what is waiting for these words. The switch is kept on the server,
 * so that it goes with the person and not with the machine.
 */
function keys() {
  if (!help) return;
  const line = document.querySelector("[data-keys]");
  const tick = help.querySelector("[data-switch]");
  line.hidden = false;
  line.querySelector("[data-help]").addEventListener("click", () => help.showModal());
  tick.addEventListener("change", () => {
    keysOn(tick.checked);
    const { url, body } = post(line.dataset.keep, { keys: tick.checked ? "on" : "off" });
    fetch(url, { method: "POST", body, keepalive: true }).catch(() => {});
  });
  keysOn(line.dataset.keys === "on");
  document.addEventListener("keydown", pressed);
}

/** The letters are shown where they do something. */
function keysOn(on) {
  document.documentElement.classList.toggle("has-keys", on);
}

function pressed(event) {
  if (event.repeat || event.isComposing || sent || help.open) return;
  if (!document.documentElement.classList.contains("has-keys")) return;
  const held = event.ctrlKey || event.metaKey;
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  if (held && event.key === "Enter" && field && pending) {
    event.preventDefault();
    press(pending);
  } else if (held || event.altKey) {
    return;
  } else if (field) {
    if (event.key === "Escape") field.blur();
  } else if (letter(event.key)) {
    event.preventDefault();
  }
}

/** Does what a key stands for; false where it stands for nothing here. */
function letter(key) {
  if (key === "?") help.showModal();
  else if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  else if (key === "z" && document.querySelector(".desk__text")) document.documentElement.classList.toggle("is-alone");
  else if (key === "Escape") document.documentElement.classList.remove("is-alone");
  else if (key === "/") return narrow();
  else if (/^[1-9]$/.test(key)) return found(`.tabs a:nth-of-type(${key})`, (one) => one.click());
  else return found(`[data-key="${CSS.escape(key)}"]`, press);
  return true;
}

/** Opens the choices of the desk, at the first of them. */
function narrow() {
  const form = document.querySelector(".filters");
  if (!form) return false;
  form.closest("details").open = true;
  return found(".filters :is(select, input)", (one) => one.focus());
}

function found(selector, then) {
  const one = [...document.querySelectorAll(selector)].find((it) => it.checkVisibility());
  if (one) then(one);
  return Boolean(one);
}

/** Presses a button, or leads to what it still needs and says so. */
function press(button) {
  if (!asksFor(button)) button.click();
}

function asksFor(button) {
  const missing = button.name === "action" && saysWhatIsMissing(button.value);
  if (!missing) return false;
  pending = button;
  missing.focus();
  missing.closest(".finding")?.scrollIntoView({ block: "center" });
  return true;
}

function saysWhatIsMissing(action) {
  const missing = missingFor(action);
  const line = document.querySelector(".decision__missing");
  if (line) line.textContent = missing ? line.dataset[`missing${action === "approve" ? "Approve" : capital(missing.name)}`] : "";
  return missing;
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

/** A press on a button leads to what it still needs, instead of to an error far away. */
function askFirst() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(`button[name="action"]`);
    if (button && asksFor(button)) event.preventDefault();
  });
  decision.addEventListener("input", () => { if (pending) saysWhatIsMissing(pending.value); });
}

/** Moves to the next or the previous note; false where there is none. */
function walk(step) {
  const notes = [...document.querySelectorAll(".finding__number")];
  if (!notes.length) return false;
  const now = notes.indexOf(document.activeElement);
  const next = notes[now < 0 ? (step > 0 ? 0 : notes.length - 1) : Math.min(Math.max(now + step, 0), notes.length - 1)];
  next.focus({ preventScroll: true });
  next.closest(".finding").scrollIntoView({ block: "center" });
  return true;
}

/** The first field that this decision still needs; words come before the reason. */
function missingFor(action) {
  if (action === "approve") return document.querySelector(".finding.is-severe .finding__number");
  const wanted = {
    request_changes: ["message", "reason"],
    decline: ["message", "reason"],
    take_down: ["message", "reason"],
    escalate: ["note", "reason"],
    return_to_queue: ["note", "reason"],
    restore: ["note", "reason"],
    uphold: ["message"],
    reopen: ["message"],
    correct: ["message"],
  }[action] ?? [];
  const fields = wanted.map((name) => decision?.elements[name]).filter((field) => field && field.type !== "hidden");
  const internal = wanted[0] === "note"; // one of the two is enough within the team
  if (internal && fields.some((field) => field.value.trim())) return null;
  return fields.find((field) => !field.value.trim()) ?? null;
}

/** Sends a small POST that needs no page. */
function post(url, extra = {}) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("quiet", "1");
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  return { url, body };
}

/** Renews the claim while the page is open, and lets go when it is left. */
function holdWhileOpen() {
  const renew = async () => {
    const { url, body } = post(room.dataset.claim);
    try {
      const answer = await fetch(url, { method: "POST", body });
      if (answer.status === 409) {
        const line = room.querySelector("[role=status]");
        line.textContent = line.dataset.lost;
        clearInterval(clock);
      }
    } catch {
      // No connection just now; the claim outlasts two more tries.
    }
  };
  const clock = setInterval(renew, RENEW);
  let staying = false; // by a link to this same story: its words, or another way to compare them
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link) staying = link.origin === location.origin && link.pathname === location.pathname;
  });
  addEventListener("pagehide", () => {
    if (leaving || staying) return;
    const { url, body } = post(room.dataset.release);
    navigator.sendBeacon(url, body);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) renew();
  });
}

/** Shows colleagues that this page is open, and who of them has it open too. */
function lookWhileOpen() {
  const line = document.querySelector("[data-looking]");
  const look = async () => {
    const { url, body } = post(room.dataset.look);
    try {
      const answer = await fetch(url, { method: "POST", body });
      if (answer.ok) line.textContent = await answer.text();
    } catch {
      // No connection just now; the next try says it again.
    }
  };
  setTimeout(look, 2000); // after the page before has said that it is gone
  setInterval(look, LOOK);
  addEventListener("pagehide", () => {
    const { url, body } = post(room.dataset.look, { gone: "1" });
    navigator.sendBeacon(url, body);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) look();
  });
}

/**
 * Dismisses a note, takes that back, or sets a label, without leaving the page: a half-written
 * message stays.
 */
function pressInPlace(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    leaving = sent = false;
    const part = form.closest(".finding, .relabel");
    const body = new FormData(form, event.submitter);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = answer.ok && page.getElementById(part.id);
      if (!fresh) throw new Error("not the page that we asked for");
      const marks = [...document.querySelectorAll(`mark a[href="#${part.id}"]`)];
      for (const mark of marks) mark.closest("mark").className = fresh.className.match(/is-\w+/)[0];
      part.replaceWith(fresh);
      for (const other of fresh.querySelectorAll("form")) pressInPlace(other);
      for (const other of [".noticed", ".decision__bar", ".facts__labels"]) {
        document.querySelector(other)?.replaceWith(page.querySelector(other) ?? "");
      }
      const pressed = CSS.escape(event.submitter.value);
      const again = fresh.querySelector(`.finding__number, button[value="${pressed}"]`);
      again.focus({ preventScroll: true });
    } catch {
      leaving = sent = true;
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = event.submitter.name;
      hidden.value = event.submitter.value;
      form.append(hidden);
      form.submit();
    }
  });
}

/** Puts a saved reply into the message at once, never over words that are there. */
function offerWords() {
  for (const button of document.querySelectorAll("[name=put_in]")) {
    const words = button.parentElement.querySelector("[lang]").textContent.trim();
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const { message, reason } = decision.elements;
      const said = quoted() ? words.replaceAll("{quote}", quoted()) : words;
      message.value = [message.value.trim(), said].filter(Boolean).join("\n\n");
      if (!reason.value) reason.value = button.dataset.reason;
      message.focus();
      const gap = message.value.search(/\{[^{}\n]{1,60}\}/); // what somebody has to write is chosen
      if (gap >= 0) message.setSelectionRange(gap, message.value.indexOf("}", gap) + 1);
    });
  }
}

/** The words of the story that the message quotes, as a saved reply takes them. */
function quoted() {
  const ticked = [...document.querySelectorAll("[name=quote]:checked")].map((box) => {
    const number = box.closest(".finding").id.split("-")[1];
    return document.getElementById(`mark-${number}`)?.closest("mark")?.firstChild?.textContent ?? "";
  });
  const lines = decision.elements.quoted?.value.split("\n") ?? [];
  return [...ticked, ...lines].map((one) => one.trim()).filter(Boolean).join("” … “");
}

/** Asks before a page with typed words is left by a link. */
function keepTypedWords() {
  addEventListener("beforeunload", (event) => {
    const typed = ["message", "note"].some((name) => {
      const field = decision.elements[name];
      return field && field.type !== "hidden" && field.value.trim();
    }) || document.querySelector("#beside_note")?.value.trim();
    if (typed && !leaving) event.preventDefault();
  });
}
