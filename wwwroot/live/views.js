// What is shown and selected, kept in the address, and the way between bars and lines.
import { read, readLines, write } from './address.js';
import { $, $$, copy, element } from './dom.js';
import { Trail } from './trail.js';

const NAMES = ['timeline', 'table', 'console', 'about'];

export class Views {
  constructor(root, address, model) {
    this.root = root;
    this.model = model;
    this.state = {
      view: address.view ?? 'timeline', window: address.window, selection: address.selection, zero: address.zero ?? 'request',
      clock: address.clock ?? 'elapsed', hidden: address.hidden, follow: address.follow, rows: address.rows, at: address.at, pin: address.pin, lines: address.lines,
    };
    this.trail = new Trail();
    this.settled = false;
    this.tabs = $$('[role="tab"]', root);
    for (const tab of this.tabs) tab.addEventListener('click', () => this.show(tab.dataset.view));
    $('[role="tablist"]', root).addEventListener('keydown', (event) => this.#arrow(event));
    addEventListener('popstate', (event) => {
      // Nobody else may load the page anew for what is only another view of it.
      event.stopImmediatePropagation();
      this.#restore(read(location.search, location.hash));
    });
    document.addEventListener('click', (event) => this.#lineLink(event));
    this.#split();
  }

  connect(chart, console) {
    this.chart = chart;
    this.console = console;
    this.show(this.state.view);
    if (this.state.selection) this.select(this.model.timeline.byName(this.state.selection), 'address');
  }

  show(view) {
    this.state.view = view;
    this.root.dataset.view = view;
    for (const tab of this.tabs) {
      const chosen = tab.dataset.view === view;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
    }
    this.chart?.shown(view);
    this.save('view');
  }

  /** Selects a bar everywhere; `origin` is where the reader did it and needs no scrolling. */
  select(bar, origin) {
    this.selected = bar;
    this.state.selection = bar ? this.model.timeline.nameOf(bar) : null;
    this.chart.select(bar, origin !== 'chart');
    this.console.lightBar(bar, !['console', 'address', 'restore'].includes(origin));
    if (origin !== 'console') this.line = null;
    this.save(origin === 'address' ? null : 'select', origin === 'key');
  }

  /** Selects lines by number; the innermost bar of the first is shown with them unless another was chosen. */
  selectLines(lines, reveal, keepBar = false) {
    this.state.lines = lines;
    const sequence = this.console.selectLines(lines, reveal);
    if (sequence !== null && !keepBar) this.select(this.model.timeline.barAt(sequence), 'console');
    this.line = lines.first;
    this.save('select');
  }

  keys() {
    const keys = { y: () => void copy(location.href).then(() => this.note('Link copied')), Escape: () => this.#escape() };
    NAMES.forEach((name, index) => (keys[index + 1] = () => this.show(name)));
    return keys;
  }

  /** A sentence at the corner for a few seconds, for what need not be read twice. */
  note(text) {
    const note = $('#boot-note') ?? element('div', 'boot-link');
    note.id = 'boot-note';
    note.textContent = text;
    this.root.append(note);
    clearTimeout(this.noting);
    this.noting = setTimeout(() => note.remove(), 4000);
  }

  /** Keeps the state in the address. @param {string | null} deed what the reader did on purpose, which Back undoes */
  save(deed = null, isStep = false) {
    if (this.restoring) return;
    if (deed && this.settled) this.trail.deed(deed, isStep);
    clearTimeout(this.saving);
    this.saving = setTimeout(() => {
      const address = location.pathname + write(location.search, this.state);
      const isNew = this.trail.take();
      if (address !== location.pathname + location.search + location.hash) keep(address, isNew);
    }, 200);
  }

  /** From now on, what the reader does is an entry of the browser's history. */
  settle() {
    this.settled = true;
  }

  #restore(address) {
    clearTimeout(this.saving);
    this.trail.reset();
    this.restoring = true;
    Object.assign(this.state, { window: address.window, rows: address.rows, zero: address.zero ?? 'request', lines: address.lines, pin: address.pin });
    this.show(address.view ?? 'timeline');
    this.chart.restore();
    this.console.setClock(address.clock ?? 'elapsed');
    this.console.setHidden(address.hidden);
    this.select(address.selection ? this.model.timeline.byName(address.selection) : null, 'restore');
    this.console.selectLines(address.lines, true);
    this.line = address.lines?.first ?? null;
    this.pins?.choose(address.pin);
    this.restoring = false;
  }

  #escape() {
    if (!this.selected && !this.state.lines && !this.state.pin) return false;
    this.state.lines = null;
    this.pins?.choose(null);
    this.console.selectLines(null, false);
    this.select(null, 'key');
    return true;
  }

  // Links to lines stay on this page whatever the document's base is; with Shift they extend the range.
  #lineLink(event) {
    const link = event.target.closest?.('a[href*="#L"]');
    if (!link || event.ctrlKey || event.metaKey || event.button !== 0) return;
    const target = readLines(new URL(link.href).hash);
    if (!target) return;
    event.preventDefault();
    event.stopPropagation();
    const inConsole = link.closest('#boot-console');
    const from = event.shiftKey && this.anchor ? this.anchor : target.first;
    if (!event.shiftKey) this.anchor = target.first;
    if (!inConsole && this.root.dataset.view === 'about') this.show('timeline');
    if (!inConsole && matchMedia('(max-width: 899px)').matches) this.show('console');
    this.selectLines({ first: Math.min(from, target.last), last: Math.max(from, target.last) }, !inConsole);
  }

  #arrow(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const place = this.tabs.findIndex((tab) => tab === document.activeElement);
    const next = this.tabs[(place + by + this.tabs.length) % this.tabs.length];
    next.focus();
    next.click();
    event.preventDefault();
  }

  #split() {
    const split = $('#boot-split');
    const panes = $('#boot-panes');
    const set = (percent) => {
      const value = Math.min(85, Math.max(15, percent));
      panes.style.setProperty('--split', `${value}%`);
      split.setAttribute('aria-valuenow', Math.round(value));
      try {
        localStorage.setItem('guestfs.boot-split', String(value));
      } catch {
        // Without storage the height lasts as long as the page.
      }
    };
    try {
      const kept = Number(localStorage.getItem('guestfs.boot-split'));
      if (kept > 0) set(kept);
    } catch {
      // As above.
    }
    split.addEventListener('pointerdown', (event) => {
      split.setPointerCapture(event.pointerId);
      const box = panes.getBoundingClientRect();
      const move = (moving) => set((100 * (moving.clientY - box.top)) / box.height);
      split.addEventListener('pointermove', move);
      split.addEventListener('lostpointercapture', () => split.removeEventListener('pointermove', move), { once: true });
    });
    split.addEventListener('keydown', (event) => {
      const by = { ArrowUp: -4, ArrowDown: 4 }[event.key];
      if (!by) return;
      set(Number(split.getAttribute('aria-valuenow')) + by);
      event.preventDefault();
    });
  }
}

// Some browsers do not let a page opened from a file change its address; it then shows the state without keeping it.
function keep(address, isNew) {
  try {
    if (isNew) history.pushState(null, '', address);
    else history.replaceState(history.state, '', address);
  } catch {
    // As above.
  }
}
