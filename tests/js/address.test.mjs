import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read, readLines, write } from '../../wwwroot/live/address.js';

const plain = { view: 'timeline', window: null, selection: null, zero: 'request', clock: 'elapsed', hidden: null, follow: null, rows: null, at: null, pin: null, lines: null };

test('defaults leave the address clean', () => assert.equal(write('', plain), ''));

test('a full state comes back as it was', () => {
  const state = {
    view: 'table', window: { from: 1.25e9, to: 3.4e9 }, selection: 'initrd:insmod virtio_scsi~2', zero: 'kernel', clock: 'utc', hidden: ['supermin', 'qemu'], follow: false,
    rows: 'all', at: 2.5e9, pin: 3, lines: { first: 120, last: 140 },
  };
  const address = write('', state);
  const [search, hash] = address.split('#');
  assert.deepEqual(read(search, `#${hash}`), state);
});

test('parameters of others stay', () => assert.equal(write('?token=x', { ...plain, view: 'about' }), '?token=x&view=about'));
test('a line turned around is put right', () => assert.deepEqual(readLines('#L140-L120'), { first: 120, last: 140 }));
test('one line is a range of one', () => assert.deepEqual(readLines('#L7'), { first: 7, last: 7 }));

for (const hash of ['', '#main', '#L', '#Lx', '#L1-', '#L12345678901234']) {
  test(`"${hash}" names no line`, () => assert.equal(readLines(hash), null));
}

test('nonsense in the address is passed over', () => {
  assert.deepEqual(read('?view=x&t=5-1&zero=moon&clock=sun&hide=moon&rows=some&at=soon&pin=-1', '#x'), {
    view: null, window: null, selection: null, zero: null, clock: null, hidden: null, follow: null, rows: null, at: null, pin: null, lines: null,
  });
});
