import { firstDifference } from '@callosum/hl7v2';
import { isUnread } from './each-file.ts';
import type { Hl7Parts } from './hl7-files.ts';
import { sayUnread, tooLong, withEachStream } from './hl7-files.ts';
import { counted, printResult } from './terminal.ts';

interface Difference {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  /** The first byte that differs. */
  readonly byte?: number;
}

/** Takes files apart and puts them together again, message by message. @returns the exit status. */
export async function roundTripMessages(
  files: readonly string[],
  { json }: { readonly json: boolean },
): Promise<number> {
  const results = await withEachStream(files, 'Comparing', async (file, read) => ({
    file,
    difference: await differenceIn(file, read),
  }));
  const differing = results.flatMap((result): Difference[] => {
    if (isUnread(result)) {
      sayUnread(result);
      return [{ file: result.file, code: result.error.code, message: result.error.message }];
    }
    return result.difference ? [result.difference] : [];
  });
  const exact = files.length - differing.length;
  printResult(json, { files: files.length, exact, differing }, [
    `${exact} of ${counted(files.length, 'file')} the same, byte for byte`,
    ...differing.map(({ file, message }) => `▲ ${file}: ${message}`),
  ]);
  return differing.length === 0 ? 0 : 1;
}

/** The first place at which a file is not the same again. */
async function differenceIn(file: string, { size, parts }: Hl7Parts): Promise<Difference | undefined> {
  let at = 0;
  const differs = (byte: number): Difference => ({
    file,
    code: 'differs',
    message: `The first byte that differs is ${byte}.`,
    byte,
  });
  for await (const part of parts) {
    // Parts follow one another without a gap.
    if (part.start !== at) return differs(at);
    at = part.end;
    if (part.kind === 'too-large') {
      const { code, message } = tooLong(file, part).error;
      return { file, code, message, byte: part.start };
    }
    const byte = part.message && firstDifference(part.message);
    if (byte !== undefined) return differs(part.start + byte);
  }
  return at === size ? undefined : differs(at);
}
