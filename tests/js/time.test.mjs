import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { duration, seconds, share, ticking, wallClock } from '../../wwwroot/live/time.js';

const cases = JSON.parse(readFileSync(new URL('../TestData/live/durations.json', import.meta.url)));

for (const { nanoseconds, text } of cases) {
  test(`duration of ${nanoseconds} ns is ${text}`, () => assert.equal(duration(nanoseconds), text));
}

test('ticking shows tenths below a minute', () => assert.equal(ticking(7_549_000_000), '7.5 s'));
test('ticking shows seconds above a minute', () => assert.equal(ticking(61_900_000_000), '1 m 01 s'));
test('ticking never shows a negative total', () => assert.equal(ticking(-5), '0.0 s'));
test('seconds keeps milliseconds', () => assert.equal(seconds(3_204_499_999), '3.204'));
test('seconds marks what lies before zero', () => assert.equal(seconds(-120_000_000), '\u22120.120'));
test('seconds has no negative zero', () => assert.equal(seconds(-100_000), '0.000'));
test('share has a decimal below ten', () => assert.equal(share(4, 1000), '0.4 %'));
test('share never says nothing for something', () => assert.equal(share(1, 1_000_000), '<0.1 %'));
test('share is whole from ten on', () => assert.equal(share(257, 1000), '26 %'));
test('share of nothing is nothing', () => assert.equal(share(5, 0), '0 %'));
test('wall clock in UTC adds the offset', () => assert.equal(wallClock(Date.UTC(2026, 2, 14, 23, 59, 59, 900), 250_000_000, true), '00:00:00.150'));
