// Draws single lines: number, stamp, pins and text, and what is marked on them.
import { element } from './dom.js';
import { isoInstant, seconds, wallClock } from './time.js';

export const none = { first: 0, last: -1 };

export class ConsoleRows {
  /** @param {{ lines: object, requestedAt: number }} model */
  constructor(model) {
    this.model = model;
    this.clock = 'elapsed';
    this.zero = 0;
    this.marked = { lit: none, selected: none };
    this.hits = new Set();
    this.current = -1;
    this.pins = new Map();
    this.ahead = Infinity;
    this.row = element('div', 'ln');
    this.row.append(element('a'), element('span', 'tx'));
    this.row.firstChild.tabIndex = -1;
  }

  draw(index) {
    const { lines } = this.model;
    const row = this.row.cloneNode(true);
    const number = lines.numbers[index];
    row.classList.add(lines.sources[index] === 'dropped' ? 'dropped' : `s-${lines.sources[index]}`);
    row.dataset.n = number;
    if (lines.sources[index] !== 'dropped') {
      row.firstChild.href = `#L${number}`;
      row.firstChild.textContent = number;
    }
    for (const [text, style] of lines.runs(index)) row.lastChild.append(style ? styled(text, style) : text);
    this.stamp(row, index);
    if (this.isMarked('lit', index)) row.classList.add('lit');
    if (this.isMarked('selected', index)) row.classList.add('selected');
    if (this.pins.size > 0) this.pin(row, number);
    if (this.hits.has(index)) row.classList.add('hit');
    if (index === this.current) row.classList.add('current');
    if (index >= this.ahead) row.classList.add('ahead');
    return row;
  }

  // Between the number and the text, so that both stay where others look for them.
  pin(row, number) {
    const pins = this.pins.get(number) ?? [];
    row.querySelector('.ln-pin')?.remove();
    row.classList.toggle('pinned', pins.length > 0);
    if (pins.length === 0) return;
    const sign = element('button', 'ln-pin', String(pins[0].id) + (pins.length > 1 ? '+' : ''));
    sign.type = 'button';
    sign.tabIndex = -1;
    sign.dataset.pin = pins[0].id;
    sign.title = pins.map((pin) => pin.text).join('\n');
    row.firstChild.after(sign);
  }

  stamp(row, index) {
    const { lines, requestedAt } = this.model;
    const at = lines.offsets[index];
    switch (this.clock) {
      case 'off': delete row.dataset.at; return;
      case 'elapsed': row.dataset.at = seconds(at - this.zero); break;
      case 'delta': row.dataset.at = index === 0 ? '' : `+${seconds(at - lines.offsets[index - 1])}`; break;
      default: row.dataset.at = wallClock(requestedAt, at, this.clock === 'utc');
    }
    row.firstChild.title = isoInstant(requestedAt, at);
  }

  isMarked(kind, index) {
    return index >= this.marked[kind].first && index <= this.marked[kind].last;
  }
}

function styled(text, style) {
  const made = element('span', '', text);
  for (const word of style.split(' ')) {
    if (word.startsWith('fg#')) made.style.setProperty('--fg', word.slice(2));
    else if (word.startsWith('bg#')) made.style.setProperty('--bg', word.slice(2));
    made.classList.add(word.replace(/#.*/, ''));
  }
  return made;
}
