import type { FieldValues } from '@callosum/kernel';
import { createTestScope, testId } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { countedMapping } from '../testing/counted.ts';
import { ask } from '../testing/facts.ts';
import { interfaceScope, registry } from '../testing/scope.ts';

type Fields = Parameters<ReturnType<typeof interfaceScope>['create']>[1];
const [ANN, BOB] = [testId(901), testId(902)];

/** Records of one kind, and what a fact says of them. */
function over(kind: string, fact: string, rows: readonly (readonly [title: string, fields: Fields, state?: string])[]) {
  const scope = interfaceScope();
  for (const [title, fields, state] of rows)
    scope.create(kind, { title, ...fields }, state === undefined ? {} : { state });
  const { value, failing } = ask(scope, `interoperability.${fact}`);
  return { value, failing: failing.map(([title, reason]) => [title, reason]) };
}

describe('interfaces', () => {
  test('whose loss is felt need a fallback, and somebody has to say whether it is', () => {
    expect(
      over('interface', 'critical-without-fallback', [
        ['a', { criticality: 'critical' }],
        ['b', { criticality: 'high', fallback: ' ' }],
        ['c', { criticality: 'critical', fallback: 'By phone' }],
        ['d', { criticality: 'low' }],
        ['e', {}],
        ['f', { criticality: 'critical' }, 'retired'],
      ]),
    ).toEqual({
      value: 3,
      failing: [
        ['a', 'missing'],
        ['b', 'missing'],
        ['e', 'unrated'],
      ],
    });
  });

  test('need two owners who are two people', () => {
    expect(
      over('interface', 'interfaces-without-owners', [
        ['a', { sourceOwner: ANN, targetOwner: BOB }],
        ['b', { sourceOwner: ANN }],
        ['c', { sourceOwner: ANN, targetOwner: ANN }],
      ]).failing,
    ).toEqual([
      ['b', 'missing'],
      ['c', 'same'],
    ]);
  });

  test('are linked to the systems at both ends', () => {
    const scope = interfaceScope();
    const id = scope.create('interface', { title: 'a' });
    const [lab, ehr] = ['LIS', 'EHR'].map((title) => scope.create('system', { title }));
    const fact = 'interoperability.interfaces-without-ends';
    scope.link('interface.source', id, lab ?? '');
    expect(ask(scope, fact).failing).toEqual([['a', 'missing', { ends: 'target' }]]);
    scope.link('interface.target', id, ehr ?? '');
    expect(ask(scope, fact).value).toBe(0);
    scope.apply([{ action: 'withdraw', id: ehr ?? '' }]);
    expect(ask(scope, fact).value).toBe(1);
  });

  test('protect patient data on the way', () => {
    expect(
      over('interface', 'phi-unprotected', [
        ['a', { carriesPhi: true }],
        ['b', { carriesPhi: true, protection: 'none' }],
        ['c', { carriesPhi: true, protection: 'tls' }],
        ['d', { protection: 'none' }],
      ]).failing,
    ).toEqual([
      ['a', 'unsaid'],
      ['b', 'none'],
    ]);
    expect(over('interface', 'phi-unprotected', []).value).toBe(0);
  });

  test('implement what is asked, as it was when somebody looked', () => {
    const scope = interfaceScope();
    const fact = 'interoperability.interfaces-without-requirement';
    const id = scope.create('interface', { title: 'a' });
    const asked = scope.create('requirement', { title: 'Results within five minutes' });
    expect(ask(scope, fact).failing).toEqual([['a', 'none', {}]]);
    const link = scope.link('interface.implements', id, asked);
    expect(ask(scope, fact).value).toBe(0);
    for (const action of ['withdraw', 'restore'] as const) scope.apply([{ action, id: asked }]);
    expect(ask(scope, fact).failing).toEqual([['a', 'changed', {}]]);
    scope.run('link.review', { ids: [link] });
    expect(ask(scope, fact).value).toBe(0);
  });

  test('that are critical have a queue in which somebody looks', () => {
    const scope = interfaceScope();
    const fact = 'interoperability.interfaces-without-queue';
    const [a] = ['critical', 'high', 'low'].map((criticality) =>
      scope.create('interface', { title: criticality, criticality }),
    );
    const closed = scope.create('queue', { title: 'Old' }, { state: 'closed' });
    scope.link('queue.of', closed, a ?? '');
    expect(ask(scope, fact)).toMatchObject({ value: 2, total: 2 });
    scope.link('queue.of', scope.create('queue', { title: 'New' }), a ?? '');
    expect(ask(scope, fact).failing).toEqual([['high', 'none', {}]]);
  });
});

describe('mappings', () => {
  const told = (fact: string) => {
    const scope = interfaceScope();
    countedMapping(scope, { title: 'a', inUse: 10, mapped: 8, leftBehind: 2 });
    countedMapping(scope, { title: 'b', inUse: 10, mapped: 8 });
    scope.create('mapping', { title: 'c' });
    countedMapping(scope, { title: 'd', inUse: 10 }, 'superseded');
    return { scope, ...ask(scope, `interoperability.${fact}`) };
  };

  test('account for every field, or do not', () => {
    const { value, failing } = told('mapping-coverage');
    expect(value).toBeCloseTo(100 / 3);
    expect(failing.map(([title, reason]) => [title, reason])).toEqual([
      ['b', 'open'],
      ['c', 'uncounted'],
    ]);
  });

  test('leave fields open, counted where the server has counted', () => {
    expect(told('fields-unmapped').value).toBe(2);
  });

  test('prove nothing by figures that somebody typed, nor by those of other profiles than today’s', () => {
    const scope = interfaceScope();
    const whole = { inUse: 10, mapped: 10, leftBehind: 0 };
    scope.create('mapping', { title: 'typed', ...whole, counting: 'typed' });
    const id = countedMapping(scope, { title: 'counted', ...whole });
    const fact = 'interoperability.mapping-coverage';
    expect(ask(scope, fact)).toMatchObject({ value: 50, failing: [['typed', 'typed', {}]] });
    const [read] = scope.graph.out(id, 'mapping.reads');
    const change = (fields: FieldValues) => scope.apply([{ action: 'update', id: read?.to ?? '', fields }]);
    change({ definition: 'd'.repeat(64) });
    expect(ask(scope, fact).failing.at(-1)).toEqual(['counted', 'changed', {}]);
    change({ definition: 'b'.repeat(64) });
    expect(ask(scope, fact).value).toBe(50);
    // Messages that say what is filled have come since.
    const samples = { hash: 'e'.repeat(64), name: 'samples.hl7', size: 1, type: 'text/plain' };
    change({ attachments: [samples] });
    expect(ask(scope, fact).failing.at(-1)).toEqual(['counted', 'changed', {}]);
    expect(ask(scope, 'interoperability.fields-unmapped').value).toBeUndefined();
  });

  test('of other standards are not asked for what cannot be counted', () => {
    const scope = interfaceScope();
    const about = scope.create('interface', { title: 'Claims', standard: 'x12' });
    const id = scope.create('mapping', { title: 'Claims' });
    const fact = 'interoperability.mapping-coverage';
    expect(ask(scope, fact).total).toBe(1);
    scope.link('mapping.for', id, about);
    expect(ask(scope, fact).total).toBe(0);
    scope.apply([{ action: 'update', id: about, fields: { standard: 'hl7v2' } }]);
    expect(ask(scope, fact).total).toBe(1);
  });

  test('are looked at again when a profile changes', () => {
    const scope = interfaceScope();
    const id = scope.create('mapping', { title: 'ORU' });
    const profile = scope.create('messageProfile', { title: 'ORU_R01', revision: '1' });
    const link = scope.link('mapping.reads', id, profile);
    const fact = 'interoperability.mappings-to-review';
    expect(ask(scope, fact).value).toBe(0);
    scope.apply([{ action: 'update', id: profile, fields: { revision: '2' } }]);
    expect(ask(scope, fact).value).toBe(1);
    scope.run('link.review', { ids: [link] });
    expect(ask(scope, fact).value).toBe(0);
  });
});

describe('code maps', () => {
  const counting = 'files';
  const rows = [
    ['a', { counting, codes: 10, mapped: 10, critical: 3, criticalMapped: 3 }],
    ['b', { counting, codes: 10, mapped: 7, critical: 3, criticalMapped: 1, unmapped: 'dropped' }],
    ['c', { counting, codes: 10, mapped: 7, critical: 0, unmapped: 'hold' }],
    ['d', { counting, codes: 10, mapped: 7 }],
    ['e', {}],
    ['f', { counting, codes: 10, critical: 10 }, 'superseded'],
    ['g', { counting: 'typed', codes: 10, mapped: 10, critical: 3, criticalMapped: 3 }],
  ] as const;

  test('map every critical code, or say at least which those are', () => {
    expect(over('codeMap', 'critical-maps-open', rows)).toEqual({
      value: 4,
      failing: [
        ['b', 'open'],
        ['d', 'uncounted'],
        ['e', 'uncounted'],
        ['g', 'typed'],
      ],
    });
    expect(over('codeMap', 'critical-codes-unmapped', rows).value).toBe(2);
  });

  test('do not lose a code silently', () => {
    expect(over('codeMap', 'codes-lost-silently', rows).failing).toEqual([
      ['b', 'dropped'],
      ['d', 'unsaid'],
      ['e', 'uncounted'],
      ['g', 'typed'],
    ]);
  });
});

describe('queues', () => {
  const at = '2027-03-01T08:00:00.000Z';
  const count = (sent: number, delivered: number, rejected: number, queued: number, reconciledAt = at) => ({
    sent,
    delivered,
    rejected,
    queued,
    reconciledAt,
  });

  test('have an owner while they are not closed', () => {
    expect(
      over('queue', 'queues-without-owner', [
        ['a', { owner: ANN }],
        ['b', {}],
        ['c', {}, 'closed'],
      ]).failing,
    ).toEqual([['b', 'nobody']]);
  });

  test('add up: sent is delivered, rejected or queued', () => {
    expect(
      over('queue', 'queues-unreconciled', [
        ['whole', count(100, 90, 3, 7), 'watched'],
        ['lost', count(100, 90, 3, 6), 'watched'],
        ['twice', count(100, 90, 3, 8), 'watched'],
        ['never', {}, 'watched'],
        ['later', count(1, 1, 0, 0, '2027-03-02T08:00:00.000Z'), 'watched'],
        ['planned', count(2, 1, 0, 0)],
      ]).failing,
    ).toEqual([
      ['lost', 'unbalanced'],
      ['twice', 'unbalanced'],
      ['never', 'never'],
      ['later', 'never'],
    ]);
  });

  test('are counted again in time', () => {
    const rows = [
      ['fresh', count(1, 1, 0, 0, '2027-02-28T12:00:00.000Z'), 'watched'],
      ['stale', count(1, 1, 0, 0, '2027-02-28T11:59:00.000Z'), 'watched'],
      ['weekly', { ...count(1, 1, 0, 0, '2027-02-23T12:00:00.000Z'), everyHours: 168 }, 'watched'],
      ['never', {}, 'watched'],
    ] as const;
    // It is noon.
    expect(over('queue', 'queues-not-counted-lately', rows).failing).toEqual([
      ['stale', 'stale'],
      ['never', 'never'],
    ]);
  });

  test('hold no more than they may, and nothing that a patient waits for', () => {
    expect(
      over('queue', 'queues-overfull', [
        ['a', { ...count(9, 0, 0, 9), mostQueued: 9 }, 'watched'],
        ['b', { ...count(9, 0, 0, 9), mostQueued: 8 }, 'watched'],
        ['c', { ...count(9, 8, 0, 1), critical: true }, 'watched'],
        ['d', count(9, 0, 0, 9), 'watched'],
        ['e', { critical: true }, 'watched'],
      ]).failing,
    ).toEqual([
      ['b', 'over'],
      ['c', 'over'],
      ['e', 'uncounted'],
    ]);
  });
});

describe('systems', () => {
  test('have an owner and support beyond the coming year', () => {
    const rows = [
      ['good', { owner: ANN, supportEnds: '2028-03-01' }, 'inUse'],
      ['ended', { supportEnds: '2027-02-28' }, 'inUse'],
      ['soon', { supportEnds: '2028-02-29' }, 'inUse'],
      ['unsaid', {}, 'inUse'],
      ['leaves', { supportEnds: '2027-06-30', replacedOn: '2027-06-30' }, 'leaving'],
      ['stays too long', { supportEnds: '2027-06-30', replacedOn: '2027-07-01' }, 'leaving'],
      ['gone', {}, 'retired'],
    ] as const;
    expect(over('system', 'systems-without-support', rows).failing).toEqual([
      ['ended', 'ended'],
      ['soon', 'ending'],
      ['unsaid', 'unknown'],
      ['stays too long', 'ending'],
    ]);
    expect(over('system', 'systems-without-owner', rows).value).toBe(5);
  });

  test('of the organisation concern a project only when something of it leans on them', () => {
    const organisation = { id: testId(1), type: 'organisation', key: 'ORG' } as const;
    const project = { id: testId(2), type: 'project', key: 'RIV' } as const;
    const above = createTestScope(registry, '2027-03-01', undefined, { scope: organisation });
    const [lab] = ['LIS', 'Payroll'].map((title, index) =>
      above.create('system', { title }, { id: testId(10 + index) }),
    );
    let next = 100;
    const scope = createTestScope(registry, '2027-03-01', () => testId(next++), { scope: project, above });
    const fact = 'interoperability.systems-without-owner';
    expect(ask(scope, fact).total).toBe(0);
    const id = scope.create('interface', { title: 'Results' });
    scope.link('interface.source', id, lab ?? '');
    expect(ask(scope, fact).failing).toEqual([['LIS', 'nobody', {}]]);
    scope.apply([{ action: 'withdraw', id }]);
    expect(ask(scope, fact).total).toBe(0);
  });
});

describe('environments', () => {
  const alike = { likeProduction: 'same', refreshedOn: '2027-02-01' };

  test('in which something is proved are like production', () => {
    expect(
      over('environment', 'environments-unlike-production', [
        ['good', { purpose: 'test', ...alike }, 'available'],
        ['uncompared', { purpose: 'test' }, 'available'],
        ['differs', { purpose: 'training', likeProduction: 'known', differences: 'No printers' }, 'available'],
        ['never', { purpose: 'acceptance', likeProduction: 'same' }, 'available'],
        ['stale', { purpose: 'acceptance', likeProduction: 'same', refreshedOn: '2026-11-30' }, 'available'],
        ['build', { purpose: 'build' }, 'available'],
        ['planned', { purpose: 'test' }],
      ]).failing,
    ).toEqual([
      ['uncompared', 'uncompared'],
      ['differs', 'differs'],
      ['never', 'never'],
      ['stale', 'stale'],
    ]);
  });

  test('have the version of production of the same system', () => {
    const scope = interfaceScope();
    const ehr = scope.create('system', { title: 'EHR' });
    const made = (title: string, purpose: string, version: string) => {
      const id = scope.create('environment', { title, purpose, version, ...alike }, { state: 'available' });
      scope.link('environment.of', id, ehr);
      return id;
    };
    made('TST', 'test', '9.1');
    const fact = 'interoperability.environments-unlike-production';
    expect(ask(scope, fact).value).toBe(0);
    made('PRD', 'production', '9.0');
    expect(ask(scope, fact).failing).toEqual([['TST', 'version', { version: '9.1', production: '9.0' }]]);
  });

  test('outside production carry no patient data', () => {
    expect(
      over('environment', 'environments-with-phi', [
        ['a', { purpose: 'training', carriesPhi: true, phiReason: 'Agreed' }],
        ['b', { purpose: 'production', carriesPhi: true }],
        ['c', { purpose: 'test' }],
      ]).failing,
    ).toEqual([['a', 'carries']]);
  });
});
