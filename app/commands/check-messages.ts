import { checkBatch, ControlIds, FindingTally, MAX_MESSAGE_BYTES } from '@callosum/hl7v2';
import type { BatchItem, Checked, Finding, FindingCount, Profile } from '@callosum/hl7v2';
import { filesIn, isUnread, withEachFile } from './each-file.ts';
import type { Unread } from './each-file.ts';
import { piecesOf, sayUnread } from './hl7-files.ts';
import { readProfileAt } from './hl7-profiles.ts';
import { createListPrinter } from './list-printer.ts';
import type { ListPrinter } from './list-printer.ts';
import { counted, createProgressBar, printResult } from './terminal.ts';
import { sizeOf } from './user-files.ts';

export interface CheckMessagesArguments {
  readonly profile?: string;
  readonly summary: boolean;
  readonly largest?: number;
  readonly json: boolean;
}

/** What was found in one message of a file; message 0 is the file itself. */
type Result = { readonly file: string; readonly message: number } & Checked;

/** Findings of a message that are printed for people; JSON holds them all. */
const SHOWN = 20;
const MEBIBYTE = 1_024 * 1_024;
/** What a shell gives for a command that was interrupted. */
const INTERRUPTED = 130;

/**
 * Checks messages against the standard, and a profile, however many they are: files are read piece by piece, and nothing is kept of a message that was told. Ctrl-C ends it
 * after the message that is in work, with what was found until then.
 * @returns the exit status.
 */
export async function checkMessages(paths: readonly string[], options: CheckMessagesArguments): Promise<number> {
  const profile = options.profile === undefined ? undefined : await readProfileAt(options.profile);
  const printer = createListPrinter(options.json);
  const tally = new FindingTally();
  const work: Work = { ...options, profile, printer, tally, ids: new ControlIds(), stopped: false, faulty: false };
  const stop = (): void => void (work.stopped = true);
  process.once('SIGINT', stop);
  let unread: readonly Unread[];
  try {
    const results = await withEachFile(await filesIn(paths), (file) => checkFile(file, work));
    unread = results.flatMap((one) => (one && isUnread(one) ? [one] : []));
  } finally {
    process.off('SIGINT', stop);
  }
  for (const one of unread) {
    sayUnread(one);
    if (!options.summary) await printer.item(one, []);
  }
  const { messages, valid, counts } = tally;
  const ended = `${counted(messages, 'message')}, ${valid} valid, ${messages - valid} not${work.stopped ? '; stopped before the end' : ''}`;
  if (options.summary) {
    printResult(
      options.json,
      { messages, valid, stopped: work.stopped, findings: counts, uncounted: tally.uncounted, unread },
      [...counts.map((one) => lineOfCount(one)), ended],
    );
  } else await printer.end([ended]);
  if (work.stopped) return INTERRUPTED;
  return valid < messages || work.faulty || unread.length > 0 ? 1 : 0;
}

interface Work extends Pick<CheckMessagesArguments, 'summary' | 'largest'> {
  readonly profile: Profile | undefined;
  readonly printer: ListPrinter;
  readonly tally: FindingTally;
  readonly ids: ControlIds;
  stopped: boolean;
  /** A file holds something that is no message, or none at all. */
  faulty: boolean;
}

async function checkFile(file: string, work: Work): Promise<undefined> {
  const size = await sizeOf(file);
  const progress = createProgressBar();
  let done = 0;
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of piecesOf(file)) {
      done += piece.length;
      progress.show(`Checking ${file}`, done, size);
      yield piece;
    }
  };
  const maxBytes = work.largest === undefined ? MAX_MESSAGE_BYTES : work.largest * MEBIBYTE;
  try {
    for await (const item of checkBatch(pieces(), { profile: work.profile, ids: work.ids, name: file, maxBytes })) {
      await tell(file, item, work);
      if (work.stopped) break;
    }
  } finally {
    progress.end();
  }
  return undefined;
}

async function tell(file: string, item: BatchItem, work: Work): Promise<void> {
  const { tally, printer, summary } = work;
  if (item.kind === 'message') {
    const { number, checked } = item;
    tally.add(checked, `${file}, message ${number}`);
    const result = { file, message: number, ...checked };
    if (!summary) await printer.item(result, linesOf(result));
    return;
  }
  const { finding } = item;
  tally.tell(finding, file);
  if (finding.severity === 'error') work.faulty = true;
  if (!summary) {
    const result = ofFile(file, finding);
    await printer.item(result, linesOf(result));
  }
}

/** What is wrong with a file stands where a message would. */
function ofFile(file: string, finding: Finding): Result {
  const valid = finding.severity !== 'error';
  return { file, message: 0, type: '', controlId: '', version: '', valid, findings: [finding] };
}

const MARKS = { error: '▲', warning: '△', information: '○' } as const;

function lineOfCount({ severity, against, place, count, text, remedy, first }: FindingCount): string {
  return `${MARKS[severity]} ${counted(count, 'time')}, ${against}, ${place || 'file'}: ${text} ${remedy} First in ${first}.`;
}

function linesOf({ file, message, type, controlId, version, valid, findings }: Result): string[] {
  const which =
    message === 0 ? file : `${file}, message ${message}: ${type}, control id ${controlId}, version ${version}`;
  return [
    `${valid ? '●' : '▲'} ${which}`,
    ...findings
      .slice(0, SHOWN)
      .map(
        ({ severity, against, path, line, column, text, remedy }) =>
          `  ${MARKS[severity]} ${against}, line ${line}, column ${column}${path === '' ? '' : `, ${path}`}: ${text} ${remedy}`,
      ),
    ...(findings.length > SHOWN ? [`  and ${findings.length - SHOWN} more; --json lists them all.`] : []),
  ];
}
