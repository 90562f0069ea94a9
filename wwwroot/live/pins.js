// Pins: short texts on moments and lines, drawn on the ruler, in the console's margin and as a list, each leading to the others.
import { $, $$, element, fromTemplate, setText, setTime } from './dom.js';
import { barDuring } from './moments.js';
import { PinForm } from './pinform.js';
import { byLine, placeOf, rowsFor } from './pinwords.js';
import { ask, Problem } from './shareapi.js';

export class Pins {
  /** @param {{ model: object, views: object, chart: object, console: object, announcer: object, boot: string, now: () => number }} page */
  constructor(root, pins, page) {
    this.root = root;
    this.page = page;
    this.panel = $('#boot-pins', root);
    this.open = $('#boot-pins-open', root);
    this.items = $('#pin-list', root);
    this.form = $('#pin-form', root) ? new PinForm(this, root) : null;
    this.pins = [];
    this.chosen = page.views.state.pin;
    page.views.pins = this;
    page.chart.axis.onDraw = () => this.#layout();
    this.open.addEventListener('click', () => this.show(this.panel.hidden));
    $('#boot-pins-close', root).addEventListener('click', () => {
      this.show(false);
      this.open.focus();
    });
    this.panel.addEventListener('click', (event) => this.#inList(event));
    root.addEventListener('click', (event) => this.#onSign(event));
    this.set(pins, true);
    this.show(pins.length > 0);
  }

  /** All pins as they are now. */
  set(pins, first = false) {
    const before = new Map(this.pins.map((pin) => [pin.id, pin]));
    this.pins = pins;
    if (!first) this.#drawList(before);
    this.#drawSigns();
    setText($('b', this.open), pins.length > 0 ? String(pins.length) : '');
    this.open.hidden = !this.form && pins.length === 0 && this.panel.hidden;
    $('#pin-none', this.root).hidden = pins.length > 0;
    this.choose(this.chosen);
    if (first) return;
    const added = pins.filter((pin) => !before.has(pin.id));
    if (added.length > 0 && before.size === 0) this.show(true);
    for (const pin of added) this.page.announcer.say(`Pin ${pin.id}, ${placeOf(pin.place)}: ${pin.text}`);
  }

  show(shown) {
    this.panel.hidden = !shown;
    this.open.setAttribute('aria-expanded', String(shown));
    if (!shown) this.form?.close();
    else if (!this.form && this.pins.length === 0) this.panel.hidden = true;
    if (shown) this.open.hidden = false;
  }

  /** Leads to a pin: the timeline and the console show its place, and the address names it. */
  go(id) {
    const pin = this.pins.find((each) => each.id === id);
    if (!pin) return false;
    const { views, chart, console, model } = this.page;
    const { at, line } = pin.place;
    const index = line ? model.lines.indexOf(line) : -1;
    const narrow = matchMedia('(max-width: 899px)').matches;
    if (views.state.view === 'about' || (narrow && index < 0)) views.show('timeline');
    else if (narrow) views.show('console');
    chart.keepInView(at);
    if (index >= 0 && model.lines.numbers[index] === line) {
      views.selectLines({ first: line, last: line }, true);
    } else {
      views.state.lines = null;
      console.selectLines(null, false);
      views.select(barDuring(model.timeline.bars, at), 'restore');
      console.revealAt(at);
    }
    this.choose(id);
    $(`#pin-${id}`, this.root)?.scrollIntoView({ block: 'nearest' });
    views.save('select');
    return true;
  }

  /** Marks a pin wherever it is drawn; null none. */
  choose(id) {
    this.chosen = id;
    this.page.views.state.pin = id;
    for (const drawn of $$('[data-pin]', this.root)) {
      const isChosen = Number(drawn.dataset.pin) === id;
      drawn.classList.toggle('chosen', isChosen);
      if (drawn.matches('.pin')) isChosen ? drawn.setAttribute('aria-current', 'true') : drawn.removeAttribute('aria-current');
    }
  }

  /** What the address asks for, once all lines are here. */
  settled() {
    const { pin, window, lines } = this.page.views.state;
    if (pin && !lines && !window) this.go(pin);
    else this.choose(pin);
  }

  keys() {
    return this.form ? { m: () => this.form.atSelection() } : {};
  }

  /** Asks the server for a change and draws what it answers before the stream tells it. */
  async change(method, id, body) {
    const answer = await ask(method, `/boots/${this.page.boot}/pins${id ? `/${id}` : ''}`, body);
    const others = this.pins.filter((pin) => pin.id !== (id ?? answer.id));
    this.set(method === 'DELETE' ? others : [...others, answer].sort((one, other) => one.id - other.id));
    return answer;
  }

  #drawList(before) {
    const focus = document.activeElement?.closest?.('.pin') ? { id: document.activeElement.closest('.pin').dataset.pin, control: document.activeElement.dataset.pinDo } : null;
    const drawn = new Map($$('.pin', this.items).map((item) => [Number(item.dataset.pin), item]));
    this.items.replaceChildren(...this.pins.map((pin) =>
      drawn.has(pin.id) && JSON.stringify(before.get(pin.id)) === JSON.stringify(pin) ? drawn.get(pin.id) : this.#item(pin)));
    if (!focus) return;
    const item = $(`.pin[data-pin="${focus.id}"]`, this.items);
    ($(`[data-pin-do="${focus.control}"]`, item ?? this.items) ?? $('.pin-go', item ?? this.items) ?? $('#boot-pins-close', this.root)).focus();
  }

  #item(pin) {
    const item = fromTemplate('template-pin');
    const when = new Date(pin.changedAt ?? pin.createdAt).toISOString();
    item.id = `pin-${pin.id}`;
    item.dataset.pin = pin.id;
    $('.pin-go', item).href = `${location.pathname}?pin=${pin.id}#pin-${pin.id}`;
    setText($('.pin-number', item), String(pin.id));
    setText($('.pin-text', item), pin.text);
    setText($('.pin-place', item), placeOf(pin.place));
    setText($('.pin-by', item), pin.changedBy ?? pin.createdBy);
    $('time', item).dateTime = when;
    setText($('time', item), `${when.slice(0, 10)} ${when.slice(11, 16)} UTC`);
    return item;
  }

  #drawSigns() {
    const rising = [...this.pins].sort((one, other) => one.place.at - other.place.at);
    const line = (pin) => placed(element('i', 'pin-line'), pin);
    $('#boot-pin-lines', this.root).replaceChildren(...rising.map(line));
    $('#boot-strip-pins', this.root).replaceChildren(...rising.map(line));
    const flags = rising.map((pin) => {
      const flag = placed(fromTemplate('template-flag-pin'), pin);
      flag.title = `${pin.text} (${placeOf(pin.place)}, ${pin.changedBy ?? pin.createdBy})`;
      setText(flag, String(pin.id));
      return flag;
    });
    $('#boot-pin-flags', this.root).replaceChildren(...flags);
    if (this.form?.place && !this.form.pin) $('#boot-pin-lines', this.root).append(this.form.ghost);
    this.page.console.view.setPins(byLine(this.pins));
    this.#layout();
  }

  #layout() {
    const { view, axis } = this.page.chart.axis;
    const width = axis.clientWidth;
    if (width === 0) return;
    const flags = $$('.wf-pin', $('#boot-pin-flags', this.root));
    const x = (flag) => ((Number(flag.style.getPropertyValue('--at')) * 1e6 - view.from) / (view.to - view.from)) * width;
    const shown = flags.filter((flag) => {
      const out = x(flag) < -1 || x(flag) > width + 1;
      flag.classList.toggle('out', out);
      return !out;
    });
    const rows = rowsFor(shown.map(x), 22);
    shown.forEach((flag, index) => flag.style.setProperty('--row', rows[index]));
    $('#boot-pin-flags', this.root).style.setProperty('--rows', this.pins.length === 0 ? 0 : Math.max(0, ...rows) + 1);
  }

  #onSign(event) {
    const sign = event.target.closest('.wf-pin, .ln-pin');
    if (sign?.dataset.pin) {
      this.show(true);
      this.go(Number(sign.dataset.pin));
    }
  }

  #inList(event) {
    const item = event.target.closest('.pin');
    if (!item) return;
    const id = Number(item.dataset.pin);
    if (event.target.closest('.pin-go')) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go(id);
    } else if (event.target.closest('[data-pin-do="edit"]')) {
      this.form.edit(this.pins.find((pin) => pin.id === id));
    } else if (event.target.closest('[data-pin-do="remove"]')) {
      void this.#remove(event.target.closest('button'), id);
    }
  }

  // A text that people wrote is asked for twice.
  async #remove(button, id) {
    if (!('sure' in button.dataset)) {
      button.dataset.sure = '';
      setText(button, 'Really remove');
      button.addEventListener('blur', () => {
        delete button.dataset.sure;
        setText(button, 'Remove');
      }, { once: true });
      return;
    }
    try {
      await this.change('DELETE', id);
      if (this.chosen === id) this.choose(null);
      this.page.views.note(`Pin ${id} removed`);
      this.page.announcer.say(`Pin ${id} removed`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.page.announcer.alarm(error.message);
      this.page.views.note(error.message);
    }
  }
}

function placed(drawn, pin) {
  drawn.dataset.pin = pin.id;
  setTime(drawn, '--at', pin.place.at);
  return drawn;
}
