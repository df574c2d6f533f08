import { createEvaluator, Refusal, richTextOf } from '@callosum/kernel';
import { testId, testMoment } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { retentionSchedule } from './retention-schedule.ts';
import { foundationScope, registry } from './testing/scope.ts';

type Scope = ReturnType<typeof foundationScope>;
const SECOND = { account: testId(900_002), roles: ['manager'], offices: [] } as const;

const decided = (scope: Scope, title: string, decidedOn: string): string =>
  scope.create('decision', { title, decidedOn }, { state: 'decided' });
const due = (scope: Scope, today = '2027-03-01') =>
  registry.disposal(scope.graph, testMoment(today)).map(({ title, keptUntil, hold }) => [title, keptUntil, hold?.name]);
const hold = (scope: Scope, more: object = {}): string =>
  scope.create('legalHold', { title: 'Doe v. Clinic', reason: 'A lawsuit', from: '2027-01-01', ...more });
const idOf = ({ result }: { readonly result: unknown }): string => z.object({ id: z.string() }).parse(result).id;
const refused = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  throw new Error('It was not refused.');
};

describe('the retention schedule', () => {
  test('names kinds and date fields that are there, with years, source and status', () => {
    for (const { about, from, years, source, status } of retentionSchedule.rules) {
      const kind = registry.kinds.get(about);
      // Other disciplines' kinds are checked where all of them are: app/tests/retention.test.ts.
      if (kind) expect(kind.fields[from]?.type).toBe('date');
      expect(years).toBeGreaterThan(0);
      expect(source.length).toBeGreaterThan(10);
      expect(['inForce', 'house', 'unverified']).toContain(status);
    }
  });

  test('has records due on the day after their last, and no day before', () => {
    const scope = foundationScope();
    decided(scope, 'Old', '2021-02-28');
    decided(scope, 'Last day', '2021-03-01');
    scope.create('decision', { title: 'Open' });
    expect(due(scope)).toEqual([['Old', '2027-02-28', undefined]]);
    expect(due(scope, '2027-03-02')).toHaveLength(2);
  });

  test('counts a year from the 29th of February to the first of March', () => {
    const scope = foundationScope();
    decided(scope, 'Leap', '2020-02-29');
    expect(due(scope)).toEqual([['Leap', '2026-03-01', undefined]]);
  });

  test('is overruled by a rule of the scope, which names a kind and one of its dates', () => {
    const scope = foundationScope();
    decided(scope, 'Old', '2020-01-01');
    const rule = { title: 'Decisions', about: 'decision', from: 'decidedOn', years: 10, source: 'Contract' };
    scope.create('retentionClass', { ...rule, status: 'house' });
    expect(due(scope)).toEqual([]);
    expect(due(scope, '2030-01-02')).toHaveLength(1);
    const wrong = (over: object) =>
      refused(() => scope.create('retentionClass', { ...rule, status: 'house', ...over }));
    expect(wrong({ about: 'nothing' })).toContain('no kind of record “nothing”');
    expect(wrong({ from: 'outcome' })).toContain('Choose one of: raisedOn, due, decidedOn');
  });

  test('shows as a fact how many records are past their time, without those that are held', () => {
    const scope = foundationScope();
    const value = () =>
      createEvaluator(scope.graph, registry, testMoment('2027-03-01')).value('foundation.records-past-retention', [])
        .value;
    expect(value()).toBe(0);
    const held = decided(scope, 'Held', '2020-01-01');
    decided(scope, 'Due', '2020-01-01');
    expect(value()).toBe(2);
    scope.link('legalHold.covers', hold(scope), held);
    expect(value()).toBe(1);
  });
});

describe('a legal hold', () => {
  test('keeps what it names, or everything, from its day until it is released', () => {
    const scope = foundationScope();
    const [one, other] = [decided(scope, 'One', '2020-01-01'), decided(scope, 'Other', '2020-01-01')];
    const id = hold(scope);
    scope.link('legalHold.covers', id, one);
    const heldBy = (record: string, today = '2027-03-01') =>
      registry.heldBy(scope.graph, record, testMoment(today))?.name;
    expect([heldBy(one), heldBy(other), heldBy(one, '2026-12-31')]).toEqual([
      'HLD-1 (Doe v. Clinic)',
      undefined,
      undefined,
    ]);
    const said = idOf(scope.run('comment.add', { on: one, text: 'As we said' }));
    expect(heldBy(said)).toBe('HLD-1 (Doe v. Clinic)');
    expect(heldBy(scope.create('decision', { title: 'Third' }))).toBeUndefined();
    const all = hold(scope, { everything: true });
    expect(heldBy(other)).toBe('HLD-2 (Doe v. Clinic)');
    scope.run('record.update', { id: all, fields: { releaseReason: 'Settled' } });
    scope.run('record.move', { id: all, move: 'release' });
    expect(heldBy(other)).toBeUndefined();
  });

  test('stops a redaction when it is asked for and when it is carried out, with a clear word', () => {
    const scope = foundationScope();
    const record = decided(scope, 'Patient X', '2027-01-01');
    const ask = () => scope.run('redaction.ask', { reason: 'patient', places: [{ record, field: 'title' }] });
    const id = idOf(ask());
    scope.link('legalHold.covers', hold(scope), record);
    const words = 'DEC-1 is under the legal hold HLD-1 (Doe v. Clinic): nothing of it may be erased.';
    expect(refused(ask)).toContain(words);
    expect(refused(() => scope.run('redaction.approve', { id }, { actor: SECOND }))).toContain(words);
    expect(scope.graph.find(record)?.fields.title).toBe('Patient X');
  });

  test('is released with a reason, by signature, and neither emptied nor withdrawn before', () => {
    const scope = foundationScope();
    const record = decided(scope, 'Kept', '2020-01-01');
    const id = hold(scope);
    const link = idOf(scope.run('link.create', { type: 'legalHold.covers', from: id, to: record }));
    expect(refused(() => scope.run('link.remove', { id: link }))).toContain('“covers” stays while HLD-1 is “In force”');
    expect(refused(() => scope.run('record.withdraw', { id }))).toContain('do not allow');
    for (const fields of [{ from: '2030-01-01' }, { title: 'Other' }, { reason: 'None' }]) {
      expect(refused(() => scope.run('record.update', { id, fields }))).toContain('cannot be changed');
    }
    expect(refused(() => scope.run('record.move', { id, move: 'release' }))).toContain('without a reason');
    scope.run('record.update', { id, fields: { releaseReason: 'The case was settled' } });
    expect(scope.run('record.move', { id, move: 'release' }).stated?.meaning).toBe('releases the legal hold');
    scope.run('link.remove', { id: link });
  });
});

describe('disposal', () => {
  test('goes by two people: what is due loses its words, and is not due again', () => {
    const scope = foundationScope();
    const record = decided(scope, 'Old', '2020-01-01');
    scope.run('record.update', { id: record, fields: { outcome: richTextOf('We did it') ?? null } });
    const id = idOf(scope.run('disposal.ask', { records: [record] }));
    expect(scope.graph.find(id)?.fields).toMatchObject({ reason: 'retention', title: 'DEC-1' });
    expect(refused(() => scope.run('redaction.approve', { id }))).toContain('two people');
    scope.run('redaction.approve', { id }, { actor: SECOND });
    expect(scope.graph.find(record)).toMatchObject({ state: 'decided', fields: { title: '[redacted]' } });
    expect(scope.graph.find(record)?.fields.outcome).toBeUndefined();
    expect(due(scope)).toEqual([]);
  });

  test('is refused for what still has to be kept, and for what is held', () => {
    const scope = foundationScope();
    const [old, young] = [decided(scope, 'Old', '2020-01-01'), decided(scope, 'Young', '2026-01-01')];
    expect(refused(() => scope.run('disposal.ask', { records: [old, young] }))).toContain('still has to be kept');
    hold(scope, { everything: true });
    expect(refused(() => scope.run('disposal.ask', { records: [old] }))).toContain('HLD-1 (Doe v. Clinic)');
  });
});
