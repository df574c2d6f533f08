import { checkMessage } from '@callosum/hl7v2';
import type { Checked, Finding, Hl7File, Hl7Problem, Profile } from '@callosum/hl7v2';
import { isUnread } from './each-file.ts';
import type { Unread } from './each-file.ts';
import { sayUnread, withEachHl7 } from './hl7-files.ts';
import { readProfileAt } from './hl7-profiles.ts';
import { counted, createProgressBar, printResult } from './terminal.ts';

export interface CheckMessagesArguments {
  readonly profile?: string;
  readonly json: boolean;
}

/** What was found in one message of a file; message 0 is the file itself. */
type Result = { readonly file: string; readonly message: number } & Checked;

/** Findings of a message that are printed for people; JSON holds them all. */
const SHOWN = 20;

/** Checks messages against the standard, and a profile. @returns the exit status. */
export async function checkMessages(files: readonly string[], options: CheckMessagesArguments): Promise<number> {
  const profile = options.profile === undefined ? undefined : await readProfileAt(options.profile);
  const perFile = await withEachHl7(files, async (file, read) => ({ results: await checkFile(file, read, profile) }));
  const results = perFile.flatMap((one): readonly (Result | Unread)[] => (isUnread(one) ? [one] : one.results));
  for (const result of results) if (isUnread(result)) sayUnread(result);
  const checked = results.flatMap((result) => (isUnread(result) ? [] : [result]));
  const invalid = checked.filter(({ valid }) => !valid).length;
  printResult(options.json, results, [
    ...checked.flatMap((result) => linesOf(result)),
    `${counted(checked.length, 'message')}, ${checked.length - invalid} valid, ${invalid} not`,
  ]);
  return invalid > 0 || checked.length < results.length ? 1 : 0;
}

async function checkFile(file: string, read: Hl7File, profile: Profile | undefined): Promise<readonly Result[]> {
  const results: Result[] = [];
  const progress = createProgressBar();
  for (const [index, message] of read.messages.entries()) {
    progress.show(`Checking ${file}`, index, read.messages.length);
    results.push({ file, message: index + 1, ...(await checkMessage(message, profile)) });
  }
  progress.end();
  if (read.problems.length === 0) return results;
  const findings = read.problems.map((problem) => fileFinding(problem, read.messages.length));
  const valid = findings.every(({ severity }) => severity !== 'error');
  return [{ file, message: 0, type: '', controlId: '', version: '', valid, findings }, ...results];
}

/** What is wrong with a file as a whole: it is no fault of its messages, when it has any. */
function fileFinding({ text, remedy, place }: Hl7Problem, messages: number): Finding {
  const { byte = 0, line = 1, column = 1 } = place ?? {};
  const severity = messages === 0 ? 'error' : 'warning';
  return { severity, code: 'writing', against: 'standard', path: '', byte, line, column, text, remedy };
}

const MARKS = { error: '▲', warning: '△', information: '○' } as const;

function linesOf({ file, message, type, controlId, version, valid, findings }: Result): string[] {
  const which =
    message === 0 ? file : `${file}, message ${message}: ${type}, control id ${controlId}, version ${version}`;
  return [
    `${valid ? '●' : '▲'} ${which}`,
    ...findings
      .slice(0, SHOWN)
      .map(
        ({ severity, against, path, line, column, text, remedy }) =>
          `  ${MARKS[severity]} ${against}, line ${line}, column ${column}, ${path}: ${text} ${remedy}`,
      ),
    ...(findings.length > SHOWN ? [`  and ${findings.length - SHOWN} more; --json lists them all.`] : []),
  ];
}
