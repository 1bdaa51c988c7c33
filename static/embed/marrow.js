// For the pages of others: puts stories where they wrote
//   <div data-marrow data-diagnosis="mcl"><a href="…/diagnoses/mcl/">Stories about …</a></div>
// It stores nothing, sends nothing about the reader, and needs no inline style of the page's policy.
// The link stays until the stories are there, and for good where they do not come.
(() => {
  const script = document.currentScript;
  const home = new URL(script.src);
  const ASKED = ["diagnosis", "relation", "language", "n", "layout", "theme", "veil", "story"];
  const COLOURS = ["ink", "paper", "accent"];
  const ROOM = 420; // pixels, until a frame says how tall it is
  const PATIENCE = 15_000; // milliseconds from when a frame is near until its room is given back

  /** The figures of any colour that a browser knows; "" for what is none. */
  const figures = (colour) => {
    if (!colour || !CSS.supports("color", colour)) return "";
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = colour;
    return /^#[0-9a-f]{6}$/.test(canvas.fillStyle) ? canvas.fillStyle.slice(1) : "";
  };

  const address = (place) => {
    const asked = new URLSearchParams();
    for (const name of ASKED) if (place.dataset[name] && name !== "story") asked.set(name, place.dataset[name]);
    const style = getComputedStyle(place);
    for (const name of COLOURS) {
      const value = figures(place.dataset[name] || style.getPropertyValue(`--marrow-${name}`).trim());
      if (value) asked.set(name, value);
    }
    const radius = parseInt(place.dataset.radius ?? style.getPropertyValue("--marrow-radius"), 10);
    if (radius >= 0) asked.set("radius", radius);
    const spanish = /^es\b/i.test(place.closest("[lang]")?.lang ?? "");
    const story = /^[0-9a-f-]{36}$/.test(place.dataset.story ?? "") ? `${place.dataset.story}/` : "";
    const query = asked.toString();
    return `${home.origin}${spanish ? "/es" : ""}/embed/${story}${query && `?${query}`}`;
  };

  const show = (place) => {
    const link = place.querySelector("a");
    const frame = document.createElement("iframe");
    frame.src = address(place);
    frame.title = link?.textContent.trim() || "Marrow";
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    frame.width = "100%";
    frame.height = String(ROOM);
    // Set by a script these are no inline styles.
    Object.assign(frame.style, { border: "0", display: "block", position: "absolute", top: "0", left: "0", visibility: "hidden" });
    Object.assign(place.style, { position: "relative", minHeight: `${ROOM}px` });
    const words = [...place.childNodes];
    const giveBack = () => Object.assign(place.style, { position: "", minHeight: "" });
    addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow || event.origin !== home.origin) return;
      const { marrow, height } = event.data ?? {};
      if (marrow !== "height" || !(height > 0)) return;
      frame.height = String(Math.min(Math.ceil(height), 4000));
      if (!frame.style.visibility) return; // seen already
      for (const word of words) word.remove();
      Object.assign(frame.style, { position: "", visibility: "" });
      giveBack();
    });
    place.append(frame); // moved later it would load again
    new IntersectionObserver(([entry], near) => {
      if (!entry.isIntersecting) return;
      near.disconnect();
      setTimeout(giveBack, PATIENCE);
    }).observe(place);
  };

  const start = () => {
    for (const place of document.querySelectorAll("[data-marrow]"))
      if (!place.querySelector("iframe")) show(place);
  };
  // The page's colours are known when its style sheets are there, which a script may be before.
  const happens = (what, name) => new Promise((done) => what.addEventListener(name, done));
  const styled = () => {
    const links = [...document.querySelectorAll("link[rel~=stylesheet]")].filter((link) => !link.sheet);
    const all = links.map((link) => Promise.race([happens(link, "load"), happens(link, "error")]));
    if (document.readyState === "complete") start();
    else Promise.race([Promise.all(all), happens(window, "load")]).then(start);
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", styled);
  else styled();
})();
