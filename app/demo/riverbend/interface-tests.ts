import { chance, cycle } from '../random.ts';
import type { Teller } from '../teller.ts';
import { analyst, type InterfacesTold, type InterfaceTold } from './interfaces.ts';

/** Days of the three integrated rounds (from go-live), and how many interfaces had a failing scenario. */
const ROUNDS = [
  { round: 1, from: -142, failing: 22 },
  { round: 2, from: -112, failing: 11 },
  { round: 3, from: -82, failing: 3 },
] as const;

/** Scenarios of a round: 142 over 64 interfaces, so that every trigger is tried. */
const SCENARIOS = 142;

const RETESTED = -42;

export interface TestsTold {
  /** The round trip over the laboratory map: evidence of a safety control. */
  readonly roundTrip: string;
  /** Run again after the map had changed. */
  readonly roundTripAgain: string;
}

/** Three integrated rounds, mapped records, charge lines, and the round trip over the laboratory map. */
export function tellInterfaceTests(teller: Teller, told: InterfacesTold): TestsTold {
  tellRounds(teller, told);
  tellMappedRecords(teller, told);
  return tellRoundTrips(teller, told);
}

interface Scenario {
  readonly on: InterfaceTold;
  readonly trigger: string;
}

/** Every trigger of every interface, and again from the first until there are 142. */
function scenarios(interfaces: readonly InterfaceTold[]): readonly Scenario[] {
  const all = interfaces.flatMap((on) => on.triggers.map((trigger) => ({ on, trigger })));
  return [...all, ...all].slice(0, Math.max(SCENARIOS, all.length));
}

function tellRounds(teller: Teller, { interfaces, maps }: InterfacesTold): void {
  const map = maps.get('Laboratory results to LOINC');
  const order = chance('failing interfaces').shuffle(
    interfaces.filter(({ domain }) => domain !== 'Orders and results'),
  );
  for (const { round, from, failing } of ROUNDS) {
    const bad = new Set(order.slice(0, failing).map(({ id }) => id));
    for (const [place, { on, trigger }] of scenarios(interfaces).entries()) {
      const failed = bad.has(on.id) && trigger === on.triggers[0];
      const lab = round === 3 && on.title.startsWith('Laboratory results');
      const told = { on, trigger, place, round, day: from + (place % 14), failed, lab };
      tellRun(teller, told, `round ${round} ${place}`, lab && map ? map : undefined);
      if (failed && round === 3) {
        tellRun(teller, { ...told, round: 4, day: RETESTED, failed: false }, `retest ${place}`, undefined);
      }
      // The map was changed, so what rested on it is tried again.
      if (lab) tellRun(teller, { ...told, round: 4, day: RETESTED + 2 }, `retest lab ${place}`, map);
    }
  }
}

interface Run extends Scenario {
  readonly place: number;
  readonly round: number;
  readonly day: number;
  readonly failed: boolean;
}

function tellRun({ add, set, link, t, who }: Teller, run: Run, name: string, restsOn: string | undefined): void {
  const { on, trigger, place, round, day, failed } = run;
  const what = round > 3 ? 'Retest' : `Integrated round ${round}`;
  const id = add(t(day - 10), 'interfaceTest', `test ${name}`, {
    title: `${what}: ${trigger}, ${on.title}`,
    trigger,
    level: 'endToEnd',
    scenario: `${what}, scenario ${place + 1}: a patient’s journey that sends ${trigger}.`,
    expected: 'Filed once, in the right visit, with code, unit and time as sent.',
    safety: on.critical,
    due: t(day),
    owner: who(analyst(place)),
    witness: who('test'),
    validDays: 365,
  });
  const seen = { ranOn: t(day), sourceVersion: `B${round}`, targetVersion: `B${round}`, sent: 12 + (place % 9) };
  if (failed) set(t(day), id, { ...seen, correct: seen.sent - 2, finding: cycle(FINDINGS, place) }, 'failed');
  else set(t(day), id, { ...seen, correct: seen.sent }, 'passed');
  link(t(day), 'interfaceTest.tests', id, on.id);
  if (restsOn !== undefined) link(t(day), 'interfaceTest.restsOn', id, restsOn);
}

const FINDINGS = [
  'Two messages filed to the wrong visit: the visit number was taken from the wrong field.',
  'Two messages had no acknowledgement and were sent again; both copies filed.',
  'Unit was lost: the receiving table had no such value.',
  'Time was shifted by an hour: the sender writes local time without an offset.',
] as const;

/** 6,240 records of mapped tables, and 1,860 charge lines. */
function tellMappedRecords(teller: Teller, { interfaces }: InterfacesTold): void {
  const charges = interfaces.filter(({ domain }) => domain === 'Charges');
  const others = interfaces.filter(({ domain }) => domain !== 'Charges').slice(0, 40);
  const each = (list: readonly InterfaceTold[], total: number, what: string): void => {
    for (const [place, on] of list.entries()) tellRecords(teller, { on, place, sent: total / list.length, what });
  };
  each(others, 6_240, 'Mapped records');
  each(charges, 1_860, 'Charge lines');
}

function tellRecords(
  { add, set, link, t, who }: Teller,
  { on, place, sent, what }: { on: InterfaceTold; place: number; sent: number; what: string },
): void {
  const id = add(t(-130 + (place % 20)), 'interfaceTest', `records ${what} ${on.title}`, {
    title: `${what}: ${on.title}`,
    level: 'mappedRecord',
    scenario: 'Each record of the table is sent once and looked up where it files.',
    expected: 'Every record files to the right target.',
    due: t(-66),
    owner: who(analyst(place)),
    witness: who('test'),
    validDays: 365,
  });
  set(
    t(-100 + (place % 12)),
    id,
    {
      ranOn: t(-100 + (place % 12)),
      sourceVersion: 'B2',
      targetVersion: 'B2',
      sent,
      correct: sent - (place % 9),
      finding: 'What did not file is in the list of open codes.',
    },
    place % 9 === 0 ? 'passed' : 'failed',
  );
  if (place % 9 !== 0) {
    const day = place % 5 === 0 ? -45 : -68;
    set(t(day), id, { ranOn: t(day), sourceVersion: 'B3', targetVersion: 'B3', correct: sent }, 'passed');
  }
  link(t(-68), 'interfaceTest.tests', id, on.id);
}

function tellRoundTrips({ add, set, link, t, who }: Teller, { interfaces, maps }: InterfacesTold): TestsTold {
  const on = interfaces.find(({ title }) => title.startsWith('Laboratory results'));
  const map = maps.get('Laboratory results to LOINC');
  if (!on || map === undefined) throw new Error('The story needs the laboratory results and their map');
  const run = (name: string, day: number): string => {
    const id = add(t(day - 8), 'interfaceTest', name, {
      title: 'Round trip of every component of the laboratory',
      trigger: 'ORU^R01',
      level: 'mappedRecord',
      scenario: 'One result for each mapped component is sent and read back where clinicians see it.',
      expected: 'Name, code, unit, range and flag as the laboratory sent them.',
      safety: true,
      due: t(day),
      owner: who('labAnalyst'),
      witness: who('lab'),
      validDays: 365,
    });
    set(t(day), id, { ranOn: t(day), sourceVersion: 'B2', targetVersion: 'B2', sent: 3_052, correct: 3_052 }, 'passed');
    link(t(day), 'interfaceTest.tests', id, on.id);
    link(t(day), 'interfaceTest.restsOn', id, map);
    return id;
  };
  return { roundTrip: run('round trip', -126), roundTripAgain: run('round trip again', -41) };
}
