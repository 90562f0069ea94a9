// Keep and Delete on the page of a boot.
import { $, setText } from './dom.js';
import { ask } from './shareapi.js';

/** What becomes of the links to a boot that is deleted. */
export function linksSaid(count) {
  if (count === 0) return 'No link leads to it.';
  return `${count === 1 ? 'One open link' : `${count} open links`} to it will say that it was deleted.`;
}

async function keep(button) {
  button.disabled = true;
  try {
    await ask(button.getAttribute('aria-pressed') === 'true' ? 'DELETE' : 'PUT', `/boots/${button.dataset.keep}/keep`);
  } catch (error) {
    button.title = error.message;
    $('#boot-alarm').textContent = error.message;
  }
  button.disabled = false;
  document.dispatchEvent(new Event('guestfs:changed'));
}

function connect(dialog) {
  const path = `/boots/${dialog.dataset.boot}`;
  const say = (problem) => {
    setText($('#delete-problem', dialog), problem ?? '');
    $('#delete-problem', dialog).hidden = !problem;
  };
  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('button');
    if (button?.dataset.keep) await keep(button);
    else if (button && 'delete' in button.dataset) {
      say();
      setText($('#delete-links', dialog), '');
      dialog.showModal();
      const links = await ask('GET', `${path}/shares?live=true`).catch(() => null);
      if (links) setText($('#delete-links', dialog), linksSaid(links.total));
    }
  });
  $('#delete-now', dialog).addEventListener('click', async (event) => {
    event.target.disabled = true;
    try {
      await ask('DELETE', path);
      location.assign('/boots');
    } catch (error) {
      say(error.message);
      event.target.disabled = false;
    }
  });
}

const dialog = globalThis.document && $('#delete');
if (dialog) connect(dialog);
