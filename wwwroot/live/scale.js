// The visible part of the time axis: a window of nanoseconds, the ways to move it, and its ticks.

export const SMALLEST_SPAN = 50_000;

/** Makes a window of at least the smallest span that lies within 0 and the end of the boot. */
export function clamp({ from, to }, end) {
  const span = Math.min(Math.max(to - from, SMALLEST_SPAN), Math.max(end, SMALLEST_SPAN));
  const start = Math.min(Math.max(from, 0), Math.max(end, span) - span);
  return { from: start, to: start + span };
}

/** Zooms by a factor (below 1 zooms in) around the instant that stays in place. */
export function zoom(view, factor, around, end) {
  const share = (around - view.from) / (view.to - view.from);
  const span = Math.max((view.to - view.from) * factor, SMALLEST_SPAN);
  return clamp({ from: around - share * span, to: around + (1 - share) * span }, end);
}

/** Moves by a share of the visible span; negative moves towards the start. */
export function pan(view, share, end) {
  const by = (view.to - view.from) * share;
  return clamp({ from: view.from + by, to: view.to + by }, end);
}

/** The window that shows an interval with a little room on both sides. */
export function fit(from, to, end) {
  const room = Math.max((to - from) * 0.06, SMALLEST_SPAN / 2);
  return clamp({ from: from - room, to: to + room }, end);
}

export const isWhole = (view, end) => view.from <= 0 && view.to >= end;

/** While a boot runs the axis is longer than the boot, so that it moves now and then instead of always. */
export function horizon(now, present) {
  let end = Math.max(present, 4e9);
  while (now > end * 0.94) end *= 1.5;
  return end;
}

/**
 * How much of a boot is worth showing first: an appliance that stays up for long would press its boot into a corner,
 * so the rest of a session is a key away. TimeAxis.cs says the same.
 */
export function extent(end, ready) {
  return ready !== null && end > ready * 2 ? ready * 1.5 : end;
}

/** The step between ticks: 1, 2 or 5 times a power of ten nanoseconds, giving at most about `count` ticks. */
export function step(span, count) {
  const least = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least * 0.999999);
  return factor * power;
}

/** Ticks within the window, counted from zero: { at, label }. */
export function ticks(view, zero, count) {
  const size = step(view.to - view.from, count);
  const found = [];
  for (let index = Math.ceil((view.from - zero) / size - 1e-9); zero + index * size <= view.to; index++) {
    found.push({ at: zero + index * size, label: tickLabel(index * size, size) });
  }
  return found;
}

function tickLabel(ns, size) {
  const sign = ns < 0 ? '\u2212' : '';
  const value = Math.abs(ns);
  if (value < 1) return '0';
  if (size < 1e6 && value < 1e9) return `${sign}${(value / 1e6).toFixed(decimals(size, 1e6))} ms`;
  if (size < 1e9 && value < 1e9) return `${sign}${Math.round(value / 1e6)} ms`;
  return `${sign}${(value / 1e9).toFixed(decimals(size, 1e9))} s`;
}

function decimals(size, unit) {
  return Math.max(0, Math.ceil(-Math.log10(size / unit) - 1e-9));
}
