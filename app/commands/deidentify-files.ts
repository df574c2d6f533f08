import { DeidStream, kindOf, Vault } from '@callosum/deid';
import type { DeidProblem, Mode, Piece, Replaced } from '@callosum/deid';
import { refusal, say } from '@callosum/kernel';
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isUnread, withEachFile } from './each-file.ts';
import type { Unread } from './each-file.ts';
import { tellLine } from './store.ts';
import { counted, createProgressBar, printResult } from './terminal.ts';
import { piecesOf } from './text-pieces.ts';
import { sizeOf, unwritable, writeWhole } from './user-files.ts';
import { readVault } from './vault-file.ts';

export interface DeidArguments {
  readonly mode: Mode;
  readonly out: string;
  readonly report: boolean;
  readonly vault?: string;
  readonly json: boolean;
}

interface Done {
  readonly file: string;
  readonly out: string;
  readonly mode: Mode;
  readonly replaced: readonly Replaced[];
}

/** An input that the engine refuses. */
class InputError extends Error {
  readonly problem: DeidProblem;

  constructor(problem: DeidProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** De-identifies files. @returns the exit status. */
export async function deidentifyFiles(
  files: readonly string[],
  { mode, out, report, vault: kept, json }: DeidArguments,
): Promise<number> {
  const targets = targetsOf(files, out);
  const vault = kept === undefined ? new Vault() : await readVault(kept);
  await mkdir(out, { recursive: true }).catch((error: unknown) => {
    throw unwritable(out, error);
  });
  const results = await withEachFile(
    files,
    async (file) => {
      const done = await deidentifyFile(file, targets[files.indexOf(file)] ?? '', mode, vault);
      if (report) await writeWhole(`${done.out}.report.json`, `${JSON.stringify(done, null, 2)}\n`);
      return done;
    },
    (error) => (error instanceof InputError ? reasonOf(error.problem) : undefined),
  );
  if (kept !== undefined) await writeWhole(kept, `${JSON.stringify(vault.save())}\n`, 0o600);
  if (mode === 'pseudonymised')
    tellLine('Pseudonymised is not Safe Harbor: treat the files as protected health information.');
  printResult(json, results, results.map(lineOf));
  return results.some(isUnread) ? 1 : 0;
}

function reasonOf({ code, message, remedy, offset }: DeidProblem): Unread['error'] {
  return { code, message: `${message} (character ${offset})`, remedy };
}

/** Where each file is written. @throws Refusal when two would be one, or one would take the place of what was given. */
function targetsOf(files: readonly string[], out: string): string[] {
  const targets = files.map((file) => join(out, basename(file)));
  for (const [index, target] of targets.entries()) {
    if (files.some((file) => resolve(file) === resolve(target))) {
      throw refusal('invalid', say`${target} is one of the files that were given, which are never changed.`, {
        remedy: say`Give another folder with --out.`,
      });
    }
    if (targets.indexOf(target) < index) {
      throw refusal('invalid', say`Two files are called ${basename(target)}.`, {
        remedy: say`Give them in two runs with a folder each.`,
      });
    }
  }
  return targets;
}

/** Writes a file whole or not at all. */
async function deidentifyFile(file: string, target: string, mode: Mode, vault: Vault): Promise<Done> {
  const draft = join(resolve(target, '..'), `.${basename(target)}.${randomUUID()}`);
  const size = await sizeOf(file);
  const { encoding, pieces } = await piecesOf(file);
  const progress = createProgressBar();
  const replaced: Replaced[] = [];
  try {
    const handle = await open(draft, 'wx', 0o600).catch((error: unknown) => {
      throw unwritable(target, error);
    });
    try {
      const setting = { file, mode, vault };
      await through(pieces, handle, encoding, setting, replaced, (done) =>
        progress.show(`Reading ${file}`, done, size),
      );
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } finally {
    progress.end();
    await rm(draft, { force: true });
  }
  return { file, out: target, mode, replaced };
}

async function through(
  pieces: AsyncIterable<string>,
  handle: FileHandle,
  encoding: 'utf8' | 'latin1',
  { file, mode, vault }: { readonly file: string; readonly mode: Mode; readonly vault: Vault },
  replaced: Replaced[],
  onProgress: (done: number) => void,
): Promise<void> {
  let stream: DeidStream | undefined;
  let done = 0;
  const take = async (piece: Piece): Promise<void> => {
    if (piece.problem) throw new InputError(piece.problem);
    for (const one of piece.replaced) replaced.push(one);
    if (piece.text !== '') await handle.write(piece.text, null, encoding);
  };
  for await (const text of pieces) {
    stream ??= new DeidStream(kindOf(text, file), { mode, vault, asOf: new Date().getUTCFullYear() });
    await take(stream.write(text));
    done += text.length;
    onProgress(done);
  }
  if (stream) await take(stream.end());
}

function lineOf(result: Done | Unread): string {
  if (isUnread(result)) return `${result.file}: ${result.error.message} ${result.error.remedy ?? ''}`.trimEnd();
  const classes = new Map<string, number>();
  for (const { class: kind } of result.replaced) classes.set(kind, (classes.get(kind) ?? 0) + 1);
  const told = [...classes].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${kind} ${count}`);
  const parts = told.length > 0 ? `: ${told.join(', ')}` : '';
  return `${result.file} → ${result.out} (${result.mode}): ${counted(result.replaced.length, 'identifier')} replaced${parts}.`;
}
