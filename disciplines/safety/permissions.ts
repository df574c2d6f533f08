import { ANYONE_REPORTS, type Permissions, type Rule, ROLES, rulesFor, TEAM_WRITES } from '@callosum/kernel';

/** The clinical safety officer keeps what safety rests on, whatever his role in the project. */
const OFFICER: Rule = { office: 'safetyOfficer' };
const MANAGERS = rulesFor(['owner', 'manager']);

/** Whoever rates what risk is left. */
export const RATES: readonly Rule[] = [...rulesFor(['owner', 'manager', 'lead']), OFFICER];

/** Whoever answers for it with his name. */
export const ACCEPTS: readonly Rule[] = [OFFICER];

/** Waits for its owner and for the clinical safety officer, while it is in one of these states. */
export function ownerAndOfficer(state: readonly string[]): readonly Rule[] {
  return [
    ...rulesFor(ROLES, { allOf: [{ field: 'owner', isMe: true }, { state }] }),
    { office: 'safetyOfficer', where: { state } },
  ];
}

/** Whoever puts a plan into force or takes it out of force. */
export const APPROVES: readonly Rule[] = [...MANAGERS, OFFICER];

/** What anybody may report, and nobody but managers and the officer takes back: a hazard log is never thinned out. */
export const REPORTED: Permissions = {
  read: ANYONE_REPORTS.read,
  create: [...(ANYONE_REPORTS.create ?? []), OFFICER],
  update: [...(ANYONE_REPORTS.update ?? []), OFFICER],
  withdraw: [...MANAGERS, OFFICER],
};

/** What the team keeps, the officer as well. */
export const TEAM_AND_OFFICER: Permissions = {
  read: TEAM_WRITES.read,
  create: [...(TEAM_WRITES.create ?? []), OFFICER],
  update: [...(TEAM_WRITES.update ?? []), OFFICER],
  withdraw: [...(TEAM_WRITES.withdraw ?? []), OFFICER],
};
