// What an import's answers say, in words. No element is touched here, so that plain tests can read it.

export const count = (n, one, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export function seconds(nanoseconds) {
  const s = nanoseconds / 1e9;
  return s >= 0.01 ? `${s.toFixed(2)} s` : `${(s * 1000).toFixed(2)} ms`;
}

/** The steps of what was recognised, as pairs of name and text. */
export function facts(answer) {
  const programs = [...new Set(answer.boots.map((boot) => [boot.program, boot.libguestfs && `libguestfs ${boot.libguestfs}`].filter(Boolean).join(', ')).filter(Boolean))];
  const clocks = [...new Set(answer.boots.map((boot) => boot.clockNote).filter(Boolean))];
  return [
    ['What it is', [...answer.format, answer.kind].join(' → ') + (answer.kind === 'log' ? `, ${count(answer.lines, 'line')}` : `, ${count(answer.lines, 'entry', 'entries')}`)],
    ['Program', programs.join('; ') || 'not named'],
    ['Boots found', String(answer.boots.length)],
    ['Taken off', answer.wrappings.join(', ') || 'nothing'],
    ['Clock', clocks.join(' ') || 'that of the journal'],
    ['Unmatched lines', answer.unmatched === 0 ? 'none' : `${answer.unmatched.toLocaleString('en')} of ${answer.lines.toLocaleString('en')}; they are kept`],
  ];
}

export function boot(one) {
  const place = one.firstLine ? `lines ${one.firstLine} to ${one.lastLine}` : '';
  const about = [one.guestKernel && `Linux ${one.guestKernel}`, one.qemu && `qemu ${one.qemu}`, one.accelerator?.toUpperCase(), one.total === null ? 'order only' : seconds(one.total)].filter(Boolean).join(' · ');
  return { title: one.title, sentence: one.sentence, place, about };
}

/** What stands beside the button once something was read. */
export function state(answer) {
  if (answer.already) return `This was imported before: nothing was stored, the ${answer.boots.length === 1 ? 'boot is' : 'boots are'} above.`;
  return answer.created ? `${count(answer.boots.length, 'boot')} created.` : 'Nothing is stored yet.';
}

export const createLabel = (answer) => answer.already ? 'Import again anyway' : `Create ${count(answer.boots.length, 'boot')}`;

/** A problem of the server as sentences, what was looked for, and the text that was not recognised. */
export function problem(status, body) {
  const sentences = body?.reasons ?? [body?.detail ?? (status === 413 ? 'This is larger than the server takes; nothing was imported.' : `The server answered ${status}; nothing was imported.`)];
  return { sentences, lookedFor: body?.lookedFor ?? [], lines: (body?.firstLines ?? []).map((text, i) => `${String(i + 1).padStart(3)}  ${text}`), more: Math.max(0, (body?.lines ?? 0) - (body?.firstLines?.length ?? 0)) };
}
