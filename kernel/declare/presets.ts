import type { Permissions, Predicate, Rule } from './permission.ts';
import type { Role } from './role.ts';

const MINE: Predicate = { field: 'owner', isMe: true };

/** Shared with the reader by name, by a record of the kind `share`. */
export const SHARED_WITH_ME: Predicate = { linkedFrom: 'share.of', where: { field: 'person', isMe: true } };

/** One rule for each of several roles. */
export function rulesFor(roles: readonly Role[], where?: Predicate): readonly Rule[] {
  return roles.map((role) => (where ? { role, where } : { role }));
}

/** Everybody who belongs to the project; people from outside see what was shared with them or is theirs. */
const READ: readonly Rule[] = [
  ...rulesFor(['owner', 'manager', 'lead', 'contributor', 'clinician', 'executive', 'reader']),
  { role: 'partner', where: { anyOf: [SHARED_WITH_ME, MINE] } },
];

const MANAGERS = rulesFor(['owner', 'manager']);
const LEADS = rulesFor(['owner', 'manager', 'lead']);
const OWN_WORK = rulesFor(['contributor', 'partner'], MINE);

/** Records that only named commands and imports write. */
export const COMMANDS_WRITE: Permissions = { read: READ };

/** What governs the project: gates, criteria, the project itself. */
export const MANAGERS_WRITE: Permissions = { read: READ, create: MANAGERS, update: MANAGERS, withdraw: MANAGERS };

/** What the work is ordered by: calendars, resources, baselines. */
export const LEADS_WRITE: Permissions = { read: READ, create: LEADS, update: LEADS, withdraw: LEADS };

/** The work itself: leads write all of it, contributors add to it, and whoever owns a record keeps it. */
export const TEAM_WRITES: Permissions = {
  read: READ,
  create: [...LEADS, { role: 'contributor' }],
  update: [...LEADS, ...OWN_WORK],
  withdraw: LEADS,
};

/** What anybody may report who sees it: risks, issues, feedback. Clinicians as well keep what they own. */
export const ANYONE_REPORTS: Permissions = {
  read: READ,
  create: [...LEADS, ...rulesFor(['contributor', 'clinician'])],
  update: [...LEADS, ...OWN_WORK, { role: 'clinician', where: MINE }],
  withdraw: LEADS,
};
