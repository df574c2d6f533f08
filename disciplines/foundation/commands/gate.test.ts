import { createEvaluator, evaluateGates, Refusal } from '@callosum/kernel';
import { TEST_OWNER, testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { lastBoard } from '../board.ts';
import { MOST_ROWS, snapshotSchema } from '../snapshot.ts';
import { foundationScope, gateOn, registry } from '../testing/scope.ts';

const CONSOLE = { account: 'console', roles: ['owner'], offices: [] } as const;
const RATIONALE = 'The board is satisfied';

type Scope = ReturnType<typeof foundationScope>;

function decision(gate: string, over: object = {}) {
  return {
    gate,
    outcome: 'go',
    rationale: RATIONALE,
    votes: [{ voter: testId(1), vote: 'for' }],
    conditions: [],
    ...over,
  };
}
function refusalOf(run: () => unknown): { code: string; text: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, text: error.message };
    throw error;
  }
  throw new Error('It was not refused.');
}
function stateOf(scope: Scope, gate: string, today = '2027-03-01') {
  const at = testMoment(today);
  const results = evaluateGates(registry.gates(scope.graph), createEvaluator(scope.graph, registry, at), at);
  return results.find(({ id }) => id === gate);
}
/** A gate whose one criterion is met: the only decision is decided. */
function readyGate(today?: string) {
  const scope = foundationScope(today);
  scope.create('decision', { title: 'Settled' }, { state: 'decided' });
  return { scope, ...gateOn(scope) };
}

describe('deciding a gate', () => {
  test('freezes what was known, who voted how, and on what condition', () => {
    const { scope, gate } = readyGate();
    scope.create('decision', { title: 'Late', due: '2027-02-01' });
    const sequence = scope.graph.sequence();
    const { result } = scope.run('gate.decide', {
      ...decision(gate, { outcome: 'conditional' }),
      votes: [
        { voter: testId(1), vote: 'for' },
        { voter: testId(2), vote: 'against', remark: 'Too early' },
      ],
      conditions: [{ title: 'Decide it', due: '2027-03-15', owner: testId(3) }],
    });
    const [row] = scope.graph.rows('gateDecision');
    expect(result).toEqual({ id: row?.id });
    expect(row?.fields).toMatchObject({ title: 'T-90: conditional go', decidedOn: '2027-03-01', rationale: RATIONALE });
    const snapshot = snapshotSchema.parse(row?.fields.snapshot);
    expect(snapshot).toMatchObject({
      at: { today: '2027-03-01' },
      sequence,
      gate: { key: 'T-90', date: null, state: 'blocked', score: 0 },
      criteria: [
        { key: 'decisions', value: 1, target: 0, stop: true, state: 'unmet', total: 2, failing: 1, rowsLeftOut: 0 },
      ],
    });
    expect(snapshot.criteria[0]?.rows).toMatchObject([{ ok: false, reason: 'overdue', details: { days: 28 } }]);
    expect([...scope.graph.rows('vote')].map(({ fields }) => [fields.voter, fields.vote, fields.remark])).toEqual([
      [testId(1), 'for', undefined],
      [testId(2), 'against', 'Too early'],
    ]);
    expect(stateOf(scope, gate)).toMatchObject({
      state: 'conditional',
      decision: { conditions: [{ title: 'Decide it' }] },
    });
  });

  test('keeps at most a thousand failed rows and says how many it left out', () => {
    const { scope, gate } = readyGate();
    const late = Array.from({ length: MOST_ROWS + 5 }, (_, index) => ({
      action: 'create' as const,
      kind: 'decision',
      id: testId(10_000 + index),
      fields: { title: 'Late', due: '2027-02-01' },
    }));
    scope.apply(late);
    scope.run('gate.decide', decision(gate, { outcome: 'noGo' }));
    const [row] = scope.graph.rows('gateDecision');
    const criterion = snapshotSchema.parse(row?.fields.snapshot).criteria[0];
    expect(criterion).toMatchObject({ failing: MOST_ROWS + 5, rowsLeftOut: 5 });
    expect(criterion?.rows).toHaveLength(MOST_ROWS);
  });

  test('is not touched by what happens afterwards', () => {
    const { scope, gate } = readyGate();
    scope.run('gate.decide', decision(gate));
    const before = [...scope.graph.rows('gateDecision')][0];
    scope.create('decision', { title: 'Late', due: '2027-02-01' });
    expect([...scope.graph.rows('gateDecision')][0]).toEqual(before);
    expect(stateOf(scope, gate)).toMatchObject({ state: 'passed', criteria: [{ state: 'unmet' }] });
  });

  test('for a go is refused while a stop criterion is unmet or unknown', () => {
    const { scope, gate } = readyGate();
    scope.create('decision', { title: 'Late', due: '2027-02-01' });
    expect(refusalOf(() => scope.run('gate.decide', decision(gate)))).toMatchObject({
      code: 'refused',
      text: expect.stringContaining('Waive them with a reason, or decide a conditional go'),
    });
    const empty = foundationScope();
    const unknown = gateOn(empty);
    expect(refusalOf(() => empty.run('gate.decide', decision(unknown.gate))).text).toContain('is unknown');
    empty.run('gate.decide', decision(unknown.gate, { outcome: 'noGo' }));
  });

  test('for a go is possible when the stop criterion is waived, or only score criteria are missing', () => {
    const waived = foundationScope();
    const { gate, criterion } = gateOn(waived);
    waived.run('criterion.waive', { id: criterion, until: '2027-03-31', reason: 'No decision is needed' });
    waived.run('gate.decide', decision(gate));
    expect([...waived.graph.rows('gateDecision')][0]?.fields.snapshot).toMatchObject({
      criteria: [{ state: 'waived', waiver: { by: TEST_OWNER.account, until: '2027-03-31' } }],
    });
    const score = foundationScope();
    score.run('gate.decide', decision(gateOn(score, { stop: false }).gate));
  });

  test('asks for a condition due after today when it is conditional, and for none when it is not', () => {
    const { scope, gate } = readyGate();
    const conditional = (conditions: object[]) => () =>
      scope.run('gate.decide', decision(gate, { outcome: 'conditional', conditions }));
    expect(refusalOf(conditional([])).code).toBe('invalid');
    expect(refusalOf(conditional([{ title: 'Kits', due: '2027-03-01' }])).text).toContain('after today');
    expect(
      refusalOf(() => scope.run('gate.decide', decision(gate, { conditions: [{ title: 'Kits', due: '2027-04-01' }] })))
        .code,
    ).toBe('invalid');
    conditional([{ title: 'Kits', due: '2027-03-02' }])();
  });

  test('states for signing the decision, its votes and conditions, and each criterion with what lies behind it', () => {
    const { scope, gate, criterion } = readyGate();
    const late = scope.create('decision', { title: 'Late', due: '2027-02-01' });
    const wanted = decision(gate, { outcome: 'conditional', conditions: [{ title: 'Kits', due: '2027-03-20' }] });
    const { stated } = scope.run('gate.decide', wanted);
    expect(stated).toMatchObject({ title: 'Conditional go at T-90 Readiness' });
    expect(stated?.lines).toMatchObject([
      { label: 'Gate date', text: 'not set' },
      { label: 'Decided on', date: '2027-03-01' },
      { label: 'Rationale', text: RATIONALE },
      { label: 'Vote', account: testId(1), text: 'For' },
      { label: 'Condition', date: '2027-03-20', text: 'Kits' },
      { label: 'No decision is overdue', text: expect.stringMatching(/^unmet \(stop criterion\): 1 .*; 1 of 2 rows/) },
    ]);
    expect(stated?.rests.map(({ id }) => id)).toEqual([gate, criterion]);
    // The same numbers over another version of the row that failed are something else to sign.
    scope.apply([{ action: 'update', id: late, fields: { title: 'Later' } }]);
    const again = scope.run('gate.decide', wanted).stated;
    expect(again?.lines.at(-1)?.text).toBe(stated?.lines.at(-1)?.text);
    expect(again?.lines.at(-1)?.behind).not.toBe(stated?.lines.at(-1)?.behind);
    const waiver = { id: criterion, until: '2027-03-31', reason: 'Agreed with the sponsor' };
    expect(scope.run('criterion.waive', waiver).stated).toMatchObject({
      title: 'Waive “No decision is overdue”',
      on: criterion,
    });
  });

  test('asks for a reason and a vote, and lets nobody vote twice', () => {
    const { scope, gate } = readyGate();
    const code = (over: object) => refusalOf(() => scope.run('gate.decide', decision(gate, over))).code;
    expect(code({ rationale: 'Fine' })).toBe('invalid');
    expect(code({ rationale: '            ' })).toBe('invalid');
    expect(code({ votes: [] })).toBe('invalid');
    const voter = 'abcdef00-0000-4000-8000-000000000001';
    expect(
      code({
        votes: [
          { voter, vote: 'for' },
          { voter: voter.toUpperCase(), vote: 'against' },
        ],
      }),
    ).toBe('invalid');
    expect(code({ gate: testId(1) })).toBe('not-found');
  });

  test('takes the votes of the panel that the gate names and of nobody else, and states who of it did not vote', () => {
    const { scope, gate } = readyGate();
    scope.apply([{ action: 'update', id: gate, fields: { panel: [testId(1), testId(2), testId(3)] } }]);
    const by = (...voters: number[]) => ({ votes: voters.map((one) => ({ voter: testId(one), vote: 'for' })) });
    expect(refusalOf(() => scope.run('gate.decide', decision(gate, by(1, 4)))).text).toContain(
      'Not on the panel of the gate: 1 of those who voted',
    );
    const { stated } = scope.run('gate.decide', decision(gate, by(3, 1)));
    expect(stated?.lines.filter(({ label }) => label === 'Did not vote')).toEqual([
      { label: 'Did not vote', account: testId(2), text: 'On the panel' },
    ]);
    expect([...scope.graph.rows('vote')].map(({ fields }) => fields.voter)).toEqual([testId(3), testId(1)]);
  });

  test('is for people: the command line account neither decides nor waives', () => {
    const { scope, gate, criterion } = readyGate();
    expect(refusalOf(() => scope.run('gate.decide', decision(gate), { actor: CONSOLE })).code).toBe('not-allowed');
    const waiver = { id: criterion, until: '2027-03-31', reason: 'Because it is so' };
    expect(refusalOf(() => scope.run('criterion.waive', waiver, { actor: CONSOLE })).code).toBe('not-allowed');
  });

  test('again supersedes: the newest day stands, then the highest number', () => {
    const { scope, gate } = readyGate();
    scope.run('gate.decide', decision(gate));
    scope.run('gate.decide', decision(gate, { outcome: 'noGo' }));
    expect(stateOf(scope, gate)?.state).toBe('refused');
    scope.run('gate.decide', decision(gate), { at: testMoment('2027-03-05') });
    expect(stateOf(scope, gate)?.state).toBe('passed');
    expect(lastBoard(scope.graph)).toMatchObject({ decidedOn: '2027-03-05', title: 'T-90: go' });
    expect(scope.graph.count('gateDecision')).toBe(3);
  });
});

describe('a condition', () => {
  test('re-opens its gate when it runs out, and holds when it was fulfilled', () => {
    const { scope, gate } = readyGate();
    scope.run(
      'gate.decide',
      decision(gate, { outcome: 'conditional', conditions: [{ title: 'Kits', due: '2027-03-10' }] }),
    );
    expect(stateOf(scope, gate, '2027-03-10')?.state).toBe('conditional');
    expect(stateOf(scope, gate, '2027-03-11')?.state).toBe('reopened');
    const [row] = scope.graph.rows('condition');
    scope.run('condition.fulfil', { id: row?.id, evidence: 'Protocol 12' }, { at: testMoment('2027-03-08') });
    expect(scope.graph.find(row?.id ?? '')).toMatchObject({
      state: 'fulfilled',
      fields: { fulfilledOn: '2027-03-08' },
    });
    expect(stateOf(scope, gate, '2027-03-11')?.state).toBe('conditional');
    expect(refusalOf(() => scope.run('condition.fulfil', { id: row?.id, evidence: 'Again' })).text).toContain(
      '2027-03-08',
    );
  });

  test('and what was decided cannot be typed, moved or withdrawn', () => {
    const { scope, gate } = readyGate();
    scope.run(
      'gate.decide',
      decision(gate, { outcome: 'conditional', conditions: [{ title: 'Kits', due: '2027-03-10' }] }),
    );
    const ids = ['gateDecision', 'vote', 'condition'].map((kind) => [...scope.graph.rows(kind)][0]?.id);
    for (const id of ids) {
      expect(refusalOf(() => scope.run('record.update', { id, fields: { title: 'x' } })).code).toBe('refused');
      expect(refusalOf(() => scope.run('record.withdraw', { id })).code).toBe('not-allowed');
    }
    expect(refusalOf(() => scope.run('record.create', { kind: 'condition', fields: {} })).code).toMatch(
      /invalid|not-allowed/,
    );
  });
});

describe('a waiver', () => {
  test('names who, until when and why, and can be ended', () => {
    const { scope, criterion } = readyGate();
    scope.run('criterion.waive', { id: criterion, until: '2027-05-30', reason: 'Agreed with the sponsor' });
    expect(scope.graph.find(criterion)?.fields).toMatchObject({
      waivedBy: TEST_OWNER.account,
      waivedUntil: '2027-05-30',
      waiverReason: 'Agreed with the sponsor',
    });
    scope.run('criterion.unwaive', { id: criterion });
    expect(scope.graph.find(criterion)?.fields.waivedBy).toBeUndefined();
  });

  test('ends in the future, ninety days from now at most, and has a reason', () => {
    const { scope, criterion } = readyGate();
    const waive =
      (until: string, reason = 'Agreed with the sponsor') =>
      () =>
        scope.run('criterion.waive', { id: criterion, until, reason });
    expect(refusalOf(waive('2027-03-01')).text).toContain('future');
    expect(refusalOf(waive('2027-05-31')).text).toContain('2027-05-30');
    expect(refusalOf(waive('2027-03-02', 'Because')).code).toBe('invalid');
    waive('2027-03-02')();
  });

  test('runs out by itself', () => {
    const scope = foundationScope();
    const { gate, criterion } = gateOn(scope);
    scope.run('criterion.waive', { id: criterion, until: '2027-03-10', reason: 'Agreed with the sponsor' });
    expect(stateOf(scope, gate, '2027-03-10')?.state).toBe('ready');
    expect(stateOf(scope, gate, '2027-03-11')?.state).toBe('blocked');
  });
});
