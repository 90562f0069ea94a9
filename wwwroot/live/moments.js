// What lay at an instant of a boot.

/** The number of lines that had come by an instant. Offsets rise, but sources may overtake each other by a little. */
export function linesBy(offsets, at) {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (offsets[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The innermost bar at an instant, or null; of several, the one that began last. */
export function barDuring(bars, at) {
  let found = null;
  for (const bar of bars) {
    if (!bar || bar.kind === 'gap' || bar.start > at || (bar.end !== null && bar.end <= at)) continue;
    if (!found || bar.depth > found.depth || (bar.depth === found.depth && bar.start >= found.start)) found = bar;
  }
  return found;
}
