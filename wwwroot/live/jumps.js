// Jumps through the console, from one line that looks like an error to the next and from stage to stage.
const TROUBLE = /\b(error|errors|failed|failure|panic(?!=)|oops|BUG|cannot|can't|segfault|fatal|denied|unable)\b/i;

export class Jumps {
  constructor(view, views) {
    this.view = view;
    this.views = views;

    // The line to go on from: the last one that was jumped to or clicked.
    this.here = undefined;
  }

  keys() {
    return {
      e: () => this.#trouble(1),
      E: () => this.#trouble(-1),
      '[': () => this.#stage(-1),
      ']': () => this.#stage(1),
    };
  }

  #trouble(by) {
    const { lines } = this.view.model;
    const start = this.here ?? this.#top() - by;
    for (let index = start + by; index >= 0 && index < lines.count; index += by) {
      if (!TROUBLE.test(lines.texts[index]) || this.view.isHidden(index)) continue;
      this.here = index;
      this.views.selectLines({ first: lines.numbers[index], last: lines.numbers[index] }, true);
      return;
    }
    this.here = undefined;
    this.views.note(by > 0 ? 'No further line looks like an error.' : 'No earlier line looks like an error.');
  }

  #stage(by) {
    const stages = this.view.model.timeline.stages();
    const top = this.view.model.lines.sequences[this.#top()] ?? 0;
    const place = stages.findLastIndex((bar) => bar.firstSequence <= top);
    const next = stages[Math.max(0, (this.views.selected ? stages.indexOf(this.view.model.timeline.stageOf(this.views.selected)) : place) + by)];
    if (next) this.views.select(next, 'key');
  }

  // The first line in view.
  #top() {
    const box = this.view.scroll.getBoundingClientRect();
    const row = document.elementFromPoint(box.left + 40, box.top + 34)?.closest('.ln');
    return Math.max(0, this.view.indexOfRow(row));
  }
}
