/** Roles a person holds in a scope, the widest first. Those held in a scope reach down into the scopes below it. */
export const ROLES = [
  /** Answers for the scope: does and grants everything. */
  'owner',
  /** Project manager: runs the project and its people. */
  'manager',
  /** Leads a part of the work: writes the plan and every register. */
  'lead',
  /** Does the work: reports what he finds and keeps what he owns. */
  'contributor',
  /** Takes part from the bedside: reports risks and hazards. */
  'clinician',
  /** Sponsor or board: reads, and decides at gates. */
  'executive',
  /** Reads everything, the ledger included; writes nothing. */
  'auditor',
  'reader',
  /** Somebody from outside: sees what was shared with him or is his. */
  'partner',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that see a scope as a whole: figures over all of it are theirs to see. */
const SEEING_WHOLE: ReadonlySet<Role> = new Set(ROLES.filter((role) => role !== 'partner'));

/** Whether somebody with these roles may see figures computed over the whole scope. */
export function seesWhole(roles: readonly Role[]): boolean {
  return roles.some((role) => SEEING_WHOLE.has(role));
}

const ALL: readonly Role[] = ROLES;
/** An owner grants everything; a manager whatever gives fewer rights than his own and does not watch over him. */
const GRANTED_BY: Readonly<Partial<Record<Role, readonly Role[]>>> = {
  owner: ALL,
  manager: ['lead', 'contributor', 'clinician', 'executive', 'reader', 'partner'],
};

/** The roles that somebody with these roles may give and take away. */
export function grantable(roles: readonly Role[]): readonly Role[] {
  return ROLES.filter((wanted) => roles.some((role) => GRANTED_BY[role]?.includes(wanted)));
}
