// The buttons of the head: cancel, stop, copy. They go over plain HTTP and need no circuit.
import { $, copy } from './dom.js';

export class Actions {
  constructor(root, views, announcer) {
    this.views = views;
    this.announcer = announcer;
    root.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (!button) return;
      if (button.dataset.post) this.#post(button);
      else if ('copyLink' in button.dataset) this.#copied(button, location.href);
      else if ('copyNext' in button.dataset) this.#copied(button, $('pre', button.closest('section')).textContent);
    });
  }

  async #post(button) {
    const label = button.textContent;
    button.disabled = true;
    button.textContent = button.dataset.busy;
    try {
      const answer = await fetch(button.dataset.post, { method: 'POST' });
      if (answer.ok) return;
      const problem = await answer.json().catch(() => ({}));
      this.#failed(button, label, problem.detail ?? problem.title ?? `The server answered ${answer.status}.`);
    } catch {
      this.#failed(button, label, 'The server did not answer, so it cannot be seen from here whether this was done. Try again.');
    }
  }

  #failed(button, label, sentence) {
    button.disabled = false;
    button.textContent = label;
    button.title = sentence;
    this.announcer.alarm(sentence);
    this.views.note(sentence);
  }

  async #copied(button, text) {
    await copy(text);
    const label = button.textContent;
    button.textContent = 'Copied';
    this.announcer.say('Copied');
    setTimeout(() => (button.textContent = label), 1500);
  }
}
