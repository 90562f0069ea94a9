import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barDuring, linesBy } from '../../wwwroot/live/moments.js';
import { Player, SPEEDS } from '../../wwwroot/live/replay.js';

function playerOf(end) {
  const clock = { now: 0 };
  return { clock, player: new Player(end, () => clock.now) };
}

for (const speed of SPEEDS) {
  test(`at speed ${speed} a second of the clock is ${speed} s of the boot`, () => {
    const { clock, player } = playerOf(60e9);
    player.setSpeed(speed);
    player.play();
    clock.now += 1e9;
    assert.equal(player.step(), speed * 1e9);
  });
}

test('a change of speed counts from where the replay is', () => {
  const { clock, player } = playerOf(60e9);
  player.play();
  clock.now += 2e9;
  player.setSpeed(10);
  clock.now += 1e9;
  assert.equal(player.step(), 12e9);
});

test('paused time does not pass', () => {
  const { clock, player } = playerOf(60e9);
  player.play();
  clock.now += 1e9;
  player.pause();
  clock.now += 5e9;
  assert.equal(player.step(), 1e9);
  player.play();
  clock.now += 1e9;
  assert.equal(player.step(), 2e9);
});

test('a replay stops at the end and begins anew', () => {
  const { clock, player } = playerOf(3e9);
  player.play();
  clock.now += 9e9;
  assert.equal(player.step(), 3e9);
  assert.equal(player.playing, false);
  player.play();
  assert.equal(player.at, 0);
});

test('seeking stays within the boot', () => {
  const { player } = playerOf(3e9);
  player.seek(-1);
  assert.equal(player.at, 0);
  player.seek(9e9);
  assert.equal(player.at, 3e9);
});

test('lines are shown from the instant they came', () => {
  assert.deepEqual([0, 5, 10, 15, 30].map((at) => linesBy([5, 10, 10, 20], at)), [0, 1, 3, 3, 4]);
});

test('the bar of an instant is the innermost one, never a gap', () => {
  const bars = [
    { kind: 'stage', depth: 0, start: 0, end: 10, name: 'kernel' },
    { kind: 'activity', depth: 1, start: 2, end: 6, name: 'kernel:early' },
    { kind: 'gap', depth: 1, start: 6, end: 10, name: 'after early' },
    { kind: 'stage', depth: 0, start: 10, end: null, name: 'session' },
  ];
  assert.deepEqual([0, 2, 7, 10, 99].map((at) => barDuring(bars, at)?.name), ['kernel', 'kernel:early', 'kernel', 'session', 'session']);
});
