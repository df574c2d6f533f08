import { type GraphReader, type Json, type Moment, type Registry, type Row, type SentenceForm } from '@callosum/kernel';

/** What a record lacks that somebody rests on. */
export type Lack =
  /** It was withdrawn. */
  | { readonly withdrawn: true }
  /** Its own kind says so. */
  | { readonly text: SentenceForm }
  /** A fact that it does not pass, and why. */
  | { readonly fact: string; readonly reason: string; readonly details: Readonly<Record<string, Json>> };

/** A record that a task rests on, as its reader sees it. */
export interface RestRecord {
  /** The link. */
  readonly id: string;
  readonly task: string;
  readonly record: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  /** What it lacks; ready without it. */
  readonly lacks?: Lack;
}

/** The fact that speaks of what tasks rest on, which no record is asked about in its turn. */
export const RESTS_FACT = 'planning.tasks-rest-on-ready';

/** Who judges, and when. */
export interface Judging {
  readonly at: Moment;
  readonly registry: Registry;
}

/** The records that tasks of a plan rest on, and whether they are ready. */
export function restsOf(graph: GraphReader, judging: Judging, known: ReadonlySet<string>): RestRecord[] {
  const lacks = new Map<string, Lack | undefined>();
  return Array.from(graph.edges('task.restsOn')).flatMap(({ id, from, to }): RestRecord[] => {
    const row = known.has(from) ? graph.find(to) : undefined;
    if (!row) return [];
    if (!lacks.has(to)) lacks.set(to, lackOf(row, graph, judging));
    const lack = lacks.get(to);
    const { title } = row.fields;
    const told = typeof title === 'string' ? title : '';
    return [
      { id, task: from, record: to, kind: row.kind, number: row.number, title: told, ...(lack ? { lacks: lack } : {}) },
    ];
  });
}

/** What a record lacks to be rested on; undefined when it lacks nothing. */
export function lackOf(row: Row, graph: GraphReader, { at, registry }: Judging): Lack | undefined {
  if (row.withdrawn) return { withdrawn: true };
  const text = registry.kinds.get(row.kind)?.fails?.(row, graph, at);
  if (text !== undefined) return { text: text.toJSON() };
  return failedFact(row, graph, { at, registry });
}

/** The first fact a record does not pass. Answers that are anonymous are not looked at one by one. */
function failedFact(row: Row, graph: GraphReader, { at, registry }: Judging): Lack | undefined {
  if (registry.kinds.get(row.kind)?.anonymous) return undefined;
  for (const fact of registry.facts.values()) {
    if (fact.kind !== row.kind || fact.name === RESTS_FACT) continue;
    const judgement = fact.judge(row, graph, at, registry);
    if (judgement?.ok === false) {
      return { fact: fact.name, reason: judgement.reason, details: judgement.details ?? {} };
    }
  }
  return undefined;
}
