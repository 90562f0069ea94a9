// Menus are plain disclosures that work without a script. With one they also close as menus do: Escape, a choice, or a click elsewhere.
import { $, $$ } from './dom.js';

const opened = () => $$('details.boot-menu[open]');

export function menus() {
  document.addEventListener('click', (event) => {
    for (const menu of opened()) if (!menu.contains(event.target) || event.target.closest?.('a')) menu.open = false;
  });
  document.addEventListener('focusin', (event) => {
    for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
  });
  // Before the keys of the page, to which Escape means other things.
  addEventListener('keydown', (event) => {
    const [menu] = opened();
    if (event.key !== 'Escape' || !menu) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    menu.open = false;
    $('summary', menu).focus();
  }, { capture: true });
}
