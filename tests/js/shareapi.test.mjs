import assert from 'node:assert/strict';
import { test } from 'node:test';
import { details, expiry } from '../../wwwroot/live/shareapi.js';
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
