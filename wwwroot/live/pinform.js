// Writing a pin: where it is to stand is chosen on the ruler, in the console or by the selection, and its text in the list of pins.
import { $, element, setText, setTime } from './dom.js';
import { placeOf } from './pinwords.js';
import { Problem } from './shareapi.js';
import { duration } from './time.js';

export class PinForm {
  constructor(pins, root) {
    this.pins = pins;
    this.page = pins.page;
    this.root = root;
    this.form = $('#pin-form', root);
    this.words = $('#pin-words', root);
    this.ghost = element('i', 'pin-ghost');
    this.sign = element('button', 'ln-pin ln-pin-new', '+');
    Object.assign(this.sign, { type: 'button', tabIndex: -1, title: 'Pin this line' });
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      this.#cancel();
    });
    $('#pin-cancel', root).addEventListener('click', () => this.#cancel());
    $('#pin-new', root).addEventListener('click', () => this.atSelection());
    this.#ruler($('.wf-axis', root));
    this.#margin($('#con-lines', root));
  }

  close() {
    this.form.hidden = true;
    this.place = null;
    this.pin = null;
    this.ghost.remove();
  }

  /** For a pin that stands already. */
  edit(pin) {
    this.#open(pin.place, pin);
  }

  /** Where the reader is: the line or the bar that is selected, the moment of a replay, the present, or the middle of what is shown. */
  atSelection() {
    const { views, chart, model, now, replay } = this.page;
    if (views.line) this.atLine(views.line);
    else if (replay()?.player) this.atMoment(replay().player.at);
    else if (views.selected) this.atMoment(views.selected.start);
    else if (!this.page.over()) this.atMoment(now());
    else this.atMoment(Math.min(model.timeline.end, (chart.axis.view.from + chart.axis.view.to) / 2));
    return true;
  }

  atMoment(at) {
    const end = this.page.over() ? this.page.model.timeline.end : Math.max(this.page.now(), 0);
    this.#open({ at: Math.round(Math.min(Math.max(at, 0), end)) }, null);
  }

  atLine(number) {
    const { lines } = this.page.model;
    const index = lines.indexOf(number);
    if (index >= 0 && lines.sources[index] !== 'dropped') this.#open({ at: lines.offsets[index], line: lines.numbers[index] }, null);
  }

  #open(place, pin) {
    this.place = place;
    this.pin = pin;
    this.from = document.activeElement;
    this.pins.show(true);
    this.form.hidden = false;
    setText($('#pin-deed', this.root), pin ? `Pin ${pin.id}` : 'New pin');
    setText($('#pin-where', this.root), placeOf(place));
    setText($('#pin-save', this.root), pin ? 'Save' : 'Pin it');
    setText($('#pin-problem', this.root), '');
    this.words.value = pin?.text ?? '';
    setTime(this.ghost, '--at', place.at);
    if (!pin) $('#boot-pin-lines', this.root).append(this.ghost);
    this.words.focus();
    this.form.scrollIntoView({ block: 'nearest' });
  }

  #cancel() {
    this.close();
    (this.from?.isConnected ? this.from : this.pins.open).focus();
  }

  async #save() {
    const text = this.words.value.trim();
    if (!text) {
      setText($('#pin-problem', this.root), 'Say in a few words what is to be seen there.');
      this.words.focus();
      return;
    }
    const save = $('#pin-save', this.root);
    save.disabled = true;
    try {
      const { pin, place } = this;
      const made = pin ? await this.pins.change('PATCH', pin.id, { text }) : await this.pins.change('POST', null, place.line ? { text, line: place.line } : { text, at: place.at });
      this.close();
      $(`#pin-${made.id} .pin-go`, this.root)?.focus();
      this.pins.choose(made.id);
      this.page.views.save('select');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setText($('#pin-problem', this.root), error.message);
    } finally {
      save.disabled = false;
    }
  }

  // Above the rows a click has no other meaning.
  #ruler(ruler) {
    const { axis } = this.page.chart;
    const ghost = element('i', 'pin-ghost');
    const label = element('b');
    ghost.append(label);
    const within = (event) => {
      const box = axis.axis.getBoundingClientRect();
      return event.clientX >= box.left - 2 && event.clientX <= box.right + 2 && !event.target.closest('.wf-pin');
    };
    ruler.classList.add('pinnable');
    ruler.addEventListener('pointermove', (event) => {
      if (event.pointerType === 'touch' || !within(event)) {
        ghost.remove();
        return;
      }
      const at = axis.at(event.clientX);
      setTime(ghost, '--at', at);
      setText(label, `Pin ${duration(at)}`);
      if (!ghost.isConnected) $('#boot-pin-flags', this.root).append(ghost);
    });
    ruler.addEventListener('pointerleave', () => ghost.remove());
    ruler.addEventListener('click', (event) => {
      if (!within(event)) return;
      ghost.remove();
      this.atMoment(axis.at(event.clientX));
    });
  }

  // One sign for all lines, in the margin of the one that is pointed at.
  #margin(lines) {
    lines.addEventListener('pointerover', (event) => {
      const row = event.target.closest('.ln');
      if (!row || row.classList.contains('pinned') || row.classList.contains('dropped')) this.sign.remove();
      else if (this.sign.parentElement !== row) row.firstChild.after(this.sign);
    });
    lines.addEventListener('pointerleave', () => this.sign.remove());
    this.sign.addEventListener('click', (event) => {
      event.stopPropagation();
      this.atLine(Number(this.sign.parentElement.dataset.n));
    });
  }
}
