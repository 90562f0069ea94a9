// Plays a boot again that is over: a cursor on the timeline and the console's lines as they came. Needs no server.
import { $, element, setText, setTime } from './dom.js';
import { everyFrame } from './clock.js';
import { barDuring, linesBy } from './moments.js';
import { seconds } from './time.js';

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20];

/** Where a replay is, apart from how it is drawn: it plays, pauses, is moved, and stops at the end. */
export class Player {
  /** @param {() => number} now a clock in nanoseconds */
  constructor(end, now = () => performance.now() * 1e6) {
    this.end = end;
    this.now = now;
    this.speed = 1;
    this.playing = false;
    this.at = 0;
  }

  play() {
    if (this.at >= this.end) this.at = 0;
    this.playing = true;
    this.since = this.now();
  }

  pause() {
    this.step();
    this.playing = false;
  }

  setSpeed(speed) {
    this.step();
    this.speed = speed;
  }

  seek(at) {
    this.at = Math.min(Math.max(at, 0), this.end);
    this.since = this.now();
  }

  /** Moves on by the time since the last step; returns the instant shown now. */
  step() {
    if (!this.playing) return this.at;
    const now = this.now();
    this.at = Math.min(this.end, this.at + (now - this.since) * this.speed);
    this.since = now;
    if (this.at >= this.end) this.playing = false;
    return this.at;
  }
}

export class Replay {
  /** @param {number | null} at the instant the address asks for */
  constructor(root, model, views, chart, console, at) {
    this.root = root;
    this.model = model;
    this.views = views;
    this.chart = chart;
    this.console = console;
    this.bar = $('#boot-replay');
    this.open = $('#boot-replay-open');
    this.button = $('#replay-play');
    this.range = $('#replay-at');
    this.speed = $('#replay-speed');
    this.wanted = at;
    this.open?.addEventListener('click', () => (this.player ? this.close() : this.start(0, true)));
    this.button?.addEventListener('click', () => this.toggle());
    this.range?.addEventListener('input', () => this.#scrub(Number(this.range.value) * 1e6));
    this.speed?.addEventListener('change', () => this.player?.setSpeed(Number(this.speed.value)));
    $('#boot-zero')?.addEventListener('change', () => this.player && this.#draw());
    $('#replay-close')?.addEventListener('click', () => this.close());
  }

  /** The boot is over and all of it is on the page. */
  ready() {
    if (!this.open || this.model.timeline.end <= 0) return;
    this.open.hidden = false;
    if (this.wanted !== null && this.wanted !== undefined) this.start(this.wanted, false);
  }

  keys() {
    return {
      ' ': () => {
        // On a control or a row the space bar does what it does everywhere.
        if (this.open?.hidden !== false || document.activeElement?.closest('button, a, summary, [role="row"], [role="tab"], [role="separator"]')) return false;
        this.toggle();
        return true;
      },
    };
  }

  toggle() {
    if (!this.player) this.start(0, true);
    else if (this.player.playing) this.#pause();
    else this.#play();
  }

  start(at, playing) {
    this.player = new Player(this.model.timeline.end);
    this.player.setSpeed(Number(this.speed.value));
    this.range.max = String(Math.ceil(this.player.end / 1e6));
    this.bar.hidden = false;
    this.root.classList.add('replaying');
    this.open.setAttribute('aria-pressed', 'true');
    this.console.follow.set(false);
    this.cursors = [$('#boot-grid'), $('#boot-strip-marks')].map((lane) => {
      const cursor = element('i', 'wf-cursor');
      const ahead = element('i', 'wf-ahead');
      (lane.id === 'boot-grid' ? $('#boot-marks') : lane).append(ahead, cursor);
      return [ahead, cursor];
    }).flat();
    this.player.seek(at);
    this.#draw();
    if (playing) this.#play();
  }

  close() {
    if (!this.player) return;
    this.stop?.();
    this.player = null;
    for (const cursor of this.cursors) cursor.remove();
    this.bar.hidden = true;
    this.root.classList.remove('replaying');
    this.open.setAttribute('aria-pressed', 'false');
    this.console.view.setAhead(Infinity);
    this.chart.strip.setAhead(Infinity);
    this.views.state.at = null;
    this.views.save();
    this.open.focus();
  }

  #play() {
    this.player.play();
    this.#labels();
    this.stop?.();
    this.stop = everyFrame(() => {
      this.player.step();
      this.#draw();
      if (!this.player.playing) this.#pause();
    });
  }

  #pause() {
    this.player.pause();
    this.stop?.();
    this.stop = null;
    this.#draw();
    this.#labels();
    this.views.state.at = this.player.at;
    this.views.save();
  }

  #scrub(at) {
    this.player.seek(at);
    this.#draw();
    if (!this.player.playing) {
      this.views.state.at = at;
      this.views.save();
    }
  }

  // The row of the present bar, or of its stage while the row is folded.
  #reveal(bar) {
    if (!bar) return;
    const { rows } = this.chart.waterfall;
    const row = [bar, this.model.timeline.stageOf(bar)].map((each) => $(`.wf-row[data-bar="${each.id}"]`, rows)).find((each) => each?.offsetParent);
    row?.scrollIntoView({ block: 'nearest' });
  }

  #labels() {
    this.button.setAttribute('aria-label', this.player.playing ? 'Pause' : 'Play');
    this.button.dataset.playing = String(this.player.playing);
  }

  #draw() {
    const { at, end } = this.player;
    for (const cursor of this.cursors) setTime(cursor, '--at', at);
    this.range.value = String(Math.round(at / 1e6));
    const { zero } = this.chart;
    const text = `${seconds(at - zero)} of ${seconds(end - zero)} s`;
    this.range.setAttribute('aria-valuetext', text);
    setText($('#replay-time'), text);
    const bar = barDuring(this.model.timeline.bars, at);
    setText($('#replay-now'), bar ? (bar.parent < 0 ? bar.name : `${bar.stage}, ${bar.name}`) : '');
    if (bar !== this.shown) this.#reveal((this.shown = bar));
    this.console.view.setAhead(linesBy(this.model.lines.offsets, at));
    this.chart.strip.setAhead(at);
    this.chart.keepInView(at);
  }
}
