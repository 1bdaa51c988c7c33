// Niceties of the share form; it works without them.

for (const time of document.querySelectorAll("time[data-clock]")) tellLocally(time);
for (const form of document.querySelectorAll("form[data-keep]")) keepNowAndThen(form);

/** Shows a time of day as this device's clock would. */
function tellLocally(time) {
  const style = { hour: "2-digit", minute: "2-digit" };
  time.textContent = new Date(time.dateTime).toLocaleTimeString(document.documentElement.lang, style);
}

/** Keeps what is typed on the server some seconds after the last key, and when the page is hidden. */
function keepNowAndThen(form) {
  let timer = 0;
  let kept = written(form);
  const keep = async () => {
    clearTimeout(timer);
    const now = written(form);
    if (now === kept) return;
    kept = now;
    const body = new URLSearchParams(now);
    body.set("go", "keep");
    const answer = await fetch(form.action, { method: "POST", body, keepalive: now.length < 60000 }).catch(() => null);
    if (answer?.status === 204) say(form);
    else kept = "";
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 4000);
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    kept = written(form); // the page itself sends it now
  });
}

function written(form) {
  return new URLSearchParams(new FormData(form)).toString();
}

function say(form) {
  const time = form.querySelector(".saved time");
  if (!time) return;
  time.dateTime = new Date().toISOString();
  tellLocally(time);
}
