// Durations and instants as people read them. Everything in this program counts nanoseconds since the request.

/** 0 ms, <0.1 ms, 4.2 ms, 812 ms, 1.23 s, 2 m 03 s, 1 h 02 m. Durations.cs prints the same text. */
export function duration(ns) {
  if (ns <= 0) return '0 ms';
  const tenths = Math.floor((ns + 50_000) / 100_000);
  if (tenths < 1) return '<0.1 ms';
  if (tenths < 100) return `${Math.floor(tenths / 10)}.${tenths % 10} ms`;
  const millis = Math.floor((ns + 500_000) / 1_000_000);
  if (millis < 1000) return `${millis} ms`;
  const hundredths = Math.floor((ns + 5_000_000) / 10_000_000);
  if (hundredths < 6000) return `${Math.floor(hundredths / 100)}.${pad(hundredths % 100)} s`;
  const seconds = Math.floor((ns + 500_000_000) / 1_000_000_000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${pad(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} m`;
}

/** A running total: tenths of a second while short, so that the last digit can be read as it ticks. */
export function ticking(ns) {
  const tenths = Math.max(0, Math.floor(ns / 100_000_000));
  if (tenths < 600) return `${Math.floor(tenths / 10)}.${tenths % 10} s`;
  const seconds = Math.floor(tenths / 10);
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} m ${pad(seconds % 60)} s`
    : `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} m`;
}

/** Seconds with milliseconds, such as 3.204 or −0.120, for the console's elapsed and delta stamps. */
export function seconds(ns) {
  const millis = Math.round(Math.abs(ns) / 1_000_000);
  const sign = ns < 0 && millis > 0 ? '\u2212' : '';
  return `${sign}${Math.floor(millis / 1000)}.${pad(millis % 1000, 3)}`;
}

/** The wall clock at an offset, as 21:18:10.123 in UTC or in the reader's zone. */
export function wallClock(requestedAt, ns, utc) {
  const at = new Date(requestedAt + ns / 1_000_000);
  const part = utc
    ? [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds(), at.getUTCMilliseconds()]
    : [at.getHours(), at.getMinutes(), at.getSeconds(), at.getMilliseconds()];
  return `${pad(part[0])}:${pad(part[1])}:${pad(part[2])}.${pad(part[3], 3)}`;
}

export const isoInstant = (requestedAt, ns) => new Date(requestedAt + ns / 1_000_000).toISOString();

/** A share of the whole in percent: 0.4 %, 26 %. */
export function share(part, whole) {
  if (whole <= 0) return '0 %';
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.05) return '<0.1 %';
  return percent >= 9.95 || percent === 0 ? `${Math.round(percent)} %` : `${percent.toFixed(1)} %`;
}

function pad(value, width = 2) {
  return String(value).padStart(width, '0');
}
