import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { test } from 'node:test';
import { join, loadEmbedded } from '../../wwwroot/live/embedded.js';

test('text and what is known of it become lines with their runs', () => {
  const lines = join('plain\nred bold\n\n', [[1, 4, 100, 'console'], [2, 5, 200, 'qemu', [[4, 'fg1'], [4, null]]], [3, 6, 300, 'console']]);

  assert.deepEqual(lines, [
    { number: 1, seq: 4, at: 100, source: 'console', runs: [['plain']] },
    { number: 2, seq: 5, at: 200, source: 'qemu', runs: [['red ', 'fg1'], ['bold']] },
    { number: 3, seq: 6, at: 300, source: 'console', runs: [['']] },
  ]);
});

test('blocks are read in order and taken off the page', async () => {
  const block = (text, about) => ({ textContent: text, nextElementSibling: { textContent: deflateRawSync(JSON.stringify(about)).toString('base64') } });
  let removed = false;
  const page = {
    body: { classList: { contains: () => true } },
    querySelectorAll: () => [block('a\n', [[1, 0, 0, 'console']]), block('b\n', [[2, 1, 5, 'console']])],
    querySelector: () => ({ remove: () => (removed = true) }),
  };
  const seen = [];

  assert.equal(await loadEmbedded((lines) => seen.push(...lines.map((line) => line.runs[0][0])), page), true);
  assert.deepEqual(seen, ['a', 'b']);
  assert.ok(removed);
});

test('a page that a server sent has no lines inside', async () => {
  assert.equal(await loadEmbedded(() => assert.fail(), { body: { classList: { contains: () => false } } }), false);
});
