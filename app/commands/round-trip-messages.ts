import { rebuild } from '@callosum/hl7v2';
import { isUnread } from './each-file.ts';
import { sayUnread, withEachHl7 } from './hl7-files.ts';
import { counted, printResult } from './terminal.ts';

interface Difference {
  readonly file: string;
  readonly code: string;
  readonly message: string;
  /** The first byte that differs. */
  readonly byte?: number;
}

/** Takes files apart and puts them together again. @returns the exit status. */
export async function roundTripMessages(
  files: readonly string[],
  { json }: { readonly json: boolean },
): Promise<number> {
  const results = await withEachHl7(files, (file, read) => ({
    file,
    byte: firstDifference(read.bytes, rebuild(read)),
  }));
  const differing = results.flatMap((result): Difference[] => {
    if (isUnread(result)) {
      sayUnread(result);
      return [{ file: result.file, code: result.error.code, message: result.error.message }];
    }
    if (result.byte === undefined) return [];
    const message = `The first byte that differs is ${result.byte}.`;
    return [{ file: result.file, code: 'differs', message, byte: result.byte }];
  });
  const exact = files.length - differing.length;
  printResult(json, { files: files.length, exact, differing }, [
    `${exact} of ${counted(files.length, 'file')} the same, byte for byte`,
    ...differing.map(({ file, message }) => `▲ ${file}: ${message}`),
  ]);
  return differing.length === 0 ? 0 : 1;
}

function firstDifference(before: Uint8Array, after: Uint8Array): number | undefined {
  const at = before.findIndex((byte, index) => byte !== after[index]);
  if (at >= 0) return at;
  return before.length === after.length ? undefined : before.length;
}
