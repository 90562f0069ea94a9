// The timeline as a table: the same bars, sortable, for readers who prefer figures or cannot see the chart.
import { $, element, setText } from './dom.js';
import { duration, seconds, share } from './time.js';
import { UNTIMED } from './timeline.js';
import { label } from './waterfall.js';

const COLUMNS = [
  { key: 'name', title: 'Name', value: (bar) => label(bar) },
  { key: 'stage', title: 'Stage', value: (bar) => bar.stage },
  { key: 'start', title: 'Start', number: true, value: (bar) => bar.start },
  { key: 'duration', title: 'Duration', number: true, value: (bar, end) => end - bar.start },
  { key: 'share', title: 'Of total', number: true, value: (bar, end) => end - bar.start },
  { key: 'guest', title: 'Guest clock', number: true, value: (bar) => bar.guestStart ?? -1 },
  { key: 'line', title: 'Line', number: true, value: (bar) => bar.firstSequence },
];

export class BarTable {
  /** @param {{ timeline, zero, now, whole, lineOf: (bar) => number | null, select: (bar) => void }} sources */
  constructor(pane, sources) {
    this.pane = pane;
    this.sources = sources;
    this.sort = { key: 'start', up: true };
    this.selected = null;
  }

  draw() {
    if (!this.table) this.#build();
    const { timeline, now } = this.sources;
    const column = COLUMNS.find((each) => each.key === this.sort.key);
    const order = this.sort.up ? 1 : -1;
    const value = (bar) => column.value(bar, timeline.endOf(bar, now()));
    const bars = timeline.bars.filter(Boolean).sort((one, other) => {
      const [a, b] = [value(one), value(other)];
      return (a < b ? -1 : a > b ? 1 : one.id - other.id) * order;
    });
    const focused = this.body.contains(document.activeElement) ? document.activeElement.closest('tr')?.dataset.bar : null;
    const marks = this.sort.key === 'start' ? timeline.marks : [];
    this.body.replaceChildren(...merge(bars, marks, order).map((each) => (each.kind ? this.#row(each) : this.#mark(each))));
    if (focused) $(`tr[data-bar="${focused}"]`, this.body)?.focus({ preventScroll: true });
    for (const [index, head] of [...this.table.tHead.rows[0].cells].entries()) {
      if (COLUMNS[index].key === this.sort.key) head.setAttribute('aria-sort', this.sort.up ? 'ascending' : 'descending');
      else head.removeAttribute('aria-sort');
    }
  }

  select(bar, reveal) {
    this.selected = bar?.id ?? null;
    if (!this.table) return;
    for (const row of this.body.rows) if (row.dataset.bar) row.setAttribute('aria-selected', String(Number(row.dataset.bar) === this.selected));
    if (reveal) $('[aria-selected="true"]', this.body)?.scrollIntoView({ block: 'nearest' });
  }

  #build() {
    this.table = element('table', 'wf-table');
    this.table.setAttribute('role', 'grid');
    this.table.setAttribute('aria-label', 'Stages, activities and gaps');
    const head = this.table.createTHead().insertRow();
    for (const column of COLUMNS) {
      const cell = element('th', column.number ? 'number' : '');
      cell.scope = 'col';
      const button = element('button', '', column.title);
      button.type = 'button';
      button.addEventListener('click', () => this.#order(column));
      cell.append(button);
      head.append(cell);
    }
    this.body = this.table.createTBody();
    this.body.addEventListener('click', (event) => {
      const row = event.target.closest('tr');
      if (row?.dataset.bar) this.sources.select(this.sources.timeline.bars[Number(row.dataset.bar)]);
    });
    this.body.addEventListener('keydown', (event) => this.#key(event));
    this.pane.replaceChildren(this.table);
  }

  #order(column) {
    this.sort = { key: column.key, up: this.sort.key === column.key ? !this.sort.up : !column.number || column.key === 'start' };
    this.draw();
  }

  #key(event) {
    const row = event.target.closest('tr');
    const to = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling, Home: this.body.firstElementChild, End: this.body.lastElementChild }[event.key];
    if (event.key === 'Enter') row?.click();
    else if (to) {
      row.tabIndex = -1;
      to.tabIndex = 0;
      to.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #mark(mark) {
    const row = element('tr', 'mark-row');
    row.tabIndex = -1;
    const name = cell(mark.name);
    name.title = mark.detail ?? '';
    const detail = cell(mark.detail ?? '');
    detail.colSpan = 4;
    row.append(name, cell('mark'), cell(`${seconds(mark.at - this.sources.zero())} s`, true), detail);
    return row;
  }

  #row(bar) {
    const { timeline, zero, now, whole, lineOf } = this.sources;
    const end = timeline.endOf(bar, now());
    const row = element('tr', bar.kind === 'gap' ? 'gap-row' : '');
    row.dataset.bar = bar.id;
    row.dataset.stage = bar.stage;
    row.style.setProperty('--depth', this.sort.key === 'start' ? bar.depth : 0);
    row.tabIndex = bar.id === (this.selected ?? 0) ? 0 : -1;
    row.setAttribute('aria-selected', String(bar.id === this.selected));
    const values = [
      bar.kind === 'gap' ? `gap in ${bar.stage}` : label(bar),
      bar.attempt > 1 ? `${bar.stage} (attempt ${bar.attempt})` : bar.stage,
      `${seconds(bar.start - zero())} s`,
      timeline.untimed(bar) ? UNTIMED : bar.end === null ? `${duration(end - bar.start)} …` : duration(end - bar.start),
      timeline.untimed(bar) ? '' : share(end - bar.start, whole()),
      bar.guestStart === null || bar.guestStart === undefined ? '' : `${seconds(bar.guestStart)} s`,
    ];
    values.forEach((text, index) => row.append(cell(text, COLUMNS[index].number)));
    row.cells[3].classList.toggle('untimed', timeline.untimed(bar));
    const line = lineOf(bar);
    const last = cell('', true);
    if (line !== null) {
      const link = element('a', '', line);
      link.href = `#L${line}`;
      link.tabIndex = -1;
      last.append(link);
    }
    row.append(last);
    setText(row.cells[0], values[0]);
    row.cells[0].title = bar.name;
    return row;
  }
}

// Marks have a time but no length, so they stand in the table only while it is in the order of time.
function merge(bars, marks, order) {
  const rows = [...bars];
  for (const mark of marks) {
    const place = rows.findIndex((row) => ((row.at ?? row.start) - mark.at) * order > 0);
    rows.splice(place < 0 ? rows.length : place, 0, mark);
  }
  return rows;
}

function cell(text, number) {
  return element('td', number ? 'number' : '', text);
}
