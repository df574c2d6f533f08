import type { Role } from '../cast.ts';
import type { Teller } from '../teller.ts';
import { gates } from './gates.ts';

/** Who holds which office, from when on (days from go-live). */
const OFFICES: readonly (readonly [office: string, label: string, role: Role, name: string, from: number])[] = [
  ['sponsor', 'Sponsor', 'ceo', 'Chief executive', -516],
  ['projectManager', 'Project manager', 'pm', 'Project manager', -516],
  ['clinicalLead', 'Clinical lead', 'cmio', 'Chief medical information officer', -516],
  ['technicalLead', 'Technical lead', 'integration', 'Integration lead', -510],
  ['privacyOfficer', 'Privacy officer', 'privacy', 'Privacy officer', -510],
  ['securityOfficer', 'Security officer', 'security', 'Security officer', -510],
  ['safetyOfficer', 'Clinical safety officer', 'safety', 'Clinical safety officer', -480],
  ['trainingLead', 'Training lead', 'training', 'Training lead', -430],
];

/** The project itself, who answers for it, and its gates. */
export function tellFrame(teller: Teller): void {
  const { add, set, t, who, project } = teller;
  set(t(-516), project, {
    purpose:
      'One record for every patient of Riverbend Regional, in hospital and clinics: orders, results, medication and notes in one place, and a laboratory that sends results back by itself.',
    goLive: t(0),
    riskAppetite: 9,
    usualTicketsPerDay: 40,
    sponsor: who('ceo'),
    owner: who('pm'),
  });
  set(t(-480), project, {}, 'active');
  set(t(0), project, {}, 'live');
  for (const [office, label, role, name, from] of OFFICES) {
    const person = add(t(from), 'person', `office ${office}`, { title: name, account: who(role) });
    add(
      t(from),
      'appointment',
      `appointment ${office}`,
      { title: `${label}: ${name}`, office, from: t(from), reason: 'Project charter' },
      { links: [['of', person]] },
    );
  }
  gates(teller);
}
