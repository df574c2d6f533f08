import { benefits, scopeChange, scoreTable, vendorSelection, weigh } from '@callosum/foundation';
import { addDays, attachmentsOf, endOfDay, type FieldValues, momentAt, readValues } from '@callosum/kernel';
import { beforeAll, describe, expect, test } from 'vitest';
import { registry } from '../../composition.ts';
import { play } from '../testing/play.ts';
import { riverbend } from './index.ts';

// Every figure of the story, as of its moment. Told once, from the first day to the last.
const told = await play(riverbend);
const goLive = riverbend.stages['go-live'];

/** Goes on to the end of a day, so many from go-live. */
const to = (days: number) => () => told.to(addDays(goLive, days));

/** How many records of a kind have a field at a value. */
function counted(kind: string, field: string, read: (value: unknown) => unknown = (value) => value) {
  const found: Record<string, number> = {};
  for (const { fields } of told.graph.rows(kind)) {
    const value = String(read(fields[field]));
    found[value] = (found[value] ?? 0) + 1;
  }
  return found;
}

function sum(kind: string, field: string, which: (fields: Readonly<Record<string, unknown>>) => boolean = () => true) {
  let total = 0;
  for (const { fields } of told.graph.rows(kind)) if (which(fields)) total += Number(fields[field] ?? 0);
  return total;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const level = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'level' in value ? value.level : undefined;

describe('T-120', () => {
  beforeAll(to(-120));

  test('the readiness assessment stands at 52 %', () => {
    expect(told.gate('T-120')?.score).toBe(52);
    expect(told.gate('T-120')?.criteria).toHaveLength(12);
  });

  test('the hazard log is issued, and every hazard that needs a control has one', () => {
    expect(told.count('hazard')).toBe(118);
    expect(told.fact('safety.hazards-without-control')).toBe(0);
  });
});

describe('T-90', () => {
  beforeAll(to(-90));

  test('the readiness assessment stands at 66 %', () => {
    expect(told.gate('T-90')?.score).toBe(66);
  });
});

describe('T-60', () => {
  beforeAll(to(-60));

  test('the readiness assessment stands at 79 %, and three hazards of a residual 4 block the gate', () => {
    const gate = told.gate('T-60');
    expect(gate).toMatchObject({ state: 'blocked', score: 79 });
    const open = gate?.criteria.filter(({ stop, state }) => stop && state !== 'met');
    expect(open).toMatchObject([{ fact: 'safety.hazards-residually-high', value: 3 }]);
  });

  test('118 hazards: 6, 27, 49, 28 and 8 of them were rated 5 to 1 at first, and 0, 3, 31, 62 and 22 are now', () => {
    expect(counted('hazard', 'initial', level)).toEqual({ 5: 6, 4: 27, 3: 49, 2: 28, 1: 8 });
    expect(counted('hazard', 'residual', level)).toEqual({ 4: 3, 3: 31, 2: 62, 1: 22 });
    expect(told.fact('safety.hazards-residually-high')).toBe(3);
    expect(told.fact('safety.hazards-high-today')).toBe(3);
  });

  test('412 controls: 148 of design, 121 of test, 83 of training, 60 of process; 338 are verified twice', () => {
    expect(counted('safetyControl', 'class')).toEqual({ design: 148, test: 121, training: 83, process: 60 });
    expect(told.fact('safety.controls-verified')).toBeCloseTo((100 * 338) / 412, 9);
  });

  test('74 failure modes of three processes, of which 31 score 8 or more and 19 go on to action', () => {
    const scores = [...told.graph.rows('failureMode')].map(({ fields }) => Number(level(fields['score'])));
    expect(scores).toHaveLength(74);
    expect(scores.filter((score) => score >= 8)).toHaveLength(31);
    expect(Object.keys(counted('failureMode', 'process'))).toHaveLength(3);
    const answered = told.evaluator
      .rows('safety.modes-without-action', [])
      .filter(({ judgement }) => judgement.reason === 'answered');
    expect(answered).toHaveLength(19);
    expect(told.fact('safety.modes-without-action')).toBe(0);
  });

  test('two controls rest on evidence that has run out', () => {
    expect(told.fact('safety.controls-decayed')).toBe(2);
  });

  test('64 interfaces; the third round of 142 scenarios left three that fail', () => {
    expect(told.count('interface')).toBe(64);
    for (const round of [1, 2, 3]) {
      const scenario = (fields: Readonly<Record<string, unknown>>) =>
        text(fields['scenario']).startsWith(`Integrated round ${round},`);
      expect([...told.graph.rows('interfaceTest')].filter(({ fields }) => scenario(fields))).toHaveLength(142);
    }
    expect(told.fact('interoperability.interfaces-ready')).toBeCloseTo((100 * 61) / 64, 9);
  });

  test('1,240 orderables, and 3,180 components of which 128 have no code; 41 rules for critical values and 86 reflex rules', () => {
    const maps = Object.fromEntries([...told.graph.rows('codeMap')].map(({ fields }) => [fields['title'], fields]));
    expect(maps['Laboratory orderables']).toMatchObject({ codes: 1_240 });
    expect(maps['Laboratory results to LOINC']).toMatchObject({ codes: 3_180, mapped: 3_052 });
    expect(maps['Critical-value rules']).toMatchObject({ codes: 41 });
    expect(maps['Reflex rules']).toMatchObject({ codes: 86 });
  });

  test('every mapping between messages of HL7 version 2 was counted in its file, and accounts for every field', () => {
    expect(told.fact('interoperability.mapping-coverage')).toBe(100);
    const counted = [...told.graph.rows('mapping')].filter(({ fields }) => fields['counting'] === 'files');
    expect([told.count('mapping'), counted.length]).toEqual([64, 61]);
    expect(sum('mapping', 'inUse')).toBeGreaterThan(1_000);
  });

  test('messages of patients and visits conform for the laboratory; for the blood bank merges lack a number, and a test says so', () => {
    const judged = told.evaluator.rows('interoperability.messages-conforming', []).flatMap(({ id, judgement }) => {
      const title = text(told.graph.find(id)?.fields['title']);
      return judgement.reason === 'none' ? [] : [[title.split(' to ').at(-1), judgement.reason, judgement.details]];
    });
    expect(judged).toEqual([
      ['Blood bank system', 'wrong', { trigger: 'ADT^A40', received: 52, conforming: 45 }],
      ['Laboratory system', 'conforming', { received: 156 }],
    ]);
    const suites = [...told.graph.rows('interfaceTest')].filter(({ fields }) => fields['ranCases'] !== undefined);
    expect(suites.map(({ state, fields: { sent, correct } }) => [state, sent, correct])).toEqual([
      ['passed', 4, 4],
      ['failed', 4, 3],
    ]);
    const kept = [...told.graph.rows('messageProfile')];
    // Three were learnt from messages; ten flows have one for each end.
    expect(kept).toHaveLength(3 + 2 * 10);
    for (const row of kept) expect(attachmentsOf(row).map(({ hash }) => hash)).toContain(row.fields['definition']);
    expect(told.count('interfaceGap')).toBeGreaterThan(5);
    expect(told.count('interfaceGap', 'open')).toBeGreaterThan(0);
  });

  test('6,240 mapped records and 1,860 charge lines were tried', () => {
    const titled = (begin: string) => (fields: Readonly<Record<string, unknown>>) =>
      text(fields['title']).startsWith(begin);
    expect(sum('interfaceTest', 'sent', titled('Mapped records'))).toBe(6_240);
    expect(sum('interfaceTest', 'sent', titled('Charge lines'))).toBe(1_860);
  });
});

describe('T-60, of how it is steered', () => {
  test('318 decisions on the design, of which seven are open and four of those late', () => {
    expect(told.count('decision')).toBe(318);
    expect(told.count('decision', 'open')).toBe(7);
    expect(told.fact('foundation.decisions-overdue')).toBe(4);
  });

  test('96 changes asked for after the freeze: 58 approved, 27 rejected, 11 deferred; and one that waits', () => {
    const states = (...wanted: readonly string[]) =>
      wanted.reduce((all, state) => all + told.count('changeRequest', state), 0);
    expect(states('approved', 'implemented', 'closed')).toBe(58);
    expect(states('rejected')).toBe(27);
    expect(states('deferred')).toBe(11);
    const at = endOfDay(addDays(goLive, -60), riverbend.zone);
    const model = scopeChange.build({ graph: told.graph, at, registry }, {});
    expect(model.afterFreeze).toEqual({ count: 96, open: 11, approved: 58, refused: 27 });
    expect(model.growth).toMatchObject({ agreed: 32 });
  });

  test('27.4 million dollars are planned, and one line will cost more', () => {
    let planned = 0;
    for (const { fields } of told.graph.rows('budgetLine')) planned += amount(fields['planned']);
    expect(planned).toBe(27_400_000);
    expect(told.fact('foundation.budget-lines-over')).toBe(1);
  });

  test('the supplier that was chosen leads, and a small change of one weight would have changed that', () => {
    const at = endOfDay(addDays(goLive, -60), riverbend.zone);
    const model = vendorSelection.build({ graph: told.graph, at, registry }, {});
    const weights = model.weighed.map((place) => model.criteria[place]?.weight ?? 0);
    const result = weigh(weights, scoreTable(model));
    expect(model.vendors.map(({ title }) => title)).toEqual(['Supplier Alder', 'Supplier Birch', 'Supplier Cedar']);
    expect(result?.totals.map((one) => Math.round(one * 100) / 100)).toEqual([4.05, 3.9, 3.7]);
    expect(model.vendors.map(({ cost }) => cost?.total)).toEqual([16_200_000, 15_000_000, 12_400_000]);
    const cost = result?.tipping.find(({ criterion }) => model.criteria[criterion]?.title === 'Cost over ten years');
    // A lead of 0.15, of which cost takes 0.15 away: −x + (0.3 / 0.85)(1 − x) = 0.
    expect(cost?.above?.share).toBeCloseTo(0.3 / 1.15, 9);
  });

  test('every requirement is asked for by a need and tried by a test, and every benefit has its months before', () => {
    expect(told.fact('foundation.requirements-traced')).toBe(100);
    expect(told.fact('foundation.benefits-without-baseline')).toBe(0);
  });

  test('87 risks, none above the appetite, and 143 issues, twelve of them open', () => {
    expect(told.count('risk')).toBe(87);
    expect(told.fact('safety.risks-above-appetite')).toBe(0);
    expect(told.count('issue')).toBe(143);
    expect(told.count('issue', 'open')).toBe(12);
  });
});

describe('T-60, of those who will work with it', () => {
  test('3,960 people in 58 pairs of role and unit', () => {
    const users = [...told.graph.rows('person')].filter(({ id }) => told.graph.out(id, 'person.does').length > 0);
    expect(users).toHaveLength(3_960);
    const pairs = users.map(
      ({ id }) => `${told.graph.out(id, 'person.does')[0]?.to} ${told.graph.out(id, 'person.worksIn')[0]?.to}`,
    );
    expect(new Set(pairs).size).toBe(58);
  });

  test('38 tracks with a pass mark of 80 %, 594 sessions with 7,128 seats, 30 trainers', () => {
    expect(told.count('course')).toBe(38);
    expect(counted('course', 'passMark')).toEqual({ 80: 38 });
    expect(told.count('trainingSession')).toBe(594);
    expect(sum('trainingSession', 'seats')).toBe(7_128);
    expect(Object.keys(counted('trainingSession', 'note'))).toHaveLength(30);
  });

  test('half have passed; by their first attempt far fewer of those who tried than by their last', () => {
    expect(told.fact('adoption.training-passed')).toBeGreaterThan(40);
    const first = told.fact('adoption.passed-at-first-attempt') ?? 0;
    const last = told.fact('adoption.passed-at-last-attempt') ?? 0;
    expect(Math.round(first)).toBe(70);
    expect(last - first).toBeGreaterThan(25);
  });

  test('410 super users, and a night that none of them covers', () => {
    expect(told.count('superUser')).toBe(410);
    expect(told.fact('adoption.super-user-shifts-uncovered')).toBe(1);
  });

  test('220 for support from the first day, one to 18 users', () => {
    expect(sum('supportShift', 'needed')).toBe(220);
    expect(sum('supportShift', 'needed', ({ type }) => type === 'elbow')).toBe(150);
    expect(3_960 / 220).toBe(18);
  });

  test('one cell was never tried: respiratory therapist, intensive care, night', () => {
    expect(told.fact('adoption.uat-cells-not-run')).toBe(1);
    const row = told.evaluator.rows('adoption.uat-cells-not-run', []).find(({ judgement }) => !judgement.ok);
    expect(row?.judgement.details).toMatchObject({ cells: 'Respiratory therapist · ICU · Night and weekend' });
  });
});

describe('T-60, of plan, data and contingency', () => {
  test('4,860 tasks in twelve workstreams, in the baseline, five of them late', () => {
    const tasks = [...told.graph.rows('task')].filter(({ external }) => external === undefined);
    expect(tasks).toHaveLength(4_860);
    expect(tasks.filter(({ fields }) => fields['outlineLevel'] === 1)).toHaveLength(12);
    expect(told.fact('planning.baselined')).toBe(100);
    expect(told.fact('planning.tasks-late')).toBe(5);
    // Calculated anew from its logic, the plan has the same dates.
    expect(told.misdated()).toEqual([]);
  });

  test('a lot of allergies was refused at one defect in 300, corrected, and accepted at none in 299', () => {
    const samples = [...told.graph.rows('acceptanceSample')].filter(({ fields }) =>
      text(fields['title']).startsWith('Allergies, mock3'),
    );
    expect(samples.map(({ state, fields: { sampleSize, foundDefects } }) => [state, sampleSize, foundDefects])).toEqual(
      [
        ['refused', 300, 1],
        ['accepted', 299, 0],
      ],
    );
    const [before, after] = samples.map(({ fields }) => sampleBound(fields));
    expect(before).toBeCloseTo(1.571, 3);
    expect(after).toBeLessThan(1);
    expect(told.fact('golive.safety-classes-open')).toBe(0);
  });

  test('486,000 patients, 391,000 allergies, 1.12 million problems, 694,000 medications, 1.87 and 14.6 million more', () => {
    const expected = [...told.graph.rows('dataClass')].map(({ fields }) => fields['expected']);
    expect(expected.slice(0, 6)).toEqual([486_000, 391_000, 1_120_000, 694_000, 1_870_000, 14_600_000]);
    expect(expected.slice(6)).toEqual([34_700, 246]);
  });

  test('684 tasks of the cutover with fourteen decision points; the longest way takes 41 h 20', () => {
    expect(told.count('cutoverTask')).toBe(684);
    expect(told.count('decisionPoint')).toBe(14);
    expect(longestWay()).toBe(41 * 60 + 20);
  });

  test('41 downtime boxes; a tabletop with seven objectives and twelve injects, and nine corrective actions after it', () => {
    expect(told.count('downtimeProcedure', 'inForce')).toBe(41);
    expect(told.count('exerciseObservation')).toBe(7);
    expect(told.count('inject', 'delivered')).toBe(12);
    expect(told.count('correctiveAction')).toBe(9);
  });

  test('one queue nobody owns', () => {
    expect(told.fact('interoperability.queues-without-owner')).toBe(1);
  });
});

const amount = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'amount' in value ? Number(value.amount) : 0;

/** What a sample leaves possible, in percent, as its record computes it. */
function sampleBound(fields: FieldValues): number {
  const kind = registry.kinds.get('acceptanceSample');
  return Number(kind && readValues(kind, fields, goLive)['upperBound']);
}

/** Minutes of the longest chain of cutover tasks, by their planned durations. */
function longestWay(): number {
  const known = new Map<string, number>();
  const ends = (id: string): number => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const planned = told.graph.find(id)?.fields['plannedDuration'];
    const seconds =
      typeof planned === 'object' && planned !== null && 'seconds' in planned ? Number(planned.seconds) : 0;
    const before = told.graph.out(id, 'cutoverTask.dependsOn').map(({ to: end }) => ends(end));
    const end = Math.max(0, ...before) + seconds / 60;
    known.set(id, end);
    return end;
  };
  return Math.max(...[...told.graph.rows('cutoverTask')].map(({ id }) => ends(id)));
}

describe('T-57', () => {
  beforeAll(to(-57));

  test('the change to the laboratory map has taken the footing of one more control', () => {
    expect(told.fact('safety.controls-decayed')).toBe(3);
    expect(told.fact('safety.controls-verified')).toBeCloseTo((100 * 337) / 412, 9);
    expect(told.fact('safety.hazards-high-today')).toBe(4);
    expect(told.fact('interoperability.interfaces-ready')).toBeLessThan(95);
  });
});

describe('T-30', () => {
  beforeAll(to(-30));

  test('the readiness assessment stands at 91 %', () => {
    expect(told.gate('T-30')?.score).toBe(91);
  });

  test('62 scenarios over 174 cells, tried 1,116 times by 236 testers', () => {
    expect(told.count('uatScenario')).toBe(62);
    const runs = [...told.graph.rows('uatExecution')].filter(({ state }) => state === 'passed' || state === 'failed');
    expect(runs).toHaveLength(1_116);
    const ends = (id: string, type: string) => told.graph.out(id, type).map(({ to: end }) => end);
    expect(new Set(runs.map(({ id }) => ends(id, 'uatExecution.by').sort().join())).size).toBe(174);
    expect(new Set(runs.flatMap(({ id }) => ends(id, 'uatExecution.tester'))).size).toBe(236);
    expect(told.fact('adoption.uat-cells-not-run')).toBe(0);
  });

  test('4,205 devices: 3,890 tried where they stand, of which 3,702 work (95.2 %)', () => {
    expect(told.count('device')).toBe(4_205);
    expect(told.count('device', 'passed') + told.count('device', 'failed')).toBe(3_890);
    expect(told.count('device', 'passed')).toBe(3_702);
    expect((told.fact('golive.devices-passed') ?? 0).toFixed(1)).toBe('95.2');
    expect(counted('device', 'type')).toMatchObject({ kiosk: 24 });
  });

  test('the second rehearsal ended 50 minutes after the last moment to go back', () => {
    expect(told.fact('golive.rehearsals-held')).toBe(2);
    expect(told.fact('golive.rollback-overrun')).toBe(50);
  });

  test('restored in 3 h 12, within four hours; of 1,128 items entered afterwards 1,119 are reconciled, and nine are not', () => {
    expect([...told.graph.rows('restoreTest')].map(({ fields }) => [fields['measuredRto'], fields['rto']])).toEqual([
      [3.2, 4],
    ]);
    expect(told.fact('safety.functions-not-restored')).toBe(0);
    const entered = [...told.graph.rows('queue')].find(({ fields }) => text(fields['title']).startsWith('Back-entry'));
    expect(entered?.fields).toMatchObject({ sent: 1_128, delivered: 1_119, queued: 9 });
  });

  test('the night has its super user', () => {
    expect(told.fact('adoption.super-user-shifts-uncovered')).toBe(0);
    expect(told.fact('adoption.super-users-ready')).toBe(100);
  });

  test('no hazard is rated 4 any more, and every interface is ready', () => {
    expect(told.fact('safety.hazards-high-today')).toBe(0);
    expect(told.fact('interoperability.interfaces-ready')).toBe(100);
  });
});

describe('T-7', () => {
  beforeAll(to(-7));

  test('the way back fits into the weekend, and it goes ahead on three conditions', () => {
    expect(told.fact('golive.rollback-overrun')).toBeLessThanOrEqual(0);
    const gate = told.gate('go-no-go');
    expect(gate).toMatchObject({ state: 'conditional' });
    expect(gate?.decision?.conditions).toHaveLength(3);
  });
});

describe('T+1, the second day', () => {
  beforeAll(to(1));

  test('a queue nobody owns holds 37 results, and a ticket of severity 1 says so', () => {
    expect(told.fact('interoperability.queues-without-owner')).toBe(1);
    const lost = [...told.graph.rows('queue')].find(({ fields }) => fields['queued'] === 37);
    expect(lost?.fields['owner']).toBeUndefined();
    const ticket = [...told.graph.rows('ticket')].find(({ fields }) =>
      text(fields['title']).startsWith('Thirty-seven'),
    );
    expect(ticket?.fields).toMatchObject({ severity: '1', safety: true });
  });
});

describe('T+14', () => {
  beforeAll(to(14));

  test('2,610 tickets, by day and by severity; 64 of them for safety, each reviewed', () => {
    expect(told.count('ticket')).toBe(2_610);
    const days = Object.values(counted('ticket', 'openedAt', (value) => momentAt(String(value), riverbend.zone).today));
    expect(days).toEqual([412, 388, 341, 297, 244, 201, 166, 139, 112, 92, 77, 61, 46, 34]);
    expect(counted('ticket', 'severity')).toEqual({ 1: 9, 2: 138, 3: 1_176, 4: 1_287 });
    expect(counted('ticket', 'safety')).toMatchObject({ true: 64 });
    expect(told.fact('golive.safety-tickets-unreviewed')).toBe(0);
  });

  test('27 % of them ask how to, 22 % are of build, 18 % of access, 15 % of devices, 8 % of interfaces, 6 % of data, 4 % of policy', () => {
    const shares = Object.entries(counted('ticket', 'category')).map(([name, count]) => [
      name,
      Math.round((100 * count) / 2_610),
    ]);
    expect(Object.fromEntries(shares)).toEqual({
      howTo: 27,
      build: 22,
      access: 18,
      device: 15,
      interface: 8,
      data: 6,
      policy: 4,
    });
  });

  test('every criterion for closing the command centre is met', () => {
    expect(told.fact('golive.exit-criteria-unmet')).toBe(0);
  });
});

describe('T+365, of what has come of it', () => {
  beforeAll(to(365));

  test('eight benefits and one dis-benefit, each measured for thirteen months before and twelve after', () => {
    expect(told.count('benefit')).toBe(9);
    expect(counted('benefit', 'sign')).toEqual({ benefit: 8, disbenefit: 1 });
    const model = benefits.build(
      { graph: told.graph, at: endOfDay(addDays(goLive, 365), riverbend.zone), registry },
      {},
    );
    expect(model.benefits.map(({ stand }) => stand).sort()).toEqual([
      'behind',
      'behind',
      'behind',
      'behind',
      'behind',
      'reached',
      'reached',
      'reached',
      'worse',
    ]);
    expect(model.chosen?.chart.phases.map(({ phase }) => phase)).toEqual(['before', 'golive', 'after']);
  });
});
