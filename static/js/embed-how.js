// On the page where a charity chooses: shows each choice at once. Without it a button does the same.

const form = document.querySelector(".embedding form");
const frame = document.querySelector(".embedding__frame");
const widths = document.querySelector(".embedding__widths");
const colours = form.elements.colours;
let asked = 0;

form.querySelector("[type=submit]").hidden = true;
widths.hidden = false;
form.addEventListener("change", (event) => {
  // Who chooses a colour wants to see it.
  if (event.target.type === "color") colours.checked = true;
  show();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});

/** Asks the server for the page of this choice, and takes from it what has changed. */
async function show() {
  const mine = ++asked;
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  const address = `${location.pathname}?${new URLSearchParams(chosen)}`;
  let page;
  try {
    const answer = await fetch(address);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.assign(address);
    return;
  }
  if (mine !== asked) return; // something else was chosen meanwhile
  history.replaceState(null, "", address);
  for (const place of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.querySelector(`[data-fresh="${place.dataset.fresh}"]`);
    if (fresh && fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
  }
  say(page);
  const next = page.querySelector(".embedding__frame");
  frame.title = next.title;
  if (frame.getAttribute("src") !== next.getAttribute("src")) frame.src = next.getAttribute("src");
}

/** Says what is wrong at its field, as the page of the server does. */
function say(page) {
  for (const field of form.querySelectorAll(".field")) {
    field.querySelector(".field__error")?.remove();
    const input = field.querySelector("[id]:is(input, select)");
    const wrong = page.getElementById(`${input.id}_error`);
    field.classList.toggle("field--error", Boolean(wrong));
    input.toggleAttribute("aria-invalid", Boolean(wrong));
    if (wrong) {
      wrong.setAttribute("role", "alert");
      input.before(wrong);
    }
  }
}

for (const button of widths.querySelectorAll("button"))
  button.addEventListener("click", () => {
    for (const one of widths.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
    frame.style.maxWidth = button.dataset.width ? `${button.dataset.width}px` : "";
  });

addEventListener("message", (event) => {
  const { marrow, height } = event.data ?? {};
  if (event.source === frame.contentWindow && marrow === "height" && height > 0) frame.style.height = `${Math.ceil(height) + 2}px`;
});
