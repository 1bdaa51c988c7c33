// Niceties of the share form; it works without them.

for (const time of document.querySelectorAll("time[data-clock]")) tellLocally(time);
for (const form of document.querySelectorAll("form[data-keep]")) keepNowAndThen(form);
for (const form of document.querySelectorAll("form[method=post]")) sendOnce(form);

/** A double click sends once: a second sending may come after its cookie has changed. */
function sendOnce(form) {
  let sent = false;
  const free = () => (sent = false);
  form.addEventListener("submit", (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    setTimeout(free, 5000); // a lost connection wants a second press
  });
  addEventListener("pageshow", free);
}

/** Shows a time of day, or with its day, as this device's clock would. */
function tellLocally(time) {
  const clock = { hour: "2-digit", minute: "2-digit" };
  const style = time.dataset.clock === "day" ? { dateStyle: "full", timeStyle: "short" } : clock;
  time.textContent = new Date(time.dateTime).toLocaleString(document.documentElement.lang, style);
}

/**
 * Keeps what is typed on the server some seconds after the last key, and when the page is hidden.
 * Each sending has the page's next turn, so that one that arrives late overwrites nothing.
 */
function keepNowAndThen(form) {
  const { page, built } = form.elements;
  const [name, turns] = page.value.split("-");
  let timer = 0;
  let turn = Number(turns);
  let kept = written(form);
  let underWay = new AbortController();
  const keep = async () => {
    clearTimeout(timer);
    const now = written(form);
    if (now === kept) return;
    kept = now;
    page.value = `${name}-${++turn}`;
    const body = new URLSearchParams(new FormData(form));
    body.set("go", "keep");
    const { signal } = underWay;
    const keepalive = body.toString().length < 60000;
    const answer = await fetch(form.action, { method: "POST", body, keepalive, signal }).catch(() => null);
    const told = await answer?.text().catch(() => undefined);
    if (signal.aborted) return; // the page itself has sent it meanwhile
    if (told === undefined || answer.redirected || ![200, 409].includes(answer.status)) {
      kept = "";
      timer = setTimeout(keep, 30000);
      say(form, "failed");
      return;
    }
    built.value = told;
    say(form, answer.status === 409 ? "behind" : "");
    for (const place of form.querySelectorAll("[data-look]")) look(place);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 4000);
  });
  // What is chosen beside the line that readers will see is seen in it at once.
  const shown = form.querySelector("#line");
  form.addEventListener("change", ({ target }) => shown && target.matches("select, [type=radio]") && keep());
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    underWay.abort();
    underWay = new AbortController();
    page.value = `${name}-${++turn}`;
    kept = written(form); // the page itself sends it now
  });
}

/** Shows what the server makes of what it just kept; told once, and in nobody's way. */
async function look(place) {
  const answer = await fetch(place.dataset.look).catch(() => null);
  if (!answer?.ok || answer.redirected || place.contains(document.activeElement)) return;
  const before = place.textContent.trim();
  place.innerHTML = await answer.text();
  const now = place.textContent.trim();
  const status = place.nextElementSibling;
  if (now !== before && status?.dataset.noticed) status.textContent = now ? status.dataset.noticed : "";
}

/** What the person wrote; not what the page says about itself. */
function written(form) {
  const said = new URLSearchParams(new FormData(form));
  for (const name of ["page", "built"]) said.delete(name);
  return said.toString();
}

/** Tells when the words were kept, or what kept them from it. */
function say(form, trouble) {
  const line = form.querySelector(".saved");
  line.querySelector("[data-trouble]").textContent = trouble ? line.dataset[trouble] : "";
  const time = line.querySelector("time");
  if (trouble === "failed" || !time) return;
  time.dateTime = new Date().toISOString();
  tellLocally(time);
}
