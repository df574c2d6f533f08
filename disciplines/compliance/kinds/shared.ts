import { type Permissions, type RatingTable, rulesFor } from '@callosum/kernel';
import { z } from 'zod';
import risk from '../content/nist-risk.json' with { type: 'json' };
import limits from '../content/compliance-limits.json' with { type: 'json' };

/** Level of risk by NIST’s table. */
export const nistRisk: RatingTable = risk;

const LEVELS = ['veryLow', 'low', 'moderate', 'high', 'veryHigh'] as const;

/** What the facts go by, as data. */
export const complianceLimits = z
  .object({
    source: z.string(),
    version: z.string(),
    status: z.string(),
    /** Highest level of risk that may be carried. */
    appetite: z.enum(LEVELS),
    assessmentMonths: z.int(),
    policyMonths: z.int(),
    evidenceMonths: z.int(),
    expiresSoonDays: z.int(),
    incidentAssessDays: z.int(),
  })
  .parse(limits);

/** Place of a level in the table, from 1. */
export function rankOf(level: string): number {
  return nistRisk.levels.findIndex(({ key }) => key === level) + 1;
}

const LEADS = rulesFor(['owner', 'manager', 'lead']);
const READERS = rulesFor(['owner', 'manager', 'lead', 'contributor', 'clinician', 'executive', 'reader']);
const OFFICERS = [{ office: 'privacyOfficer' }, { office: 'securityOfficer' }] as const;
const MINE = { field: 'owner', isMe: true } as const;

/** The officers keep it, whatever their role; leads help; whoever owns a record keeps his own. */
export const OFFICERS_WRITE: Permissions = {
  read: [...READERS, { role: 'partner', where: MINE }],
  create: [...LEADS, ...OFFICERS],
  update: [...LEADS, ...OFFICERS, { role: 'contributor', where: MINE }],
  withdraw: [...rulesFor(['owner', 'manager']), ...OFFICERS],
};

/** Seen by those who have to know: where the weak spots are is not for everybody. */
export const CONFIDENTIAL: Permissions = {
  ...OFFICERS_WRITE,
  read: [...rulesFor(['owner', 'manager', 'lead', 'executive']), ...OFFICERS, { role: 'contributor', where: MINE }],
};
