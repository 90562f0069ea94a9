import assert from 'node:assert/strict';
import { test } from 'node:test';
import { details, expiry, firstToShow } from '../../wwwroot/live/shareapi.js';
import { shareToken } from '../../wwwroot/live/share.js';

const now = Date.parse('2026-05-03T12:00:00Z');

test('expiry is told in the unit that fits', () => {
  assert.equal(expiry(null, now), 'never expires');
  assert.equal(expiry('2026-05-15T12:00:00Z', now), 'expires in 12 days');
  assert.equal(expiry('2026-05-04T11:00:00Z', now), 'expires in 23 hours');
  assert.equal(expiry('2026-05-03T12:00:20Z', now), 'expires in 1 minute');
  assert.equal(expiry('2026-05-03T12:00:00Z', now), 'expired');
});

test('who made it, how long it lives and how often it was opened stand beside a share', () => {
  const share = { createdBy: 'kim', expiresAt: null, views: 1, viewers: 2 };
  assert.equal(details(share, now), 'by kim, never expires, opened once, 2 watching now');
  assert.equal(details({ ...share, views: 0, viewers: 0 }, now), 'by kim, never expires, not opened yet');
});

test('only a whole token below /s is one', () => {
  const token = 'AbC-_0123456789012345678901234567'.slice(0, 32);
  assert.equal(shareToken(`/s/${token}`), token);
  for (const path of ['/s/short', `/s/${token}x`, `/boots/abcdefghij`, `/s/${token}/lines`]) assert.equal(shareToken(path), null);
});

test('a second click on Share shows what is there before it makes more', () => {
  const usual = { console: true, redact: true };
  const share = (id, createdBy, contents = usual) => ({ id, createdBy, contents });
  const show = (shares, known = []) => firstToShow(shares, { known: (id) => known.includes(id), person: 'kim', usual });

  assert.equal(show([]), null);
  assert.equal(show([share('a', 'alex')]), null);
  assert.equal(show([share('a', 'alex'), share('b', 'kim')]).share.id, 'b');
  assert.equal(show([share('b', 'kim')]).copies, false);
  const open = share('c', 'kim', { console: true, redact: false });
  assert.deepEqual([show([open], ['c']).share.id, show([open], ['c']).copies], ['c', false]);
  assert.deepEqual([show([open, share('d', 'kim')], ['c', 'd']).share.id, show([open, share('d', 'kim')], ['c', 'd']).copies], ['d', true]);
});
