// The boot page: takes over from the picture the server drew and lets it grow, with or without a circuit.
import { Actions } from './actions.js';
import { read } from './address.js';
import { Announcer } from './announce.js';
import { Chart } from './chart.js';
import { Clock, everyFrame } from './clock.js';
import { ConsolePane } from './pane.js';
import { $, setText } from './dom.js';
import { loadEmbedded } from './embedded.js';
import { loadHistory } from './history.js';
import { listen } from './keys.js';
import { Lines } from './lines.js';
import { Link, signedOut } from './link.js';
import { menus } from './menus.js';
import { Panels } from './panels.js';
import { Pins } from './pins.js';
import { Replay } from './replay.js';
import { closePage, shareToken, showEnded, showViewers } from './share.js';
import { Stream } from './stream.js';
import { ticking, duration } from './time.js';
import { Timeline } from './timeline.js';
import { Views } from './views.js';

class BootPage {
  constructor(root) {
    this.root = root;
    this.state = JSON.parse($('#boot-state').textContent);
    this.path = root.dataset.source;
    this.share = shareToken(this.path);
    this.clock = new Clock();
    if (this.state.over) this.clock.stop(this.state.elapsed);
    else this.clock.heard(this.state.elapsed);

    const address = read(location.search, location.hash);
    const model = { timeline: new Timeline(this.state.bars, this.state.marks, this.state.end, this.state.stepped), lines: new Lines(), requestedAt: this.state.requestedAt };
    this.model = model;
    this.views = new Views(root, address, model);
    this.chart = new Chart(root, model, this.clock, this.views, address);
    this.console = new ConsolePane($('#boot-console'), model, this.views, address, !this.state.over);
    this.views.connect(this.chart, this.console);
    this.announcer = new Announcer($('#boot-said'), $('#boot-alarm'));
    this.panels = new Panels(`${this.path}/panels`, () => this.#panelsDrawn());
    this.link = new Link($('#boot-link'), () => this.stream.hurry());
    this.actions = new Actions(root, this.views, this.announcer);
    this.waiting = [];
    this.lostAt = null;
    this.replay = new Replay(root, model, this.views, this.chart, this.console, address.at);
    this.pins = new Pins(root, this.state.pins, {
      model, views: this.views, chart: this.chart, console: this.console, announcer: this.announcer, boot: this.state.id,
      now: () => this.clock.now(), over: () => this.state.over, replay: () => this.replay,
    });
    listen({ ...this.chart.keys(), ...this.console.keys(), ...this.views.keys(), ...this.replay.keys(), ...this.pins.keys() });
    document.addEventListener('guestfs:changed', () => this.panels.refreshSoon(0));
    this.#start();
  }

  async #start() {
    this.#drawTotal();
    if (!this.state.over) this.stopFrames = everyFrame(() => this.#frame());
    // A share's stream goes on after its boot, because its end is the end of the share: the page then has nothing more to show.
    const pinned = $('#boot-pins').dataset.live === 'true';
    if (!this.state.over || this.share || pinned) {
      this.stream = new Stream({
        url: `${location.origin.replace(/^http/, 'ws')}/hubs/${this.share ? 'shares' : 'boots'}`,
        boot: this.share ?? this.state.id,
        from: this.state.next,
        frames: !this.state.over || Boolean(this.share),
        onFrames: (frames) => this.#frames(frames),
        onPins: pinned ? (pins) => this.pins.set(pins) : undefined,
        onState: (state) => this.#linkChanged(state),
        onEnd: () => this.share && closePage(),
        onMessage: (name, [value]) => name === 'viewers' && showViewers(value),
      });
      this.stream.open();
      addEventListener('online', () => this.stream.hurry());
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.stream.hurry());
    }
    const add = (lines) => this.console.add(lines);
    if (!(await loadEmbedded(add))) await loadHistory(`${this.path}/lines?before=${this.state.next}`, add);
    const waiting = this.waiting;
    this.waiting = null;
    if (waiting.length > 0) this.#frames(waiting);
    this.console.settled();
    this.pins.settled();
    this.views.settle();
    if (this.state.over) this.replay.ready();
  }

  // Frames that come while older lines are still being read wait for them, so that lines stay in order.
  #frames(frames) {
    if (this.waiting) {
      this.waiting.push(...frames);
      return;
    }
    const lines = [];
    for (const frame of frames) this.#take(frame, lines);
    this.console.add(lines);
  }

  #take(frame, lines) {
    this.clock.heard(frame.at);
    this.model.timeline.end = Math.max(this.model.timeline.end, frame.at);
    for (const change of frame.changes ?? []) this.#change(change);
    if (frame.line) lines.push({ number: frame.line.number, seq: frame.seq, at: frame.at, source: frame.line.source, runs: frame.line.runs.map((run) => [run.text, run.style]) });
    if (frame.event.type === 'buildProgress') this.#progress(frame.event);
    if (Panels.concerns(frame)) this.panels.refreshSoon();
    if (frame.event.type === 'ended') this.#ended(frame);
  }

  #change(change) {
    const touched = this.model.timeline.apply(change);
    this.chart.changed(touched, this.clock.now());
    this.console.timelineChanged(touched);
    if (touched.opened?.parent === -1) this.announcer.say(`${touched.opened.name} started, ${duration(touched.opened.start)}`);
    if (touched.mark) this.announcer.say(`${touched.mark.name}, ${duration(touched.mark.at)}`);
  }

  #frame() {
    const now = this.lostAt ?? this.clock.now();
    this.chart.grow(now);
    const text = ticking(now);
    if (text !== this.total) {
      this.total = text;
      setText($('#boot-total'), text);
      this.chart.tick(now);
    }
  }

  #progress(event) {
    const bar = $('#boot-wait-bar');
    if (bar && event.expectedBytes > 0) bar.value = Math.min(0.99, event.allocatedBytes / event.expectedBytes);
    this.panels.refreshSoon(bar ? 1000 : undefined);
  }

  #ended(frame) {
    this.state.over = true;
    this.clock.stop(frame.at);
    this.stopFrames?.();
    this.root.dataset.over = 'true';
    this.#drawTotal();
    this.chart.ended();
    this.console.ended();
    if (!this.waiting) this.replay.ready();
    if (this.share) showEnded();
    const failed = ['failed', 'timedOut', 'interrupted'].includes(frame.event.status);
    if (failed) this.announcer.alarm(frame.event.sentence);
    else this.announcer.say(frame.event.sentence);
    this.panels.refreshSoon();
  }

  #drawTotal() {
    // A log without any clock has an order, and no total to draw.
    if ('orderOnly' in $('#boot-total').dataset) return;
    setText($('#boot-total'), this.clock.stopped ? duration(this.clock.now()) : ticking(this.clock.now()));
  }

  #panelsDrawn() {
    document.title = $('#boot-head').dataset.title;
    this.#drawTotal();
  }

  async #linkChanged({ connected, next, attempt, retryAt }) {
    if (connected) {
      const missed = this.model.lines.count;
      setTimeout(() => this.link.back(this.model.lines.count - missed), 600);
      if (this.lostAt !== null) this.panels.refreshSoon();
      this.lostAt = null;
      return;
    }
    if (this.state.over) {
      // The page stays as it is for whoever reads it; there is only nothing more to hear.
      if (attempt > 2 && !this.share && (await signedOut(this.panels.url))) this.stream.close();
      return;
    }
    // What happens meanwhile is not known here, so nothing grows as if it were.
    this.lostAt ??= this.clock.now();
    this.link.lost(next, retryAt);
    if (attempt > 2 && (await signedOut(this.panels.url))) location.reload();
  }
}

const root = $('#boot');
if (root) {
  menus();
  new BootPage(root);
}
