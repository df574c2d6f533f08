import {
  type Actor,
  proposeMapping,
  refusal,
  type Registry,
  scopedRegistry,
  type TableMapping,
  say,
} from '@callosum/kernel';
import { tableDiff } from '@callosum/kernel/contract';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { NewScopeRequest, Scopes } from '../../scopes/scopes.ts';
import type { Scope } from '../../store/scopes.ts';
import { rememberRun } from '../runs.ts';
import { type Parts, tableCommand } from './import-table.ts';
import { rememberedMapping, rememberMapping } from './mappings.ts';
import { readTable, type Table } from './read-table.ts';

export interface TableFile {
  readonly content: Readable;
  readonly name: string;
  /** Kind that its rows become. */
  readonly kind: string;
}

/** Where the rows go: into a scope, or into one that is made for them by the same transaction. */
export type TableTarget = { readonly into: Scope } | { readonly start: NewScopeRequest; readonly scopes: Scopes };

const SAMPLE = 8;

/**
 * Imports a table as it was mapped the last time, or else by what its headings say. Whole or not at all; with `dryRun` it tells what it would do.
 * @throws Refusal when no heading says what the records are called, or a row cannot be taken.
 */
export async function importTableFile(
  parts: Parts,
  target: TableTarget,
  actor: Actor,
  { content, name, kind }: TableFile,
  dryRun: boolean,
): Promise<z.infer<typeof tableDiff>> {
  const table = await readTable(content, name);
  const scope = 'into' in target ? target.into.id : target.start.parent.id;
  const registry = scopedRegistry(parts.registry, await parts.graphs.of(scope));
  const known = 'into' in target ? await rememberedMapping(parts.pool, scope, kind, table.header) : undefined;
  const mapping = known ?? guess(registry, kind, name, table);
  const command = await tableCommand(parts, scope, actor, { table, name, mapping, skipFaulty: dryRun });
  if ('start' in target) {
    const made = await target.scopes.create(actor, target.start, { also: [command], dryRun });
    return tableDiff.parse(made.results?.[1]);
  }
  const executed = await parts.writes.execute({ scope, actor, commands: [command], dryRun, internal: true });
  if (!dryRun) {
    await rememberMapping(parts.pool, scope, mapping);
    await rememberRun(parts, scope, { source: 'table', kind, file: name, account: actor.account }, executed);
  }
  return tableDiff.parse(executed.result);
}

function guess(registry: Registry, name: string, file: string, { header, rows }: Table): TableMapping {
  const kind = registry.kinds.get(name);
  if (!kind || kind.hidden) {
    throw refusal('not-found', say`There is no register called “${name}”.`, {
      path: ['kind'],
      remedy: say`There are ${[...registry.kinds.values()].flatMap((one) => (one.hidden ? [] : [one.name])).join(', ')}.`,
    });
  }
  const sample = rows.slice(0, SAMPLE).map(({ cells }) => [...cells]);
  const mapping = proposeMapping(kind, registry, header, sample);
  if (mapping.columns.some(({ field, key }) => field === 'title' || key === true)) return mapping;
  throw refusal('refused', say`${file}: No heading says what each ${kind.label.one.toLowerCase()} is called.`, {
    path: ['file'],
    remedy: say`Call a column “${kind.fields['title']?.label ?? 'Title'}”, or map the columns in the browser. Found: ${header.join(', ')}.`,
  });
}
