// What pins are called and where they are drawn.
import { duration } from './time.js';

const ROWS = 3;

/** "line 120, at 1.23 s" or "at 1.23 s"; PinWords.cs says the same. */
export function placeOf({ at, line }) {
  return line ? `line ${line}, at ${duration(at)}` : `at ${duration(at)}`;
}

/** Which row each flag has so that none covers another, as far as there are rows. @param {number[]} places rising, in pixels */
export function rowsFor(places, width, rows = ROWS) {
  const free = Array(rows).fill(-Infinity);
  return places.map((place) => {
    let row = free.findIndex((end) => end <= place);
    if (row < 0) row = free.indexOf(Math.min(...free));
    free[row] = place + width;
    return row;
  });
}

/** By the number of their line; pins on moments are in none. */
export function byLine(pins) {
  const found = new Map();
  for (const pin of pins) {
    if (pin.place.line) found.set(pin.place.line, [...(found.get(pin.place.line) ?? []), pin]);
  }
  return found;
}
