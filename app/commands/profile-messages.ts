import { deriveProfile, writeProfile } from '@callosum/hl7v2';
import { isUnread } from './each-file.ts';
import { sayUnread, withEachHl7 } from './hl7-files.ts';
import { tellLine } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { writeWhole } from './user-files.ts';

export interface ProfileArguments {
  readonly out: string;
  readonly name?: string;
  readonly json: boolean;
}

/** Derives a profile from samples. @returns the exit status. */
export async function profileMessages(
  files: readonly string[],
  { out, name, json }: ProfileArguments,
): Promise<number> {
  const results = await withEachHl7(files, (_, read) => ({ messages: read.messages }));
  const messages = results.flatMap((result) => (isUnread(result) ? [] : result.messages));
  const unread = results.filter((result) => isUnread(result));
  for (const one of unread) sayUnread(one);
  if (messages.length === 0) {
    tellLine('There is no message to learn from; nothing was written. Give files with messages.');
    return 2;
  }
  const profile = await deriveProfile(messages, name ?? out.replace(/^.*[\\/]/, '').replace(/\.json$/, ''));
  await writeWhole(out, writeProfile(profile));
  const types = profile.messages.map(({ type, event }) => `${type}^${event}`);
  const segments = Object.keys(profile.segments).length;
  const summary = {
    out,
    name: profile.name,
    version: profile.version,
    messages: messages.length,
    types,
    segments,
    unread,
  };
  printResult(json, summary, [
    `${out}: ${counted(messages.length, 'message')}, ${types.join(', ')}, ${counted(segments, 'segment')}`,
  ]);
  return unread.length > 0 ? 1 : 0;
}
