// Draws the bars that arrive after the first picture, and moves the ones that are open.
import { $, element, fromTemplate, setText, setTime } from './dom.js';
import { duration, share } from './time.js';

// Activities below this share of the boot fold away once their stage is over; WaterfallGroup.cs says the same.
const MINOR = 0.005;

export class Waterfall {
  constructor(root, timeline) {
    this.root = root;
    this.timeline = timeline;
    this.rows = $('#boot-rows', root);
    this.body = $('.wf-body', root);
    this.marks = $('#boot-marks', root);
    this.flags = $('#boot-flags', root);
    this.open = new Map();
    for (const bar of timeline.bars) if (bar && bar.end === null) this.open.set(bar.id, this.barElement(bar));
    this.rows.addEventListener('click', (event) => this.#toggle(event));
    this.measure();
  }

  add(bar, now) {
    if (bar.kind === 'gap') this.#addGap(bar, now);
    else if (bar.parent < 0) this.#addGroup(bar);
    else this.#addRow(bar);
    this.#measureSoon();
  }

  close(bar) {
    const drawn = this.barElement(bar);
    this.open.delete(bar.id);
    if (!drawn) return;
    drawn.classList.remove('open');
    setTime(drawn, '--duration', bar.end - bar.start);
    if (bar.kind === 'gap') return;
    const row = drawn.closest('.wf-row');
    row.classList.remove('running');
    setText($('.wf-time', row), duration(bar.end - bar.start));
    this.#label(row, bar);
    if (bar.parent < 0) this.settle();
  }

  /** Draws a mark's line here and returns another for the strip. */
  addMark(mark) {
    const line = fromTemplate('template-mark');
    const flag = fromTemplate('template-flag');
    for (const drawn of [line, flag]) {
      drawn.dataset.mark = mark.name;
      setTime(drawn, '--at', mark.at);
    }
    setText(flag, mark.name);
    if (mark.detail) flag.title = mark.detail;
    this.marks.append(line);
    this.flags.append(flag);
    return line.cloneNode(true);
  }

  /** Lets every open bar reach the present. */
  grow(now) {
    for (const [id, drawn] of this.open) {
      if (drawn) setTime(drawn, '--duration', Math.max(0, now - this.timeline.bars[id].start));
    }
  }

  /** Draws the durations of open bars, which need not change sixty times a second. */
  tick(now) {
    for (const [id, drawn] of this.open) {
      const row = drawn?.closest('.wf-row');
      if (row && this.timeline.bars[id].kind !== 'gap') setText($('.wf-time', row), duration(now - this.timeline.bars[id].start));
    }
  }

  /** Which activities are too short to matter depends on the whole, so it is decided again as that grows. */
  settle() {
    for (const group of this.rows.children) this.#over(group, this.timeline.bars[Number(group.dataset.bar)].end === null);
  }

  row(bar) {
    if (!bar) return null;
    const holder = bar.kind === 'gap' ? this.timeline.bars[bar.parent] : bar;
    return $(`.wf-row[data-bar="${holder.id}"]`, this.rows);
  }

  barElement(bar) {
    return bar.kind === 'gap' ? $(`.wf-gap[data-bar="${bar.id}"]`, this.rows) : $('.wf-bar', this.row(bar) ?? undefined);
  }

  /** Makes a row visible: opens its stage and unfolds the short activities if it is one of them. */
  reveal(bar) {
    const row = this.row(bar);
    if (!row) return null;
    const group = row.parentElement;
    if (row.getAttribute('aria-level') !== '1') this.#expand(group, true);
    if (row.classList.contains('minor')) this.showShort(group, true);
    return row;
  }

  /** When no row in view has a bar in the window, goes to the first that has. */
  scrollTo({ from, to }) {
    const box = this.body.getBoundingClientRect();
    const drawn = (row) => {
      const bar = row && this.timeline.bars[Number(row.dataset.bar)];
      return bar && bar.start < to && this.timeline.endOf(bar) > from;
    };
    for (let y = box.top + 4; y < Math.min(box.bottom, innerHeight); y += 16) {
      if (drawn(document.elementFromPoint(box.left + 40, y)?.closest('.wf-row'))) return;
    }
    this.visibleRows().find(drawn)?.scrollIntoView({ block: 'start' });
  }

  visibleRows() {
    return [...this.rows.querySelectorAll('.wf-row')].filter((row) => row.offsetParent !== null);
  }

  expandOf(row) {
    return row.getAttribute('aria-expanded');
  }

  expand(row, open) {
    this.#expand(row.parentElement, open);
  }

  /** Whether a stage has short activities that are folded away now. */
  hidesShort(row) {
    const more = $('.wf-more', row);
    return row.getAttribute('aria-level') === '1' && !more.hidden && !this.root.classList.contains('all') && !row.parentElement.classList.contains('all');
  }

  showShort(group, shown) {
    group.classList.toggle('all', shown);
    $('.wf-more', group).setAttribute('aria-pressed', String(shown));
    this.measure();
  }

  #toggle(event) {
    const more = event.target.closest('.wf-more');
    if (more) {
      const group = more.closest('.wf-group');
      this.showShort(group, !group.classList.contains('all'));
      event.stopImmediatePropagation();
      return;
    }
    const name = event.target.closest('.wf-row[aria-expanded] > .wf-name');
    if (name && event.offsetX < 24) this.#expand(name.closest('.wf-group'), name.parentElement.getAttribute('aria-expanded') === 'false');
  }

  #expand(group, open) {
    group.classList.toggle('closed', !open);
    $('.wf-row', group).setAttribute('aria-expanded', String(open));
    this.measure();
  }

  #addGroup(bar) {
    const group = fromTemplate('template-group');
    group.dataset.stage = bar.name;
    group.dataset.bar = bar.id;
    this.#fill($('.wf-row', group), bar);
    this.rows.append(group);
  }

  #addRow(bar) {
    const group = $(`.wf-group[data-bar="${this.timeline.stageOf(bar).id}"]`, this.rows);
    if (!group) return;
    const head = group.firstElementChild;
    if (!head.hasAttribute('aria-expanded')) head.setAttribute('aria-expanded', 'true');
    const row = fromTemplate('template-row');
    this.#fill(row, bar);
    group.append(row);
  }

  #addGap(bar, now) {
    const lane = $('.wf-lane', this.row(bar) ?? undefined);
    if (!lane) return;
    const drawn = fromTemplate('template-gap');
    drawn.dataset.bar = bar.id;
    this.#place(drawn, bar, now);
    lane.append(drawn);
  }

  #fill(row, bar) {
    row.dataset.bar = bar.id;
    row.setAttribute('aria-level', bar.depth + 1);
    row.style.setProperty('--depth', bar.depth);
    row.classList.toggle('running', bar.end === null);
    setText($('.wf-text', row), label(bar));
    if (bar.parent < 0 && bar.name === 'qemu' && bar.attempt > 1) $('.wf-name', row).append(element('span', 'wf-attempt', `attempt ${bar.attempt}`));
    this.#place($('.wf-bar', row), bar);
    if (bar.end !== null) setText($('.wf-time', row), duration(bar.end - bar.start));
    this.#label(row, bar);
  }

  #place(drawn, bar, now = bar.start) {
    setTime(drawn, '--start', bar.start);
    setTime(drawn, '--duration', Math.max(0, (bar.end ?? now) - bar.start));
    drawn.classList.toggle('open', bar.end === null);
    if (bar.end === null) this.open.set(bar.id, drawn);
  }

  #label(row, bar) {
    row.setAttribute('aria-label', spoken(bar, this.timeline.end));
  }

  #over(group, running = false) {
    group.classList.toggle('over', !running);
    const limit = this.timeline.end * MINOR;
    let count = 0;
    for (const row of group.querySelectorAll('.wf-row:not([aria-level="1"])')) {
      const bar = this.timeline.bars[Number(row.dataset.bar)];
      const minor = bar.end !== null && bar.end - bar.start < limit;
      row.classList.toggle('minor', minor);
      if (minor) count++;
    }
    const more = $('.wf-more', group);
    more.hidden = count === 0;
    setText(more, `+${count}`);
    this.#measureSoon();
  }

  #measureSoon() {
    this.measuring ??= requestAnimationFrame(() => {
      this.measuring = undefined;
      this.measure();
    });
  }

  // Rules and marks cover all rows, also those below the fold of the scroll area.
  measure() {
    this.body.style.setProperty('--rows-height', `${this.rows.offsetHeight}px`);
  }
}

/** An activity without the scope its stage already says. */
export function label(bar) {
  return bar.name.startsWith(`${bar.stage}:`) ? bar.name.slice(bar.stage.length + 1) : bar.name;
}

/** What a screen reader says; BarText.cs says the same. */
export function spoken(bar, end) {
  const length = bar.end === null
    ? 'still running'
    : `lasts ${duration(bar.end - bar.start)}, ${share(bar.end - bar.start, end)} of the boot`;
  return `${label(bar)}, starts ${duration(bar.start)}, ${length}`;
}
