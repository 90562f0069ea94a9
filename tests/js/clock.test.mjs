import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clock } from '../../wwwroot/live/clock.js';

test('a clock goes on by itself from the last offset heard', () => {
  let now = 1000;
  const clock = new Clock(() => now);
  clock.heard(5000);
  now = 1500;
  assert.equal(clock.now(), 5500);
});

test('a late message does not turn the clock back', () => {
  let now = 0;
  const clock = new Clock(() => now);
  clock.heard(5000);
  now = 1000;
  clock.heard(5200);
  assert.equal(clock.now(), 6000);
});

test('a stopped clock stays where the boot ended', () => {
  let now = 0;
  const clock = new Clock(() => now);
  clock.heard(5000);
  clock.stop(5100);
  now = 9999;
  assert.equal(clock.now(), 5100);
});
