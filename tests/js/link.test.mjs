import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lostText } from '../../wwwroot/live/link.js';

test('a lost connection tells what is kept and claims nothing of the boot', () => {
  assert.equal(lostText(4), 'Connection to the server lost. Trying again in 4 s. What came until now stays here; whether the boot goes on cannot be seen from here.');
  assert.match(lostText(0), /Trying again… What/);
  assert.doesNotMatch(lostText(4), /not affected|keeps? running/);
});
