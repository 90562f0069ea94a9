import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linksSaid } from '../../wwwroot/live/keeping.js';
import { ending } from '../../wwwroot/live/shareapi.js';

test('deleting says what becomes of the links', () => {
  assert.equal(linksSaid(0), 'No link leads to it.');
  assert.match(linksSaid(1), /^One open link /);
  assert.match(linksSaid(2), /^2 open links /);
});

test('the day on which a share ends with its boot is that of UTC', () => {
  assert.equal(ending('2026-05-03T23:59:00Z'), 'This share ends on 3 May 2026, when retention removes its boot.');
});
