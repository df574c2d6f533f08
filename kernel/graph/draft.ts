import { say, type Sentence } from '../declare/say.ts';
import type { Change } from '../declare/change.ts';
import { type FieldChanges, sameJson } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { type Action, type Actor, may, mayDo, type RuledRow } from '../declare/permission.ts';
import { Problem, type ProblemParts } from '../declare/problem.ts';
import type { Registry } from '../declare/registry.ts';
import type { Graph } from './graph.ts';
import type { Edge, GraphScope, Row } from './reader.ts';
import type { Write } from './write.ts';

/** What a batch of changes sees and leaves: the graph with what the batch has done so far laid over it. */
export interface Draft {
  readonly graph: Graph;
  readonly registry: Registry;
  /** Undefined: permissions were settled by the command's own rules. */
  readonly actor: Actor | undefined;
  readonly rows: Map<string, Row>;
  readonly edges: Map<string, Edge | undefined>;
  /** Ids of links the batch made, by type and both ends. */
  readonly made: Map<string, Set<string>>;
  /** How many links of a type the batch made that leave a record. */
  readonly leaving: Map<string, number>;
  readonly numbers: Map<string, number>;
  readonly externals: Map<string, string>;
}

/** The record as the batch sees it. */
export function draftRow(draft: Draft, id: string): Row | undefined {
  return draft.rows.get(id) ?? draft.graph.find(id);
}

/** The link as the batch sees it. */
export function draftEdge(draft: Draft, id: string): Edge | undefined {
  return draft.edges.has(id) ? draft.edges.get(id) : draft.graph.edge(id);
}

/** Whether the batch may change a record or link: it was made here, by the batch itself or before. */
export function isOwn(draft: Draft, id: string): boolean {
  return draft.rows.has(id) || draft.edges.has(id) || draft.graph.owns(id);
}

/** Refuses a change to what is only seen from here. */
export function notOwn(draft: Draft, what: string, id: string): Drafted {
  const place = draft.graph.scopeOf(id);
  const where = place ? placeName(place) : 'another scope';
  return failed('refused', say`${what} lives in ${where} and cannot be changed from here.`, {
    remedy: say`Open it where it lives.`,
  });
}

/** A scope as a sentence names it. */
function placeName({ type, key }: GraphScope): string {
  return type === 'organisation' ? 'the organisation' : `${type} ${key}`;
}

export type LinkChange = Extract<Change, { action: 'link' | 'relink' | 'repin' | 'unlink' }>;
export type RecordChange = Exclude<Change, LinkChange>;

/** Under which a link is counted with others of its type that leave the same record. */
export function leavingKey(type: string, from: string): string {
  return `${type}\n${from}`;
}

/** Under which a link is found by its ends. */
export function pairKey({ type, from, to }: Pick<Edge, 'type' | 'from' | 'to'>): string {
  return `${type}\n${from}\n${to}`;
}

/** What one change comes to. */
export interface Drafted {
  readonly writes: readonly Write[];
  readonly problems: readonly Problem[];
}

export const NOTHING: Drafted = { writes: [], problems: [] };

/** A drafted change that failed. */
export function failed(code: Problem['code'], message: Sentence, more: Partial<ProblemParts> = {}): Drafted {
  return { writes: [], problems: [new Problem({ code, message, ...more })] };
}

/**
 * Whether the actor lacks the right; undefined when all is well. What links say is read as it was before the batch, so
 * that nobody gives himself a right and uses it in one go. What he may not see is not there for him.
 */
export function deny(draft: Draft, kind: Kind, action: Action, row: RuledRow): Problem | undefined {
  const { actor } = draft;
  if (!actor) return undefined;
  if (action !== 'create' && !maySee(draft, kind, row)) return notThere(row.id);
  if (may(kind, action, actor, row, draft.graph)) return undefined;
  return notAllowed(say`Your roles do not allow you to ${action} ${kind.label.many.toLowerCase()} like this one.`);
}

/** Whether the actor may see a record; one that this batch has made is known to him. */
export function maySee({ actor, graph }: Draft, kind: Kind, row: RuledRow): boolean {
  return !actor || graph.find(row.id) === undefined || may(kind, 'read', actor, row, graph);
}

export function notThere(id: string): Problem {
  return new Problem({ code: 'not-found', message: say`There is no record ${id}, or you may not see it.` });
}

export function notAllowed(message: Sentence): Problem {
  return new Problem({ code: 'not-allowed', message, remedy: say`Ask an owner of the project.` });
}

/**
 * The first field among those changed that the actor may not write, or among those named that he may not see: that
 * naming its value changes nothing would tell that it stands there.
 */
export function lockedField(
  { actor, graph }: Draft,
  kind: Kind,
  row: RuledRow,
  changed: FieldChanges,
  named: FieldChanges = changed,
) {
  if (!actor) return undefined;
  const name = Object.keys(named).find((one) => {
    const field = kind.fields[one];
    if (!field) return false;
    return (
      !mayDo(field.read, actor, row, graph) || (Object.hasOwn(changed, one) && !mayDo(field.write, actor, row, graph))
    );
  });
  return name && notAllowed(say`Your roles do not allow you to write “${kind.fields[name]?.label ?? name}” here.`);
}

/** Whether the actor may bring a record from its state to another by a declared move. */
export function deniedMove({ actor, graph }: Draft, kind: Kind, row: RuledRow, to: string): Problem | undefined {
  if (!actor) return undefined;
  const moves = Object.values(kind.lifecycle.moves).filter((move) => move.to === to && move.from.includes(row.state));
  if (moves.some(({ by }) => mayDo(by, actor, row, graph))) return undefined;
  return notAllowed(say`Your roles do not allow you to bring this to “${kind.lifecycle.states[to]?.label ?? to}”.`);
}

/**
 * Rules that a change breaks. What was broken before is not held against it: rules may be younger than records, and
 * somebody who corrects one field need not know how to correct another.
 */
export function notBefore(broken: readonly Problem[], before: () => readonly Problem[]): readonly Problem[] {
  if (broken.length === 0) return broken;
  const known = before();
  return broken.filter((one) => !known.some((old) => old.message === one.message && sameJson(old.path, one.path)));
}
