// Inside the frame: pages through the row, and tells the page around how tall the frame should be.
// Everything can be read without it.

const strip = document.querySelector(".strip");
const turn = document.querySelector(".turn");
if (strip && turn) pageThrough(strip, turn);

/** Shows the buttons where there is more than fits; each moves the row by a card, never by itself. */
function pageThrough(strip, turn) {
  const buttons = [...turn.querySelectorAll("button")];
  const step = () => strip.children[1]?.offsetLeft - strip.children[0].offsetLeft || strip.clientWidth;
  const room = () => strip.scrollWidth - strip.clientWidth;
  const look = () => {
    turn.hidden = room() < 2;
    // Not `disabled`: at the end of the row the focus would be lost.
    buttons[0].setAttribute("aria-disabled", strip.scrollLeft < 2);
    buttons[1].setAttribute("aria-disabled", strip.scrollLeft > room() - 2);
  };
  for (const button of buttons)
    button.addEventListener("click", () => strip.scrollBy({ left: step() * Number(button.dataset.turn) }));
  strip.addEventListener("scroll", look, { passive: true });
  // A browser brings the words of a link into sight; the rest of its card would stay cut off. Not
  // under a finger or a mouse, which would miss what they press; nor of the row itself.
  strip.addEventListener("focusin", (event) => {
    const card = event.target.matches(":focus-visible") && event.target.closest("li");
    if (!card) return;
    const left = card.offsetLeft - strip.children[0].offsetLeft;
    const seen = strip.scrollLeft + strip.clientWidth;
    if (left < strip.scrollLeft || left + card.offsetWidth > seen) strip.scrollTo({ left });
  });
  new ResizeObserver(look).observe(strip);
}

// Only a number goes out, so any page may hear it. WordPress gives each frame a secret to answer with.
const secret = /^#\?secret=([A-Za-z0-9]+)$/.exec(location.hash)?.[1];
const tell = () => {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ marrow: "height", height }, "*");
  if (secret) parent.postMessage({ message: "height", value: height, secret }, "*");
};
if (parent !== window) {
  addEventListener("load", tell); // WordPress hides a frame until it has told, and what is hidden is observed by nobody
  new ResizeObserver(tell).observe(document.body);
}
// WordPress may begin to listen after that.
addEventListener("message", (event) => {
  if (secret && event.source === parent && event.data?.message === "ready") tell();
});

// In the sandbox of WordPress a link cannot leave by itself: the page around follows it for us.
if (secret)
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    parent.postMessage({ message: "link", value: link.href, secret }, "*");
  });
