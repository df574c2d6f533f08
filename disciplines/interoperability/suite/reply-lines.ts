export type ReplyRead = { readonly reply: Readonly<Record<string, string>> } | { readonly wrong: string };

/** What must stand in an answer, one place to a line: `MSA-3 = *PID-3*`. */
export function writeReply(reply: Readonly<Record<string, string>>): string {
  return Object.entries(reply)
    .map(([place, pattern]) => `${place} = ${pattern}`)
    .join('\n');
}

/** Reads the lines again; the first that names no place is told. */
export function readReply(text: string): ReplyRead {
  const reply: Record<string, string> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const place = line.slice(0, Math.max(0, at)).trim();
    if (place === '') return { wrong: line.trim() };
    reply[place] = line.slice(at + 1).trim();
  }
  return { reply };
}
