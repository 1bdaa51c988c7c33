// Looks every two seconds whether a photo is made; without it, a link does the same.

for (const place of document.querySelectorAll("[data-develops]")) await made(place);

/** Shows the photo and the ways to cut it once it is there. What is typed meanwhile stays. */
async function made(place) {
  while (place.querySelector("[data-waits]")) {
    await new Promise((go) => setTimeout(go, 2000));
    const answer = await fetch(place.dataset.develops).catch(() => null);
    if (!answer?.ok || answer.redirected) continue;
    const now = await answer.text();
    if (!now.includes("data-waits")) place.innerHTML = now;
  }
}
