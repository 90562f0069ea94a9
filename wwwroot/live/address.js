// What the reader looks at, as an address that can be sent to a colleague.

const VIEWS = ['timeline', 'table', 'console', 'about'];
const CLOCKS = ['off', 'elapsed', 'delta', 'utc', 'local'];
const SOURCES = ['engine', 'supermin', 'qemu', 'console'];
const ZEROS = ['request', 'appliance', 'qemu', 'kernel', 'init'];

/** Reads ?view, t, sel, zero, clock, hide, follow, rows, at, pin and #L120-L140; what is missing or senseless becomes null. */
export function read(search, hash) {
  const query = new URLSearchParams(search);
  return {
    view: oneOf(VIEWS, query.get('view')),
    window: readWindow(query.get('t')),
    selection: query.get('sel'),
    zero: oneOf(ZEROS, query.get('zero')),
    clock: oneOf(CLOCKS, query.get('clock')),
    hidden: readHidden(query.get('hide')),
    follow: query.has('follow') ? query.get('follow') !== '0' : null,
    rows: oneOf(['all'], query.get('rows')),
    at: readInstant(query.get('at')),
    pin: /^[1-9]\d{0,6}$/.test(query.get('pin') ?? '') ? Number(query.get('pin')) : null,
    lines: readLines(hash),
  };
}

/** Writes the state over the present query, keeping what belongs to others; defaults are left out. */
export function write(search, state) {
  const query = new URLSearchParams(search);
  set(query, 'view', state.view === 'timeline' ? null : state.view);
  set(query, 't', state.window ? `${(state.window.from / 1e9).toFixed(3)}-${(state.window.to / 1e9).toFixed(3)}` : null);
  set(query, 'sel', state.selection);
  set(query, 'zero', state.zero === 'request' ? null : state.zero);
  set(query, 'clock', state.clock === 'elapsed' ? null : state.clock);
  set(query, 'hide', state.hidden?.length > 0 ? state.hidden.join(',') : null);
  set(query, 'follow', state.follow === false ? '0' : null);
  set(query, 'rows', state.rows);
  set(query, 'at', typeof state.at === 'number' ? (state.at / 1e9).toFixed(3) : null);
  set(query, 'pin', state.pin);
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return (text ? `?${text}` : '') + (state.lines ? `#${writeLines(state.lines)}` : '');
}

export function readLines(hash) {
  const match = /^#?L(\d{1,12})(?:-L?(\d{1,12}))?$/.exec(hash ?? '');
  if (!match) return null;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return { first: Math.min(first, last), last: Math.max(first, last) };
}

export function writeLines({ first, last }) {
  return first === last ? `L${first}` : `L${first}-L${last}`;
}

/** The sources whose lines are left out of the console, always in the same order; null when all are shown. */
function readHidden(text) {
  const hidden = SOURCES.filter((source) => text?.split(',').includes(source));
  return hidden.length > 0 ? hidden : null;
}

/** Seconds, as the window has them: where a replay stands. */
function readInstant(text) {
  return /^\d{1,9}(\.\d+)?$/.test(text ?? '') ? Number(text) * 1e9 : null;
}

function readWindow(text) {
  const match = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text ?? '');
  if (!match) return null;
  const from = Number(match[1]) * 1e9;
  const to = Number(match[2]) * 1e9;
  return to > from ? { from, to } : null;
}

const oneOf = (known, value) => (known.includes(value) ? value : null);

function set(query, name, value) {
  if (value === null || value === undefined) query.delete(name);
  else query.set(name, value);
}
