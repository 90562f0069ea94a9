// The axis above the waterfall: ticks, the window in view, and every way to move it with a pointer.
import { $, element, setTime } from './dom.js';
import { clamp, pan, ticks, zoom } from './scale.js';
import { duration } from './time.js';

export class Axis {
  /** @param {{ show: (view: object, jump: boolean) => void, end: () => number }} actions */
  constructor(root, actions) {
    this.root = root;
    this.actions = actions;
    this.axis = $('#boot-axis', root);
    this.grid = $('#boot-grid', root);
    this.body = $('.wf-body', root);
    this.view = { from: 0, to: 1 };
    root.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.body.addEventListener('pointerdown', (event) => this.#press(event));
    new ResizeObserver(() => this.draw()).observe(this.axis);
  }

  show(view, zero) {
    this.view = view;
    this.zero = zero;
    setTime(this.root, '--from', view.from);
    setTime(this.root, '--to', view.to);
    this.draw();
  }

  draw() {
    if (this.zero === undefined) return;
    const count = Math.max(2, Math.floor(this.axis.clientWidth / 90));
    const found = ticks(this.view, this.zero, count);
    this.axis.replaceChildren(...found.map(({ at, label }) => placed(element('span', 'wf-tick', label), at)));
    this.grid.replaceChildren(...found.map(({ at }) => placed(element('i', 'wf-rule'), at)));
    this.#flags();
    this.onDraw?.();
  }

  // Of the names of marks that would cover each other, the weightier stays, then the earlier.
  #flags() {
    const width = this.axis.clientWidth;
    const taken = [];
    this.widths ??= new WeakMap();
    const flags = [...$('#boot-flags', this.root).children].sort((one, other) => weight(one.dataset.mark) - weight(other.dataset.mark));
    for (const flag of flags) {
      const at = Number(flag.style.getPropertyValue('--at')) * 1e6;
      if (!this.widths.has(flag)) this.widths.set(flag, flag.offsetWidth);
      const wide = this.widths.get(flag);
      const x = ((at - this.view.from) / (this.view.to - this.view.from)) * width;
      const turned = x + wide > width + 20;
      const left = turned ? x - wide : x;
      const right = left + wide;
      const clashes = x < -1 || x > width + 1 || taken.some((other) => left < other.right + 4 && right > other.left - 4);
      flag.classList.toggle('clash', clashes);
      flag.classList.toggle('left', turned);
      if (!clashes) taken.push({ left, right });
    }
  }

  /** The instant at a place of the screen. */
  at(x) {
    const box = this.axis.getBoundingClientRect();
    return this.view.from + ((x - box.left) / box.width) * (this.view.to - this.view.from);
  }

  #wheel(event) {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      this.actions.show(zoom(this.view, Math.exp(Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 60) * 0.006), this.at(event.clientX), this.actions.end()), false);
    } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      const by = event.deltaX || event.deltaY;
      this.actions.show(pan(this.view, by / this.axis.clientWidth, this.actions.end()), false);
    }
  }

  // Dragging over the lanes marks an interval and zooms to it; a click without a drag is left to the rows.
  #press(event) {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const box = this.axis.getBoundingClientRect();
    if (event.clientX < box.left - 4) return;
    const start = this.at(event.clientX);
    let mark = null;
    const move = (moving) => {
      if (!mark && Math.abs(moving.clientX - event.clientX) < 5) return;
      if (!mark) {
        mark = element('div', 'wf-select');
        mark.append(element('b'));
        this.grid.parentElement.append(mark);
        this.body.setPointerCapture(event.pointerId);
      }
      const from = Math.max(box.left, Math.min(event.clientX, moving.clientX));
      const to = Math.min(box.right, Math.max(event.clientX, moving.clientX));
      const left = this.grid.parentElement.getBoundingClientRect().left;
      mark.style.left = `${from - left}px`;
      mark.style.width = `${to - from}px`;
      mark.firstChild.textContent = duration(Math.abs(this.at(moving.clientX) - start));
      moving.preventDefault();
    };
    const up = (raised) => {
      this.body.removeEventListener('pointermove', move);
      if (!mark) return;
      mark.remove();
      // The click that ends a drag must not select the row below it.
      const swallow = (click) => click.stopPropagation();
      this.body.addEventListener('click', swallow, { capture: true });
      setTimeout(() => this.body.removeEventListener('click', swallow, { capture: true }));
      const end = this.at(raised.clientX);
      if (raised.type === 'pointerup') this.actions.show(clamp({ from: Math.min(start, end), to: Math.max(start, end) }, this.actions.end()), true);
    };
    this.body.addEventListener('pointermove', move);
    this.body.addEventListener('pointerup', up, { once: true });
    this.body.addEventListener('pointercancel', up, { once: true });
  }
}

function weight(name) {
  if (name === 'ready') return 0;
  if (/^(stalled|cancel|stop|kernel panic)/.test(name)) return 1;
  return name.startsWith('accelerator') ? 3 : 2;
}

function placed(made, at) {
  setTime(made, '--at', at);
  return made;
}
