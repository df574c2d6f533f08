import { clinicalRisk } from '@callosum/safety';
import content from '../content/hazards.json' with { type: 'json' };
import { chance, cycle } from '../random.ts';
import { rated } from '../rating.ts';
import type { Teller } from '../teller.ts';

type Level = '1' | '2' | '3' | '4' | '5';
type Cell = readonly [likelihood: string, severity: string];

/** Cells of the published matrix that the story uses for a level. */
const CELLS: Readonly<Record<Level, readonly [Cell, ...Cell[]]>> = {
  5: [
    ['high', 'catastrophic'],
    ['veryHigh', 'major'],
  ],
  4: [
    ['high', 'major'],
    ['veryHigh', 'considerable'],
    ['medium', 'catastrophic'],
  ],
  3: [
    ['medium', 'major'],
    ['medium', 'considerable'],
    ['high', 'considerable'],
    ['high', 'significant'],
  ],
  2: [
    ['low', 'considerable'],
    ['medium', 'significant'],
    ['low', 'significant'],
  ],
  1: [
    ['low', 'minor'],
    ['veryLow', 'significant'],
    ['veryLow', 'minor'],
  ],
};

/** A consequence, and to how many patients, for each severity by the table. */
const CONSEQUENCES: Readonly<Record<string, readonly [consequence: string, patients: string]>> = {
  catastrophic: ['death', 'multiple'],
  major: ['death', 'single'],
  considerable: ['severeShort', 'single'],
  significant: ['minorLasting', 'single'],
  minor: ['minorShort', 'single'],
};

/** How many hazards go from an initial to a residual level: 6, 27, 49, 28 and 8 of 5 to 1 begin; 3, 31, 62 and 22 of 4 to 1 are left. */
const PATHS: readonly (readonly [initial: Level, residual: Level, count: number])[] = [
  ['5', '4', 3],
  ['5', '3', 3],
  ['4', '3', 17],
  ['4', '2', 10],
  ['3', '3', 11],
  ['3', '2', 36],
  ['3', '1', 2],
  ['2', '2', 16],
  ['2', '1', 12],
  ['1', '1', 8],
];

/** Processes whose first hazards are the gravest, as the workshops found them. */
const GRAVEST = [
  'Medication administration',
  'Patient registration',
  'Blood bank and transfusion',
  'Laboratory results',
  'Medication ordering',
  'Oncology',
];

export interface HazardTold {
  readonly id: string;
  readonly title: string;
  readonly process: string;
  readonly noun: string;
  readonly initial: Level;
  readonly residual: Level;
  /** The day the workshop found it, from go-live. */
  readonly found: number;
}

/** The hazard log: found in workshops, rated, and what is left of each by T-60. */
export function tellHazards({ add, set, t, who }: Teller): readonly HazardTold[] {
  const owners = ['cmio', 'pharmacy', 'lab', 'informatics', 'access', 'surgery', 'integration', 'records'] as const;
  return inOrder().map(({ process, hazard, initial, residual }, place) => {
    const name = `hazard ${process.process} ${hazard.title}`;
    const first = cell(initial, place);
    const left = cell(residual, place);
    const [consequence, patients] = CONSEQUENCES[first[1]] ?? ['minorShort', 'single'];
    const found = -340 + content.processes.indexOf(process) * 8 + (place % 6);
    const id = add(t(found), 'hazard', name, {
      title: hazard.title,
      description: `${process.process}: ${hazard.title.toLowerCase()}.`,
      type: process.type,
      dimension: process.dimension,
      foundBy: cycle(['workshop', 'hfmea', 'workflow', 'test'], place),
      cause: hazard.cause,
      effect: `${process.process} does not go as intended, and nobody notices at once.`,
      harm: process.harm,
      existingControls: 'Attention of those at work; the practice of today.',
      consequence,
      patients,
      initial: rated(clinicalRisk, { likelihood: first[0], severity: first[1] }),
      owner: who(cycle(owners, place)),
      due: t(-30 + (place % 20)),
    });
    set(t(Math.max(found + 60, -180)), id, {
      residual: rated(clinicalRisk, { likelihood: left[0], severity: left[1] }),
      ...(residual === '3' || residual === '4'
        ? {
            rationale:
              'Further reduction needs a change by the supplier that is planned for the first upgrade after go-live.',
          }
        : {}),
    });
    // What the board of T-60 asks for is there by the middle of the next month.
    if (residual === '4') {
      const lower = rated(clinicalRisk, { likelihood: 'medium', severity: 'major' });
      set(t(-44), id, { residual: lower });
    }
    const { noun } = process;
    return { id, title: hazard.title, process: process.process, noun, initial, residual, found };
  });
}

/** Each safety requirement is there because of hazards; of the last three nobody has asked yet which. */
export function tellSources({ link, t }: Teller, hazards: readonly HazardTold[], safety: readonly string[]): void {
  const known = safety.slice(0, -3);
  for (const [place, { id, found }] of hazards.entries()) {
    const requirement = known[place % known.length];
    if (requirement !== undefined) link(t(found), 'hazard.from', id, requirement);
  }
}

/** Every hazard with its ratings: the gravest first. */
function inOrder() {
  const all = content.processes.flatMap((process) => process.hazards.map((hazard) => ({ process, hazard })));
  const grave = GRAVEST.flatMap((name) => all.find(({ process }) => process.process === name) ?? []);
  const rest = chance('hazards').shuffle(all.filter((one) => !grave.includes(one)));
  const ratings = PATHS.flatMap(([initial, residual, count]) =>
    Array.from({ length: count }, () => ({ initial, residual })),
  );
  return [...grave, ...rest].flatMap((one, place) => {
    const rating = ratings[place];
    return rating ? [{ ...one, ...rating }] : [];
  });
}

function cell(level: Level, place: number): Cell {
  return cycle(CELLS[level], place);
}
