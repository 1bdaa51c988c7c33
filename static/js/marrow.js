// Two small kindnesses for forms. Every page works without them.

const PAUSE = 1500; // milliseconds without a key: a screen reader should not talk into the writing

for (const field of document.querySelectorAll("[data-limit]")) countCharacters(field);
for (const copier of document.querySelectorAll("[data-copy]")) offerCopy(copier);

/** Says under a long answer how many characters are left: near the end, and when the writer pauses. */
function countCharacters(field) {
  const limit = Number(field.dataset.limit);
  const line = field.parentElement.querySelector(".field__count");
  const together = "together" in field.dataset; // several boxes that share one limit
  const figures = new Intl.NumberFormat(document.documentElement.lang);
  const say = () => {
    // The limit counts code points, as the server does.
    const boxes = together ? [...field.form.querySelectorAll("[data-together]")] : [field];
    const texts = boxes.map((box) => box.value).filter((text) => text.trim());
    const left = limit - [...texts.join("\n\n")].length;
    const words = left < 0 ? line.dataset.over : line.dataset.left;
    const text = left < limit / 10 ? `${words} ${figures.format(Math.abs(left))}` : "";
    if (line.textContent !== text) line.textContent = text; // said once, not again and again
  };
  let pause;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(say, PAUSE);
  });
  say();
}

/** Shows the copy button beside a code, where the browser can copy. */
function offerCopy(copier) {
  if (!navigator.clipboard) return;
  copier.hidden = false;
  copier.querySelector("button").addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(copier.dataset.copy).textContent.trim());
    copier.querySelector("[role=status]").textContent = copier.dataset.copied;
  });
}
