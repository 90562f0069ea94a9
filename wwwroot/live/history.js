// The lines printed before the page was opened, read as they come.

/** Calls back with batches of lines in order; tries again from the start of what is missing when the connection breaks. */
export async function loadHistory(url, onLines) {
  let last = -1;
  for (let attempt = 0; ; attempt++) {
    try {
      await readOnce(url, (lines) => {
        const fresh = lines.filter((line) => line.seq > last);
        if (fresh.length === 0) return;
        last = fresh[fresh.length - 1].seq;
        onLines(fresh);
      });
      return;
    } catch (error) {
      if (error instanceof Refused) return;
      await new Promise((resume) => setTimeout(resume, Math.min(15000, 1000 * 2 ** attempt)));
    }
  }
}

class Refused extends Error {}

async function readOnce(url, onLines) {
  const answer = await fetch(url, { redirect: 'error' });
  if (!answer.ok) throw new Refused();
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const parts = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = parts.pop();
    if (parts.length > 0) onLines(parts.map(parse));
  }
}

function parse(text) {
  const [number, seq, at, source, runs] = JSON.parse(text);
  return { number, seq, at, source, runs };
}
