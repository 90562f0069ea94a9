import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as words from '../../wwwroot/live/import-words.js';

const boot = { title: 'a.log', sentence: 'It came up.', program: 'guestfish', libguestfs: '1.48.6', clockNote: 'Order only.', firstLine: 1, lastLine: 9, guestKernel: '6.1', qemu: '7.2', accelerator: 'tcg', total: 2.5e9 };
const answer = { created: false, kind: 'log', format: ['gzip'], wrappings: ['ts'], lines: 1200, unmatched: 3, examples: ['7: x'], boots: [boot, boot] };

test('facts of a log name program, wrapping, clock and count', () => {
  assert.deepEqual(words.facts(answer), [
    ['What it is', 'gzip → log, 1,200 lines'],
    ['Program', 'guestfish, libguestfs 1.48.6'],
    ['Boots found', '2'],
    ['Taken off', 'ts'],
    ['Clock', 'Order only.'],
    ['Unmatched lines', '3 of 1,200; they are kept'],
  ]);
});

test('a boot is described by its lines and versions', () => {
  assert.deepEqual(words.boot(boot), { title: 'a.log', sentence: 'It came up.', place: 'lines 1 to 9', about: 'Linux 6.1 · qemu 7.2 · TCG · 2.50 s' });
});

test('the button counts boots', () => {
  assert.equal(words.createLabel({ boots: [boot] }), 'Create 1 boot');
  assert.equal(words.createLabel(answer), 'Create 2 boots');
});

test('what was imported before leads to its boots, and can be imported again', () => {
  const before = { ...answer, already: true };
  assert.equal(words.createLabel(before), 'Import again anyway');
  assert.equal(words.state(before), 'This was imported before: nothing was stored, the boots are above.');
  assert.equal(words.state({ ...before, boots: [boot] }), 'This was imported before: nothing was stored, the boot is above.');
  assert.equal(words.state(answer), 'Nothing is stored yet.');
  assert.equal(words.state({ ...answer, created: true }), '2 boots created.');
});

test('a boot whose log has order only has no total', () => {
  assert.equal(words.boot({ ...boot, total: null }).about, 'Linux 6.1 · qemu 7.2 · TCG · order only');
});

test('a problem keeps its reasons and numbers the lines given back', () => {
  const said = words.problem(422, { reasons: ['Nothing.'], lookedFor: ['SeaBIOS'], firstLines: ['one', 'two'], lines: 50 });
  assert.deepEqual(said, { sentences: ['Nothing.'], lookedFor: ['SeaBIOS'], lines: ['  1  one', '  2  two'], more: 48 });
  assert.match(words.problem(413, null).sentences[0], /larger/);
});
