import { hfmea } from '@callosum/safety';
import content from '../content/hazards.json' with { type: 'json' };
import { cycle } from '../random.ts';
import { rated } from '../rating.ts';
import type { Teller } from '../teller.ts';
import type { HazardTold } from './hazards.ts';

/** Three processes were analysed step by step: 74 failure modes. */
const PROCESSES = ['Medication administration', 'Laboratory results', 'Blood bank and transfusion'] as const;
const MODES = 74;
/** 31 score 8 or more; of those 16 go on to action, and of the others three single-point weaknesses do: 19. */
const HIGH = 31;
const HIGH_PROCEED = 16;
const LOW_PROCEED = 3;

type Cell = readonly [severity: string, probability: string];

const HIGH_CELLS: readonly [Cell, ...Cell[]] = [
  ['major', 'frequent'],
  ['catastrophic', 'uncommon'],
  ['major', 'occasional'],
  ['catastrophic', 'occasional'],
];
const LOW_CELLS: readonly [Cell, ...Cell[]] = [
  ['moderate', 'uncommon'],
  ['minor', 'occasional'],
  ['moderate', 'occasional'],
  ['major', 'uncommon'],
];

const WAYS = [
  'is left out',
  'is done twice',
  'is done for another patient',
  'comes too late',
  'is done with another unit',
] as const;
const STEPS = [
  'Reading the order',
  'Checking the patient',
  'Preparing',
  'Giving or releasing',
  'Writing it down',
] as const;

/** Failure modes by the published decision tree, each that proceeds with an action the management agrees to. */
export function tellFailureModes({ add, set, t, who }: Teller, hazards: readonly HazardTold[]): void {
  for (let place = 0; place < MODES; place += 1) {
    const process = cycle(PROCESSES, place);
    const high = place < HIGH;
    const proceeds = high ? place < HIGH_PROCEED : place < HIGH + LOW_PROCEED;
    const [severity, probability] = high ? cycle(HIGH_CELLS, place) : cycle(LOW_CELLS, place);
    const round = Math.floor(place / PROCESSES.length);
    const step = cycle(STEPS, round);
    const title = `${step} ${cycle(WAYS, round + Math.floor(round / STEPS.length))}`;
    const hazard = hazards.find((one) => one.process === process);
    const id = add(
      t(-260 + (place % 20)),
      'failureMode',
      `mode ${place}`,
      {
        title,
        process,
        step: `${(round % STEPS.length) + 1}${String.fromCodePoint(97 + Math.floor(round / STEPS.length))}`,
        cause: content.processes.find((one) => one.process === process)?.hazards[round % 6]?.cause ?? '',
        effect: 'The patient gets something else, later, or not at all.',
        score: rated(hfmea, { severity, probability }),
        singlePoint: proceeds && !high ? 'yes' : 'no',
        effectiveControl: high && !proceeds && place % 5 !== 0 ? 'yes' : 'no',
        obvious: high && !proceeds && place % 5 === 0 ? 'yes' : 'no',
        owner: who('safety'),
        due: t(-100),
      },
      proceeds && hazard ? { links: [['leadsTo', hazard.id]] } : {},
    );
    const action = {
      response: 'control',
      actionPlan: 'A control in the hazard log, verified as built and as effective.',
      outcomeMeasure: 'No case in two weeks of counting.',
      concurredBy: who('cno'),
    };
    set(t(-200 + (place % 30)), id, proceeds ? action : {}, 'settled');
  }
}
