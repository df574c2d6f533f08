import type { StandIn } from '@callosum/server';
import { idOf } from './ids.ts';

/** People of the demonstration: offices and duties, not persons. */
const CAST = [
  ['ceo', 'Chief executive', 'executive'],
  ['cio', 'Chief information officer', 'executive'],
  ['cmio', 'Chief medical information officer', 'lead'],
  ['cno', 'Chief nursing officer', 'executive'],
  ['cfo', 'Chief financial officer', 'executive'],
  ['pm', 'Project manager', 'manager'],
  ['planner', 'Project planner', 'contributor'],
  ['safety', 'Clinical safety officer', 'lead'],
  ['privacy', 'Privacy officer', 'lead'],
  ['security', 'Security officer', 'lead'],
  ['informatics', 'Nursing informaticist', 'lead'],
  ['build', 'Application build lead', 'lead'],
  ['integration', 'Integration lead', 'lead'],
  ['interfaceAnalyst', 'Interface analyst', 'contributor'],
  ['lab', 'Laboratory manager', 'lead'],
  ['labAnalyst', 'Laboratory systems analyst', 'contributor'],
  ['pharmacy', 'Director of pharmacy', 'lead'],
  ['test', 'Test lead', 'lead'],
  ['training', 'Training lead', 'lead'],
  ['superUsers', 'Super-user lead', 'contributor'],
  ['conversion', 'Data conversion lead', 'lead'],
  ['records', 'Health information manager', 'contributor'],
  ['devices', 'Device lead', 'contributor'],
  ['cutover', 'Cutover manager', 'lead'],
  ['command', 'Command centre lead', 'lead'],
  ['emergency', 'Emergency manager', 'lead'],
  ['vendors', 'Vendor manager', 'contributor'],
  ['benefits', 'Benefits analyst', 'contributor'],
  ['revenue', 'Director of revenue cycle', 'lead'],
  ['access', 'Registration manager', 'contributor'],
  ['surgery', 'Director of perioperative services', 'clinician'],
  ['icuNight', 'Night charge nurse, ICU', 'clinician'],
  ['edPhysician', 'Emergency physician, lead of the department', 'clinician'],
  ['hospitalist', 'Hospitalist, chair of clinical content', 'clinician'],
  ['vendorLead', 'Delivery lead of the supplier', 'partner'],
] as const satisfies readonly (readonly [role: string, name: string, rights: StandIn['role']])[];

export type Role = (typeof CAST)[number][0];

/** The account that stands for a role. @param space what its id is derived from. */
export function accountOf(space: string, role: Role): string {
  return idOf(space, `account ${role}`);
}

/** Everybody, or those named. */
export function castOf(space: string, domain: string, only?: readonly Role[]): StandIn[] {
  return CAST.filter(([role]) => only?.includes(role) ?? true).map(([role, name, rights]) => ({
    id: accountOf(space, role),
    name,
    email: `${role.toLowerCase()}@${domain}`,
    role: rights,
  }));
}

/** A role as data names it. @throws Error for one nobody plays. */
export function roleOf(name: string): Role {
  const found = CAST.find(([role]) => role === name);
  if (!found) throw new Error(`Nobody plays “${name}”`);
  return found[0];
}
