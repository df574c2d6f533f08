import { addDays } from '@callosum/kernel';
import { castOf } from '../cast.ts';
import type { Demonstration } from '../demonstration.ts';
import { createTeller } from '../teller.ts';
import { tellControls } from './controls.ts';
import { tellFrame } from './frame.ts';
import { tellHazards } from './hazards.ts';
import { tellInterfaceTests } from './interface-tests.ts';
import { tellInterfaces } from './interfaces.ts';

/** A Saturday. */
const GO_LIVE = '2025-10-04';
const BEGINS = addDays(GO_LIVE, -516);

/** A hospital of 312 beds with 22 clinics replaces its record and joins its laboratory, in seventeen months. */
export const riverbend: Demonstration = {
  key: 'RIV',
  title: 'Riverbend Regional: one record',
  zone: 'America/Chicago',
  begins: BEGINS,
  stages: {
    't-60': addDays(GO_LIVE, -60),
    't-30': addDays(GO_LIVE, -30),
    'go-live': GO_LIVE,
    'day-14': addDays(GO_LIVE, 14),
  },
  people: ({ project }) => castOf(project, 'riverbend.example'),
  tell: (ground) => {
    const teller = createTeller(ground, BEGINS, GO_LIVE);
    tellFrame(teller);
    const interfaces = tellInterfaces(teller);
    const tests = tellInterfaceTests(teller, interfaces);
    const hazards = tellHazards(teller);
    tellControls(teller, hazards, tests);
    return teller;
  },
};
