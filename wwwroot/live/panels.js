// The head and the facts are drawn by the server; when something in them changed, they are asked for anew.
import { $ } from './dom.js';

const PACE = 250;

const TELLING = new Set([
  'queued', 'admitted', 'decision', 'applianceSelected', 'lockWaiting', 'applianceReady', 'diskPrepared', 'attemptStarted',
  'processStarted', 'processExited', 'launchFlag', 'daemonReport', 'cancelRequested', 'stopRequested', 'shutdownStarted', 'ended',
]);

export class Panels {
  /** @param {string} url of the fragment @param {() => void} drawn called after new panels are in place */
  constructor(url, drawn) {
    this.url = url;
    this.drawn = drawn;
    this.timer = 0;
    this.again = false;
    this.busy = false;
  }

  /** Whether a frame changes what the panels say. */
  static concerns(frame) {
    return Boolean(frame.status) || TELLING.has(frame.event.type);
  }

  refreshSoon(wait = PACE) {
    const due = performance.now() + wait;
    if (this.busy) this.again = true;
    else if (!this.timer || due < this.due) {
      clearTimeout(this.timer);
      this.due = due;
      this.timer = setTimeout(() => this.refresh(), wait);
    }
  }

  async refresh() {
    this.timer = 0;
    this.busy = true;
    try {
      const answer = await fetch(this.url, { headers: { Accept: 'text/html' }, redirect: 'error' });
      if (answer.ok) this.#replace(await answer.text());
    } catch {
      // The stream notices a lost connection and asks again once it is back.
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.refreshSoon();
    }
  }

  #replace(html) {
    const fresh = new DOMParser().parseFromString(html, 'text/html');
    for (const id of ['boot-head', 'boot-about']) {
      const [before, after] = [$(`#${id}`), $(`#${id}`, fresh)];
      if (!before || !after || before.isEqualNode(after)) continue;
      const focused = before.contains(document.activeElement) ? label(document.activeElement) : null;
      const open = [...before.querySelectorAll('details[open]')].length > 0;
      const next = document.importNode(after, true);
      if (open) next.querySelectorAll('details').forEach((details) => (details.open = true));
      before.replaceWith(next);
      if (focused) [...next.querySelectorAll('a, button')].find((each) => label(each) === focused)?.focus();
    }
    this.drawn();
  }
}

function label(control) {
  return `${control.tagName} ${control.textContent.trim()}`;
}
