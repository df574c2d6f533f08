import type { GraphReader, Row } from '../graph/reader.ts';
import type { FieldValues } from './json.ts';
import type { Kind } from './kind.ts';
import type { Role } from './role.ts';

export const ACTIONS = ['read', 'create', 'update', 'withdraw'] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * Which rows a rule speaks of. Data, so that it can be compiled to SQL for lists and applied to graph rows
 * and event streams alike.
 */
export type Predicate =
  | { readonly every: true }
  | { readonly state: readonly string[] }
  /** The row is of one of these kinds: for the far end of a link that leads to several. */
  | { readonly kind: readonly string[] }
  | { readonly field: string; readonly is: string | number | boolean }
  /** The person field names the reader himself. */
  | { readonly field: string; readonly isMe: true }
  /** The reader holds this appointment at the moment, in this scope or one above it. */
  | { readonly office: string }
  /** A link of this type leads from the row to a record that stands and for which `where` holds. */
  | { readonly linkedTo: string; readonly where: Predicate }
  /** A link of this type leads to the row from a record that stands and for which `where` holds. */
  | { readonly linkedFrom: string; readonly where: Predicate }
  | { readonly not: Predicate }
  | { readonly anyOf: readonly Predicate[] }
  | { readonly allOf: readonly Predicate[] };

/** Who may do it, by role, by appointment or only by both, to the rows the predicate holds for. */
export type Rule = (
  | { readonly role: Role; readonly office?: string }
  | { readonly office: string; readonly role?: Role }
) & {
  readonly where?: Predicate;
};

/** Who may do what with records of a kind. An action that is left out is done by named commands only. */
export type Permissions = Readonly<Partial<Record<Action, readonly Rule[]>>> & { readonly read: readonly Rule[] };

/** Who asks: an account, the roles it holds in the scope, and the offices it is appointed to there. */
export interface Actor {
  /** Account id, or `console` for whoever may open the data directory. */
  readonly account: string;
  readonly roles: readonly Role[];
  /** Offices held today, such as `privacyOfficer`: read from the records of appointment, so they begin and end by date. */
  readonly offices: readonly string[];
  /** Asks by a token that may read only, whatever the roles allow. */
  readonly readOnly?: true;
}

/** The parts of a record that a predicate may speak of. */
export interface RuledRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly fields: FieldValues;
}

/** What a predicate about links reads; a tracked reader notes what an answer rests on. */
export type LinkReader = Pick<GraphReader, 'find' | 'out' | 'in'>;

/** The part of a kind that decides about its rows. */
export interface Ruled {
  readonly permissions: Permissions;
  readonly fields: Readonly<Record<string, { readonly read?: readonly Rule[] }>>;
  readonly anonymous?: { readonly minimumGroup: number };
}

/** The same with the moves of its rows. */
type Moving = Ruled & { readonly lifecycle: Pick<Kind['lifecycle'], 'moves'> };

export const EVERY: Predicate = { every: true };

/** Whether a predicate holds for a row; the SQL compiler in the store must agree with it, and a test compares them. */
export function holds(predicate: Predicate, row: RuledRow, actor: Actor, graph: LinkReader): boolean {
  if ('every' in predicate) return true;
  if ('state' in predicate) return predicate.state.includes(row.state);
  if ('kind' in predicate) return predicate.kind.includes(row.kind);
  if ('anyOf' in predicate) return predicate.anyOf.some((part) => holds(part, row, actor, graph));
  if ('allOf' in predicate) return predicate.allOf.every((part) => holds(part, row, actor, graph));
  if ('not' in predicate) return !holds(predicate.not, row, actor, graph);
  if ('office' in predicate) return actor.offices.includes(predicate.office);
  if ('linkedTo' in predicate) {
    return graph.out(row.id, predicate.linkedTo).some(({ to }) => stands(predicate.where, to, actor, graph));
  }
  if ('linkedFrom' in predicate) {
    return graph.in(row.id, predicate.linkedFrom).some(({ from }) => stands(predicate.where, from, actor, graph));
  }
  if ('isMe' in predicate) return row.fields[predicate.field] === actor.account;
  return row.fields[predicate.field] === predicate.is;
}

function stands(where: Predicate, id: string, actor: Actor, graph: LinkReader): boolean {
  const row = graph.find(id);
  return row !== undefined && !row.withdrawn && holds(where, row, actor, graph);
}

/** The rows that rules select for an actor, as one predicate; undefined when none of them speaks of him. */
export function ruledRows(rules: readonly Rule[], actor: Actor): Predicate | undefined {
  const own = rules.filter((rule) => speaksOf(rule, actor));
  if (own.length === 0) return undefined;
  const parts = own.map((rule) => rule.where ?? EVERY);
  if (parts.some((part) => 'every' in part)) return EVERY;
  return parts.length === 1 ? parts[0] : { anyOf: parts };
}

/** An appointment gives nothing to somebody without a role in the scope. */
function speaksOf(rule: Rule, { roles, offices }: Actor): boolean {
  if (roles.length === 0) return false;
  return (
    (rule.role === undefined || roles.includes(rule.role)) &&
    (rule.office === undefined || offices.includes(rule.office))
  );
}

/**
 * The rows of a kind an actor may do this to, as one predicate; undefined when there are none whatever they hold.
 * An auditor reads everything; what was answered anonymously is read by nobody.
 */
export function predicateFor(kind: Ruled, action: Action, actor: Actor): Predicate | undefined {
  if (actor.readOnly && action !== 'read') return undefined;
  if (action === 'read' && kind.anonymous) return undefined;
  if (action === 'read' && actor.roles.includes('auditor')) return EVERY;
  return ruledRows(kind.permissions[action] ?? [], actor);
}

/** Whether the actor may do this to this row. */
export function may(kind: Ruled, action: Action, actor: Actor, row: RuledRow, graph: LinkReader): boolean {
  const predicate = predicateFor(kind, action, actor);
  return predicate !== undefined && holds(predicate, row, actor, graph);
}

/**
 * Whether the actor may do this to a row, as far as the row tells by itself: for lists of a screen, which have no graph. What hangs
 * on links is left open; the server says so when it is tried.
 * @returns false only where it is sure that he may not.
 */
export function mightDo(kind: Ruled, action: Action, actor: Actor, row: Omit<RuledRow, 'id'>): boolean {
  const predicate = predicateFor(kind, action, actor);
  return predicate !== undefined && tells(predicate, row, actor) !== false;
}

/** The moves the actor might make of a row, as far as the row tells by itself: see `mightDo`. */
export function mightMove(kind: Moving, actor: Actor, row: Omit<RuledRow, 'id'>): string[] {
  if (!mightDo(kind, 'update', actor, row)) return [];
  const moves = Object.entries(kind.lifecycle.moves).filter(([, { from, by }]) => {
    const predicate = by ? ruledRows(by, actor) : EVERY;
    return from.includes(row.state) && predicate !== undefined && tells(predicate, row, actor) !== false;
  });
  return moves.map(([name]) => name);
}

/** What a row says of a predicate by itself; undefined where links would have to be asked. */
function tells(predicate: Predicate, row: Omit<RuledRow, 'id'>, actor: Actor): boolean | undefined {
  if ('linkedTo' in predicate || 'linkedFrom' in predicate) return undefined;
  if ('not' in predicate) {
    const said = tells(predicate.not, row, actor);
    return said === undefined ? undefined : !said;
  }
  if ('anyOf' in predicate || 'allOf' in predicate) {
    const [parts, decides] = 'anyOf' in predicate ? [predicate.anyOf, true] : [predicate.allOf, false];
    const said = new Set(parts.map((part) => tells(part, row, actor)));
    return said.has(decides) ? decides : said.has(undefined) ? undefined : !decides;
  }
  return holds(predicate, { ...row, id: '' }, actor, NO_LINKS);
}

/** Never asked: what a row tells by itself leads nowhere. */
const NO_LINKS: LinkReader = { find: () => undefined, out: () => [], in: () => [] };

/** The records of a kind whose field an actor may see, of those he may see at all; undefined when there are none. */
export function fieldRows(kind: Ruled, field: string, actor: Actor): Predicate | undefined {
  const rules = Object.hasOwn(kind.fields, field) ? kind.fields[field]?.read : undefined;
  return rules === undefined || actor.roles.includes('auditor') ? EVERY : ruledRows(rules, actor);
}

/** Whether rules that narrow something (a field, a move) let the actor pass; without rules everybody passes. */
export function mayDo(rules: readonly Rule[] | undefined, actor: Actor, row: RuledRow, graph: LinkReader): boolean {
  if (!rules) return true;
  const predicate = ruledRows(rules, actor);
  return predicate !== undefined && holds(predicate, row, actor, graph);
}

/** What an actor may do with a record he sees: change it, by which moves and without which fields (chosen once, or for others), and withdraw it. */
export function mayRow(kind: Kind, actor: Actor, row: Row, graph: LinkReader) {
  // What one does not see one cannot change.
  const sees = may(kind, 'read', actor, row, graph);
  const update = sees && !row.withdrawn && may(kind, 'update', actor, row, graph);
  const moves = Object.entries(kind.lifecycle.moves).filter(
    ([, { from, by }]) => from.includes(row.state) && mayDo(by, actor, row, graph),
  );
  const locked = Object.entries(kind.fields).filter(
    ([name, { read, write, fixed }]) =>
      (fixed && row.fields[name] !== undefined) || !mayDo(read, actor, row, graph) || !mayDo(write, actor, row, graph),
  );
  return {
    update,
    withdraw: sees && may(kind, 'withdraw', actor, row, graph),
    moves: update ? moves.map(([name]) => name) : [],
    locked: locked.map(([name]) => name),
  };
}

/** The predicates a predicate is made of, itself included. */
export function* partsOf(predicate: Predicate): Generator<Predicate> {
  yield predicate;
  if ('anyOf' in predicate) for (const part of predicate.anyOf) yield* partsOf(part);
  else if ('allOf' in predicate) for (const part of predicate.allOf) yield* partsOf(part);
  else if ('not' in predicate) yield* partsOf(predicate.not);
  else if ('linkedTo' in predicate || 'linkedFrom' in predicate) yield* partsOf(predicate.where);
}

/** Parts of a predicate that speak of the record itself: a link is one, what is asked of its far end is not. */
export function* ownPartsOf(predicate: Predicate): Generator<Predicate> {
  yield predicate;
  if ('anyOf' in predicate) for (const part of predicate.anyOf) yield* ownPartsOf(part);
  else if ('allOf' in predicate) for (const part of predicate.allOf) yield* ownPartsOf(part);
  else if ('not' in predicate) yield* ownPartsOf(predicate.not);
}
