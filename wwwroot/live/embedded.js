// The lines of a page that brought them along, as an exported file does: text to read, and beside it what is known of each line.
import { $, $$ } from './dom.js';

/** Calls back with batches of lines in order. False when this page has no lines inside and must ask for them. */
export async function loadEmbedded(onLines, root = document) {
  if (!root.body.classList.contains('file')) return false;
  for (const block of $$('.file-lines', root)) onLines(join(block.textContent, JSON.parse(await inflate(block.nextElementSibling.textContent))));
  $('#file-console', root)?.remove();
  return true;
}

/** Text with a line feed after each line, and [number, seq, at, source, [[length, style], ...]?] for each. */
export function join(text, about) {
  const texts = text.split('\n');
  return about.map(([number, seq, at, source, styles], index) => ({ number, seq, at, source, runs: styles ? runs(texts[index], styles) : [[texts[index]]] }));
}

function runs(text, styles) {
  let from = 0;
  return styles.map(([length, style]) => {
    const part = text.slice(from, (from += length));
    return style ? [part, style] : [part];
  });
}

async function inflate(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
}
