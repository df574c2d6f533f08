import type { Json } from '@callosum/kernel';
import { z } from 'zod';
import writtenActions from '../content/action-hierarchy.json' with { type: 'json' };
import writtenExercises from '../content/exercise-programme.json' with { type: 'json' };
import writtenLimits from '../content/safety-limits.json' with { type: 'json' };
import writtenSac from '../content/safety-assessment-code.json' with { type: 'json' };
import writtenSea from '../content/sea-67.json' with { type: 'json' };
import { optionsOf, provenance, ratingTable } from './content.ts';

/** Codes of incidents and close calls; 3 is the highest. */
export const safetyAssessment = z.object(ratingTable).parse(writtenSac);

const named = { key: z.string(), label: z.string() };

/** How strong an action is, by its kind. */
export const actionHierarchy = z
  .object({
    ...provenance,
    strengths: z.array(z.object(named)),
    actions: z.array(z.object({ ...named, strength: z.string() })),
    /** Levels that weaker controls alone may not bring a hazard down to, from which initial levels. */
    weakerAlone: z.object({ initial: z.array(z.string()), mayNotReach: z.array(z.string()) }),
  })
  .parse(writtenActions);

export const ACTIONS = optionsOf(actionHierarchy.actions);

/** The strength of a kind of action: its key and what it is called. */
export function strengthOf(action: Json | undefined): { readonly key: string; readonly label: string } | undefined {
  const strength = actionHierarchy.actions.find(({ key }) => key === action)?.strength;
  return actionHierarchy.strengths.find(({ key }) => key === strength);
}

export const exerciseProgramme = z
  .object({
    ...provenance,
    /** `needsAction`: something has to be done about it. `fails`: the exercise proves nothing. */
    ratings: z.array(z.object({ ...named, needsAction: z.boolean(), fails: z.boolean() })),
    types: z.array(z.object({ ...named, intervalDays: z.int() })),
    /** Which types of exercise a type of plan needs within their intervals. */
    plans: z.array(z.object({ ...named, types: z.array(z.string()) })),
  })
  .parse(writtenExercises);

export const RATINGS = optionsOf(exerciseProgramme.ratings);
export const EXERCISE_TYPES = optionsOf(exerciseProgramme.types);
export const PLAN_TYPES = optionsOf(exerciseProgramme.plans);

/** Days after which an exercise of a type is due again; undefined for a type the programme does not know. */
export function exerciseInterval(type: Json | undefined): number | undefined {
  return exerciseProgramme.types.find(({ key }) => key === type)?.intervalDays;
}

export const safetyLimits = z
  .object({
    ...provenance,
    contactCheckDays: z.int(),
    restoreTestDays: z.int(),
    kitCheckDays: z.int(),
    /** Days until an incident should be closed, by its safety assessment code. */
    incidentDays: z.record(z.string(), z.int()),
    /** Days until it should have a code at all. */
    untriagedDays: z.int(),
  })
  .parse(writtenLimits);

/** What has to stand ready for a long outage. */
export const longOutage = z
  .object({ ...provenance, outageHours: z.int(), elements: z.array(z.object(named)) })
  .parse(writtenSea);

export const LONG_OUTAGE_ELEMENTS = optionsOf(longOutage.elements);
