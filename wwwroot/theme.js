// Runs before the first paint: takes over the theme the person chose here, if they chose one. Without a choice the system decides.
"use strict";
(() => {
  const key = "guestfs.theme";
  const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const root = document.documentElement;
  const apply = theme => { if (theme === "light" || theme === "dark") { root.dataset.theme = theme; } else { delete root.dataset.theme; } };
  apply(read());

  const system = matchMedia("(prefers-color-scheme: dark)");
  globalThis.guestfsTheme = {
    /** Switches to the other of light and dark; back to what the system says is no choice at all. */
    toggle() {
      const now = root.dataset.theme ?? (system.matches ? "dark" : "light");
      const next = now === "dark" ? "light" : "dark";
      const follows = next === (system.matches ? "dark" : "light");
      try { if (follows) { localStorage.removeItem(key); } else { localStorage.setItem(key, next); } } catch { /* private mode: for this page only */ }
      apply(follows ? null : next);
      return next;
    },
  };
  addEventListener("storage", event => { if (event.key === key) { apply(event.newValue); } });
})();
