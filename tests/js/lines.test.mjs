import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lines, matcher, places, search } from '../../wwwroot/live/lines.js';

const line = (number, text, more = {}) => ({ number, seq: number * 2, at: number * 1000, source: 'console', runs: [[text]], ...more });

const filled = (...texts) => {
  const lines = new Lines();
  texts.forEach((text, index) => lines.add(line(index + 1, text)));
  return lines;
};

test('a continued line keeps its index, time and styles', () => {
  const lines = filled('one', 'two');
  lines.add(line(3, 'wait', { source: 'qemu' }));
  lines.add(line(4, 'between'));
  assert.equal(lines.add({ number: 3, seq: 99, at: 99, source: 'qemu', runs: [['for '], ['it', 'fg1']] }), 2);
  assert.equal(lines.count, 4);
  assert.equal(lines.texts[2], 'waitfor it');
  assert.deepEqual(lines.runs(2), [['wait'], ['for '], ['it', 'fg1']]);
  assert.equal(lines.sequences[2], 6);
});

test('lines let go of which some are here stand behind them', () => {
  const lines = filled('one', 'two', 'three');
  lines.add({ number: 2, seq: 4, at: 9000, source: 'dropped', runs: [['9 lines were let go']] });
  lines.add(line(11, 'last'));
  assert.deepEqual(lines.numbers, [1, 2, 3, 4, 11]);
  assert.deepEqual(lines.sequences, [2, 4, 6, 6, 22]);
});

test('a line that was only escape sequences so far begins where its text does', () => {
  const lines = filled('one', '');
  lines.add({ number: 2, seq: 50, at: 50, source: 'console', runs: [['Linux version']] });
  assert.equal(lines.sequences[1], 50);
  lines.add({ number: 2, seq: 60, at: 60, source: 'console', runs: [[' 6.1']] });
  assert.equal(lines.sequences[1], 50);
});

test('a line that never ends is shown up to a limit, and says so once', () => {
  const lines = new Lines();
  const piece = (seq) => lines.add({ number: 1, seq, at: 0, source: 'console', runs: [['x'.repeat(65_536)]] });
  for (let seq = 0; seq < 5; seq++) piece(seq);
  assert.equal(lines.texts[0].length, 65_536);
  assert.deepEqual(lines.runs(0).slice(1), [[' \u2026 goes on in the raw console', 'cut']]);
});

test('numbers find their line, also across lines that were let go', () => {
  const lines = filled('one');
  lines.add(line(2, '98 lines were let go', { source: 'dropped' }));
  lines.add(line(100, 'last'));
  assert.equal(lines.indexOf(1), 0);
  assert.equal(lines.indexOf(50), 2);
  assert.equal(lines.indexOf(100), 2);
  assert.equal(lines.indexOf(101), -1);
});

test('sequences find the first line at or after them', () => {
  const lines = filled('a', 'b', 'c');
  assert.equal(lines.firstAt(3), 1);
  assert.equal(lines.firstAt(7), 3);
});

const found = (lines, pattern, asRegex = false) => search(lines, matcher(pattern, asRegex).regex, 0, lines.count);

test('a search in lower case finds every case', () => assert.deepEqual(found(filled('Kernel', 'kernel', 'init'), 'kernel'), [0, 1]));
test('a search with capitals finds only those', () => assert.deepEqual(found(filled('Kernel', 'kernel'), 'Kernel'), [0]));
test('a plain search takes signs as they are', () => assert.deepEqual(found(filled('a.c', 'abc', '[0.1]'), '.'), [0, 2]));
test('a regular expression is one', () => assert.deepEqual(found(filled('sda1', 'sdb', 'vda'), '^sd[a-z]\\d', true), [0]));
test('a marker of dropped lines is no hit', () => {
  const lines = new Lines();
  lines.add(line(1, '5 lines', { source: 'dropped' }));
  assert.deepEqual(found(lines, 'lines'), []);
});
test('half a regular expression is said to be one', () => assert.ok(matcher('(', true).error));
test('places are where a pattern stands, without empty ones', () => {
  assert.deepEqual(places(matcher('a', false).regex, 'banana'), [[1, 2], [3, 4], [5, 6]]);
  assert.deepEqual(places(matcher('x*', true).regex, 'axb'), [[1, 2]]);
});
