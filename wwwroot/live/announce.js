// What a screen reader hears: stages and the end of the boot, not more than once in two seconds; never the ticking clock.
const PACE = 2000;

export class Announcer {
  constructor(polite, assertive) {
    this.polite = polite;
    this.assertive = assertive;
    this.next = null;
    this.timer = 0;
  }

  say(text) {
    this.next = text;
    if (this.timer) return;
    this.#speak();
    this.timer = setInterval(() => this.#speak(), PACE);
  }

  alarm(text) {
    this.assertive.textContent = text;
  }

  #speak() {
    if (this.next === null) {
      clearInterval(this.timer);
      this.timer = 0;
      return;
    }
    this.polite.textContent = this.next;
    this.next = null;
  }
}
