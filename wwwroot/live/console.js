// Keeps the lines in sections per stage, in chunks of plain rows that the browser skips while they are out of sight.
import { $, element, setText } from './dom.js';
import { ConsoleRows } from './rows.js';
import { Sections } from './sections.js';

const CHUNK = 200;
const LARGE_CHUNK = 1000;
const ROW = 18;

// Up to here every row stays in the page, for the browser's own search; above, chunks far from view are emptied.
export const PLAIN_LIMIT = 20_000;

export class ConsoleView {
  /** @param {{ lines: object, timeline: object, requestedAt: number }} model */
  constructor(root, model) {
    this.root = root;
    this.model = model;
    this.rows = new ConsoleRows(model);
    this.scroll = $('#con-scroll', root);
    this.holder = $('#con-lines', root);
    this.sections = new Sections(this.holder, model.timeline);
    this.chunks = [];
    this.shown = 0;
    this.visible = new Set();
    this.onVisible = () => {};
    this.observer = new IntersectionObserver((entries) => this.#seen(entries), { root: this.scroll, rootMargin: '1200px 0px' });
  }

  /** Draws the lines that are stored but not drawn yet. */
  append() {
    const { lines } = this.model;
    if (this.shown === lines.count) return;
    $('#con-empty', this.root).hidden = true;
    this.scroll.style.setProperty('--digits', String(lines.numbers[lines.count - 1]).length);
    while (this.shown < lines.count) {
      const chunk = this.#chunkFor(this.shown);
      const end = this.#chunkEnd(chunk);
      if (chunk.drawn) chunk.element.append(...range(this.shown, end).map((index) => this.rows.draw(index)));
      chunk.last = end;
      this.shown = end;
      this.#size(chunk);
    }
  }

  /** Draws one line again whose text went on; the last one perhaps in a section that begins with it. */
  redraw(index) {
    const row = this.rowAt(index);
    if (!row) return;
    if (index === this.shown - 1 && !this.sections.isOfLast(this.model.lines.sequences[index])) {
      const chunk = this.chunks[this.chunks.length - 1];
      row.remove();
      chunk.last--;
      this.shown--;
      this.#size(chunk);
      return;
    }
    row.replaceWith(this.rows.draw(index));
  }

  rowAt(index) {
    const chunk = this.#chunkOf(index);
    return chunk?.drawn ? chunk.element.children[index - chunk.first] : null;
  }

  /** Scrolls a line into view, opening its fold and filling its chunk. */
  reveal(index, place = 'center') {
    const chunk = this.#chunkOf(index);
    if (!chunk) return;
    chunk.element.closest('.con-section').classList.remove('folded');
    this.#fill(chunk);
    // Two steps, because rows above that were never laid out get their real height only now.
    this.rowAt(index).scrollIntoView({ block: place });
    requestAnimationFrame(() => this.rowAt(index)?.scrollIntoView({ block: place }));
  }

  setClock(mode, zero) {
    this.rows.clock = mode;
    this.rows.zero = zero;
    this.sections.zero = zero;
    this.scroll.style.setProperty('--stamp', { utc: '15ch', local: '15ch' }[mode] ?? '10ch');
    this.#eachDrawn((row, index) => this.rows.stamp(row, index));
  }

  /** Marks the lines of a bar ("lit") or of the address ("selected"): [first, last] as indexes, or none. */
  mark(kind, first, last, stage) {
    const before = this.rows.marked[kind];
    this.rows.marked[kind] = { first, last };
    if (stage !== undefined) this.holder.style.setProperty('--lit', `var(--stage-${stage})`);
    for (const { first: from, last: to } of [before, this.rows.marked[kind]]) {
      this.#within(from, to, (row, index) => row.classList.toggle(kind, this.rows.isMarked(kind, index)));
    }
  }

  /** Puts signs into the margin. @param {Map<number, object[]>} pins by the number of their line */
  setPins(pins) {
    const numbers = new Set([...this.rows.pins.keys(), ...pins.keys()]);
    this.rows.pins = pins;
    for (const number of numbers) {
      const index = this.model.lines.indexOf(number);
      const row = index < 0 ? null : this.rowAt(index);
      if (row) this.rows.pin(row, number);
    }
  }

  setHits(indexes, current) {
    this.#within(0, this.shown, (row) => row.classList.remove('hit', 'current'), this.rows.hits.size > 0 || this.rows.current >= 0);
    this.rows.hits = new Set(indexes);
    this.rows.current = current;
    for (const index of indexes) this.rowAt(index)?.classList.add('hit');
    if (current >= 0) this.rowAt(current)?.classList.add('current');
  }

  /** More matches, of lines that came or were looked through since. */
  addHits(indexes) {
    for (const index of indexes) {
      this.rows.hits.add(index);
      this.rowAt(index)?.classList.add('hit');
    }
  }

  /** Hides the lines from an index on, as in a replay, and keeps the last one before in view, below those that led to it; Infinity shows all. */
  setAhead(index) {
    if (index === this.rows.ahead) return;
    const [from, to] = [Math.min(index, this.rows.ahead), Math.max(index, this.rows.ahead)];
    this.rows.ahead = index;
    this.#within(from, Math.min(to, this.shown), (row, place) => row.classList.toggle('ahead', place >= index));
    for (const chunk of this.chunks) chunk.section.element.classList.toggle('ahead', chunk.section.element.firstElementChild.nextElementSibling?.chunk?.first >= index);
    if (index < Infinity) this.reveal(Math.max(0, index - 1), 'end');
  }

  setHidden(source, hidden) {
    this.root.classList.toggle(`no-${source}`, hidden);
    for (const chunk of this.chunks) this.#size(chunk);
    for (const section of this.holder.children) section.hidden = ![...section.querySelectorAll('.chunk')].some((each) => each.chunk.count > 0);
  }

  isHidden(index) {
    return this.root.classList.contains(`no-${this.model.lines.sources[index]}`);
  }

  indexOfRow(row) {
    return row ? this.model.lines.indexOf(Number(row.dataset.n)) : -1;
  }

  #chunkFor(index) {
    const section = this.sections.of(this.model.lines.sequences[index]);
    const last = this.chunks[this.chunks.length - 1];
    if (last && last.section === section && last.last - last.first < last.size) return last;
    const chunk = {
      element: element('div', 'chunk'), section, first: index, last: index,
      size: index < PLAIN_LIMIT ? CHUNK : LARGE_CHUNK, drawn: this.model.lines.count <= PLAIN_LIMIT,
    };
    chunk.element.chunk = chunk;
    section.element.append(chunk.element);
    this.chunks.push(chunk);
    this.observer.observe(chunk.element);
    return chunk;
  }

  // A chunk ends where it is full or where the next stage begins.
  #chunkEnd(chunk) {
    const { lines } = this.model;
    const full = Math.min(chunk.first + chunk.size, lines.count);
    const next = this.model.timeline.stages().find((bar) => bar.firstSequence > lines.sequences[this.shown]);
    if (!next) return full;
    return Math.max(this.shown + 1, Math.min(full, lines.firstAt(next.firstSequence)));
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) {
        this.visible.add(target.chunk);
        this.#fill(target.chunk);
      } else {
        this.visible.delete(target.chunk);
        if (this.model.lines.count > PLAIN_LIMIT) this.#empty(target.chunk);
      }
    }
    this.onVisible();
  }

  #fill(chunk) {
    if (chunk.drawn) return;
    chunk.drawn = true;
    chunk.element.replaceChildren(...range(chunk.first, chunk.last).map((index) => this.rows.draw(index)));
    this.#size(chunk);
  }

  // What the reader has selected stays, whatever scrolls by.
  #empty(chunk) {
    if (!chunk.drawn || getSelection().containsNode(chunk.element, true)) return;
    chunk.height = chunk.element.offsetHeight;
    chunk.drawn = false;
    chunk.element.replaceChildren();
    this.#size(chunk);
  }

  #size(chunk) {
    const count = range(chunk.first, chunk.last).filter((index) => !this.isHidden(index)).length;
    chunk.count = count;
    chunk.section.element.hidden &&= count === 0;
    chunk.element.style.setProperty('--count', count);
    chunk.element.style.blockSize = chunk.drawn ? '' : `${count * ROW}px`;
  }

  #chunkOf(index) {
    if (index < 0) return null;
    let low = 0;
    let high = this.chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.chunks[middle].first <= index) low = middle;
      else high = middle - 1;
    }
    const chunk = this.chunks[low];
    return chunk && index < chunk.last ? chunk : null;
  }

  #within(first, last, change, wanted = true) {
    if (!wanted) return;
    for (const chunk of this.chunks) {
      if (!chunk.drawn || chunk.last <= first || chunk.first > last) continue;
      for (let index = Math.max(first, chunk.first); index < Math.min(last + 1, chunk.last); index++) {
        change(chunk.element.children[index - chunk.first], index);
      }
    }
  }

  #eachDrawn(change) {
    this.#within(0, this.shown, change);
  }
}

function range(from, to) {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
