// The badges of labels on the page of shares: make, copy, revoke. Only the browser that made a link knows it.
import { $, $$, copy, setText } from './dom.js';
import { askAt } from './ask.js';
import { forget, recall, remember } from './links.js';
import { ask } from './shareapi.js';

/** The picture as Markdown; a label cannot end the alternative text it stands in. */
export function badgeMarkdown(label, url) {
  const text = label.replace(/[\\`*_{}[\]<>()#!|&~]/g, '\\$&').replace(/\s+/g, ' ');
  return `![${text}](${url})`;
}

const REVOKING = 'Revoke this badge? Wherever it stands, it shows no boot from now on, and this cannot be undone.';

async function act(button, row) {
  const id = row.dataset.badgeId;
  if (button.dataset.badge === 'revoke') {
    if (!await askAt(button, REVOKING, 'Revoke for good')) return;
    await ask('POST', `/badges/${id}/revoke`);
    forget(id);
    location.reload();
    return;
  }
  const label = button.textContent;
  await copy(button.dataset.badge === 'link' ? recall(id) : badgeMarkdown(row.dataset.labelText, recall(id)));
  setText(button, 'Copied');
  setTimeout(() => setText(button, label), 1500);
}

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    const problem = $('#shares-problem');
    setText(problem, error.message);
    problem.hidden = false;
    problem.scrollIntoView({ block: 'nearest' });
  }
}

function connect(form) {
  for (const row of $$('[data-badge-id]')) {
    for (const button of $$('[data-badge]:not([data-badge=revoke])', row)) button.hidden = !recall(row.dataset.badgeId);
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void attempt(async () => {
      const made = await ask('POST', '/badges', { label: form.elements.label.value });
      remember(made.badge.id, made.url);
      location.reload();
    });
  });
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-badge]');
    const row = button?.closest('[data-badge-id]');
    if (row) void attempt(() => act(button, row));
  });
}

const form = globalThis.document && $('#badge-form');
if (form) connect(form);
