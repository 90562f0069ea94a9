// The stage strip: the whole boot in one line, and the brush that moves the visible window over it.
import { $, fromTemplate, setText, setTime } from './dom.js';
import { clamp, isWhole } from './scale.js';
import { duration, share } from './time.js';

/** About how wide the name and the duration of a stage are, in pixels. */
const LABEL = 100;

export class Strip {
  /** @param {{ select: (bar: object) => void, show: (view: object, final: boolean) => void, zoomTo: (bar: object) => void }} actions */
  constructor(root, timeline, actions) {
    this.root = root;
    this.timeline = timeline;
    this.actions = actions;
    this.segments = $('#boot-segments', root);
    this.brush = $('#boot-brush', root);
    this.end = 1;
    this.open = null;
    this.ahead = Infinity;
    for (const stage of timeline.stages()) if (stage.end === null) this.open = stage.id;
    root.addEventListener('pointerdown', (event) => this.#press(event));
    root.addEventListener('click', (event) => this.#click(event));
    root.addEventListener('dblclick', (event) => this.#bar(event) && actions.zoomTo(this.#bar(event)));
  }

  add(bar) {
    const segment = fromTemplate('template-segment');
    segment.dataset.stage = bar.stage;
    segment.dataset.bar = bar.id;
    setTime(segment, '--start', bar.start);
    setText($('b', segment), bar.stage);
    this.segments.append(segment);
    this.open = bar.end === null ? bar.id : this.open;
    if (bar.end !== null) this.close(bar);
    else {
      segment.classList.add('open');
      segment.setAttribute('aria-label', `${bar.name}, starts ${duration(bar.start)}, still running`);
    }
  }

  close(bar) {
    const segment = this.#segment(bar.id);
    if (!segment) return;
    segment.classList.remove('open');
    setTime(segment, '--duration', bar.end - bar.start);
    setText($('em', segment), duration(bar.end - bar.start));
    segment.setAttribute('aria-label', `${bar.name} ${duration(bar.end - bar.start)}, starts ${duration(bar.start)}, ${share(bar.end - bar.start, this.timeline.end)} of the boot`);
    if (this.open === bar.id) this.open = null;
  }

  grow(now) {
    if (this.open === null) return;
    const segment = this.#segment(this.open);
    if (segment) setTime(segment, '--duration', Math.max(0, now - this.timeline.bars[this.open].start));
  }

  /** Shows how long the whole is and which part of it the waterfall shows. */
  show(view, end) {
    this.end = end;
    this.view = view;
    setTime(this.root, '--to', end);
    this.brush.hidden = isWhole(view, end);
    this.brush.style.left = `${(100 * view.from) / end}%`;
    this.brush.style.width = `${(100 * (view.to - view.from)) / end}%`;
    this.#dim();
  }

  /** Where a replay stands: what comes later is veiled. Infinity when there is none. */
  setAhead(at) {
    this.ahead = at;
    this.#dim();
  }

  // A name in the middle of a stage that a veil would reach is not shown.
  #dim() {
    const zoomed = !this.brush.hidden;
    const reach = zoomed || this.ahead < Infinity ? (LABEL / 2 / Math.max(1, this.root.clientWidth)) * this.end : 0;
    for (const segment of this.segments.children) {
      const bar = this.timeline.bars[Number(segment.dataset.bar)];
      const end = Math.min(this.timeline.endOf(bar), this.end);
      const middle = (bar.start + end) / 2;
      const [first, last] = [Math.max(bar.start, middle - reach), Math.min(end, middle + reach)];
      segment.classList.toggle('dim', last > this.ahead || (zoomed && (first < this.view.from || last > this.view.to)));
    }
  }

  addMark(drawn) {
    $('#boot-strip-marks', this.root).append(drawn);
  }

  #segment(id) {
    return $(`.boot-segment[data-bar="${id}"]`, this.segments);
  }

  #bar(event) {
    const segment = event.target.closest('.boot-segment');
    return segment ? this.timeline.bars[Number(segment.dataset.bar)] : null;
  }

  #click(event) {
    if (this.moved) return;
    const bar = this.#bar(event);
    if (bar) this.actions.select(bar);
  }

  #press(event) {
    if (event.button !== 0) return;
    const box = this.root.getBoundingClientRect();
    const at = (x) => (Math.min(Math.max(x - box.left, 0), box.width) / box.width) * this.end;
    const start = { x: event.clientX, view: this.view, edge: event.target.dataset.edge, onBrush: event.target.closest('#boot-brush') };
    this.moved = false;
    const move = (moving) => {
      if (!this.moved && Math.abs(moving.clientX - start.x) < 4) return;
      if (!this.moved) {
        this.moved = true;
        this.root.setPointerCapture(event.pointerId);
        this.root.classList.add('dragging');
      }
      this.actions.show(this.#dragged(start, at(start.x), at(moving.clientX)), false);
    };
    const up = () => {
      this.root.removeEventListener('pointermove', move);
      this.root.classList.remove('dragging');
      if (this.moved) this.actions.show(this.view, true);
    };
    this.root.addEventListener('pointermove', move);
    this.root.addEventListener('pointerup', up, { once: true });
    this.root.addEventListener('pointercancel', up, { once: true });
  }

  #dragged(start, first, now) {
    if (start.edge) {
      const fixed = start.edge === 'from' ? start.view.to : start.view.from;
      return clamp({ from: Math.min(fixed, now), to: Math.max(fixed, now) }, this.end);
    }
    if (start.onBrush) return clamp({ from: start.view.from + now - first, to: start.view.to + now - first }, this.end);
    return clamp({ from: Math.min(first, now), to: Math.max(first, now) }, this.end);
  }
}

