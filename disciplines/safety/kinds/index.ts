import type { Kind } from '@callosum/kernel';
import { contact } from './contact.ts';
import { contingencyPlan } from './contingency-plan.ts';
import { correctiveAction } from './corrective-action.ts';
import { criticalFunction } from './critical-function.ts';
import { downtimeProcedure } from './downtime-procedure.ts';
import { exercise } from './exercise.ts';
import { exerciseObservation } from './exercise-observation.ts';
import { failureMode } from './failure-mode.ts';
import { hazard } from './hazard.ts';
import { inject } from './inject.ts';
import { restoreTest } from './restore-test.ts';
import { risk } from './risk.ts';
import { safetyControl } from './safety-control.ts';
import { safetyIncident } from './safety-incident.ts';

/** In the order the navigation shows them. */
export const KINDS: readonly Kind[] = [
  hazard,
  safetyControl,
  failureMode,
  safetyIncident,
  risk,
  criticalFunction,
  contingencyPlan,
  downtimeProcedure,
  exercise,
  inject,
  exerciseObservation,
  correctiveAction,
  restoreTest,
  contact,
];
