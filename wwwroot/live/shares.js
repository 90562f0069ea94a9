// The list of shares: renew, revoke, and copy the links that this browser made.
import { $, $$, copy, setText } from './dom.js';
import { askAt } from './ask.js';
import { forget, recall } from './links.js';
import { ask, REVOKING } from './shareapi.js';

for (const row of $$('[data-share-id]')) {
  const button = $('[data-copy]', row);
  if (button) button.hidden = !recall(row.dataset.shareId);
}

document.addEventListener('click', async (event) => {
  const row = event.target.closest?.('[data-share-id]');
  const button = event.target.closest?.('button');
  if (!row || !button) return;
  const id = row.dataset.shareId;
  if ('copy' in button.dataset) {
    await copy(recall(id));
    setText(button, 'Copied');
    setTimeout(() => setText(button, 'Copy link'), 1500);
  } else if (button.dataset.act) {
    if (button.dataset.act === 'revoke' && !await askAt(button, REVOKING, 'Revoke for good')) return;
    await act(button, 'POST', `/shares/${id}/${button.dataset.act}`, () => button.dataset.act === 'revoke' && forget(id));
  } else if (button.dataset.keep) {
    await act(button, 'PUT', `/boots/${button.dataset.keep}/keep`);
  }
});

async function act(button, method, path, done) {
  button.disabled = true;
  try {
    await ask(method, path);
    done?.();
    location.reload();
  } catch (error) {
    const problem = $('#shares-problem');
    setText(problem, error.message);
    problem.hidden = false;
    button.disabled = false;
  }
}
