// The picture of a boot as the browser knows it: the bars of the first picture plus every change since.

const WHOLE = 'request';
const STEP = 1_000;

/** Said in the place of a duration that no clock told. */
export const UNTIMED = 'order only';

export class Timeline {
  /** @param {boolean} stepped whether lines that no clock timed follow each other by STEP, as in logs without a host's stamps */
  constructor(bars = [], marks = [], end = 0, stepped = false) {
    this.bars = bars;
    this.marks = marks;
    this.end = end;
    this.stepped = stepped;
  }

  /** Whether a bar has an order and no length: nothing but the steps of its own lines moved time within it. BootView.cs says the same. */
  untimed(bar) {
    return this.stepped && bar.end !== null && bar.end - bar.start <= STEP * Math.max(0, (bar.lastSequence ?? bar.firstSequence) - bar.firstSequence);
  }

  /** Applies one change and returns what it touched. */
  apply(change) {
    switch (change.type) {
      case 'opened':
        this.bars[change.bar.id] = change.bar;
        this.end = Math.max(this.end, change.bar.start);
        return { opened: change.bar };
      case 'closed': {
        const bar = { ...this.bars[change.id], end: change.end, lastSequence: change.lastSequence };
        this.bars[change.id] = bar;
        this.end = Math.max(this.end, change.end);
        return { closed: bar };
      }
      case 'mark':
        this.marks.push(change.mark);
        return { mark: change.mark };
      default:
        return {};
    }
  }

  stages() {
    return this.bars.filter((bar) => bar.kind === 'stage');
  }

  /** The instant the appliance was ready, or null. */
  ready() {
    return this.marks.find((mark) => mark.name === 'ready')?.at ?? null;
  }

  stageOf(bar) {
    let up = bar;
    while (up.parent >= 0) up = this.bars[up.parent];
    return up;
  }

  endOf(bar, now = this.end) {
    return bar.end ?? Math.max(now, bar.start);
  }

  /** The entries a bar covers: from the one that opened it up to, not including, the one that closed it. */
  entriesOf(bar) {
    if (bar.lastSequence === null || bar.lastSequence === undefined) return { first: bar.firstSequence, last: Infinity };
    return { first: bar.firstSequence, last: Math.max(bar.firstSequence, bar.lastSequence - 1) };
  }

  /** The innermost activity or stage that was open at an entry. */
  barAt(sequence) {
    let found = null;
    for (const bar of this.bars) {
      if (!bar || bar.kind === 'gap' || bar.firstSequence > sequence) continue;
      if (sequence <= this.entriesOf(bar).last && (!found || bar.depth >= found.depth)) found = bar;
    }
    return found;
  }

  /** A name for the address: the bar's own, with ~n for the n-th bar of the same name. */
  nameOf(bar) {
    const same = this.bars.filter((other) => other && other.name === bar.name && other.kind === bar.kind);
    const place = same.indexOf(bar) + 1;
    const name = bar.kind === 'gap' ? `gap:${bar.name}` : bar.name;
    return place > 1 ? `${name}~${place}` : name;
  }

  byName(name) {
    return this.bars.find((bar) => bar && this.nameOf(bar) === name) ?? null;
  }

  /** The instants time can be counted from, of the last attempt; only those already seen. */
  zeroPoints() {
    const points = { [WHOLE]: 0 };
    for (const stage of this.stages()) {
      if (stage.name === 'appliance' && stage.end !== null) points.appliance = stage.end;
      if (stage.name === 'qemu') points.qemu = stage.start;
      if (stage.name === 'kernel') points.kernel = stage.start;
      if (stage.name === 'init') points.init = stage.start;
    }
    return points;
  }
}
