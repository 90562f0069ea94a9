// Which changes of the view begin an entry of the browser's history: one for each deed of the reader, however many steps it took.

/** Milliseconds after which another step is another deed. */
export const PAUSE = 1000;

export class Trail {
  /** @param {() => number} now a clock in milliseconds */
  constructor(now = () => performance.now()) {
    this.now = now;
    this.reset();
  }

  /** Notes what the reader did. Steps of one kind, as the ticks of a wheel and the repeats of a key, are one deed as long as no pause is between them. */
  deed(kind, isStep = false) {
    const now = this.now();
    if (!isStep || kind !== this.kind || now - this.last > PAUSE) this.fresh = true;
    this.kind = kind;
    this.last = now;
  }

  /** Whether the address that is written now begins an entry. */
  take() {
    const { fresh } = this;
    this.fresh = false;
    return fresh;
  }

  /** After going back or forth, whatever comes is a new deed. */
  reset() {
    this.kind = null;
    this.last = -Infinity;
    this.fresh = false;
  }
}
