// The import page: reads a dropped, chosen or pasted log first without storing anything, then creates its boots on a click.
import * as words from './import-words.js';

const $ = (id) => document.getElementById(id);
const drop = $('import-drop');
const text = $('import-text');
let given = null; // What is sent: a File, or pasted text.
let name = null;
let there = false; // The same bytes were imported before.

const element = (tag, content, className) => {
  const made = document.createElement(tag);
  if (content !== undefined) made.textContent = content;
  if (className) made.className = className;
  return made;
};

async function send(preview) {
  const query = new URLSearchParams(name ? { name } : {});
  if (preview) query.set('preview', 'true');
  else if (there) query.set('again', 'true');
  const answer = await fetch(`/api/v1/import?${query}`, { method: 'POST', body: given, headers: { 'Content-Type': 'application/octet-stream' } });
  const body = await answer.json().catch(() => null);
  return { ok: answer.ok, status: answer.status, body };
}

function busy(on) {
  $('import-busy').hidden = !on;
  $('import-read').disabled = on || given === null;
  $('import-create').disabled = on;
}

function showProblem({ sentences, lookedFor, lines, more }) {
  const box = $('import-problem');
  box.replaceChildren();
  const inner = element('div');
  for (const sentence of sentences) inner.append(element('p', sentence));
  if (lookedFor.length > 0) {
    inner.append(element('p', 'Looked for:'));
    const list = element('ul');
    for (const what of lookedFor) { const item = element('li'); item.append(element('code', what)); list.append(item); }
    inner.append(list, element('p', `Your text is not lost; it begins like this${more > 0 ? ` (${words.count(more, 'more line')})` : ''}:`), element('pre', lines.join('\n')));
  }
  box.append(inner);
  box.hidden = false;
}

function showResult(answer) {
  $('import-facts').replaceChildren(...words.facts(answer).flatMap(([key, value]) => [element('dt', key), element('dd', value)]));
  $('import-boots').replaceChildren(...answer.boots.map((one) => {
    const { title, sentence, place, about } = words.boot(one);
    const item = element('li');
    const head = one.address ? Object.assign(element('a', title), { href: one.address }) : element('b', title);
    item.append(head, element('p', sentence), element('p', [place, about].filter(Boolean).join(' · '), 'muted'));
    return item;
  }));
  const unmatched = $('import-unmatched');
  unmatched.hidden = answer.examples.length === 0;
  unmatched.querySelector('summary').textContent = `Examples of the ${words.count(answer.unmatched, 'unmatched line')}`;
  unmatched.querySelector('pre').textContent = answer.examples.join('\n');
  $('import-create').textContent = words.createLabel(answer);
  $('import-create').hidden = answer.created;
  $('import-state').textContent = words.state(answer);
  there = answer.already;
  $('import-result').hidden = false;
}

async function run(preview) {
  $('import-problem').hidden = true;
  if (preview) $('import-result').hidden = true;
  busy(true);
  try {
    const { ok, status, body } = await send(preview);
    if (!ok) { showProblem(words.problem(status, body)); return; }
    showResult(body);
    if (body.created && body.boots.length === 1) location.assign(body.boots[0].address);
    else $('import-result').focus();
  } catch {
    showProblem(words.problem(0, { detail: 'The server could not be reached, or stopped reading because this is too large; nothing was imported.' }));
  } finally {
    busy(false);
  }
}

function take(what, called) {
  given = what;
  there = false;
  name = called;
  $('import-chosen').textContent = called ?? '';
  $('import-read').disabled = what === null;
}

function takeFile(file) {
  take(file, file.name);
  run(true);
}

$('import-file').addEventListener('change', (event) => { if (event.target.files.length > 0) takeFile(event.target.files[0]); });
$('import-read').addEventListener('click', () => run(true));
$('import-create').addEventListener('click', () => run(false));
text.addEventListener('input', () => take(text.value === '' ? null : text.value, null));

// Anywhere on the page, so that a near miss does not open the file in its place.
addEventListener('dragover', (event) => { event.preventDefault(); drop.dataset.over = ''; });
addEventListener('dragleave', (event) => { if (event.relatedTarget === null) delete drop.dataset.over; });
addEventListener('drop', (event) => {
  event.preventDefault();
  delete drop.dataset.over;
  const file = event.dataTransfer.files[0];
  if (file) { takeFile(file); return; }
  text.value = event.dataTransfer.getData('text');
  text.dispatchEvent(new Event('input'));
});
