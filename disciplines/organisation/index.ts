import type { Discipline } from '@callosum/kernel';
import { officeHolders, officesHeld } from './appointments.ts';
import { appoint, endAppointment } from './commands/appoint.ts';
import { createOrganisation, createProgramme } from './commands/scopes.ts';
import { FACTS } from './facts.ts';
import { appointment } from './kinds/appointment.ts';
import { jobRole } from './kinds/job-role.ts';
import { organisation as organisationKind } from './kinds/organisation.ts';
import { person } from './kinds/person.ts';
import { programme } from './kinds/programme.ts';
import { shift } from './kinds/shift.ts';
import { site } from './kinds/site.ts';
import { unit } from './kinds/unit.ts';

export { person } from './kinds/person.ts';
export { unit } from './kinds/unit.ts';

export const organisation: Discipline = {
  name: 'organisation',
  label: 'Organisation',
  kinds: [organisationKind, programme, unit, site, jobRole, shift, person, appointment],
  commands: [createOrganisation, createProgramme, appoint, endAppointment],
  facts: FACTS,
  scopes: {
    organisation: { create: createOrganisation.name },
    programme: { create: createProgramme.name },
  },
  appointments: officesHeld,
  offices: officeHolders,
};
