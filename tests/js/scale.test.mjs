import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { clamp, extent, fit, horizon, isWhole, pan, SMALLEST_SPAN, ticks, zoom } from '../../wwwroot/live/scale.js';

const S = 1e9;
const axes = JSON.parse(readFileSync(new URL('../TestData/live/axes.json', import.meta.url)));

for (const { from, to, zero, count, labels } of axes) {
  test(`ticks of ${from} to ${to} from ${zero}`, () => {
    assert.deepEqual(ticks({ from, to }, zero, count).map((tick) => tick.label), labels);
  });
}

test('clamp keeps a window inside the boot', () => assert.deepEqual(clamp({ from: 9 * S, to: 12 * S }, 10 * S), { from: 7 * S, to: 10 * S }));
test('clamp never shows more than the boot', () => assert.deepEqual(clamp({ from: -5 * S, to: 50 * S }, 10 * S), { from: 0, to: 10 * S }));
test('clamp never shows less than the smallest span', () => {
  const view = clamp({ from: 5 * S, to: 5 * S }, 10 * S);
  assert.equal(view.to - view.from, SMALLEST_SPAN);
});
test('zoom leaves the instant under the pointer in place', () => {
  const view = zoom({ from: 2 * S, to: 6 * S }, 0.5, 3 * S, 10 * S);
  assert.equal((3 * S - view.from) / (view.to - view.from), 0.25);
});
test('zooming out far ends at the whole boot', () => assert.ok(isWhole(zoom({ from: 2 * S, to: 6 * S }, 100, 3 * S, 10 * S), 10 * S)));
test('pan stops at both ends', () => {
  assert.deepEqual(pan({ from: 0, to: 2 * S }, -1, 10 * S), { from: 0, to: 2 * S });
  assert.deepEqual(pan({ from: 8 * S, to: 10 * S }, 1, 10 * S), { from: 8 * S, to: 10 * S });
});
test('fit leaves room on both sides', () => {
  const view = fit(4 * S, 5 * S, 10 * S);
  assert.ok(view.from < 4 * S && view.to > 5 * S && view.to - view.from < 1.2 * S);
});
test('horizon moves only when the boot comes near it', () => {
  assert.equal(horizon(3 * S, 4 * S), 4 * S);
  assert.equal(horizon(3.9 * S, 4 * S), 6 * S);
});
test('extent leaves out the rest of a long session', () => {
  assert.equal(extent(3600 * S, 8 * S), 12 * S);
  assert.equal(extent(9 * S, 8 * S), 9 * S);
  assert.equal(extent(9 * S, null), 9 * S);
});
test('horizon jumps past a boot joined late', () => assert.ok(horizon(60 * S, 0) > 60 * S));
