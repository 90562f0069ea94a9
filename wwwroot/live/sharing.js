// The Share button: one click gives a link and puts it on the clipboard; the dialog then shows what it opens and lets it be changed.
import { $, $$, copy, fromTemplate, setText } from './dom.js';
import { askAt } from './ask.js';
import { forget, recall, remember } from './links.js';
import { ask, details, ending, firstToShow, Problem, REVOKING } from './shareapi.js';

const CHOICES = ['console', 'pins', 'diskNames', 'commandLine', 'environment', 'redact'];

class Sharing {
  constructor(dialog) {
    this.dialog = dialog;
    this.boot = dialog.dataset.boot;
    this.person = dialog.dataset.person;
    this.usual = JSON.parse(dialog.dataset.usual);
    this.form = $('#share-form', dialog);
    this.link = $('#share-link', dialog);
    document.addEventListener('click', (event) => {
      const button = event.target.closest?.('[data-share]');
      if (button) void this.#try(() => this.#share(button));
    });
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('change', (event) => void this.#try(() => this.#change(event.target)));
    $('#share-copy', dialog).addEventListener('click', () => void this.#copyLink());
    $('#share-markdown', dialog).addEventListener('click', () => void this.#try(() => this.#copyMarkdown()));
    $('#share-keep', dialog).addEventListener('click', () => void this.#try(() => this.#keep()));
    $('#share-make', dialog).addEventListener('click', () => void this.#try(() => this.#make()));
    $('#share-list', dialog).addEventListener('click', (event) => void this.#try(() => this.#inList(event.target)));
  }

  // The first click makes a link; later ones show what there is, and another link is made only when asked for.
  async #share(button) {
    button.disabled = true;
    try {
      await this.#list();
      const first = firstToShow(this.shares, { known: (id) => recall(id) !== null, person: this.person, usual: this.usual });
      if (!first) {
        await this.#make();
        return;
      }
      this.#show(first.share);
      if (first.copies) await copy(recall(first.share.id));
      this.#say(first.sentence);
    } finally {
      button.disabled = false;
      if (!this.dialog.open) this.dialog.showModal();
    }
  }

  async #make() {
    const made = await ask('POST', `/boots/${this.boot}/shares`, {});
    remember(made.share.id, made.url);
    this.#show(made.share);
    await this.#copyLink(made.url);
    await this.#list();
  }

  async #change(field) {
    const body = CHOICES.includes(field.name)
      ? { contents: Object.fromEntries(CHOICES.map((name) => [name, this.form.elements[name].checked])) }
      : { [field.name]: field.value };
    const share = await ask('PATCH', `/shares/${this.share.id}`, body);
    this.#show(share);
    this.#say(body.contents ? 'Saved. Whoever has the link open sees it anew.' : 'Saved.');
    await this.#list();
  }

  async #inList(target) {
    const share = this.shares.find((each) => each.id === target.closest('li')?.dataset.id);
    if (!share) return;
    if (target.closest('[data-open]')) this.#show(share);
    else if (target.closest('[data-revoke]') && await askAt(target.closest('[data-revoke]'), REVOKING, 'Revoke for good')) await this.#revoke(share);
  }

  async #revoke(share) {
    await ask('POST', `/shares/${share.id}/revoke`);
    forget(share.id);
    await this.#list();
    if (share.id === this.share?.id) this.#show(this.shares[0] ?? null);
    this.#say('Revoked. Whoever watched was cut off, and the link shows when and by whom.');
  }

  async #keep() {
    await ask('PUT', `/boots/${this.boot}/keep`);
    await this.#list();
    this.#show(this.shares.find((share) => share.id === this.share?.id) ?? this.shares[0] ?? null);
    this.#say('Kept. Retention does not remove this boot until the mark is taken away.');
    document.dispatchEvent(new Event('guestfs:changed'));
  }

  async #list() {
    this.shares = (await ask('GET', `/boots/${this.boot}/shares?live=true`)).shares;
    $('#share-list', this.dialog).replaceChildren(...this.shares.map((share) => this.#row(share)));
  }

  #row(share) {
    const row = fromTemplate('share-row');
    row.dataset.id = share.id;
    row.classList.toggle('chosen', share.id === this.share?.id);
    setText($('[data-open]', row), share.title ?? 'Link');
    setText($('span', row), details(share));
    return row;
  }

  #show(share) {
    this.share = share;
    const url = share && recall(share.id);
    $('#share-ends', this.dialog).hidden = !share?.endsWithBootAt;
    setText($('#share-ends span', this.dialog), share?.endsWithBootAt ? ending(share.endsWithBootAt) : '');
    this.link.value = url ?? '';
    this.link.placeholder = share ? 'Only the browser that made this link knows it' : 'No link yet';
    for (const id of ['#share-copy', '#share-markdown']) $(id, this.dialog).disabled = !url;
    for (const field of this.form.elements) field.disabled = !share;
    for (const row of $$('#share-list li', this.dialog)) row.classList.toggle('chosen', row.dataset.id === share?.id);
    if (!share) return;
    this.form.elements.title.value = share.title ?? '';
    this.form.elements.note.value = share.note ?? '';
    this.form.elements.expiry.value = share.expiresAt ? period(share.expiresAt) : 'never';
    for (const name of CHOICES) this.form.elements[name].checked = share.contents[name];
    const query = CHOICES.filter((name) => share.contents[name]).map((name) => `&${name}=1`).join('');
    $('#share-preview', this.dialog).href = `/boots/${this.boot}/redaction?set=1${query}`;
  }

  async #copyLink(url = this.link.value) {
    if (this.dialog.open) await copyFrom(this.link);
    else await copy(url);
    this.#say('Link copied. Whoever has it can watch without signing in.');
  }

  // The link's own text, so that it holds nothing the link does not show.
  async #copyMarkdown() {
    const answer = await fetch(`${new URL(this.link.value).pathname}/summary.md`);
    if (!answer.ok) throw new Problem('The text could not be made. The link itself works; copy that instead.');
    const text = await answer.text();
    const field = document.createElement('textarea');
    field.value = text;
    this.dialog.append(field);
    await copyFrom(field);
    field.remove();
    this.#say('Copied as Markdown, with what the link shows and nothing else.');
  }

  #say(text) {
    setText($('#share-said', this.dialog), text);
    $('#share-problem', this.dialog).hidden = true;
  }

  async #try(action) {
    try {
      await action();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const problem = $('#share-problem', this.dialog);
      setText(problem, error.message);
      problem.hidden = false;
      setText($('#share-said', this.dialog), '');
    }
  }
}

// Behind an open dialog nothing can be selected, so the old way of copying selects a field within it.
async function copyFrom(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand('copy');
  }
}

// A share tells when it ends, not how long it was asked for; a period that no longer fits is shown as none.
function period(expiresAt) {
  const days = (Date.parse(expiresAt) - Date.now()) / 86_400_000;
  return { 1: '1d', 7: '7d', 30: '30d' }[Math.ceil(days)] ?? '';
}

const dialog = $('#share');
if (dialog) new Sharing(dialog);
