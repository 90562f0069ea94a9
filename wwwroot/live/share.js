// What only the page of a share has: its token, and who else watches.
import { $, element, setText } from './dom.js';

/** The token when a boot is served below /s, else null. */
export function shareToken(path) {
  return /^\/s\/([A-Za-z0-9_-]{32})$/.exec(path)?.[1] ?? null;
}

/** @param {number} count of all watchers, this page among them */
export function showViewers(count) {
  setText($('#share-viewers'), count > 1 ? `${count.toLocaleString('en')} watching` : '');
}

/** The share is over: takes the boot off the page at once and then asks the server what to say instead. */
export function closePage() {
  const closed = element('main', 'share-closed');
  closed.dataset.share = 'closed';
  closed.append(element('h1', '', 'This share has ended'), element('p', '', 'It was revoked or has expired, and shows nothing more.'));
  document.body.replaceChildren(closed);
  location.reload();
}

export function showEnded() {
  const live = $('#share-live');
  if (live) live.hidden = true;
}
