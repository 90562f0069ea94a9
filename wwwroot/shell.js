// The parts of the frame that work without the server: theme, keys, and what to do when the connection to the page is lost.
"use strict";

const store = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* private mode */ } },
};

// --- Connection -------------------------------------------------------------------------------------------------
const waits = [0, 1, 2, 5, 10, 15];
const bar = document.getElementById("components-reconnect-modal");
const words = bar.querySelector("[data-words]");
const now = bar.querySelector("button");
let lostAt = 0;
let nextTry = 0;
let ticking = 0;

function show(text, withButton) {
  words.textContent = text;
  now.hidden = !withButton;
  bar.dataset.shown = "";
}

function tick() {
  // A short interruption is nobody's business.
  if (performance.now() - lostAt < 2000) { return; }
  const seconds = Math.max(0, Math.ceil((nextTry - performance.now()) / 1000));
  // A network that failed and a server that died look the same from here, so nothing is said of the boots but that they do not hang on this page.
  show(`Connection to the server lost. ${seconds > 0 ? `Trying again in ${seconds} s.` : "Trying again…"} Boots do not depend on this page; how they stand now cannot be seen from here.`, true);
}

function lost() {
  if (lostAt !== 0) { return; }
  lostAt = performance.now();
  document.documentElement.dataset.connection = "lost";
  ticking = setInterval(tick, 250);
}

function back() {
  if (lostAt === 0) { return; }
  const shown = "shown" in bar.dataset;
  lostAt = 0;
  clearInterval(ticking);
  delete document.documentElement.dataset.connection;
  if (!shown) { return; }
  show("Reconnected.", false);
  setTimeout(() => { if (lostAt === 0) { delete bar.dataset.shown; } }, 5000);
}

async function retryNow() {
  if (lostAt === 0) { return; }
  try {
    // False means that the server no longer knows this page, as after a restart; its address holds all that is needed to draw it again.
    if (await Blazor.reconnect() === false) { location.reload(); } else { back(); }
  } catch { /* still unreachable: the next try comes by itself */ }
}

bar.addEventListener("components-reconnect-state-changed", event => {
  switch (event.detail.state) {
    case "show": lost(); break;
    case "hide": back(); break;
    case "rejected": location.reload(); break;
    default: break;
  }
});
now.addEventListener("click", retryNow);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") { retryNow(); } });
addEventListener("online", retryNow);

function wait(attempt) {
  const seconds = waits[Math.min(attempt, waits.length - 1)];
  nextTry = performance.now() + seconds * 1000;
  return seconds * 1000;
}

if (globalThis.Blazor) {
  Blazor.start({ circuit: { reconnectionOptions: { maxRetries: 1_000_000, retryIntervalMilliseconds: wait } } });
}

// --- Keys -------------------------------------------------------------------------------------------------------
const keysOff = "guestfs.keys-off";
const help = document.getElementById("keys");
const toggle = help.querySelector("input[type=checkbox]");
toggle.checked = store.get(keysOff) === null;
toggle.addEventListener("change", () => {
  if (toggle.checked) { try { localStorage.removeItem(keysOff); } catch { /* private mode */ } } else { store.set(keysOff, "1"); }
});

const places = { b: "boots", i: "import", s: "shares", d: "disks", h: "health" };
// Pages without a circuit, which the router of one does not know.
const whole = new Set(["import"]);
let prefix = 0;

function go(path) {
  if (!whole.has(path) && globalThis.Blazor?.navigateTo && document.documentElement.dataset.connection !== "lost") { Blazor.navigateTo(path); } else { location.assign(path); }
}

function isTyping(target) {
  return target instanceof Element && (target.closest("input, textarea, select, [contenteditable=true], [role=textbox], [role=combobox]") !== null);
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented || event.isComposing) { return; }
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    event.preventDefault();
    document.querySelector("[data-search]")?.focus();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const start = document.querySelector("[data-start]:not(:disabled)");
    if (start) { event.preventDefault(); start.click(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) { return; }
  if (event.key === "?") { help.open ? help.close() : help.showModal(); return; }
  if (store.get(keysOff) !== null || document.querySelector("dialog[open], .mud-dialog")) { return; }

  const armed = performance.now() - prefix < 1500;
  prefix = 0;
  if (armed && event.key in places) { event.preventDefault(); go(places[event.key]); return; }
  switch (event.key) {
    case "g": prefix = performance.now(); break;
    case "n": event.preventDefault(); go("boots/new"); break;
    case "/": {
      const field = [...document.querySelectorAll("[data-find]"), ...document.querySelectorAll("[data-search]")].find(e => e.offsetParent !== null);
      if (field) { event.preventDefault(); field.focus(); field.select?.(); }
      break;
    }
    case "j": case "k": move(event.key === "j" ? 1 : -1, event); break;
    default: break;
  }
});

// The search form of the bar works by itself; with a live page it need not load a new one.
document.addEventListener("submit", event => {
  if (!event.target.matches("form.search")) { return; }
  const words = event.target.querySelector("input").value.trim();
  event.preventDefault();
  go(words ? `boots?q=${encodeURIComponent(words)}` : "boots");
});

// j and k walk the links that open a list's rows; Enter then opens, as on any link.
function move(step, event) {
  const rows = [...document.querySelectorAll("[data-row]")];
  if (rows.length === 0) { return; }
  event.preventDefault();
  const at = rows.indexOf(document.activeElement);
  const to = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step))];
  to.focus();
  to.scrollIntoView({ block: "nearest" });
}

// --- Buttons ----------------------------------------------------------------------------------------------------
document.addEventListener("click", async event => {
  const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
  if (!button) { return; }
  switch (button.dataset.do) {
    case "theme": guestfsTheme.toggle(); break;
    case "keys": help.showModal(); break;
    case "close": button.closest("dialog")?.close(); break;
    case "open": document.getElementById(button.dataset.dialog)?.showModal(); break;
    case "copy": await copy(button); break;
    default: break;
  }
});
help.addEventListener("click", event => { if (event.target === help) { help.close(); } });

// Copies data-text, and says so in the button itself.
async function copy(button) {
  const label = button.querySelector("[data-label]") ?? button;
  const before = label.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.text ?? "");
    label.textContent = "Copied";
  } catch {
    label.textContent = "Not copied";
  }
  setTimeout(() => { label.textContent = before; }, 1500);
}
