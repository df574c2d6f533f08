import { refusal, say, ofIssue } from '@callosum/kernel';
import { type importDiff, importRequest } from '@callosum/kernel/contract';
import { readAnswers } from './create-project.ts';
import { createImports, findScope, type ImportRequest, type Installation, type Progress } from '@callosum/server';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { planImporter } from '../plan-importer.ts';
import { actingIn } from './acting.ts';
import { inStore, tellLine, type StoreOptions } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { sizeOf, unreadable } from './user-files.ts';

export type GoLive = { readonly date: string } | { readonly milestone: number };

export interface ImportArguments extends StoreOptions {
  readonly key: string;
  readonly title?: string;
  readonly zone?: string;
  readonly goLive?: GoLive;
  readonly template?: string;
  /** Kind that the rows of a table become. */
  readonly as?: string;
  readonly answers?: string;
  /** What the file no longer holds stays. */
  readonly keepGone: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

interface PlanFile {
  readonly path: string;
  readonly size: number;
  readonly hash: string;
}

/** Imports a plan into a project, new or known. @returns the exit status. */
export async function importPlan(files: readonly string[], options: ImportArguments): Promise<number> {
  const [path, ...more] = files;
  if (path === undefined || more.length > 0) {
    throw refusal('invalid', say`A project has one plan, and ${files.length} files were given for ${options.key}.`, {
      remedy: say`Nothing was imported. Give one file, or join the plans in the planning tool.`,
    });
  }
  const size = await sizeOf(path);
  return inStore(options, async (installation, progress) => {
    const file = { path, size, hash: await hashOf(path, size, progress.show) };
    const request = requestFor(file, options, await answersOf(options));
    if (await findScope(installation.db, request.key)) mentionUnused(options);
    const answer = await runImport(installation, file, request, options.dryRun, progress.show);
    progress.end();
    const { project, created, updated, warnings } = answer;
    const links = answer.links.added + answer.links.changed + answer.links.removed;
    for (const { file: name, line, message } of options.json ? [] : warnings) {
      tellLine(`${name}${line === null ? '' : `:${line}`}: ${message}`);
    }
    const verb = options.dryRun ? 'would be ' : '';
    printResult(options.json, { project, created, updated, links, warnings: warnings.map(toWarning) }, [
      `${project} ${answer.title}`,
      `${counted(created, 'record')} ${verb}created, ${updated} ${verb}updated, ${answer.removed} ${verb}withdrawn, ` +
        `${answer.restored} ${verb}restored, ${answer.unchanged} unchanged; ${counted(links, 'link')} ${verb}changed.`,
      ...withdrawnOf(answer, options),
      ...(answer.goLive === null ? [] : [`Go-live: ${answer.goLive}.`]),
      ...(warnings.length === 0 ? [] : [`${counted(warnings.length, 'warning')}.`]),
    ]);
    return 0;
  });
}

/** Names what has left the file. */
function withdrawnOf(
  { rows, gone, removed }: Pick<z.infer<typeof importDiff>, 'rows' | 'gone' | 'removed'>,
  { keepGone, dryRun }: ImportArguments,
): string[] {
  if (keepGone) return gone === 0 ? [] : [`${counted(gone, 'record')} no longer in the file, kept.`];
  const named = rows.filter(({ action }) => action === 'remove').slice(0, MOST_NAMED);
  const more = removed - named.length;
  return [
    ...named.map(({ title }) => `No longer in the file, ${dryRun ? 'would be ' : ''}withdrawn: ${title}`),
    ...(named.length > 0 && more > 0 ? [`… and ${more} more.`] : []),
  ];
}

/** So many records that have left a file are named. */
const MOST_NAMED = 20;

/** @throws Refusal where answers are given and no template. */
async function answersOf({ template, answers }: ImportArguments): Promise<unknown> {
  if (answers === undefined) return undefined;
  if (template === undefined)
    throw refusal('invalid', say`--answers are answers to a template; give --template as well.`);
  return readAnswers(answers);
}

function requestFor(
  { path, hash }: PlanFile,
  { key, title, zone, goLive, keepGone, template: name }: ImportArguments,
  answers: unknown,
): ImportRequest {
  const gone = keepGone ? 'keep' : undefined;
  const template = name === undefined ? undefined : { name, ...(answers === undefined ? {} : { answers }) };
  const request = importRequest.safeParse({
    file: hash,
    name: basename(path),
    key,
    title,
    zone,
    goLive,
    gone,
    template,
  });
  if (request.success) return request.data;
  const [issue] = request.error.issues;
  const option = String(issue?.path[0] ?? '').replace('goLive', 'go-live');
  throw refusal('invalid', say`--${option}: ${ofIssue(issue)}.`, { remedy: say`Nothing was imported.` });
}

function mentionUnused({ key, title, zone }: ImportArguments): void {
  if (title === undefined && zone === undefined) return;
  tellLine(`${key} is there already: --title and --zone are for new projects and change nothing.`);
}

/**
 * Imports straight from the file. The store keeps a copy once it could be read as a plan, and none in a rehearsal, so that a wrong
 * file leaves nothing behind.
 */
async function runImport(
  installation: Installation,
  { path, size, hash }: PlanFile,
  request: ImportRequest,
  dryRun: boolean,
  onProgress: Progress,
) {
  const { pool, db, access, writes, scopes, files, registry } = installation;
  const acting = await actingIn(installation);
  const open = (): Readable => Readable.from(reading(path, size, onProgress));
  const keep: typeof planImporter = {
    ...planImporter,
    read: async (content, file) => {
      const plan = await planImporter.read(content, file);
      if (!dryRun && (await files.put(open(), acting.account)).hash !== hash) {
        throw refusal('refused', say`${path} was changed while it was being read.`, {
          remedy: say`Nothing was imported. Import it again.`,
        });
      }
      return plan;
    },
  };
  const source = { ...files, read: () => Promise.resolve(open()) };
  const imports = createImports({ pool, db, files: source, access, writes, scopes, importers: [keep], registry });
  return imports.run(acting.in, request, dryRun);
}

export async function* reading(
  path: string,
  size: number,
  onProgress: Progress,
): AsyncGenerator<Buffer, void, undefined> {
  let done = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      const piece: Buffer = chunk;
      done += piece.length;
      onProgress(`Reading ${basename(path)}`, done, size);
      yield piece;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function hashOf(path: string, size: number, onProgress: Progress): Promise<string> {
  const digest = createHash('sha256');
  for await (const chunk of reading(path, size, onProgress)) digest.update(chunk);
  return digest.digest('hex');
}

interface Warning {
  readonly code: string;
  readonly file: string;
  readonly line: number | null;
  readonly message: string;
}

function toWarning({ code, file, line, message }: Warning): Warning {
  return { code, file, line, message };
}
