// How far the boot is, at display rate, without asking the server: the latest offset heard plus the time since.

export class Clock {
  #ahead = -Infinity;
  #stopped = null;

  constructor(now = () => performance.now() * 1e6) {
    this.source = now;
  }

  /** An offset was heard now. A message can be late but never early, so the largest lead is the best estimate. */
  heard(offset) {
    this.#ahead = Math.max(this.#ahead, offset - this.source());
  }

  stop(offset) {
    this.#stopped = offset;
  }

  get stopped() {
    return this.#stopped !== null;
  }

  now() {
    return this.#stopped ?? Math.max(0, this.source() + this.#ahead);
  }
}

/** Calls back once per frame, or once per second for readers who asked for less motion; returns a way to stop. */
export function everyFrame(callback) {
  let frame = 0;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let last = -Infinity;
  const tick = (at) => {
    if (!still.matches || at - last >= 1000) {
      last = at;
      callback();
    }
    frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(frame);
}
