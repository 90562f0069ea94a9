// Following the end: only what the reader does turns it off and on, never what the log does.
const NEAR = 5;
const INTENT = 700;

export class Follow {
  /** @param {(following: boolean) => void} changed */
  constructor(scroll, content, changed) {
    this.scroll = scroll;
    this.changed = changed;
    this.on = false;
    this.top = 0;
    this.intent = -Infinity;
    this.held = false;
    for (const name of ['wheel', 'touchmove', 'keydown']) {
      scroll.addEventListener(name, () => (this.intent = performance.now()), { passive: true });
    }
    scroll.addEventListener('pointerdown', () => (this.held = true));
    addEventListener('pointerup', () => (this.held = false));
    scroll.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.pin()).observe(content);
    new ResizeObserver(() => this.pin()).observe(scroll);
  }

  set(on) {
    if (on === this.on) return;
    this.on = on;
    this.changed(on);
    this.pin();
  }

  /** Goes to the end if the reader follows it. */
  pin() {
    if (!this.on) return;
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.top = this.scroll.scrollTop;
  }

  atEnd() {
    return this.scroll.scrollHeight - this.scroll.clientHeight - this.scroll.scrollTop <= NEAR;
  }

  #scrolled() {
    const up = this.scroll.scrollTop < this.top - 1;
    this.top = this.scroll.scrollTop;
    if (!this.held && performance.now() - this.intent > INTENT) return;
    if (up) this.set(false);
    else if (this.atEnd()) this.set(true);
  }
}
