import { addDays } from '@callosum/kernel';
import { castOf, type Role } from '../cast.ts';
import type { Demonstration } from '../demonstration.ts';
import { placeChanges } from '../places.ts';
import { createTeller } from '../teller.ts';
import { tellClinic } from './project.ts';
import { tellClinicSafety } from './safety.ts';
import { tellClinicTasks } from './tasks.ts';

const GO_LIVE = '2025-10-04';
const BEGINS = addDays(GO_LIVE, -150);

const PEOPLE: readonly Role[] = [
  'cmio',
  'pm',
  'safety',
  'privacy',
  'integration',
  'informatics',
  'training',
  'vendorLead',
];

/** A clinic with 46 users takes a small application: the same model, and light. */
export const clinic: Demonstration = {
  key: 'CLINIC',
  title: 'Willow Street Clinic: referrals and recalls',
  zone: 'America/Chicago',
  begins: BEGINS,
  stages: {
    't-60': addDays(GO_LIVE, -60),
    't-30': addDays(GO_LIVE, -30),
    'go-live': GO_LIVE,
    'day-14': addDays(GO_LIVE, 14),
    'month-12': addDays(GO_LIVE, 365),
  },
  people: ({ project }) => castOf(project, 'willow-street.example', PEOPLE),
  places: placeChanges,
  tell: (ground) => {
    const teller = createTeller(ground, BEGINS, GO_LIVE);
    const told = tellClinic(teller);
    tellClinicSafety(teller, told);
    tellClinicTasks(teller);
    return teller;
  },
};
