// The sections of the console, one per stage, with headings that fold them.
import { element, setText } from './dom.js';
import { duration, seconds } from './time.js';
import { UNTIMED } from './timeline.js';

export class Sections {
  constructor(holder, timeline) {
    this.holder = holder;
    this.timeline = timeline;
    this.zero = 0;
    this.last = null;
    holder.addEventListener('click', (event) => event.target.closest('.con-stage')?.parentElement.classList.toggle('folded'));
  }

  /** The section that an entry after all others belongs to, begun if need be. */
  of(sequence) {
    return this.isOfLast(sequence) ? this.last : this.#open(this.#stageAt(sequence));
  }

  isOfLast(sequence) {
    return this.last !== null && this.last.stage?.id === this.#stageAt(sequence)?.id;
  }

  /** Says how long each stage took that is over. */
  write() {
    for (const heading of this.holder.querySelectorAll('.con-stage')) {
      const bar = this.timeline.bars[Number(heading.dataset.bar)];
      const length = bar.end === null ? null : this.timeline.untimed(bar) ? UNTIMED : duration(bar.end - bar.start);
      setText(heading.lastElementChild, `${seconds(bar.start - this.zero)} s${length === null ? '' : `, ${length}`}`);
    }
  }

  #stageAt(sequence) {
    return this.timeline.stages().findLast((bar) => bar.firstSequence <= sequence) ?? null;
  }

  #open(stage) {
    this.last = { element: element('div', 'con-section'), stage };
    if (stage) {
      this.last.element.dataset.stage = stage.stage;
      const heading = element('button', 'con-stage');
      heading.type = 'button';
      heading.dataset.bar = stage.id;
      heading.tabIndex = -1;
      heading.title = 'Fold or unfold this stage';
      heading.append(element('span', '', stage.name === 'qemu' && stage.attempt > 1 ? `qemu, attempt ${stage.attempt}` : stage.name), element('em'));
      this.last.element.append(heading);
    }
    this.holder.append(this.last.element);
    this.write();
    return this.last;
  }
}
