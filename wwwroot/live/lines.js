// Every line of the console, in columns: a million of them must fit beside the page.

/** A line without an end is shown up to here; its bytes are all in the raw console. */
const LONGEST = 65_536;

export class Lines {
  constructor() {
    this.numbers = [];
    this.sequences = [];
    this.offsets = [];
    this.sources = [];
    this.texts = [];
    this.styles = new Map();
  }

  get count() {
    return this.texts.length;
  }

  /** Adds a line, or continues the one of the same number. Runs are [text, style?] pairs. Returns its index. */
  add({ number, seq, at, source, runs }) {
    const text = runs.map((run) => run[0]).join('');
    const index = this.#continued(number, source);
    if (index >= 0) {
      if (this.texts[index].length >= LONGEST) return this.#cut(index);
      // What was nothing but escape sequences so far begins, for the reader, where its text does.
      if (this.texts[index] === '' && index === this.count - 1) this.sequences[index] = seq;
      const before = this.styles.get(index) ?? [[this.texts[index]]];
      this.texts[index] += text;
      if (this.styles.has(index) || isStyled(runs)) this.styles.set(index, [...before, ...runs]);
      return index;
    }
    // Lines that were let go may begin among those that are here.
    this.numbers.push(Math.max(number, (this.numbers.at(-1) ?? 0) + 1));
    this.sequences.push(Math.max(seq, this.sequences.at(-1) ?? 0));
    this.offsets.push(at);
    this.sources.push(source);
    this.texts.push(text);
    if (isStyled(runs)) this.styles.set(this.count - 1, runs);
    return this.count - 1;
  }

  runs(index) {
    return this.styles.get(index) ?? [[this.texts[index]]];
  }

  /** The index of a line number, or of the first line after it when it was let go; -1 when there is none. */
  indexOf(number) {
    const index = lowerBound(this.numbers, number);
    return index < this.count ? index : -1;
  }

  /** The index of the first line at or after an entry; count when there is none. */
  firstAt(sequence) {
    return lowerBound(this.sequences, sequence);
  }

  #cut(index) {
    const runs = this.runs(index);
    if (runs[runs.length - 1][1] !== 'cut') this.styles.set(index, [...runs, [' \u2026 goes on in the raw console', 'cut']]);
    return index;
  }

  // Sources interleave, so an unfinished line may be a few lines up; it is never far.
  #continued(number, source) {
    if (source === 'dropped' || this.count === 0 || number > this.numbers[this.count - 1]) return -1;
    const index = lowerBound(this.numbers, number);
    return this.numbers[index] === number && this.sources[index] === source ? index : -1;
  }
}

/** A test for one line's text, or the sentence why the pattern cannot be used. Lower-case patterns ignore case. */
export function matcher(pattern, asRegex) {
  const flags = pattern === pattern.toLowerCase() ? 'gi' : 'g';
  try {
    return { regex: new RegExp(asRegex ? pattern : pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags) };
  } catch {
    return { error: 'This is not a complete regular expression.' };
  }
}

/** The indexes of matching lines in [from, to). */
export function search(lines, regex, from, to) {
  const found = [];
  for (let index = from; index < to; index++) {
    regex.lastIndex = 0;
    if (lines.sources[index] !== 'dropped' && regex.test(lines.texts[index])) found.push(index);
  }
  return found;
}

/** The [start, end) places of a pattern in one text. Empty matches are left out. */
export function places(regex, text) {
  const found = [];
  for (const match of text.matchAll(regex)) {
    if (match[0].length > 0) found.push([match.index, match.index + match[0].length]);
  }
  return found;
}

function isStyled(runs) {
  return runs.some((run) => run[1]);
}

function lowerBound(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
