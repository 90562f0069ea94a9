// The console pane: the view of the lines with its tools.
import { ConsoleView } from './console.js';
import { $, $$, copy, setText } from './dom.js';
import { Find } from './find.js';
import { Follow } from './follow.js';
import { Jumps } from './jumps.js';
import { linesBy } from './moments.js';
import { none } from './rows.js';
import { duration } from './time.js';

const CLOCKS = ['off', 'elapsed', 'delta', 'utc', 'local'];

export class ConsolePane {
  constructor(root, model, views, address, live) {
    this.root = root;
    this.model = model;
    this.views = views;
    this.live = live;
    this.view = new ConsoleView(root, model);
    this.jumps = new Jumps(this.view, views);
    this.find = new Find(root, this.view, (index) => this.#go(index));
    this.pill = $('#con-pill', root);
    this.paused = null;
    this.unseen = 0;
    this.counts = {};
    this.followButton = $('#con-follow', root);
    this.follow = new Follow($('#con-scroll', root), $('#con-lines', root), (on) => this.#followed(on));
    this.follow.set(address.follow ?? (live && !address.lines && !address.selection));
    this.view.setClock(views.state.clock, 0);
    this.#tools();
  }

  /** Stores lines and draws them with the next frame. */
  add(lines) {
    for (const line of lines) {
      const before = this.model.lines.count;
      const index = this.model.lines.add(line);
      if (index < this.view.shown) this.view.redraw(index);
      if (index === before) this.counts[line.source] = (this.counts[line.source] ?? 0) + 1;
    }
    this.drawing ??= requestAnimationFrame(() => this.#draw());
  }

  /** What was printed before the page was opened is here: now the address can be honoured. */
  settled() {
    this.#draw();
    this.view.setClock(this.views.state.clock, this.views.chart.zero);
    if (this.views.state.hidden) this.setHidden(this.views.state.hidden);
    if (this.views.selected) this.lightBar(this.views.selected, !this.views.state.lines);
    if (this.views.state.lines) this.views.selectLines(this.views.state.lines, true, Boolean(this.views.selected));
    this.views.chart.shown(this.views.state.view);
    if (this.model.lines.count === 0 && !this.live) $('#con-empty', this.root).hidden = false;
  }

  ended() {
    this.live = false;
    this.view.sections.write();
    const pause = $('#con-pause', this.root);
    if (pause && !this.paused) pause.hidden = true;
  }

  timelineChanged({ closed }) {
    if (closed?.parent === -1) this.view.sections.write();
  }

  setZero(zero) {
    this.view.setClock(this.view.rows.clock, zero);
    this.view.sections.write();
  }

  /** Lights the lines a bar covers. */
  lightBar(bar, reveal) {
    const { lines, timeline } = this.model;
    if (!bar) {
      this.view.mark('lit', 0, -1);
      return;
    }
    const { first, last } = timeline.entriesOf(bar);
    const from = lines.firstAt(first);
    const to = last === Infinity ? lines.count - 1 : lines.firstAt(last + 1) - 1;
    this.view.mark('lit', from, to, bar.stage);
    if (!reveal || from >= lines.count) return;
    this.follow.set(false);
    if (this.#drawn(from)) this.view.reveal(from, to - from > 8 ? 'start' : 'center');
  }

  /** Marks lines by number and returns the sequence of the first, or null. */
  selectLines(wanted, reveal) {
    const { lines } = this.model;
    const first = wanted ? lines.indexOf(wanted.first) : -1;
    if (first < 0) {
      this.view.mark('selected', none.first, none.last);
      return null;
    }
    const after = lines.indexOf(wanted.last + 1);
    this.view.mark('selected', first, after < 0 ? lines.count - 1 : after - 1);
    if (reveal) this.#go(first);
    return lines.sequences[first];
  }

  /** Shows the last line that had come by an instant. */
  revealAt(at) {
    const index = linesBy(this.model.lines.offsets, at) - 1;
    if (index >= 0) this.#go(index);
  }

  setClock(mode) {
    if (mode !== this.view.rows.clock) this.#clock(mode);
  }

  /** Leaves out the lines of some sources. @param {string[] | null} hidden */
  setHidden(hidden) {
    this.views.state.hidden = hidden?.length > 0 ? hidden : null;
    for (const chip of $$('#con-sources [data-source]', this.root)) {
      const shown = !hidden?.includes(chip.dataset.source);
      if (String(shown) === chip.getAttribute('aria-pressed')) continue;
      chip.setAttribute('aria-pressed', String(shown));
      this.view.setHidden(chip.dataset.source, !shown);
    }
    this.find.refresh();
    this.follow.pin();
  }

  lineOf(bar) {
    const { lines, timeline } = this.model;
    const index = lines.firstAt(bar.firstSequence);
    return index < lines.count && lines.sequences[index] <= timeline.entriesOf(bar).last ? lines.numbers[index] : null;
  }

  keys() {
    return {
      '/': () => this.find.focus(),
      n: () => (this.find.active ? this.find.step(1) : false),
      N: () => (this.find.active ? this.find.step(-1) : false),
      End: () => (document.activeElement?.closest('.wf-rows, .wf-table') ? false : this.#toEnd()),
      l: () => this.#toEnd(),
      p: () => (this.live || this.paused ? this.#pause() : false),
      t: () => this.#clock(CLOCKS[(CLOCKS.indexOf(this.view.rows.clock) + 1) % CLOCKS.length]),
      ...this.jumps.keys(),
    };
  }

  #draw() {
    this.drawing = undefined;
    if (this.paused) {
      this.#pill();
      return;
    }
    const before = this.view.shown;
    this.view.append();
    if (!this.follow.on && this.live && this.ready) this.unseen += this.view.shown - before;
    this.ready = true;
    if (this.views.selected?.end === null) this.lightBar(this.views.selected, false);
    this.find.more();
    this.follow.pin();
    this.#pill();
    this.#sources();
  }

  #drawn(index) {
    return index < this.view.shown;
  }

  #go(index) {
    this.follow.set(false);
    if (this.paused) this.#pause();
    if (this.views.state.view === 'about') this.views.show('timeline');
    this.view.reveal(index);
  }

  #toEnd() {
    if (this.paused) this.#pause();
    this.follow.set(true);
    this.follow.pin();
  }

  #followed(on) {
    this.followButton.setAttribute('aria-pressed', String(on));
    this.view.scroll.setAttribute('aria-live', on && this.live ? 'polite' : 'off');
    this.unseen = 0;
    this.views.state.follow = on || !this.live ? null : false;
    this.#pill();
    this.views.save();
  }

  #pause() {
    this.paused = this.paused ? null : { at: performance.now(), count: this.model.lines.count };
    $('#con-pause', this.root)?.setAttribute('aria-pressed', String(Boolean(this.paused)));
    clearInterval(this.pausing);
    if (this.paused) this.pausing = setInterval(() => this.#pill(), 500);
    this.#draw();
  }

  #pill() {
    const waiting = this.paused ? this.model.lines.count - this.paused.count : this.unseen;
    this.pill.hidden = !this.paused && waiting === 0;
    const lines = `${waiting.toLocaleString('en')} new ${waiting === 1 ? 'line' : 'lines'}`;
    setText(this.pill, this.paused ? `Paused ${duration((performance.now() - this.paused.at) * 1e6)}, ${lines}` : `${lines} ↓`);
  }

  #sources() {
    for (const chip of $$('#con-sources [data-source]', this.root)) {
      const count = this.counts[chip.dataset.source] ?? 0;
      chip.hidden = count === 0;
      setText($('b', chip), count.toLocaleString('en'));
    }
  }

  #clock(mode) {
    this.views.state.clock = mode;
    this.view.setClock(mode, this.views.chart.zero);
    $('#con-clock', this.root).value = mode;
    this.views.save();
  }

  #tools() {
    const toggle = (id, action) => $(`#${id}`, this.root)?.addEventListener('click', action);
    toggle('con-follow', () => (this.follow.on ? this.follow.set(false) : this.#toEnd()));
    toggle('con-pause', () => this.#pause());
    toggle('con-pill', () => this.#toEnd());
    toggle('con-wrap', (event) => {
      const on = this.root.classList.toggle('wrap');
      event.currentTarget.setAttribute('aria-pressed', String(on));
    });
    toggle('con-copy', () => this.#copy());
    const clock = $('#con-clock', this.root);
    clock.value = this.view.rows.clock;
    clock.addEventListener('change', () => this.#clock(clock.value));
    for (const chip of $$('#con-sources [data-source]', this.root)) {
      chip.addEventListener('click', () => {
        const { source } = chip.dataset;
        const hidden = this.views.state.hidden ?? [];
        this.setHidden(hidden.includes(source) ? hidden.filter((each) => each !== source) : [...hidden, source]);
        this.views.save('sources');
      });
    }
    this.view.holder.addEventListener('click', (event) => this.#clicked(event));
  }

  // A click on a line's text shows its bar; a drag over text is a selection and is left alone.
  #clicked(event) {
    const row = event.target.closest('.ln');
    if (!row || event.target.closest('a, button') || !getSelection().isCollapsed) return;
    const index = this.view.indexOfRow(row);
    this.jumps.here = index;
    this.views.select(this.model.timeline.barAt(this.model.lines.sequences[index]), 'console');
    this.views.line = this.model.lines.numbers[index];
  }

  async #copy() {
    const { lines } = this.model;
    const marked = this.view.rows.marked.selected;
    const chosen = [];
    const [from, to] = marked.last >= marked.first ? [marked.first, marked.last] : [0, lines.count - 1];
    for (let index = from; index <= to; index++) if (!this.view.isHidden(index)) chosen.push(lines.texts[index]);
    await copy(chosen.join('\n') + '\n');
    this.views.note(`Copied ${chosen.length.toLocaleString('en')} ${chosen.length === 1 ? 'line' : 'lines'}`);
  }
}
