// Search over every stored line, also those that are not drawn, while more of them arrive.
import { $, setText } from './dom.js';
import { matcher, places, search } from './lines.js';

const SLICE = 50_000;

export class Find {
  /** @param {object} view the console view @param {(index: number) => void} go brings a line into view */
  constructor(root, view, go) {
    this.view = view;
    this.go = go;
    this.input = $('#con-find', root);
    this.regexButton = $('#con-regex', root);
    this.output = $('#con-hits', root);
    this.buttons = [$('#con-previous', root), $('#con-next', root)];
    this.regex = null;
    this.hits = [];
    this.at = -1;
    this.searched = 0;
    this.input.addEventListener('input', () => this.#start());
    this.input.addEventListener('keydown', (event) => this.#key(event));
    this.regexButton.addEventListener('click', () => {
      this.regexButton.setAttribute('aria-pressed', String(this.regexButton.getAttribute('aria-pressed') !== 'true'));
      this.#start();
    });
    this.buttons[0].addEventListener('click', () => this.step(-1));
    this.buttons[1].addEventListener('click', () => this.step(1));
    view.onVisible = () => this.#paint();
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  get active() {
    return this.regex !== null;
  }

  clear() {
    this.input.value = '';
    this.#start();
  }

  /** Looks through lines that came since, a slice at a time so that typing stays smooth. */
  more() {
    if (!this.regex) return;
    const { lines } = this.view.model;
    const end = Math.min(lines.count, this.searched + SLICE);
    const found = search(lines, this.regex, this.searched, end);
    this.searched = end;
    if (found.length > 0) {
      for (const index of found) this.hits.push(index);
      this.view.addHits(found.filter((index) => !this.view.isHidden(index)));
      this.#paint();
    }
    this.#count();
    if (end < lines.count) {
      clearTimeout(this.slicing);
      this.slicing = setTimeout(() => this.more());
    }
  }

  step(by) {
    const hits = this.#reachable();
    if (hits.length === 0) return;
    const place = hits.indexOf(this.hits[this.at]);
    const next = place < 0 ? this.#nearest(hits, by) : hits[(place + by + hits.length) % hits.length];
    this.at = this.hits.indexOf(next);
    this.#show();
    this.go(next);
    this.#paint();
  }

  refresh() {
    if (this.regex) this.#show();
  }

  #start() {
    const found = this.input.value === '' ? {} : matcher(this.input.value, this.regexButton.getAttribute('aria-pressed') === 'true');
    this.input.setAttribute('aria-invalid', String(Boolean(found.error)));
    this.regex = found.regex ?? null;
    this.hits = [];
    this.at = -1;
    this.searched = 0;
    this.#show(found.error);
    this.more();
  }

  #key(event) {
    if (event.key === 'Enter') this.step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      this.clear();
      this.view.scroll.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
  }

  #reachable() {
    return this.hits.filter((index) => !this.view.isHidden(index));
  }

  // The first step starts from what is on screen, not from the top.
  #nearest(hits, by) {
    const first = Math.min(...[...this.view.visible].map((chunk) => chunk.first), Infinity);
    const from = hits.find((index) => index >= first);
    return by > 0 ? (from ?? hits[0]) : (hits.findLast((index) => index < first) ?? hits[hits.length - 1]);
  }

  #show(error) {
    const hits = this.#reachable();
    this.view.setHits(hits, hits.includes(this.hits[this.at]) ? this.hits[this.at] : -1);
    this.#count(error);
    this.#paint();
  }

  #count(error) {
    const hits = this.#reachable();
    const place = this.at < 0 ? -1 : hits.indexOf(this.hits[this.at]);
    setText(this.output, error ?? (!this.regex ? '' : hits.length === 0 ? 'No match' : place < 0 ? `${hits.length} found` : `${place + 1} of ${hits.length}`));
    for (const button of this.buttons) button.hidden = hits.length === 0;
  }

  // Painted as ranges beside the text, so that marking a match changes neither rows nor the reader's selection.
  #paint() {
    if (!globalThis.CSS?.highlights) return;
    const hit = new Highlight();
    const current = new Highlight();
    if (this.regex) {
      for (const chunk of this.view.visible) {
        for (let index = chunk.first; index < chunk.last; index++) {
          if (this.view.rows.hits.has(index)) this.#ranges(index, index === this.view.rows.current ? current : hit);
        }
      }
    }
    CSS.highlights.set('console-hit', hit);
    CSS.highlights.set('console-current', current);
  }

  #ranges(index, highlight) {
    const text = this.view.rowAt(index)?.lastChild;
    if (!text) return;
    for (const [start, end] of places(this.regex, text.textContent)) {
      const range = new Range();
      range.setStart(...offset(text, start));
      range.setEnd(...offset(text, end));
      highlight.add(range);
    }
  }
}

function offset(holder, place) {
  const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
  let rest = place;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (rest <= node.length) return [node, rest];
    rest -= node.length;
  }
  return [holder, holder.childNodes.length];
}
