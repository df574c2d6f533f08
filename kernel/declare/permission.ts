import type { FieldValues } from './json.ts';

/** Roles a person holds in a scope. Offices join them: see `Actor`. */
export const ROLES = ['owner', 'reader'] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = ['read', 'create', 'update', 'withdraw'] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * Which rows a rule speaks of. Data, so that it can be compiled to SQL for lists and applied to graph rows
 * and event streams alike.
 */
export type Predicate =
  | { readonly every: true }
  | { readonly state: readonly string[] }
  | { readonly field: string; readonly is: string | number | boolean }
  /** The person field names the reader himself. */
  | { readonly field: string; readonly isMe: true }
  | { readonly anyOf: readonly Predicate[] }
  | { readonly allOf: readonly Predicate[] };

/** A role may do it, to the rows the predicate holds for. */
export interface Rule {
  readonly role: Role;
  readonly where?: Predicate;
}

/** Who may do what with records of a kind. An action that is left out is done by named commands only. */
export type Permissions = Readonly<Partial<Record<Action, readonly Rule[]>>> & { readonly read: readonly Rule[] };

/** The common case: owners write, everybody in the scope reads. */
export const OWNERS_WRITE: Permissions = {
  read: [{ role: 'owner' }, { role: 'reader' }],
  create: [{ role: 'owner' }],
  update: [{ role: 'owner' }],
  withdraw: [{ role: 'owner' }],
};

/** Records that only named commands and imports write. */
export const COMMANDS_WRITE: Permissions = { read: [{ role: 'owner' }, { role: 'reader' }] };

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
export interface JudgedRow {
  readonly state: string;
  readonly fields: FieldValues;
}

/** Whether a predicate holds for a row; the SQL compiler in the store must agree with it, and a test compares them. */
export function holds(predicate: Predicate, row: JudgedRow, actor: Actor): boolean {
  if ('every' in predicate) return true;
  if ('state' in predicate) return predicate.state.includes(row.state);
  if ('anyOf' in predicate) return predicate.anyOf.some((part) => holds(part, row, actor));
  if ('allOf' in predicate) return predicate.allOf.every((part) => holds(part, row, actor));
  if ('isMe' in predicate) return row.fields[predicate.field] === actor.account;
  return row.fields[predicate.field] === predicate.is;
}

/** The rules of an action that an actor's roles select, as one predicate; undefined when no rule does. */
export function predicateFor(permissions: Permissions, action: Action, actor: Actor): Predicate | undefined {
  if (actor.readOnly && action !== 'read') return undefined;
  const rules = (permissions[action] ?? []).filter((rule) => actor.roles.includes(rule.role));
  if (rules.length === 0) return undefined;
  const parts = rules.map((rule) => rule.where ?? { every: true as const });
  return parts.some((part) => 'every' in part) ? { every: true } : { anyOf: parts };
}

/** Whether the actor may do this to this row. */
export function may(permissions: Permissions, action: Action, actor: Actor, row: JudgedRow): boolean {
  const predicate = predicateFor(permissions, action, actor);
  return predicate !== undefined && holds(predicate, row, actor);
}
