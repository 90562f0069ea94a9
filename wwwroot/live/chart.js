// Strip, axis, waterfall and table as one chart over one window of time.
import { Axis } from './axis.js';
import { $ } from './dom.js';
import { Follow } from './follow.js';
import { roving } from './keys.js';
import { clamp, extent, fit, horizon, isWhole, pan, zoom } from './scale.js';
import { Strip } from './strip.js';
import { BarTable } from './table.js';
import { Tip } from './tip.js';
import { Waterfall } from './waterfall.js';

export class Chart {
  constructor(root, model, clock, views, address) {
    this.root = root;
    this.timeline = model.timeline;
    this.clock = clock;
    this.views = views;
    this.wf = $('#boot-waterfall');
    this.present = horizon(clock.now(), 0);
    this.all = (address.window?.to ?? 0) > extent(this.#length, this.timeline.ready());
    this.grown = -Infinity;
    this.waterfall = new Waterfall(this.wf, this.timeline);
    this.strip = new Strip($('#boot-strip'), this.timeline, {
      select: (bar) => views.select(bar, 'strip'),
      show: (view, final) => this.show(view, final, final),
      zoomTo: (bar) => this.fitTo(bar),
    });
    this.axis = new Axis(this.wf, { show: (view, jump) => this.show(view, true, jump), end: () => this.end });
    this.table = new BarTable($('#pane-table'), {
      timeline: this.timeline, zero: () => this.zero, now: () => clock.now(), whole: () => this.timeline.end,
      lineOf: (bar) => views.console.lineOf(bar), select: (bar) => views.select(bar, 'table'),
    });
    this.tip = new Tip($('#boot-tip'), root, { timeline: this.timeline, zero: () => this.zero, now: () => clock.now(), whole: () => this.timeline.end });
    this.zeroSelect = $('#boot-zero');
    this.zeroSelect.value = views.state.zero;
    if (this.zeroSelect.selectedIndex < 0) this.zeroSelect.value = 'request';
    this.#controls();
    roving(this.waterfall, (row) => this.#pick(row));
    this.follow = new Follow($('.wf-body', this.wf), this.waterfall.rows, () => {});
    if (!clock.stopped && !address.window && !address.selection) this.follow.set(true);
    this.wf.classList.toggle('all', views.state.rows === 'all');
    this.draw();
  }

  /** Where the axis ends. */
  get end() {
    return this.all ? this.#length : extent(this.#length, this.timeline.ready());
  }

  get #length() {
    return this.clock.stopped ? Math.max(this.timeline.end, 1) : this.present;
  }

  get zero() {
    return this.timeline.zeroPoints()[this.views.state.zero] ?? 0;
  }

  /** Shows a window, and rows that have something in it; `jump` when it was chosen at once instead of by steps. */
  show(view, final = true, jump = false) {
    const fitted = clamp(view, this.end);
    this.views.state.window = isWhole(fitted, this.end) ? null : fitted;
    for (const part of [this.wf, this.strip.root]) part.classList.toggle('dragging', !final);
    this.draw();
    if (!final) return;
    if (this.views.state.window) this.waterfall.scrollTo(this.views.state.window);
    this.views.save('zoom', !jump);
  }

  draw() {
    const view = this.views.state.window ? clamp(this.views.state.window, this.end) : { from: 0, to: this.end };
    this.axis.show(view, this.zero);
    this.strip.show(view, this.end);
  }

  changed({ opened, closed, mark }, now) {
    if (opened) {
      this.waterfall.add(opened, now);
      if (opened.parent < 0) this.strip.add(opened);
    }
    if (closed) {
      this.waterfall.close(closed);
      if (closed.parent < 0) this.strip.close(closed);
    }
    if (mark) {
      this.strip.addMark(this.waterfall.addMark(mark));
      this.axis.draw();
    }
    if ((opened ?? closed)?.parent < 0) this.#zeroPoints();
    if (this.views.state.selection && !this.views.selected && opened && this.timeline.nameOf(opened) === this.views.state.selection) {
      this.views.select(opened, 'address');
    }
  }

  grow(now) {
    const { from, to } = this.axis.view;
    if (now - this.grown < (to - from) / 8000) return;
    this.grown = now;
    this.waterfall.grow(now);
    this.strip.grow(now);
    const present = horizon(now, this.present);
    if (present !== this.present) {
      this.present = present;
      this.draw();
    }
  }

  tick(now) {
    this.waterfall.tick(now);
    if (this.views.state.view === 'table' && !(performance.now() < this.drawAgain)) {
      this.drawAgain = performance.now() + 1000;
      this.table.draw();
    }
  }

  ended() {
    this.waterfall.settle();
    this.follow.set(false);
    this.draw();
    this.shown(this.views.state.view);
  }

  shown(view) {
    if (view === 'table') this.table.draw();
    if (view === 'timeline') this.axis.draw();
  }

  select(bar, reveal) {
    for (const row of this.waterfall.rows.querySelectorAll('[aria-selected]')) row.removeAttribute('aria-selected');
    for (const gap of this.waterfall.rows.querySelectorAll('.selected')) gap.classList.remove('selected');
    this.table.select(bar, reveal);
    const row = this.waterfall.reveal(bar);
    if (!row) return;
    row.setAttribute('aria-selected', 'true');
    if (bar.kind === 'gap') this.waterfall.barElement(bar)?.classList.add('selected');
    if (!reveal) return;
    this.follow.set(false);
    row.scrollIntoView({ block: 'nearest' });
  }

  /** Shows what the address says again, after going back or forth. */
  restore() {
    const { window, rows, zero } = this.views.state;
    this.all ||= (window?.to ?? 0) > this.end;
    this.wf.classList.toggle('all', rows === 'all');
    $('#boot-rows-all').setAttribute('aria-pressed', String(rows === 'all'));
    this.zeroSelect.value = zero;
    this.waterfall.measure();
    this.draw();
    this.shown(this.views.state.view);
    this.views.console.setZero(this.zero);
  }

  /** Moves a zoomed window along when an instant leaves it. */
  keepInView(at) {
    const view = this.views.state.window;
    if (!view || (at >= view.from && at <= view.to)) return;
    const span = view.to - view.from;
    this.views.state.window = clamp({ from: at - span * 0.1, to: at + span * 0.9 }, this.end);
    this.draw();
  }

  fitTo(bar) {
    this.show(fit(bar.start, this.timeline.endOf(bar, this.clock.now()), this.end), true, true);
  }

  keys() {
    const middle = (view) => (view.from + view.to) / 2;
    const moved = (change) => () => this.show(change(this.axis.view));
    return {
      w: moved((view) => zoom(view, 0.7, this.#focus(view) ?? middle(view), this.end)),
      s: moved((view) => zoom(view, 1 / 0.7, this.#focus(view) ?? middle(view), this.end)),
      a: moved((view) => pan(view, -0.2, this.end)),
      d: moved((view) => pan(view, 0.2, this.end)),
      0: () => this.#whole(),
      f: () => (this.views.selected ? this.fitTo(this.views.selected) : this.show({ from: 0, to: this.end })),
      ',': () => this.#step(-1),
      '.': () => this.#step(1),
      r: () => this.#allRows(),
    };
  }

  // The first press shows the boot, the next one the whole session too.
  #whole() {
    if (this.views.state.window === null) this.all = !this.all;
    this.show({ from: 0, to: this.end });
  }

  // Zooming keeps the selected bar in place when it is in view.
  #focus(view) {
    const bar = this.views.selected;
    const at = bar ? (bar.start + this.timeline.endOf(bar, this.clock.now())) / 2 : null;
    return at !== null && at > view.from && at < view.to ? at : null;
  }

  #step(by) {
    const bars = this.timeline.bars.filter(Boolean);
    const place = bars.indexOf(this.views.selected);
    const next = bars[place < 0 ? (by > 0 ? 0 : bars.length - 1) : place + by];
    if (next) this.views.select(next, 'key');
  }

  #pick(row) {
    const bar = this.timeline.bars[Number(row.dataset.bar)];
    this.views.select(this.views.selected === bar ? null : bar, 'chart');
  }

  #controls() {
    const press = (id, action) => $(`#${id}`).addEventListener('click', action);
    press('boot-zoom-in', this.keys().w);
    press('boot-zoom-out', this.keys().s);
    press('boot-zoom-fit', this.keys().f);
    press('boot-zoom-all', this.keys()[0]);
    press('boot-rows-all', () => this.#allRows());
    this.zeroSelect.addEventListener('change', () => {
      this.views.state.zero = this.zeroSelect.value;
      this.draw();
      this.shown(this.views.state.view);
      this.views.console.setZero(this.zero);
      this.views.save();
    });
    this.waterfall.rows.addEventListener('click', (event) => {
      const gap = event.target.closest('.wf-gap');
      const row = event.target.closest('.wf-row');
      if (gap) this.views.select(this.timeline.bars[Number(gap.dataset.bar)], 'chart');
      else if (row && !(event.target.closest('.wf-row[aria-expanded] > .wf-name') && event.offsetX < 24)) this.#pick(row);
    });
    this.waterfall.rows.addEventListener('dblclick', (event) => {
      const row = event.target.closest('.wf-row');
      if (row) this.fitTo(this.timeline.bars[Number(row.dataset.bar)]);
    });
  }

  #allRows() {
    const all = this.wf.classList.toggle('all');
    this.views.state.rows = all ? 'all' : null;
    $('#boot-rows-all').setAttribute('aria-pressed', String(all));
    this.waterfall.measure();
    this.views.save();
  }

  #zeroPoints() {
    const points = this.timeline.zeroPoints();
    for (const option of this.zeroSelect.options) option.disabled = !(option.value in points);
    if (this.views.state.zero in points && this.zeroSelect.value !== this.views.state.zero) {
      this.zeroSelect.value = this.views.state.zero;
      this.draw();
      this.views.console.setZero(this.zero);
    }
  }
}
