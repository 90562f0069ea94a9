// The few words of DOM this page repeats. Text is always set as text, never as markup.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** A copy of the only element of a template. */
export function fromTemplate(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function setText(target, text) {
  if (target && target.textContent !== text) target.textContent = text;
}

/** Nanoseconds as the milliseconds that the style sheet calculates with. */
export function setTime(target, property, ns) {
  target.style.setProperty(property, (ns / 1e6).toFixed(3));
}

export const typing = (event) =>
  event.target instanceof HTMLElement &&
  (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName));

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https the clipboard object is missing; the old command still works on a selected field.
    const field = element('textarea', 'visually-hidden');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}
