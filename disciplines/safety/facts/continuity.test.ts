import { describe, expect, test } from 'vitest';
import { LONG_OUTAGE_ELEMENTS } from '../tables/practice.ts';
import { type Written, written } from '../testing/written.ts';

const OWNER = '00000000-0000-7000-8000-000000000001';
const ALL = Object.keys(LONG_OUTAGE_ELEMENTS);
const record =
  (kind: string) =>
  (title: string, fields: Written['fields'] = {}, more: Partial<Written> = {}) =>
    ({ kind, title, fields, ...more }) satisfies Written;
const work = record('criticalFunction');
const plan = record('contingencyPlan');
const procedure = record('downtimeProcedure');
const restore = record('restoreTest');
const exercise = record('exercise');
const observation = record('exerciseObservation');
const action = record('correctiveAction');
const contact = record('contact');
const inForce = { state: 'inForce' };

test('a function goes on by hand as long as its downtime is tolerable', () => {
  const manual = { manualProcedure: 'On paper' };
  const log = written([
    work('none', { mtd: 4 }),
    work('short', { mtd: 8, manualHolds: 7.5, ...manual }),
    work('holds', { mtd: 8, manualHolds: 8, ...manual }),
    work('unmeasured', { mtd: 8, ...manual }),
    work('ended', {}, { state: 'ended' }),
  ]);
  expect(log.judged('safety.functions-without-manual-procedure')).toEqual({
    value: 3,
    rows: { none: 'none', short: 'short', holds: 'holds', unmeasured: 'unmeasured' },
  });
});

test('a function is covered by a plan in force that was looked at since it changed', () => {
  const log = written([
    work('bare'),
    work('drafted'),
    work('covered'),
    plan('draft', {}, { links: { covers: 'drafted' } }),
    plan('plan', { approvedOn: '2027-01-01' }, { ...inForce, links: { covers: 'covered' } }),
  ]);
  const rows = () => log.judged('safety.functions-uncovered').rows;
  expect(rows()).toEqual({ bare: 'none', drafted: 'none', covered: 'covered' });
  log.scope.apply([{ action: 'update', id: log.id('covered'), fields: { mtd: 2 } }]);
  expect(rows()).toMatchObject({ covered: 'suspect' });
});

test('four weeks take a procedure that holds so long, and a plan made for it', () => {
  const manual = { tier: '1', manualProcedure: 'On paper', manualHolds: 672 };
  const made = { approvedOn: '2027-01-01', holds: 672 };
  const log = written([
    work('short', { ...manual, manualHolds: 671 }),
    work('planless', manual),
    work('halfway', manual),
    work('ready', manual),
    work('scheduled', { tier: '3' }),
    plan('whole', { ...made, longOutage: ALL }, { ...inForce, links: { covers: 'ready' } }),
    plan('half', { ...made, longOutage: ALL.slice(1) }, { ...inForce, links: { covers: ['halfway', 'ready'] } }),
    plan('too short', { ...made, holds: 96, longOutage: ALL }, { ...inForce, links: { covers: 'planless' } }),
  ]);
  expect(log.judged('safety.long-outage-ready')).toEqual({
    value: 25,
    rows: { short: 'procedure', planless: 'plan', halfway: 'elements', ready: 'ready' },
  });
  expect(log.said('safety.long-outage-ready', 'halfway')).toMatch(/^CPL-2 lacks: Services are put in order/);
});

test('restoring is proved by the last test, against its objectives and the function’s', () => {
  const good = { rto: 4, measuredRto: 3.2, rpo: 1, measuredRpo: 0.5, data: 'whole', heldOn: '2027-02-01' };
  const test = (title: string, of: string, over: Written['fields'] = {}, state = 'done') =>
    restore(title, { ...good, ...over }, { state, links: { of } });
  const log = written([
    work('untested', { rto: 4 }),
    work('without objective'),
    work('proved', { rto: 4, rpo: 1, mtd: 8, workRecovery: 4 }),
    work('slow', { rto: 3 }),
    work('lossy', { rpo: 0.25 }),
    work('late', { rpo: 1, mtd: 5, workRecovery: 2 }),
    work('old', { rto: 4 }),
    work('relapsed', { rto: 4 }),
    work('damaged', { rto: 4 }),
    { kind: 'system', title: 'laboratory' },
    { kind: 'system', title: 'records' },
    work('half restored', { rto: 4 }, { links: { dependsOn: ['laboratory', 'records'] } }),
    work('both restored', { rto: 4 }, { links: { dependsOn: ['laboratory', 'records'] } }),
    test('a', 'proved'),
    test('b', 'slow'),
    test('c', 'lossy'),
    test('d', 'old', { heldOn: '2026-08-30' }),
    test('e', 'relapsed', { heldOn: '2027-01-01' }),
    test('f', 'relapsed', { measuredRto: 5 }),
    test('g', 'damaged', { data: 'damaged' }),
    test('h', 'untested', {}, 'planned'),
    test('i', 'late', { measuredRto: 4 }),
    test('j', 'laboratory'),
    test('k', 'both restored'),
  ]);
  expect(log.judged('safety.functions-not-restored')).toEqual({
    value: 8,
    rows: {
      'half restored': 'untested',
      'both restored': 'proved',
      untested: 'untested',
      proved: 'proved',
      slow: 'objective',
      lossy: 'point',
      late: 'tolerable',
      old: 'old',
      relapsed: 'missed',
      damaged: 'missed',
    },
  });
  expect(log.said('safety.functions-not-restored', 'relapsed')).toBe('RST-6 missed: recovery time 5 h of 4 h');
});

test('a procedure is current while it is in force, reviewed, its kit counted, and what it serves unchanged', () => {
  const good = { due: '2027-06-01', kitCheckedOn: '2027-01-01' };
  const log = written([
    work('served'),
    procedure('draft', good),
    procedure('unreviewed', { kitCheckedOn: '2027-01-01' }, inForce),
    procedure('overdue', { ...good, due: '2027-02-28' }, inForce),
    procedure('unchecked', { due: '2027-06-01' }, inForce),
    procedure('old kit', { ...good, kitCheckedOn: '2026-11-30' }, inForce),
    procedure('current', { ...good, kitCheckedOn: '2026-12-01' }, { ...inForce, links: { for: 'served' } }),
    procedure('retired', {}, { state: 'retired' }),
  ]);
  const judged = () => log.judged('safety.procedures-not-current');
  expect(judged()).toEqual({
    value: 5,
    rows: {
      draft: 'draft',
      unreviewed: 'unreviewed',
      overdue: 'overdue',
      unchecked: 'unchecked',
      'old kit': 'kitOld',
      current: 'current',
    },
  });
  log.scope.apply([{ action: 'update', id: log.id('served'), fields: { mtd: 2 } }]);
  expect(judged().rows).toMatchObject({ current: 'suspect' });
});

test('a contact was reached lately, by a way that is no e-mail', () => {
  const reached = { reached: 'yes', checkedOn: '2026-12-01' };
  const log = written([
    contact('never', { phone: '1' }),
    contact('not reached', { ...reached, phone: '1', reached: 'no' }),
    contact('old', { ...reached, phone: '1', checkedOn: '2026-11-30' }),
    contact('by mail only', { ...reached, email: 'a@b.example' }),
    contact('by radio', { ...reached, offNetwork: 'Channel 4' }),
    contact('ended', { phone: '1' }, { state: 'ended' }),
  ]);
  expect(log.judged('safety.contacts-unreachable')).toEqual({
    value: 4,
    rows: {
      never: 'unchecked',
      'not reached': 'unreached',
      old: 'old',
      'by mail only': 'networkOnly',
      'by radio': 'reached',
    },
  });
  expect(log.judged('safety.contacts-unreachable', '2026-11-30').rows).toMatchObject({ 'by radio': 'unchecked' });
});

describe('exercises', () => {
  test('are held for each plan in force as often as its type asks for', () => {
    const approved = { approvedOn: '2027-01-01', type: 'downtime' };
    const held = (title: string, type: string, heldOn: string, tests: string, state = 'held') =>
      exercise(title, { type, heldOn }, { state, links: { tests } });
    const log = written([
      plan('exercised', approved, inForce),
      plan('half', approved, inForce),
      plan('old drill', approved, inForce),
      plan('only planned', approved, inForce),
      plan('backup', { ...approved, type: 'dataBackup' }, inForce),
      plan('untyped', { approvedOn: '2027-01-01' }, inForce),
      plan('draft', { type: 'downtime' }),
      held('a', 'tabletop', '2026-03-01', 'exercised'),
      held('b', 'drill', '2026-08-31', 'exercised', 'reviewed'),
      held('c', 'tabletop', '2027-02-01', 'half'),
      held('d', 'tabletop', '2027-02-01', 'old drill'),
      held('e', 'drill', '2026-08-30', 'old drill'),
      exercise('f', { type: 'tabletop' }, { links: { tests: 'only planned' } }),
    ]);
    expect(log.judged('safety.plans-not-exercised')).toEqual({
      value: 4,
      rows: {
        exercised: 'exercised',
        half: 'due',
        'old drill': 'due',
        'only planned': 'due',
        backup: 'notNeeded',
        untyped: 'untyped',
      },
    });
    expect(log.said('safety.plans-not-exercised', 'half')).toBe('Not held within the interval: Drill');
    expect(log.judged('safety.plans-not-exercised', '2026-08-30').rows).toMatchObject({ exercised: 'due' });
  });

  const log = written([
    observation('p', { rating: 'P' }),
    observation('s', { rating: 'S' }),
    observation('m', { rating: 'M' }),
    observation('u', { rating: 'U' }),
    action('answer', { owner: OWNER, due: '2027-02-19', priority: 'critical' }, { links: { from: 'm' } }),
    action('given up', { priority: 'critical' }, { state: 'dropped', links: { from: 'u' } }),
    action('unrated', { owner: OWNER, due: '2027-03-01' }),
    action('lesser', { owner: OWNER, priority: 'low' }),
    action('ownerless', { due: '2027-04-01', priority: 'high' }),
    action(
      'reported',
      { owner: OWNER, due: '2027-02-01', priority: 'critical', doneOn: '2027-01-31' },
      { state: 'done' },
    ),
    action('verified', { priority: 'critical', doneOn: '2027-01-31', checked: 'Seen' }, { state: 'verified' }),
  ]);

  test('have what went badly answered; what was dropped answers nothing', () => {
    expect(log.judged('safety.observations-unanswered')).toEqual({
      value: 1,
      rows: { p: 'fine', s: 'fine', m: 'answered', u: 'unanswered' },
    });
    expect(log.judged('safety.objectives-performed').value).toBe(50);
  });

  test('lead to actions that are done in time and checked, critical ones first', () => {
    expect(log.judged('safety.corrective-actions-overdue')).toEqual({
      value: 4,
      rows: {
        answer: 'overdue',
        'given up': 'done',
        unrated: 'current',
        lesser: 'undated',
        ownerless: 'unowned',
        reported: 'overdue',
        verified: 'done',
      },
    });
    expect(log.said('safety.corrective-actions-overdue', 'answer')).toBe('10 days overdue since 2027-02-19');
    expect(log.judged('safety.critical-actions-open')).toMatchObject({
      value: 3,
      rows: { answer: 'open', unrated: 'unrated', reported: 'open', lesser: 'lesser', verified: 'done' },
    });
  });
});
