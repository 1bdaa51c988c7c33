// Two small kindnesses for forms. Every page works without them.

for (const field of document.querySelectorAll("[data-limit]")) countCharacters(field);
for (const copier of document.querySelectorAll("[data-copy]")) offerCopy(copier);

/** Says under a long answer how many characters are left, politely and only near the end. */
function countCharacters(field) {
  const limit = Number(field.dataset.limit);
  const line = document.createElement("p");
  line.className = "field__count";
  line.setAttribute("role", "status");
  const say = () => {
    // The limit counts code points, as the server does.
    const left = limit - [...field.value].length;
    const near = left < limit / 10;
    line.textContent = near ? new Intl.NumberFormat(document.documentElement.lang).format(left) : "";
    line.dataset.over = String(left < 0);
  };
  field.after(line);
  field.addEventListener("input", say);
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
