import { type Actor, refusal, type Registry, scopedRegistry, type TableMapping, say } from '@callosum/kernel';
import { tableDiff } from '@callosum/kernel/contract';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Files } from '../../files/files.ts';
import { peopleSeenBy } from '../../identity/people.ts';
import type { CommandRequest, WritePath } from '../../write/execute.ts';
import type { Graphs } from '../../store/graphs.ts';
import { rememberRun } from '../runs.ts';
import { rememberMapping } from './mappings.ts';
import { readTable, type Table } from './read-table.ts';

export interface Parts {
  readonly pool: Pool;
  readonly files: Files;
  readonly writes: WritePath;
  readonly registry: Registry;
  readonly graphs: Graphs;
}

interface TableRequest {
  readonly file: string;
  readonly name: string;
  readonly sheet?: string | undefined;
  readonly mapping: TableMapping;
  readonly skipFaulty: boolean;
}

/** The table of an uploaded file. */
export async function tableOf(files: Files, source: Pick<TableRequest, 'file' | 'name' | 'sheet'>): Promise<Table> {
  const content = await files.read(source.file);
  try {
    return await readTable(content, source.name, source.sheet);
  } finally {
    content.destroy();
  }
}

/** Imports a table as its mapping says, or with `dryRun` tells what that would change. Whole or not at all. */
export async function runTableImport(
  parts: Parts,
  scope: string,
  actor: Actor,
  { mapping, skipFaulty, ...source }: TableRequest,
  dryRun: boolean,
): Promise<z.infer<typeof tableDiff> & { run: string | null }> {
  const table = await tableOf(parts.files, source);
  const command = await tableCommand(parts, scope, actor, {
    table,
    name: source.name,
    mapping,
    skipFaulty: skipFaulty || dryRun,
  });
  const executed = await parts.writes.execute({ scope, actor, commands: [command], dryRun, internal: true });
  const diff = tableDiff.parse(executed.result);
  if (dryRun) return { ...diff, run: null };
  await rememberMapping(parts.pool, scope, mapping);
  const run = { source: 'table', kind: mapping.kind, file: source.name, account: actor.account } as const;
  return { ...diff, run: (await rememberRun(parts, scope, run, executed)) ?? null };
}

/** The command that brings the rows of a table into a scope, as its mapping says. */
export async function tableCommand(
  parts: Parts,
  scope: string,
  actor: Actor,
  {
    table,
    name,
    mapping,
    skipFaulty,
  }: Pick<TableRequest, 'name' | 'mapping' | 'skipFaulty'> & { readonly table: Table },
): Promise<CommandRequest> {
  const places = mapping.columns.map(({ header }, index) => {
    if (table.header[index] === header) return index;
    throw refusal(
      'conflict',
      say`${name}: Column ${index + 1} is called “${table.header[index] ?? ''}”, not “${header}”.`,
      {
        path: ['mapping', 'columns', index],
        remedy: say`The file has changed since its columns were mapped. Map them again.`,
      },
    );
  });
  const rows = table.rows.map(({ line, cells }) => ({ line, cells: places.map((place) => cells[place] ?? '') }));
  const input = {
    ...mapping,
    rows,
    skipFaulty,
    people: await namesOf(parts, scope, actor, mapping),
  };
  return { command: 'table.import', input };
}

const OF_PEOPLE: ReadonlySet<string> = new Set(['person', 'people']);

/** The people a cell may name, by name and by id; a name that two bear names nobody. */
async function namesOf(
  { pool, registry, graphs }: Parts,
  scope: string,
  actor: Actor,
  mapping: TableMapping,
): Promise<Record<string, string>> {
  // The scope's own fields may be of people as well.
  const fields = scopedRegistry(registry, await graphs.of(scope)).kinds.get(mapping.kind)?.fields ?? {};
  const any = mapping.columns.some(({ field }) => field !== undefined && OF_PEOPLE.has(fields[field]?.type ?? ''));
  if (!any) return {};
  const people = await peopleSeenBy(pool, { id: actor.account });
  const byName = Map.groupBy(people, ({ name }) => name.trim().toLowerCase());
  return Object.fromEntries(
    [...byName].flatMap(([name, [one, ...others]]) => (one && others.length === 0 ? [[name, one.id]] : [])),
  );
}
