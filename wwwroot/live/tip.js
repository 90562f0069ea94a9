// What a bar is, beside the pointer or the focused row.
import { element } from './dom.js';
import { duration, share, seconds } from './time.js';
import { UNTIMED } from './timeline.js';
import { label } from './waterfall.js';

export class Tip {
  /** @param {{ timeline: object, zero: () => number, now: () => number, whole: () => number }} sources */
  constructor(tip, root, sources) {
    this.tip = tip;
    this.sources = sources;
    root.addEventListener('pointerover', (event) => event.pointerType !== 'touch' && this.#over(event));
    root.addEventListener('pointermove', (event) => !tip.hidden && this.#place(event.clientX + 14, event.clientY + 16));
    root.addEventListener('pointerleave', () => this.hide());
    root.addEventListener('focusin', (event) => this.#focus(event));
    root.addEventListener('focusout', () => this.hide());
    addEventListener('scroll', () => this.hide(), { capture: true, passive: true });
  }

  hide() {
    this.tip.hidden = true;
  }

  #over(event) {
    const bar = this.#bar(event.target.closest('.wf-gap[data-bar], .wf-bar, .boot-segment, .wf-row'));
    if (bar) {
      this.#show(bar);
      this.#place(event.clientX + 14, event.clientY + 16);
    } else {
      this.hide();
    }
  }

  #focus(event) {
    const row = event.target.closest('.wf-row');
    const bar = row?.matches(':focus-visible') ? this.#bar(row) : null;
    if (!bar) return;
    this.#show(bar);
    const box = row.getBoundingClientRect();
    this.#place(box.left + 32, box.bottom + 6, box.top);
  }

  #bar(target) {
    const holder = target?.closest('[data-bar]');
    return holder ? this.sources.timeline.bars[Number(holder.dataset.bar)] : null;
  }

  #show(bar) {
    const { timeline, zero, now, whole } = this.sources;
    const end = timeline.endOf(bar, now());
    const facts = [
      ['Starts', `${seconds(bar.start - zero())} s`],
      ['Lasts', timeline.untimed(bar) ? UNTIMED : bar.end === null ? `${duration(end - bar.start)} so far` : duration(end - bar.start)],
    ];
    if (timeline.untimed(bar)) facts.push(['', 'No clock in the log tells how long']);
    else facts.push(['Share', `${share(end - bar.start, whole())} of the boot`]);
    if (bar.guestStart !== null && bar.guestStart !== undefined) facts.push(['Guest clock', `${seconds(bar.guestStart)} s`]);
    if (bar.rule) facts.push(['Rule', bar.rule]);
    if (bar.kind === 'gap') facts.push(['', 'Time that no activity accounts for']);
    const list = element('dl');
    for (const [name, value] of facts) list.append(element('dt', '', name), element('dd', '', value));
    this.tip.replaceChildren(element('h3', '', bar.kind === 'gap' ? `gap in ${bar.stage}` : label(bar)), list);
    this.tip.dataset.stage = bar.stage;
    this.tip.hidden = false;
  }

  #place(x, y, above = y - 24) {
    const box = this.tip.getBoundingClientRect();
    const left = Math.min(x, innerWidth - box.width - 8);
    const top = y + box.height > innerHeight - 8 ? Math.max(8, above - box.height - 4) : y;
    this.tip.style.translate = `${Math.max(8, left)}px ${top}px`;
  }
}
