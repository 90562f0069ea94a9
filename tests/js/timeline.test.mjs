import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Timeline } from '../../wwwroot/live/timeline.js';

const bar = (id, parent, name, start, end, first, last, more = {}) => ({
  id, parent, kind: parent < 0 ? 'stage' : 'activity', name, stage: name.split(':')[0], attempt: 1, depth: parent < 0 ? 0 : 1,
  start, end, firstSequence: first, lastSequence: last, rule: null, guestStart: null, ...more,
});

const sample = () => new Timeline([
  bar(0, -1, 'kernel', 0, 100, 1, 10),
  bar(1, -1, 'initrd', 100, null, 10, null),
  bar(2, 1, 'initrd:insmod ext4', 110, 120, 12, 14),
  bar(3, 1, 'initrd:insmod ext4', 120, null, 14, null),
  bar(4, 1, 'after insmod', 120, 121, 14, 14, { kind: 'gap' }),
], [], 130);

test('changes applied in order give the same picture as the bars themselves', () => {
  const whole = sample();
  const grown = new Timeline();
  for (const each of whole.bars) {
    grown.apply({ type: 'opened', bar: { ...each, end: null, lastSequence: null } });
    if (each.end !== null) grown.apply({ type: 'closed', id: each.id, end: each.end, lastSequence: each.lastSequence });
  }
  assert.deepEqual(grown.bars, whole.bars);
});

test('the bar at an entry is the innermost activity', () => assert.equal(sample().barAt(13).id, 2));
test('the entry that closes a bar belongs to the next one', () => assert.equal(sample().barAt(14).id, 3));
test('an entry without an activity belongs to its stage', () => assert.equal(sample().barAt(5).id, 0));
test('an entry before everything belongs to nothing', () => assert.equal(sample().barAt(0), null));
test('an open bar covers everything that follows', () => assert.deepEqual(sample().entriesOf(sample().bars[3]), { first: 14, last: Infinity }));

test('every bar has a name of its own that leads back to it', () => {
  const timeline = sample();
  const names = timeline.bars.map((each) => timeline.nameOf(each));
  assert.equal(new Set(names).size, names.length);
  names.forEach((name, id) => assert.equal(timeline.byName(name).id, id));
});

test('zero points are those already reached', () => {
  assert.deepEqual(Object.keys(sample().zeroPoints()), ['request', 'kernel']);
});

test('zero points belong to the last attempt', () => {
  const timeline = new Timeline([bar(0, -1, 'qemu', 0, 10, 0, 5), bar(1, -1, 'qemu', 10, 20, 5, 9, { attempt: 2 })]);
  assert.equal(timeline.zeroPoints().qemu, 10);
});

test('a bar that only the steps of its own lines made long has an order and no length', () => {
  const stepped = new Timeline([bar(0, -1, 'qemu', 0, 3_000, 1, 4), bar(1, -1, 'kernel', 3_000, 8_000, 4, 8), bar(2, -1, 'init', 8_000, null, 8, null)], [], 8_000, true);
  assert.deepEqual(stepped.bars.map((each) => stepped.untimed(each)), [true, false, false]);

  const stamped = new Timeline(stepped.bars, [], 8_000);
  assert.equal(stamped.untimed(stepped.bars[0]), false);
});
