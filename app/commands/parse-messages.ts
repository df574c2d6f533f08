import type { Part } from '@callosum/hl7v2';
import { isUnread } from './each-file.ts';
import type { Unread } from './each-file.ts';
import type { Hl7Parts } from './hl7-files.ts';
import { sayUnread, tooLong, withEachStream } from './hl7-files.ts';
import { createTreePrinter } from './tree-printer.ts';
import type { TreePrinter } from './tree-printer.ts';

/** Tells everything that files hold, node by node: nothing is kept of what was told, however long a file is. @returns the exit status. */
export async function parseMessages(files: readonly string[], { json }: { readonly json: boolean }): Promise<number> {
  const printer = createTreePrinter(json);
  let isWhole = true;
  for (const file of files) {
    const [result] = await withEachStream([file], 'Reading', (_, read) => tellFile(file, read, printer));
    if (result === true) continue;
    isWhole = false;
    if (typeof result !== 'object' || !isUnread(result)) continue;
    sayUnread(result);
    await printer.unread(result);
  }
  await printer.end();
  return isWhole ? 0 : 1;
}

/** @returns whether the file holds messages, and all of them were told. */
async function tellFile(file: string, { size, parts, problems }: Hl7Parts, printer: TreePrinter): Promise<boolean> {
  const told: Pick<Part, 'kind' | 'start' | 'end'>[] = [];
  const long: Unread['error'][] = [];
  let messages = 0;
  await printer.open(file);
  for await (const part of parts) {
    if (part.kind === 'too-large') {
      const unread = tooLong(file, part);
      sayUnread(unread);
      long.push(unread.error);
      continue;
    }
    told.push({ kind: part.kind, start: part.start, end: part.end });
    if (part.kind !== 'message' || !part.message) continue;
    messages += 1;
    await printer.message(part.message);
  }
  await printer.close({ file, bytes: size, messages, parts: told, problems: problems(), long });
  return messages > 0 && long.length === 0;
}
