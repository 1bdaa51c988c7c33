// Shows a 3D model when it is asked for. Without this the page has a picture and every step in words.

const stage = document.querySelector(".stage");
const view = stage.querySelector(".stage__view");
const said = stage.querySelector(".stage__said");
const ask = stage.querySelector("[data-show]");
const coming = stage.querySelector(".stage__coming");
const steps = [...stage.querySelectorAll(".stage__steps li")];
const LID = "lid"; // closes the bone again: nothing that a number stands at
const PATIENCE = 60_000; // milliseconds, once all has come: on a slow phone it is drawn by then
const still = matchMedia("(prefers-reduced-motion: reduce)");
const always = stage.dataset.always.split(" ");
let viewer;
let at = 0;

ask.hidden = false;
ask.addEventListener("click", show);
// Whoever pressed "turn it" on another page has asked already.
if (location.hash === "#turn") ask.click();

/** Loads the viewer and the model, and puts them where the picture is, which stays until then. */
async function show() {
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  const wait = (waits) => {
    ask.parentElement.hidden = waits;
    coming.hidden = !waits;
  };
  coming.querySelector("button").addEventListener("click", stop, { once: true });
  wait(true);
  said.textContent = stage.dataset.loading;
  let model;
  try {
    const [file] = await fetched([stage.dataset.model, stage.dataset.viewer], stopped.signal);
    await import(stage.dataset.viewer); // the browser has it
    stopped.signal.throwIfAborted();
    model = URL.createObjectURL(file);
    viewer = make(model);
    const loaded = new Promise((resolve, reject) => {
      viewer.addEventListener("load", resolve, { once: true });
      viewer.addEventListener("error", reject, { once: true });
      stopped.signal.addEventListener("abort", reject);
      setTimeout(reject, PATIENCE); // where nothing can be drawn, nothing is said either
    });
    view.append(viewer);
    await loaded;
  } catch {
    viewer?.remove();
    viewer = undefined;
    wait(false);
    said.textContent = stopped.signal.aborted ? "" : stage.dataset.failed;
    if (stopped.signal.aborted) ask.focus();
    else ask.parentElement.hidden = true;
    return;
  } finally {
    coming.hidden = true;
    URL.revokeObjectURL(model);
  }
  said.textContent = "";
  stage.classList.add("is-shown");
  stage.querySelector(".stage__keys").hidden = false;
  stage.querySelector(".stage__ways").hidden = false;
  steps.forEach(offer);
  go(0, { quietly: true });
  viewer.focus({ preventScroll: true });
}

/** Asks for files, telling how much of all has come. Answers what is in each. */
async function fetched(addresses, signal) {
  const bar = coming.querySelector("progress");
  bar.value = 0;
  const one = async (address) => {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(answer.status);
    const parts = [];
    const reader = answer.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      bar.value += part.value.length;
    }
    return new Blob(parts);
  };
  return Promise.all(addresses.map(one));
}

/** The element of the viewer, with one numbered mark for each step. */
function make(model) {
  const made = document.createElement("model-viewer");
  const first = steps[0].dataset;
  const attributes = {
    src: model,
    alt: stage.dataset.alt,
    "camera-orbit": first.orbit,
    "camera-target": first.target,
    "field-of-view": first.view,
    "min-camera-orbit": "auto auto 0.12m",
    "max-camera-orbit": "auto auto 1.1m",
    "min-field-of-view": "8deg",
    "max-field-of-view": "40deg",
    "environment-image": "neutral",
    "tone-mapping": "commerce",
    "interaction-prompt": "none",
    "interpolation-decay": still.matches ? "1" : "140",
    "touch-action": "pan-y",
    loading: "eager",
    reveal: "auto",
  };
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const name of ["camera-controls", "disable-zoom", "disable-tap"]) made.toggleAttribute(name, true);
  made.style.filter = view.querySelector("img").style.filter; // grey, where that was chosen
  const bar = document.createElement("span"); // in place of its own
  bar.slot = "progress-bar";
  made.append(bar, ...steps.map(mark));
  return made;
}

/** The number of a step, on the model. */
function mark(step, index) {
  const button = document.createElement("button");
  button.type = "button";
  button.slot = `hotspot-${index + 1}`;
  button.className = "mark";
  const number = document.createElement("span");
  number.textContent = index + 1;
  button.append(number);
  button.dataset.position = step.dataset.place;
  button.dataset.normal = step.dataset.facing;
  button.dataset.visibilityAttribute = "visible";
  button.setAttribute("aria-label", `${stage.dataset.step} ${index + 1}: ${step.querySelector("h3").textContent}`);
  button.addEventListener("click", () => go(index));
  return button;
}

/** Lets the heading of a step be pressed. */
function offer(step, index) {
  const heading = step.querySelector("h3");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = heading.textContent;
  button.addEventListener("click", () => go(index));
  heading.replaceChildren(button);
}

/** Looks at one step: from its side, with its needle, and with its words told to those who listen. */
function go(index, { quietly = false } = {}) {
  at = (index + steps.length) % steps.length;
  const step = steps[at];
  const { orbit, target, view: width, shows } = step.dataset;
  viewer.cameraOrbit = orbit;
  viewer.cameraTarget = target;
  viewer.fieldOfView = width;
  if (still.matches) viewer.jumpCameraToGoal();
  paint([...always, ...shows.split(" ")]);
  steps.forEach((one) => one.removeAttribute("aria-current"));
  step.setAttribute("aria-current", "step");
  viewer.querySelectorAll(".mark").forEach((one, i) => {
    one.setAttribute("aria-pressed", String(i === at));
    one.hidden = i !== at && !shares(steps[i], step); // a number at nothing would only be in the way
  });
  stage.querySelector(".stage__ways b").textContent = `${at + 1} / ${steps.length}`;
  if (quietly) return;
  together(step);
  said.textContent = `${at + 1}. ${step.querySelector("h3").textContent}. ${step.querySelector("p").textContent}`;
}

/** Where the words stand below the model, brings both into sight. */
function together(step) {
  const above = view.getBoundingClientRect();
  const below = step.getBoundingClientRect();
  if (below.top > above.bottom && (above.top < 0 || below.bottom > innerHeight)) {
    view.scrollIntoView({ behavior: still.matches ? "auto" : "smooth" });
  }
}

/** Whether two steps show something in common. */
function shares(one, other) {
  const shown = other.dataset.shows.split(" ").filter((name) => name && name !== LID);
  return one.dataset.shows.split(" ").some((name) => shown.includes(name));
}

/** Shows these materials, and hides the others. */
function paint(shown) {
  for (const material of viewer.model.materials) {
    if (always.includes(material.name)) continue;
    const [red, green, blue] = material.pbrMetallicRoughness.baseColorFactor;
    material.pbrMetallicRoughness.setBaseColorFactor([red, green, blue, shown.includes(material.name) ? 1 : 0]);
  }
}

stage.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!viewer || !button) return;
  const { go: by, turn, nearer } = button.dataset;
  if (by) go(at + Number(by));
  if (turn) {
    const [around, up] = turn.split(" ").map(Number);
    const now = viewer.getCameraOrbit();
    const degrees = 180 / Math.PI;
    const height = Math.min(150, Math.max(20, now.phi * degrees + up));
    viewer.cameraOrbit = `${now.theta * degrees + around}deg ${height}deg ${now.radius}m`;
  }
  if (nearer) {
    const now = viewer.getCameraOrbit();
    viewer.cameraOrbit = `${now.theta}rad ${now.phi}rad ${Math.min(1.1, Math.max(0.12, now.radius * Number(nearer)))}m`;
  }
  if ((turn || nearer) && still.matches) viewer.jumpCameraToGoal();
});
