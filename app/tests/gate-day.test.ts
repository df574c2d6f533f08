import { createEvaluator, evaluateGates, type FieldValues } from '@callosum/kernel';
import { createTestScope, testMoment, type TestScope } from '@callosum/kernel/testing';
import { expect, test } from 'vitest';
import { registry } from '../composition.ts';

const TODAY = '2027-03-01';
const GATE = '2027-06-01';

interface Case {
  readonly what: string;
  readonly fact: string;
  /** What it says today, of the gate’s day, and why then. */
  readonly says: readonly [now: number, then: number, why: string];
  readonly make: (make: Make) => void;
}

type Make = (kind: string, fields: FieldValues, state?: string, links?: Readonly<Record<string, string>>) => string;

/** What is in order today and will not be on the day of the gate, or the other way round, reckoned by hand. */
const CASES: readonly Case[] = [
  {
    what: 'evidence that expires the day before proves nothing then',
    fact: 'compliance.obligations-proven',
    says: [100, 0, 'open'],
    make: (make) => {
      const of = make('obligation', { title: 'Automatic log-off' }, 'applies');
      const fields = { title: 'Settings', effectiveOn: '2027-01-10', validUntil: '2027-05-31' };
      make('evidence', fields, 'accepted', { 'evidence.proves': of });
    },
  },
  {
    what: 'evidence that speaks of a day in May proves nothing before it',
    fact: 'compliance.obligations-proven',
    says: [0, 100, 'proven'],
    make: (make) => {
      const of = make('obligation', { title: 'Automatic log-off' }, 'applies');
      make('evidence', { title: 'Settings', effectiveOn: '2027-05-10' }, 'accepted', { 'evidence.proves': of });
    },
  },
  {
    what: 'an agreement that ends in 44 days from the gate is told of then, 60 days before',
    fact: 'compliance.agreements-ending',
    says: [0, 1, 'ending'],
    make: (make) => make('agreement', { title: 'Hosting', signedOn: '2026-08-01', ends: '2027-07-15' }, 'signed'),
  },
  {
    what: 'patient data flows to a vendor whose agreement will have run out',
    fact: 'compliance.flows-without-agreement',
    says: [0, 1, 'open'],
    make: (make) => {
      const vendor = make('vendor', { title: 'Cloudworks', handlesPhi: true }, 'engaged');
      make('agreement', { title: 'Hosting', signedOn: '2026-08-01', ends: '2027-05-31' }, 'signed', {
        'agreement.with': vendor,
      });
    },
  },
  {
    what: 'a risk analysis of April last year is of the last twelve months today only',
    fact: 'compliance.assets-not-in-risk-analysis',
    says: [0, 1, 'outdated'],
    make: (make) => {
      const asset = make('dataAsset', { title: 'Record', phi: true }, 'inUse');
      const fields = { title: 'Analysis', type: 'riskAnalysis', performedOn: '2026-04-15' };
      make('assessment', fields, 'approved', { 'assessment.covers': asset });
    },
  },
  {
    what: 'a decision due in May will be overdue',
    fact: 'foundation.decisions-overdue',
    says: [0, 1, 'overdue'],
    make: (make) => make('decision', { title: 'Which laboratory', due: '2027-05-20' }, 'open'),
  },
  {
    what: 'a milestone planned for the gate’s own day is not overdue on it',
    fact: 'planning.milestones-overdue',
    says: [0, 0, 'ahead'],
    make: (make) => make('task', { title: 'Ready', milestone: true, storedFinish: `${GATE}T17:00` }),
  },
  {
    what: 'a milestone planned for the day before is',
    fact: 'planning.milestones-overdue',
    says: [0, 1, 'overdue'],
    make: (make) => make('task', { title: 'Ready', milestone: true, storedFinish: '2027-05-31T17:00' }),
  },
  {
    what: 'a communication due in April will not have been sent',
    fact: 'adoption.communications-overdue',
    says: [0, 1, 'overdue'],
    make: (make) => make('communication', { title: 'What changes', due: '2027-04-01' }),
  },
  {
    what: 'a queue counted this morning is to be counted every day',
    fact: 'interoperability.queues-not-counted-lately',
    says: [0, 1, 'stale'],
    make: (make) => make('queue', { title: 'Results', reconciledAt: `${TODAY}T08:00:00.000Z` }, 'watched'),
  },
  {
    what: 'an environment refreshed in February is 90 days old in the middle of May',
    fact: 'interoperability.environments-unlike-production',
    says: [0, 1, 'stale'],
    make: (make) => {
      const fields = { title: 'UAT', purpose: 'acceptance', likeProduction: 'same', refreshedOn: '2027-02-15' };
      make('environment', fields, 'available');
    },
  },
  {
    what: 'a restore test of November proves nothing half a year later',
    fact: 'safety.functions-not-restored',
    says: [0, 1, 'old'],
    make: (make) => {
      const on = make('criticalFunction', { title: 'Medication', rto: 4, rpo: 1, mtd: 8 }, 'inUse');
      const measured = { rto: 4, measuredRto: 3, rpo: 1, measuredRpo: 0.5, data: 'whole', heldOn: '2026-11-15' };
      make('restoreTest', { title: 'November', ...measured }, 'done', { 'restoreTest.of': on });
    },
  },
  {
    what: 'a contact reached in February has to be tried again by the end of May',
    fact: 'safety.contacts-unreachable',
    says: [0, 1, 'old'],
    make: (make) => {
      make('contact', { title: 'On call', phone: '555 0100', reached: 'yes', checkedOn: '2027-02-20' }, 'inUse');
    },
  },
  {
    what: 'a critical device tried in February has to be tried again before the gate',
    fact: 'golive.critical-devices-open',
    says: [0, 1, 'open'],
    make: (make) => make('device', { title: 'Printer', critical: true, testedOn: '2027-02-10' }, 'passed'),
  },
  {
    what: 'one that is to be tried in May counts then and not before',
    fact: 'golive.critical-devices-open',
    says: [1, 0, 'works'],
    make: (make) => make('device', { title: 'Printer', critical: true, testedOn: '2027-05-10' }, 'passed'),
  },
];

/** A scope with the records of a case. */
function scopeWith({ make }: Case): TestScope {
  const scope = createTestScope(registry, TODAY);
  make((kind, fields, state, links = {}) => {
    const id = scope.create(kind, fields, state === undefined ? {} : { state });
    for (const [type, end] of Object.entries(links)) scope.link(type, id, end);
    return id;
  });
  return scope;
}

test.each(CASES)('$fact, as of the gate’s day: $what', (one) => {
  const { fact, says } = one;
  const { graph } = scopeWith(one);
  const at = testMoment(TODAY);
  const evaluator = createEvaluator(graph, registry, at);
  const { better } = registry.facts.get(fact) ?? {};
  const criterion = (asOf: 'now' | 'gate') => ({
    id: asOf,
    key: asOf,
    title: asOf,
    fact,
    filter: [],
    comparison: better === 'higher' ? ('atLeast' as const) : ('atMost' as const),
    target: better === 'higher' ? 100 : 0,
    weight: 1,
    stop: true,
    asOf,
  });
  const criteria = [criterion('now'), criterion('gate')];
  const [gate] = evaluateGates([{ id: 'g', key: 'g', title: 'Go', goLive: true, date: GATE, criteria }], evaluator, at);
  expect(gate?.criteria.map(({ value }) => value)).toEqual(says.slice(0, 2));
  expect(evaluator.on(GATE).rows(fact, [])[0]?.judgement.reason).toBe(says[2]);
  // Which is what somebody finds who asks anew on that day.
  const anew = createEvaluator(graph, registry, testMoment(GATE));
  expect(evaluator.on(GATE).value(fact, [])).toEqual(anew.value(fact, []));
});
