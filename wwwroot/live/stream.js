// One resumable stream from the server's hub, spoken directly in SignalR's JSON protocol over a WebSocket.
// The entry after the last one seen is asked for at every connection, so nothing comes twice and nothing is missed.

const END = '\x1e';
const PING = { type: 6 };
const WAITS = [0, 1000, 2000, 5000, 10000, 15000];
const SILENCE = 30000;
const STEADY = 30000;

export class Stream {
  #socket = null;
  #attempt = 0;
  #since = 0;
  #timer = 0;
  #quiet = 0;
  #pings = 0;
  #closed = false;
  #rest = '';

  /**
   * @param {{ url: string, boot: string, from: number,
   *   onFrames: (frames: object[]) => void, onState: (state: object) => void, onEnd: () => void,
   *   onMessage?: (name: string, values: unknown[]) => void,
   *   frames?: boolean, onPins?: (pins: object[]) => void }} options frames is false when the boot is over and only its pins are watched
   */
  constructor(options) {
    this.options = options;
    this.next = options.from;
    this.framed = options.frames ?? true;
  }

  open() {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#rest = '';
    const socket = new WebSocket(this.options.url);
    this.#socket = socket;
    socket.onopen = () => this.#send({ protocol: 'json', version: 1 });
    socket.onmessage = (message) => this.#read(message.data);
    socket.onclose = () => socket === this.#socket && this.#lost();
    this.#listen();
  }

  /** Tries at once instead of waiting, for the reader who is in a hurry and for a network that came back. */
  hurry() {
    if (!this.#closed && this.#socket === null) this.open();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#quiet);
    clearInterval(this.#pings);
    this.#socket?.close();
    this.#socket = null;
  }

  #read(data) {
    this.#listen();
    const parts = (this.#rest + data).split(END);
    this.#rest = parts.pop();
    for (const part of parts) this.#take(JSON.parse(part));
  }

  #take(message) {
    switch (message.type) {
      case undefined:
        this.#greeted(message);
        break;
      case 1:
        this.options.onMessage?.(message.target, message.arguments);
        break;
      case 2:
        if (message.invocationId === '2') this.options.onPins?.(message.item);
        else this.#frames(message.item);
        break;
      case 3:
        this.#completed(message);
        break;
      case 7:
        this.#socket?.close();
        break;
    }
  }

  #greeted(message) {
    if (message.error) {
      this.#socket?.close();
      return;
    }
    this.#since = Date.now();
    if (this.framed) this.#send({ type: 4, invocationId: '1', target: 'Watch', arguments: [this.options.boot, this.next] });
    if (this.options.onPins) this.#send({ type: 4, invocationId: '2', target: 'Pins', arguments: [this.options.boot] });
    clearInterval(this.#pings);
    this.#pings = setInterval(() => this.#send(PING), 15000);
    this.options.onState({ connected: true, next: this.next });
  }

  #frames(frames) {
    this.#attempt = 0;
    const fresh = frames.filter((frame) => last(frame) >= this.next);
    if (fresh.length === 0) return;
    this.next = last(fresh[fresh.length - 1]) + 1;
    this.options.onFrames(fresh);
  }

  // The pins come as a whole, at every connection and after every change, beside the frames and their sequence.
  #completed(message) {
    if (message.error) {
      this.#socket?.close();
      return;
    }
    if (message.invocationId === '2') return;
    this.framed = false;
    if (!this.options.onPins) this.close();
    this.options.onEnd();
  }

  #lost() {
    this.#socket = null;
    clearTimeout(this.#quiet);
    clearInterval(this.#pings);
    if (this.#closed) return;
    // A connection that held for a while was good, also when there was nothing to say.
    if (this.#since > 0 && Date.now() - this.#since > STEADY) this.#attempt = 0;
    this.#since = 0;
    const wait = WAITS[Math.min(this.#attempt++, WAITS.length - 1)];
    this.#timer = setTimeout(() => this.open(), wait * (0.8 + 0.4 * Math.random()));
    this.options.onState({ connected: false, attempt: this.#attempt, retryAt: Date.now() + wait });
  }

  // A connection that has said nothing for long, not even a ping, is dead although nobody closed it.
  #listen() {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#socket?.close(), SILENCE);
  }

  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message) + END);
  }
}

// Lines that were let go are one frame, also when some of them were seen before.
function last(frame) {
  return frame.event?.lastSequence ?? frame.seq;
}
