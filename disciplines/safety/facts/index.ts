import type { Fact } from '@callosum/kernel';
import { CONTINUITY_FACTS } from './continuity.ts';
import { CONTROL_FACTS } from './controls.ts';
import { EXERCISE_FACTS } from './exercises.ts';
import { MODE_FACTS } from './failure-modes.ts';
import { HAZARD_FACTS } from './hazards.ts';
import { INCIDENT_FACTS } from './incidents.ts';
import { RISK_FACTS } from './risks.ts';

export const FACTS: readonly Fact[] = [
  ...HAZARD_FACTS,
  ...CONTROL_FACTS,
  ...MODE_FACTS,
  ...INCIDENT_FACTS,
  ...RISK_FACTS,
  ...CONTINUITY_FACTS,
  ...EXERCISE_FACTS,
];
