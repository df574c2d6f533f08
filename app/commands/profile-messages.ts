import { replacedBefore } from '@callosum/deid';
import { deriveProfile, writeProfile } from '@callosum/hl7v2';
import type { Message } from '@callosum/hl7v2';
import { unreadFor } from './each-file.ts';
import type { Unread } from './each-file.ts';
import { openHl7, sayUnread, tooLong } from './hl7-files.ts';
import { tellLine } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { writeWhole } from './user-files.ts';

export interface ProfileArguments {
  readonly out: string;
  readonly name?: string;
  readonly json: boolean;
}

/** Derives a profile from samples, message by message. @returns the exit status. */
export async function profileMessages(
  files: readonly string[],
  { out, name, json }: ProfileArguments,
): Promise<number> {
  const samples = new Samples();
  const profile = await deriveProfile(samples.of(files), name ?? out.replace(/^.*[\\/]/, '').replace(/\.json$/, ''), {
    replaced: ({ text }) => replacedBefore(text),
  });
  const { messages, unread } = samples;
  if (messages === 0) {
    tellLine('There is no message to learn from; nothing was written. Give files with messages.');
    return 2;
  }
  await writeWhole(out, writeProfile(profile));
  const types = profile.messages.map(({ type, event }) => `${type}^${event}`);
  const segments = Object.keys(profile.segments).length;
  const summary = { out, name: profile.name, version: profile.version, messages, types, segments, unread };
  printResult(json, summary, [
    `${out}: ${counted(messages, 'message')}, ${types.join(', ')}, ${counted(segments, 'segment')}`,
  ]);
  return unread.length > 0 ? 1 : 0;
}

/** Messages of files, one after the other, and what was not read of them. */
class Samples {
  messages = 0;
  readonly unread: Unread[] = [];

  async *of(files: readonly string[]): AsyncGenerator<Message> {
    for (const file of files) {
      try {
        for await (const part of (await openHl7(file, 'Learning from')).parts) {
          if (part.kind === 'too-large') this.tell(tooLong(file, part));
          if (part.kind !== 'message' || !part.message) continue;
          this.messages += 1;
          yield part.message;
        }
      } catch (error) {
        this.tell(unreadFor(file, error));
      }
    }
  }

  private tell(unread: Unread): void {
    this.unread.push(unread);
    sayUnread(unread);
  }
}
