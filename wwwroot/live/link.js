// Says that the connection is gone, once it has been gone long enough to matter, and that it is back.
import { element } from './dom.js';

/** What is true of a boot whose server is silent: a network that failed and a server that died look the same from here. */
export function lostText(wait) {
  const next = wait > 0 ? `Trying again in ${wait} s.` : 'Trying again…';
  return `Connection to the server lost. ${next} What came until now stays here; whether the boot goes on cannot be seen from here.`;
}

export class Link {
  constructor(bar, hurry) {
    this.bar = bar;
    this.hurry = hurry;
    this.lostAt = null;
    this.missedFrom = 0;
    this.timer = 0;
  }

  lost(next, retryAt) {
    this.retryAt = retryAt;
    if (this.lostAt !== null) return;
    this.lostAt = Date.now();
    this.missedFrom = next;
    this.timer = setInterval(() => this.#draw(), 500);
  }

  back(lines) {
    if (this.lostAt === null) return;
    const noticed = !this.bar.hidden;
    clearInterval(this.timer);
    this.lostAt = null;
    if (!noticed) return;
    this.#say(`Reconnected. ${lines === 0 ? 'Nothing was missed.' : `${lines} ${lines === 1 ? 'line' : 'lines'} arrived meanwhile.`}`);
    setTimeout(() => this.lostAt === null && (this.bar.hidden = true), 5000);
  }

  #draw() {
    if (Date.now() - this.lostAt < 2000) return;
    const wait = Math.max(0, Math.ceil((this.retryAt - Date.now()) / 1000));
    const text = lostText(wait);
    if (this.bar.hidden || this.bar.firstChild?.textContent !== text) {
      this.#say(text);
      const now = element('button', '', 'Now');
      now.type = 'button';
      now.addEventListener('click', this.hurry);
      this.bar.append(now);
    }
  }

  #say(text) {
    this.bar.replaceChildren(element('span', '', text));
    this.bar.hidden = false;
  }
}

/** Asks whether the reader may still see the boot when the stream does not come back: signed out, or its share ended. */
export async function signedOut(url) {
  try {
    const answer = await fetch(url, { redirect: 'manual' });
    return answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 410;
  } catch {
    return false;
  }
}

