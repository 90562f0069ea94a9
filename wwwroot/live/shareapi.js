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

/** What revoking does, for the question before it. */
export const REVOKING = 'Revoke this link? Whoever watches is cut off at once, the link never shows the boot again, and this cannot be undone.';

/**
 * The live share that a click on Share shows instead of making one more, or null when this person has none of this boot.
 * A link goes to the clipboard by itself only if it shows no more and no less than a new one would.
 * @param {(id: string) => boolean} known whether this browser made the share's link, which the server cannot tell again
 */
export function firstToShow(shares, { known, person, usual }) {
  const mine = shares.filter((share) => known(share.id));
  const plain = mine.find((share) => Object.keys(usual).every((name) => share.contents[name] === usual[name]));
  if (plain) return { share: plain, copies: true, sentence: 'Link copied. It was made before; whoever has it can watch without signing in.' };
  if (mine.length > 0) return { share: mine[0], copies: false, sentence: 'This link was made before and shows what is chosen below. Copy it, or make another.' };
  const elsewhere = shares.find((share) => share.createdBy === person);
  return elsewhere ? { share: elsewhere, copies: false, sentence: 'You made this link in another browser, and only that one knows it. Make another link to have one here.' } : null;
}
