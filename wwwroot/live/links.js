// The links this browser made. The server keeps only their hashes, so what is not remembered here can only be made anew.
const KEY = 'guestfs.links';

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function write(links) {
  try {
    localStorage.setItem(KEY, JSON.stringify(links));
  } catch {
    // Private mode: the link is known until the page is left.
  }
}

export const remember = (id, url) => write({ ...read(), [id]: url });
export const recall = (id) => read()[id] ?? null;

export function forget(id) {
  const { [id]: _, ...rest } = read();
  write(rest);
}
