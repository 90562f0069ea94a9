import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

const END = '\x1e';

class FakeSocket {
  static OPEN = 1;
  static all = [];
  constructor() {
    this.readyState = 1;
    this.sent = [];
    FakeSocket.all.push(this);
  }
  send(text) {
    this.sent.push(JSON.parse(text.slice(0, -1)));
  }
  close() {
    this.readyState = 3;
    this.onclose?.();
  }
  greet() {
    this.onopen();
    this.onmessage({ data: `{}${END}` });
  }
  receive(...messages) {
    this.onmessage({ data: messages.map((message) => JSON.stringify(message) + END).join('') });
  }
  asked() {
    return this.sent.find((message) => message.type === 4)?.arguments;
  }
}

globalThis.WebSocket = FakeSocket;
const { Stream } = await import('../../wwwroot/live/stream.js');

const frames = (...sequences) => ({ type: 2, invocationId: '1', item: sequences.map((seq) => ({ seq })) });

function opened(from = 0) {
  FakeSocket.all = [];
  const seen = [];
  const states = [];
  let ended = 0;
  const stream = new Stream({ url: 'ws://x', boot: 'b', from, onFrames: (list) => seen.push(...list.map((frame) => frame.seq)), onState: (state) => states.push(state), onEnd: () => ended++ });
  stream.open();
  FakeSocket.all[0].greet();
  return { stream, seen, states, ended: () => ended, socket: (index) => FakeSocket.all[index] };
}

test('it asks for the entry the picture ends at', () => {
  const { socket, stream } = opened(17);
  assert.deepEqual(socket(0).asked(), ['b', 17]);
  stream.close();
});

test('after a cut it asks from the entry after the last one seen, and hands out nothing twice', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const { stream, seen, socket } = opened(0);
  socket(0).receive(frames(0, 1, 2));
  socket(0).close();
  mock.timers.tick(1);
  socket(1).greet();
  assert.deepEqual(socket(1).asked(), ['b', 3]);
  socket(1).receive(frames(2, 3, 4));
  assert.deepEqual(seen, [0, 1, 2, 3, 4]);
  stream.close();
  mock.timers.reset();
});

test('lines let go while it was cut off are told of, and not asked for again', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const { stream, seen, socket } = opened(3);
  socket(0).receive({ type: 2, invocationId: '1', item: [{ seq: 1, event: { type: 'dropped', lastSequence: 9 } }] });
  assert.deepEqual(seen, [1]);
  socket(0).close();
  mock.timers.tick(1);
  socket(1).greet();
  assert.deepEqual(socket(1).asked(), ['b', 10]);
  stream.close();
  mock.timers.reset();
});

test('attempts come at growing distances until one succeeds', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const { stream, states, socket } = opened(0);
  for (let attempt = 0; attempt < 4; attempt++) {
    socket(FakeSocket.all.length - 1).close();
    mock.timers.tick(20000);
  }
  const waits = states.filter((state) => !state.connected).map((state) => state.attempt);
  assert.deepEqual(waits, [1, 2, 3, 4]);
  stream.close();
  mock.timers.reset();
});

test('a message cut by the network is put together', () => {
  const { stream, seen, socket } = opened(0);
  const whole = JSON.stringify(frames(0, 1)) + END;
  socket(0).onmessage({ data: whole.slice(0, 20) });
  socket(0).onmessage({ data: whole.slice(20) });
  assert.deepEqual(seen, [0, 1]);
  stream.close();
});

test('the end of the boot is the end of the stream', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const { ended, socket } = opened(0);
  socket(0).receive({ type: 3, invocationId: '1' });
  mock.timers.tick(60000);
  assert.equal(ended(), 1);
  assert.equal(FakeSocket.all.length, 1);
  mock.timers.reset();
});

test('a refused stream is asked for again', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const { stream, ended, socket } = opened(0);
  socket(0).receive({ type: 3, invocationId: '1', error: 'busy' });
  mock.timers.tick(60000);
  assert.equal(ended(), 0);
  assert.ok(FakeSocket.all.length > 1);
  stream.close();
  mock.timers.reset();
});

test('a silent connection is given up', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  const { stream, socket } = opened(0);
  mock.timers.tick(31000);
  assert.equal(socket(0).readyState, 3);
  stream.close();
  mock.timers.reset();
});

test('pins come beside the frames, as a whole, and leave what is asked for next as it is', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  FakeSocket.all = [];
  const lists = [];
  const stream = new Stream({ url: 'ws://x', boot: 'b', from: 4, onFrames: () => {}, onState: () => {}, onEnd: () => {}, onPins: (pins) => lists.push(pins.length) });
  stream.open();
  FakeSocket.all[0].greet();
  const asked = (socket) => socket.sent.filter((message) => message.type === 4).map((message) => [message.target, ...message.arguments]);
  assert.deepEqual(asked(FakeSocket.all[0]), [['Watch', 'b', 4], ['Pins', 'b']]);
  FakeSocket.all[0].receive({ type: 2, invocationId: '2', item: [{ id: 1 }] }, frames(4, 5), { type: 2, invocationId: '2', item: [{ id: 1 }, { id: 2 }] });
  assert.deepEqual(lists, [1, 2]);
  FakeSocket.all[0].close();
  mock.timers.tick(1);
  FakeSocket.all[1].greet();
  assert.deepEqual(asked(FakeSocket.all[1]), [['Watch', 'b', 6], ['Pins', 'b']]);
  stream.close();
  mock.timers.reset();
});

test('after the end of the boot the pins go on alone', () => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  FakeSocket.all = [];
  let [ended, lists] = [0, 0];
  const stream = new Stream({ url: 'ws://x', boot: 'b', from: 0, onFrames: () => {}, onState: () => {}, onEnd: () => ended++, onPins: () => lists++ });
  stream.open();
  FakeSocket.all[0].greet();
  FakeSocket.all[0].receive({ type: 3, invocationId: '1' }, { type: 2, invocationId: '2', item: [] }, { type: 3, invocationId: '2' });
  assert.deepEqual([ended, lists], [1, 1]);
  FakeSocket.all[0].close();
  mock.timers.tick(1);
  FakeSocket.all[1].greet();
  assert.deepEqual(FakeSocket.all[1].sent.filter((message) => message.type === 4).map((message) => message.target), ['Pins']);
  stream.close();
  mock.timers.reset();
});
