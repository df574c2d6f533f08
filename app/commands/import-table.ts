import { refusal, say, ofIssue } from '@callosum/kernel';
import { projectKey } from '@callosum/kernel/contract';
import { findScope, importTableFile, organisation } from '@callosum/server';
import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import { actingIn } from './acting.ts';
import { choiceOf } from './create-project.ts';
import { type ImportArguments, reading } from './import-plan.ts';
import { inStore, tellLine } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { sizeOf } from './user-files.ts';

/** Endings of files that hold a table; anything else is read as a plan. */
const TABLES: ReadonlySet<string> = new Set(['.xlsx', '.csv', '.tsv', '.txt']);

/** What rows become when nobody says it. */
const ROWS = 'task';

export function isTable(path: string): boolean {
  return TABLES.has(extname(path).toLowerCase());
}

/** Imports tables into the register of a project, new or known, file by file. @returns the exit status. */
export async function importTables(files: readonly string[], options: ImportArguments): Promise<number> {
  const kind = options.as ?? ROWS;
  const key = projectKey.safeParse(options.key);
  if (!key.success)
    throw refusal('invalid', say`--key: ${ofIssue(key.error.issues[0])}.`, { remedy: say`Nothing was imported.` });
  const sizes: number[] = [];
  for (const path of files) sizes.push(await sizeOf(path));
  const begun =
    options.template === undefined ? {} : { template: await choiceOf({ ...options, template: options.template }) };
  return inStore(options, async (installation, progress) => {
    const { db, scopes } = installation;
    const acting = await actingIn(installation);
    const sum = { created: 0, updated: 0, links: 0 };
    const warnings: { code: string; file: string; line: number; message: string }[] = [];
    for (const [at, path] of files.entries()) {
      const name = basename(path);
      const content = Readable.from(reading(path, sizes[at] ?? 0, progress.show));
      const known = await findScope(db, key.data);
      const parent = await organisation(db);
      const { title = key.data, zone = 'UTC' } = options;
      const start = { type: 'project', parent, key: key.data, title, zone, ...begun } as const;
      const target = known ? { into: known } : { start, scopes };
      const actor = await acting.in(known?.id ?? parent.id);
      const done = await importTableFile(installation, target, actor, { content, name, kind }, options.dryRun);
      sum.created += done.created;
      sum.updated += done.updated + done.restored;
      sum.links += done.linked + done.unlinked;
      for (const { line, column, message } of done.faults)
        warnings.push({ code: 'faulty-row', file: name, line, message: `${column}: ${message}` });
    }
    progress.end();
    for (const { file, line, message } of options.json ? [] : warnings) tellLine(`${file}:${line}: ${message}`);
    const verb = options.dryRun ? 'would be ' : '';
    printResult(options.json, { project: key.data, ...sum, warnings }, [
      `${key.data}: ${counted(sum.created, 'record')} ${verb}created, ${sum.updated} ${verb}updated; ${counted(sum.links, 'link')} ${verb}changed.`,
      ...(warnings.length === 0 ? [] : [`${counted(warnings.length, 'row')} cannot be taken as they are.`]),
    ]);
    return warnings.length > 0 ? 1 : 0;
  });
}
