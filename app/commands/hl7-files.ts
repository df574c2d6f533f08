import { readHl7 } from '@callosum/hl7v2';
import type { Hl7File } from '@callosum/hl7v2';
import { readWhole, withEachFile } from './each-file.ts';
import type { Unread } from './each-file.ts';
import { tellLine } from './store.ts';

/** Files beyond this are cut before they are read. */
const MAX_BYTES = 512 * 1_024 * 1_024;

/** A file that is too large to be read at once. */
class TooLargeError extends Error {
  readonly remedy = 'Cut it into files of fewer messages.';
}

/** Works on each file of messages in their order; one that cannot be read is told, and the rest goes on. */
export async function withEachHl7<T>(
  files: readonly string[],
  work: (file: string, read: Hl7File) => T | Promise<T>,
): Promise<(T | Unread)[]> {
  return withEachFile(
    files,
    async (file) => {
      const tooLarge = (): Error => new TooLargeError(`${file} has more than ${MAX_BYTES} bytes.`);
      return work(file, readHl7(await readWhole(file, MAX_BYTES, tooLarge)));
    },
    (error) =>
      error instanceof TooLargeError ? { code: 'too-large', message: error.message, remedy: error.remedy } : undefined,
  );
}

/** Says on standard error what could not be read. */
export function sayUnread({ file, error }: Unread): void {
  tellLine(`${file}: ${error.message} ${error.remedy ?? ''}`.trimEnd());
}
