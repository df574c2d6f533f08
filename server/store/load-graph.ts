import {
  createGraph,
  type Edge,
  type Graph,
  type Position,
  type Registry,
  refusal,
  type Row,
  upgradeFields,
  say,
} from '@callosum/kernel';
import type { Pool } from 'pg';
import { inSlices } from './in-slices.ts';
import { readLine } from './line.ts';

interface RecordRow {
  id: string;
  kind: string;
  kind_version: number;
  number: number;
  version: number;
  material_version: number;
  state: string;
  withdrawn: boolean;
  source: string | null;
  external_id: string | null;
  fields: Record<string, never>;
}

interface LinkRow {
  id: string;
  type: string;
  from: string;
  to: string;
  version: number;
  fields: Record<string, never>;
}

const RECORDS = `select id, kind, kind_version, number, version, material_version, state, withdrawn, source, external_id, fields
  from record where scope = $1 order by id`;
const LINKS = `select id, type, from_record as "from", to_record as "to", version, fields
  from link where scope = $1 order by id`;

export interface LoadedGraph {
  readonly graph: Graph;
  /** Where the ledgers above stood in the same moment: what the scope's links end in is there. */
  readonly above: readonly Position[];
}

/**
 * Reads a scope's head, records and links of one moment.
 * @param parent the graph it is mounted on. @returns undefined when the scope lies elsewhere by now.
 */
export async function loadGraph(
  pool: Pool,
  registry: Registry,
  scope: string,
  parent: Graph | undefined,
): Promise<LoadedGraph | undefined> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const [own, ...above] = await readLine(client, scope);
    if (!own) throw refusal('not-found', say`There is no such project.`);
    const records = await client.query<RecordRow>(RECORDS, [scope]);
    const links = await client.query<LinkRow>(LINKS, [scope]);
    await client.query('commit');
    if (above[0]?.id !== parent?.scope.id) return undefined;
    const graph = createGraph({ id: scope, type: own.type, key: own.key }, parent);
    // Nobody sees the graph before it is whole, so that a large one may be filled while other requests go on.
    await inSlices(fill(graph, registry, records.rows, links.rows));
    graph.apply([], own.sequence);
    return { graph, above: above.map(({ id, sequence }) => ({ scope: id, sequence })) };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Rows applied at once. */
const BATCH = 500;

function* fill(graph: Graph, registry: Registry, records: RecordRow[], links: LinkRow[]): Generator<void> {
  for (const rows of inBatches(records)) {
    graph.apply(
      rows.flatMap((row) => toRow(registry, row)),
      0,
    );
    yield;
  }
  for (const rows of inBatches(links)) {
    graph.apply(
      rows.map((link) => ({ edge: toEdge(graph, link) })),
      0,
    );
    yield;
  }
}

function* inBatches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}

/**
 * The link, its ends named by the very texts of the records there: the database sends each anew, and whoever follows links finds a record
 * more quickly under the same text than under one that says the same.
 */
function toEdge(graph: Graph, link: LinkRow): Edge {
  const text = (id: string): string => graph.find(id)?.id ?? id;
  return { ...link, from: text(link.from), to: text(link.to) };
}

/** The record as this node's declarations see it; none when nobody declares its kind any more. */
function toRow(registry: Registry, record: RecordRow): { row: Row }[] {
  const { kind_version: written, material_version: materialVersion, source, external_id: external, ...row } = record;
  const kind = registry.kinds.get(row.kind);
  if (!kind) return [];
  const fields = upgradeFields(kind, row.fields, written);
  return [
    { row: { ...row, materialVersion, fields, ...(source && external ? { external: { source, id: external } } : {}) } },
  ];
}
