import { PlanFileError } from './errors.ts';
import { jsonWords } from './json-words.ts';
import type { Plan } from './plan.ts';
import { say, type Said } from './say.ts';

const FORMAT = 'callosum-plan';
const VERSION = 1;

/** A plan as Callosum's own JSON holds it. */
export interface KeptPlan {
  readonly plan: Plan;
  /** Text of the Microsoft Project XML file it was read from, so that what Callosum does not know survives the way back. */
  readonly original?: string | undefined;
}

/** A plan as Callosum's own JSON: the model as it is, under a name and a version. */
export function writePlanJson({ plan, original }: KeptPlan): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, plan, original }, null, 1)}\n`;
}

/** What each list of a plan needs for the rest to make sense of it. */
const NEEDED: Readonly<Record<string, Readonly<Record<string, 'number' | 'string' | 'boolean' | 'object'>>>> = {
  calendars: { uid: 'number', name: 'string', week: 'object', exceptions: 'object', workWeeks: 'object' },
  tasks: {
    uid: 'number',
    name: 'string',
    outlineLevel: 'number',
    active: 'boolean',
    manual: 'boolean',
    constraint: 'object',
    stored: 'object',
  },
  links: { from: 'number', to: 'number', type: 'string', lag: 'object' },
  resources: { uid: 'number', name: 'string', type: 'string' },
  assignments: { uid: 'number', taskUid: 'number', units: 'number' },
  baselines: { number: 'number', tasks: 'object' },
};

/**
 * Reads what {@link writePlanJson} wrote.
 * @throws PlanFileError `not-plan-json` with the place where something is missing
 */
export function readPlanJson(text: string): KeptPlan {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new PlanFileError('not-plan-json', jsonWords(text));
  }
  if (!isObject(parsed) || parsed.format !== FORMAT)
    throw new PlanFileError('not-plan-json', say`It has no "format": "${FORMAT}".`);
  if (parsed.version !== VERSION)
    throw new PlanFileError('not-plan-json', say`Its version is ${String(parsed.version)}, not ${VERSION}.`);
  const { plan, original } = parsed;
  if (!isPlan(plan)) throw new PlanFileError('not-plan-json', faultOf(plan));
  if (original !== undefined && typeof original !== 'string')
    throw new PlanFileError('not-plan-json', say`"original" is no text.`);
  return { plan, original };
}

function isPlan(plan: unknown): plan is Plan {
  return faultOf(plan) === undefined;
}

/** What is missing, or nothing. */
function faultOf(plan: unknown): Said | undefined {
  if (!isObject(plan)) return say`It has no "plan".`;
  if (!isObject(plan.properties) || typeof plan.properties.minutesPerDay !== 'number')
    return say`It has no "plan.properties".`;
  for (const [list, members] of Object.entries(NEEDED)) {
    const rows = plan[list];
    if (!Array.isArray(rows)) return say`"plan.${list}" is no list.`;
    for (const [index, row] of rows.entries()) {
      for (const [member, type] of Object.entries(members)) {
        const value: unknown = isObject(row) ? row[member] : undefined;
        if (typeof value !== type || value === null)
          return say`"plan.${list}[${String(index)}].${member}" is no ${type}.`;
      }
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
