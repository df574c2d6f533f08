import { valueAt } from '@callosum/hl7v2';
import type { Message } from '@callosum/hl7v2';
import { missingInReport, type Missing, reportElements } from '@callosum/interoperability/server';
import { isUnread } from './each-file.ts';
import type { Unread } from './each-file.ts';
import { sayUnread, withEachHl7 } from './hl7-files.ts';
import { counted, printResult } from './terminal.ts';

interface Result {
  readonly file: string;
  readonly message: number;
  readonly type: string;
  readonly complete: boolean;
  readonly missing: readonly Missing[];
}

/** Looks whether laboratory reports say everything that they must. @returns the exit status. */
export async function checkReports(files: readonly string[], { json }: { readonly json: boolean }): Promise<number> {
  const perFile = await withEachHl7(files, (file, { messages }) => ({
    results: messages.map((message, index) => resultOf(file, index + 1, message)),
  }));
  const results = perFile.flatMap((one): readonly (Result | Unread)[] => (isUnread(one) ? [one] : one.results));
  for (const result of results) if (isUnread(result)) sayUnread(result);
  const read = results.flatMap((result) => (isUnread(result) ? [] : [result]));
  const complete = read.filter((one) => one.complete).length;
  printResult(json, results, [
    ...read.flatMap(linesOf),
    `${counted(read.length, 'message')}, ${complete} complete by ${reportElements.source} (${reportElements.status}).`,
  ]);
  return complete < results.length ? 1 : 0;
}

function resultOf(file: string, message: number, read: Message): Result {
  const type = [1, 2].map((part) => valueAt(read, `MSH-9.${part}`)).join('^');
  const missing = missingInReport(read);
  return { file, message, type, complete: missing.length === 0, missing };
}

function linesOf({ file, message, type, complete, missing }: Result): string[] {
  return [
    `${complete ? '●' : '▲'} ${file}, message ${message}: ${type}`,
    ...missing.map(
      ({ paragraph, label, at, places }) => `  ▲ ${paragraph} ${label}: not at ${at} (${places.join(', ')})`,
    ),
  ];
}
