import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAUSE, Trail } from '../../wwwroot/live/trail.js';

function at() {
  const clock = { now: 0 };
  return { clock, trail: new Trail(() => clock.now) };
}

test('what nobody did on purpose begins no entry', () => assert.equal(at().trail.take(), false));

test('each deed begins one entry', () => {
  const { trail } = at();
  for (let i = 0; i < 3; i++) {
    trail.deed('select');
    assert.equal(trail.take(), true);
    assert.equal(trail.take(), false);
  }
});

test('the ticks of a wheel are one entry, and after a pause another', () => {
  const { clock, trail } = at();
  const taken = [];
  for (const wait of [0, 50, 50, PAUSE, PAUSE + 1, 50]) {
    clock.now += wait;
    trail.deed('zoom', true);
    taken.push(trail.take());
  }
  assert.deepEqual(taken, [true, false, false, false, true, false]);
});

test('another kind of step is another entry', () => {
  const { trail } = at();
  trail.deed('zoom', true);
  trail.take();
  trail.deed('select', true);
  assert.equal(trail.take(), true);
});

test('deeds that are written together are one entry', () => {
  const { trail } = at();
  trail.deed('select');
  trail.deed('zoom');
  assert.equal(trail.take(), true);
  assert.equal(trail.take(), false);
});

test('after going back a step begins a new entry', () => {
  const { trail } = at();
  trail.deed('zoom', true);
  trail.take();
  trail.reset();
  trail.deed('zoom', true);
  assert.equal(trail.take(), true);
});
