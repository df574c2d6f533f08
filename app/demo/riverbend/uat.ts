import content from '../content/scenarios.json' with { type: 'json' };
import { minutes } from '../amounts.ts';
import { chance, cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { StepTold } from './adoption.ts';
import { type Pair, type Shift, SHIFTS } from './people.ts';

/** Three rounds, in each of which two people try every cell. */
const ROUNDS = [
  { round: 1, from: -90, passes: 0.8, build: 'B2' },
  { round: 2, from: -74, passes: 0.93, build: 'B3' },
  { round: 3, from: -54, passes: 0.99, build: 'B4' },
] as const;
const TESTERS_EACH = 2;

/** The cell nobody thought of: a respiratory therapist in intensive care at night. It was planned, and is found untried at T-58. */
const HOLE = { unit: 'ICU', role: 'Respiratory therapist', shift: 'Night and weekend' } as const;

const FOUND_ON = -56;

interface Scenario {
  readonly id: string;
  readonly pair: Pair;
  readonly requirements: readonly string[];
  readonly safety: boolean;
}

/** 62 scenarios over 174 cells of role, unit and shift; 1,116 executions by 236 testers. */
export function tellUat(
  teller: Teller,
  pairs: readonly Pair[],
  requirements: readonly string[],
  steps: readonly StepTold[],
): void {
  const scenarios = tellScenarios(teller, pairs, requirements, steps);
  const luck = chance('uat');
  for (const [place, scenario] of scenarios.entries()) {
    for (const [at, shift] of SHIFTS.entries()) {
      for (const { round, from, passes, build } of ROUNDS) {
        for (let tester = 0; tester < TESTERS_EACH; tester += 1) {
          const attempt = (round - 1) * TESTERS_EACH + tester + 1;
          const hole = isHole(scenario.pair, shift);
          // What failed is mended: the second of a round in the same cell passes where the third round ends.
          const passed = hole || luck.next() < passes || attempt === ROUNDS.length * TESTERS_EACH;
          tellExecution(teller, {
            scenario,
            place,
            at,
            shift,
            round,
            attempt,
            build,
            passed,
            day: hole ? FOUND_ON + attempt : from + ((place + at) % 9) + tester,
            planned: from - 6,
          });
        }
      }
    }
  }
}

function isHole({ unit, role }: Pair, shift: Shift): boolean {
  return unit === HOLE.unit && role === HOLE.role && shift === HOLE.shift;
}

function tellScenarios(
  { add, set, t, who, place }: Teller,
  pairs: readonly Pair[],
  requirements: readonly string[],
  steps: readonly StepTold[],
): readonly Scenario[] {
  const scenarioOf = (pair: Pair, index: number, title: string, high: boolean): Scenario => {
    const tests = [0, 1, 2, 3].map((step) => requirements[(index * 4 + step) % requirements.length] ?? '');
    const safety = index % 3 === 0 || high;
    const id = add(
      t(-128),
      'uatScenario',
      `scenario ${title}`,
      {
        title,
        area: cycle(['access', 'orders', 'medication', 'documentation', 'emergency', 'revenue'], index),
        story: `${pair.role} in ${pair.unit}: ${title.toLowerCase()}.`,
        script: 'Begin with the patient of the card. Do what you would do. Stop where you would call for help.',
        expected:
          'What was done is in the record, with the right patient, time and unit, and those who wait for it see it.',
        data: 'Patient cards, set C',
        safetyCritical: safety,
        highRisk: high,
        minutes: minutes(35),
        round: 1,
        owner: who('test'),
        due: t(-92),
      },
      {
        links: [
          ['tests', tests],
          ['walks', walked(steps, pair.role, index)],
          [
            'plannedFor',
            [place('jobRole', pair.role), place('unit', pair.unit), ...SHIFTS.map((shift) => place('shift', shift))],
          ],
        ],
      },
    );
    set(t(-98), id, {}, 'ready');
    return { id, pair, requirements: tests, safety };
  };
  const daily = pairs.map((pair, index) => {
    const told = content.byRole.find(({ role }) => role === pair.role)?.title ?? 'A shift from handover to handover';
    return scenarioOf(pair, index, `${told}: ${pair.unit}`, false);
  });
  const rare = content.highRisk.flatMap(({ title, unit, role }, index) => {
    const pair = pairs.find((one) => one.unit === unit && one.role === role);
    return pair ? [scenarioOf(pair, pairs.length + index, title, true)] : [];
  });
  return [...daily, ...rare];
}

/** Two steps of the work of the role; whoever has no workflow of his own walks through that of others. */
function walked(steps: readonly StepTold[], role: string, index: number): readonly string[] {
  const own = steps.filter((step) => step.role === role);
  const through = own.length > 0 ? own : steps;
  return [0, 1].map((next) => through[(index * 2 + next) % through.length]?.id ?? '');
}

interface Execution {
  readonly scenario: Scenario;
  readonly place: number;
  readonly at: number;
  readonly shift: Shift;
  readonly round: number;
  readonly attempt: number;
  readonly build: string;
  readonly passed: boolean;
  readonly day: number;
  readonly planned: number;
}

function tellExecution(teller: Teller, execution: Execution): void {
  const { add, set, t, who, place: placeOf } = teller;
  const { scenario, place, at, shift, round, attempt, build, passed, day, planned } = execution;
  const { pair } = scenario;
  const id = add(
    t(planned),
    'uatExecution',
    `execution ${place} ${at} ${attempt}`,
    {
      title: `Round ${round}: ${pair.role}, ${pair.unit}, ${shift.toLowerCase()}`,
      attempt,
      due: t(planned + 14),
      build,
      environment: 'Acceptance',
      owner: who('test'),
    },
    {
      links: [
        ['of', scenario.id],
        ['by', [placeOf('jobRole', pair.role), placeOf('unit', pair.unit), placeOf('shift', shift)]],
        ['tester', testerOf(pair, place, attempt)],
      ],
    },
  );
  const result = {
    ranOn: t(day),
    ease: 4 + ((place + attempt) % 4),
    minutes: minutes(24 + ((place * 7 + attempt) % 30)),
  };
  set(t(day), id, passed ? result : { ...result, found: cycle(FOUND, place + attempt) }, passed ? 'passed' : 'failed');
  if (!passed) tellDefect(teller, id, execution, day);
}

/** Four testers for each role in a unit, and one more in four of them: 236. */
function testerOf({ people }: Pair, place: number, attempt: number): string {
  const most = place < 4 ? 5 : 4;
  const person = people[(attempt - 1) % most];
  return person?.id ?? people[0]?.id ?? '';
}

const FOUND = [
  'The order did not appear on the list of the unit until it was refreshed.',
  'The field asked for a value the nurse cannot know.',
  'The label printed in another unit.',
  'The alert came after the dose was given.',
  'The note was saved in the visit of last week.',
  'The result was shown without its unit.',
] as const;

function tellDefect(
  { add, set, t, who }: Teller,
  execution: string,
  { scenario, place, attempt, round, build }: Execution,
  day: number,
): void {
  const severity = place % 19 === 3 ? '1' : place % 4 === 1 ? '2' : place % 3 === 0 ? '4' : '3';
  const title = cycle(FOUND, place + attempt);
  const id = add(
    t(day),
    'defect',
    `defect ${execution}`,
    {
      title,
      severity,
      safety: scenario.safety && severity < '3',
      steps: 'As in the script, to the step where it stopped.',
      expected: 'As in the scenario.',
      seen: title,
      foundOn: t(day),
      build,
      cause: cycle(['build', 'interface', 'design', 'data', 'access', 'training'], place + attempt),
      owner: who(cycle(['build', 'integration', 'informatics'], place)),
      due: t(day + 12),
    },
    {
      links: [
        ['foundBy', execution],
        ['breaks', scenario.requirements.slice(0, 1)],
      ],
    },
  );
  set(t(day + 2), id, {}, 'confirmed');
  set(t(day + 5), id, {}, 'mending');
  const fixedIn = `B${round + 2}`;
  set(t(day + 9), id, { fixedIn }, 'retest');
  set(t(day + 13), id, { resolution: `Mended in ${fixedIn}, and tried again by whoever found it.` }, 'closed');
}
