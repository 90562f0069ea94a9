// Single keys of the boot page. They never fire while the reader types, and can be turned off for the whole site.
import { typing } from './dom.js';

/** @param {Record<string, (event: KeyboardEvent) => void>} actions by event.key */
export function listen(actions) {
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event)) return;
    if (document.querySelector('dialog[open]') || keysAreOff()) return;
    const action = actions[event.key];
    if (!action || action(event) === false) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
}

function keysAreOff() {
  try {
    return localStorage.getItem('guestfs.keys-off') !== null;
  } catch {
    return false;
  }
}

/** Arrow keys over the rows of the waterfall: one of them is in the tab order, the others a key away. */
export function roving(waterfall, select) {
  const rows = waterfall.rows;
  const first = rows.querySelector('.wf-row');
  if (first) first.tabIndex = 0;
  rows.addEventListener('focusin', (event) => {
    const row = event.target.closest('.wf-row');
    if (!row) return;
    for (const other of rows.querySelectorAll('[tabindex="0"]')) other.tabIndex = -1;
    row.tabIndex = 0;
  });
  rows.addEventListener('keydown', (event) => {
    const row = event.target.closest('.wf-row');
    if (row && !event.ctrlKey && !event.altKey && step(waterfall, row, event.key, select)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}

function step(waterfall, row, key, select) {
  const rows = waterfall.visibleRows();
  const place = rows.indexOf(row);
  const expanded = waterfall.expandOf(row);
  switch (key) {
    case 'ArrowDown': return focus(rows[place + 1]);
    case 'ArrowUp': return focus(rows[place - 1]);
    case 'Home': return focus(rows[0]);
    case 'End': return focus(rows[rows.length - 1]);
    case 'ArrowRight':
      if (expanded === 'false') waterfall.expand(row, true);
      else if (waterfall.hidesShort(row)) waterfall.showShort(row.parentElement, true);
      else focus(rows[place + 1]);
      return true;
    case 'ArrowLeft':
      if (expanded === 'true') waterfall.expand(row, false);
      else focus(row.parentElement.firstElementChild);
      return true;
    case 'Enter':
    case ' ':
      select(row);
      return true;
    default: return false;
  }
}

function focus(row) {
  row?.focus();
  return true;
}
