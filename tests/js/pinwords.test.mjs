import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byLine, placeOf, rowsFor } from '../../wwwroot/live/pinwords.js';

test('a moment is told by its time, a line by its number too', () => {
  assert.equal(placeOf({ at: 1_234_000_000, line: null }), 'at 1.23 s');
  assert.equal(placeOf({ at: 4_000_000, line: 120, sequence: 150 }), 'line 120, at 4.0 ms');
});

test('flags that would cover each other are in different rows', () => {
  assert.deepEqual(rowsFor([0, 10, 20, 30, 100], 22), [0, 1, 2, 0, 0]);
  assert.deepEqual(rowsFor([], 22), []);
});

test('beyond the last row the one that is free first is taken', () => assert.deepEqual(rowsFor([0, 1, 2, 3], 22), [0, 1, 2, 0]));

test('pins on lines are found by the number, those on moments are not', () => {
  const pin = (id, line) => ({ id, place: { at: 1, line } });
  const found = byLine([pin(1, 7), pin(2, null), pin(3, 7)]);
  assert.deepEqual([...found.keys()], [7]);
  assert.deepEqual(found.get(7).map((each) => each.id), [1, 3]);
});
