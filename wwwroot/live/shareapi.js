// Shares over the API: every answer is data or a sentence that says what went wrong.

export class Problem extends Error {}

export async function ask(method, path, body) {
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, { method, ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }) });
  } catch {
    throw new Problem('The server did not answer, so it cannot be seen from here whether anything was changed. Try again.');
  }
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(data.detail ?? data.title ?? `The server answered ${answer.status}.`);
  return data;
}

/** "in 12 days", "in 3 hours", "in 5 minutes" or "never" */
export function expiry(expiresAt, now = Date.now()) {
  if (!expiresAt) return 'never expires';
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return 'expired';
  const count = (value, word) => `expires in ${value} ${word}${value === 1 ? '' : 's'}`;
  if (left >= 2 * 86_400_000) return count(Math.round(left / 86_400_000), 'day');
  if (left >= 2 * 3_600_000) return count(Math.round(left / 3_600_000), 'hour');
  return count(Math.max(1, Math.round(left / 60_000)), 'minute');
}

/** Said of a share whose boot goes before it does. The day is that of UTC, as on the pages the server draws. */
export function ending(at) {
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `This share ends on ${day}, when retention removes its boot.`;
}

/** What is told of a share beside its title. */
export function details(share, now = Date.now()) {
  const seen = share.views === 0 ? 'not opened yet' : `opened ${share.views === 1 ? 'once' : `${share.views} times`}`;
  const watching = share.viewers > 0 ? `, ${share.viewers} watching now` : '';
  return `by ${share.createdBy}, ${expiry(share.expiresAt, now)}, ${seen}${watching}`;
}
