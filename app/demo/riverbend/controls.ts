import content from '../content/hazards.json' with { type: 'json' };
import { chance, cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import type { HazardTold } from './hazards.ts';
import type { TestsTold } from './interface-tests.ts';

type Class = 'design' | 'test' | 'training' | 'process';

/** 412 controls: by class, after one of design for each hazard. */
const MORE: readonly (readonly [Class, number])[] = [
  ['design', 30],
  ['test', 121],
  ['training', 83],
  ['process', 60],
];

/** How many controls a hazard of an initial level has. */
const EACH = { 5: 5, 4: 4, 3: 4, 2: 2, 1: 1 } as const;

const ACTIONS: Readonly<Record<Class, readonly [string, ...string[]]>> = {
  design: ['forcingFunction', 'softwareChange', 'standardise', 'removeSteps'],
  test: ['simulation', 'redundancy'],
  training: ['training', 'simulation'],
  process: ['cognitiveAid', 'doubleCheck', 'newPolicy'],
};

const OWNERS = { design: 'build', test: 'test', training: 'training', process: 'informatics' } as const;

/** By which day so many controls are verified twice; 338 of 412 at T-60. */
const VERIFIED: readonly (readonly [day: number, count: number])[] = [
  [-124, 160],
  [-92, 262],
  [-62, 338],
  [-33, 394],
  [-9, 412],
];

/** Two controls rest on evidence that has run out by T-60. */
const RUN_OUT = 2;

interface ControlTold {
  readonly id: string;
  readonly class: Class;
  readonly hazard: HazardTold;
  /** The control of the laboratory map: shown by a round trip over it. */
  readonly onMap: boolean;
}

/**
 * The controls, and when each was verified as built and as effective.
 * @param tests over the laboratory map: the control they show loses its footing when the map changes, and gets it back.
 */
export function tellControls(
  teller: Teller,
  hazards: readonly HazardTold[],
  { roundTrip, roundTripAgain }: TestsTold,
): void {
  const controls = tellThem(teller, hazards);
  const evidence = evidenceOf(teller, hazards);
  let done = 0;
  const [running, ...first] = order(controls);
  if (!running) throw new Error('The story has no controls');
  for (const [day, count] of VERIFIED) {
    for (; done < count; done += 1) {
      const control = done === 0 ? running : first[done - 1];
      if (control) verify(teller, control, day, control.onMap ? [roundTrip, roundTrip] : evidence(control));
    }
  }
  for (const control of first.slice(-RUN_OUT)) runOut(teller, control);
  verifyAgain(teller, running, [roundTrip, roundTripAgain]);
}

function tellThem({ add, set, t, who }: Teller, hazards: readonly HazardTold[]): readonly ControlTold[] {
  const more = chance('controls').shuffle(MORE.flatMap(([name, count]) => Array.from({ length: count }, () => name)));
  let extra = 0;
  return hazards.flatMap((hazard, place) => {
    // Of the 28 hazards of level 2 every other one has a third control.
    const count = EACH[hazard.initial] + (hazard.initial === '2' && place % 2 === 0 ? 1 : 0);
    return Array.from({ length: count }, (_each, index): ControlTold => {
      const name = index === 0 ? 'design' : (more[extra++] ?? 'test');
      const texts = content.controls[name];
      const title = (texts[(place + index) % texts.length] ?? '')
        .replace('{n}', hazard.noun)
        .replace('{h}', hazard.title.toLowerCase());
      const id = add(
        t(hazard.found + 40),
        'safetyControl',
        `control ${hazard.id} ${index}`,
        {
          title: title.charAt(0).toUpperCase() + title.slice(1),
          description: `Against: ${hazard.title.toLowerCase()}.`,
          class: name,
          action: cycle(ACTIONS[name], place + index),
          place: PLACES[name],
          measure: 'No case in two weeks of counting, and one provoked on purpose is caught.',
          owner: who(OWNERS[name]),
          due: t(-40 + (index % 3) * 10),
        },
        { links: [['reduces', hazard.id, { how: name === 'design' ? 'Likelihood: it cannot begin' : 'Likelihood' }]] },
      );
      set(t(-150 + (place % 20)), id, {}, 'inPlace');
      return { id, class: name, hazard, onMap: index === 0 && hazard.title === ON_MAP };
    });
  });
}

const ON_MAP = 'Result files under another component of the panel';

const PLACES: Readonly<Record<Class, string>> = {
  design: 'Build record of the module, with its change log',
  test: 'Test script and its runs',
  training: 'Lesson plan and question bank',
  process: 'Procedure on the ward, and the list it works from',
};

/** The control of the map first, then those of high hazards: what is not verified by T-60 belongs to lesser ones. */
function order(controls: readonly ControlTold[]): readonly ControlTold[] {
  const rank = ({ onMap, hazard }: ControlTold): number => (onMap ? 0 : hazard.initial > '3' ? 1 : 2);
  return [...controls].sort((a, b) => rank(a) - rank(b));
}

/** What shows that controls of a class are built, and that they work, by process: records of review and of counting. */
function evidenceOf({ add, set, t, who }: Teller, hazards: readonly HazardTold[]) {
  const made = new Map<string, readonly [built: string, effective: string]>();
  for (const { process } of hazards) {
    for (const name of ['design', 'test', 'training', 'process'] as const) {
      const key = `${process} ${name}`;
      if (made.has(key)) continue;
      const record = (aspect: string, title: string, type: string): string => {
        const id = add(t(-130), 'evidence', `evidence ${key} ${aspect}`, {
          title,
          type,
          effectiveOn: t(-132),
          validUntil: t(400),
          collectedBy: who(OWNERS[name]),
          source: 'Safety file, section 6',
          reviewedOn: t(-128),
          owner: who('safety'),
        });
        set(t(-128), id, {}, 'accepted');
        return id;
      };
      made.set(key, [
        record('built', `${process}: ${SHOWN[name]}`, name === 'test' ? 'test' : 'configuration'),
        record('effective', `${process}: effect of ${WORKS[name]} counted over two weeks`, 'report'),
      ]);
    }
  }
  return ({ hazard, class: name }: ControlTold): readonly string[] => made.get(`${hazard.process} ${name}`) ?? [];
}

const SHOWN: Readonly<Record<Class, string>> = {
  design: 'review of the build by two people',
  test: 'test report, countersigned',
  training: 'lesson observed, and question bank reviewed',
  process: 'walk through the units with the procedure in hand',
};
const WORKS: Readonly<Record<Class, string>> = {
  design: 'build',
  test: 'tests',
  training: 'training',
  process: 'procedures',
};

function verify(
  { set, link, t, who }: Teller,
  { id }: ControlTold,
  day: number,
  [built, effective]: readonly string[],
): void {
  if (built === undefined || effective === undefined) throw new Error('A control is verified on nothing');
  set(t(day), id, {
    builtOn: t(day),
    builtChecker: who('test'),
    builtNote: 'Seen in the build, and provoked.',
    // It was written once and put in place since.
    builtAsOf: 2,
    effectiveOn: t(day),
    effectiveChecker: who('safety'),
    effectiveNote: 'Counted; no case left.',
    effectiveAsOf: 2,
  });
  link(t(day), 'safetyControl.builtBy', id, built);
  link(t(day), 'safetyControl.effectiveBy', id, effective);
}

/** Verified anew after the map has changed, on a round trip over the map as it is now. */
function verifyAgain(
  { set, link, unlink, id, t, who }: Teller,
  control: ControlTold,
  [before, now]: readonly [string, string],
): void {
  for (const aspect of ['builtBy', 'effectiveBy']) {
    unlink(t(-40), id(`safetyControl.${aspect} ${control.id} ${before}`));
    link(t(-40), `safetyControl.${aspect}`, control.id, now);
  }
  set(t(-40), control.id, { builtOn: t(-40), builtChecker: who('lab'), effectiveOn: t(-40) });
}

/** Verified early, on a record that was good for half a year only. */
function runOut({ add, set, link, unlink, t, who }: Teller, { id, hazard }: ControlTold): void {
  const proof = add(t(-130), 'evidence', `evidence run out ${id}`, {
    title: `${hazard.process}: provisional review before the build was complete`,
    type: 'record',
    effectiveOn: t(-132),
    validUntil: t(-63),
    collectedBy: who('build'),
    source: 'Safety file, section 6',
    reviewedOn: t(-128),
    owner: who('safety'),
  });
  set(t(-128), proof, {}, 'accepted');
  set(t(-118), id, {
    builtOn: t(-118),
    builtChecker: who('test'),
    builtNote: 'Provisional, until the build is complete.',
    builtAsOf: 2,
  });
  const early = link(t(-118), 'safetyControl.builtBy', id, proof);
  // Given up before the control is verified with the last ones, on what is lasting.
  unlink(t(-10), early);
}
