import { describe, expect, test } from 'vitest';
import { defineFact } from '../declare/fact.ts';
import { defineKind, OPEN_CLOSED } from '../declare/kind.ts';
import { TEAM_WRITES } from '../declare/presets.ts';
import { RECORD_COMMANDS } from '../declare/record-commands.ts';
import { createRegistry } from '../declare/registry.ts';
import { say } from '../declare/say.ts';
import { createTestScope, testMoment } from '../testing/graph.ts';
import { inEnglish } from '../testing/in-english.ts';
import { createEvaluator } from './evaluate.ts';
import { causeChain, isSuspect, standingOf } from './standing.ts';

const common = {
  discipline: 'sample',
  help: 'For tests.',
  permissions: TEAM_WRITES,
  list: { columns: ['title'], sort: 'title' },
  form: [{ title: 'It', fields: ['title'] }],
} as const;

/** A map of codes: what a test was run with. */
const codeMap = defineKind({
  ...common,
  name: 'codeMap',
  prefix: 'MAP',
  label: { one: 'Map', many: 'Maps' },
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    rows: { type: 'number', label: 'Rows', material: true },
    remark: { type: 'text', label: 'Remark' },
  },
  lifecycle: OPEN_CLOSED,
});

const trial = defineKind({
  ...common,
  name: 'trial',
  prefix: 'TRL',
  label: { one: 'Trial', many: 'Trials' },
  fields: {
    title: { type: 'text', label: 'Title', required: true },
    expires: { type: 'date', label: 'Good until' },
  },
  lifecycle: { ...OPEN_CLOSED, material: true },
  links: { ranWith: { to: ['codeMap'], label: 'was run with', inverse: 'was used by', pins: 'verification' } },
  fails: (row, _graph, at) =>
    row.fields.expires !== undefined && row.fields.expires < at.today ? say`has expired` : undefined,
});

const safeguard = defineKind({
  ...common,
  name: 'safeguard',
  prefix: 'SFG',
  label: { one: 'Safeguard', many: 'Safeguards' },
  fields: { title: { type: 'text', label: 'Title', required: true } },
  lifecycle: OPEN_CLOSED,
  links: {
    provenBy: { to: ['trial'], label: 'is proven by', inverse: 'proves', pins: 'verification' },
    readFrom: { to: ['codeMap'], label: 'was written from', inverse: 'is the source of', pins: 'review' },
  },
});

const verified = defineFact({
  name: 'sample.verified',
  label: 'Verified safeguards',
  help: 'For tests.',
  unit: '%',
  fold: 'share',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: { counts: 'Verified', nothing: 'Nothing proves it', decayed: '{{why}}' },
  select: safeguard,
  judge: (row, graph, at, own) => {
    const { rests, causes } = standingOf(row, graph, at, own);
    const [cause] = causes;
    if (cause) return { ok: false, reason: 'decayed', details: { why: causeChain(cause, graph, own) } };
    return rests > 0 ? { ok: true, reason: 'counts' } : { ok: false, reason: 'nothing' };
  },
});

const registry = createRegistry(
  [{ name: 'sample', label: 'Sample', kinds: [codeMap, trial, safeguard], commands: [], facts: [verified] }],
  RECORD_COMMANDS,
);

/** A safeguard that a trial proves, which was run with a map. */
function proven() {
  const scope = createTestScope(registry);
  const map = scope.create('codeMap', { title: 'Units', rows: 12 });
  const run = scope.create('trial', { title: 'Round trip', expires: '2027-06-30' });
  const guard = scope.create('safeguard', { title: 'Units are shown' });
  const ran = scope.link('trial.ranWith', run, map);
  const proof = scope.link('safeguard.provenBy', guard, run);
  const evaluator = createEvaluator(scope.graph, registry, testMoment('2027-03-01'));
  /** Why it does not count: the chain of causes. */
  const why = (): unknown => inEnglish(evaluator.rows('sample.verified', [])[0]?.judgement.details)['why'];
  const change = (id: string, fields: Record<string, string | number | null>) =>
    scope.apply([{ action: 'update', id, fields }]);
  return { scope, map, run, guard, ran, proof, evaluator, why, change };
}

describe('what was verified', () => {
  test('counts while everything below it is as it was', () => {
    const { why, evaluator, change, map } = proven();
    expect(evaluator.value('sample.verified', []).value).toBe(100);
    change(map, { remark: 'Nothing that matters' });
    expect(why()).toBeUndefined();
  });

  test('without evidence proves nothing', () => {
    const { scope, evaluator } = proven();
    scope.create('safeguard', { title: 'Trust me' });
    expect(evaluator.value('sample.verified', []).value).toBe(50);
  });

  test('decays by a material change two links away, and says through what', () => {
    const { why, change, map } = proven();
    change(map, { rows: 13 });
    expect(why()).toBe('TRL-1 no longer counts ← MAP-1 has changed since it was looked at');
  });

  test('does not heal when the change is taken back, only when it is verified again, from below', () => {
    const { scope, why, change, map, ran, proof } = proven();
    change(map, { rows: 13 });
    change(map, { rows: 12 });
    expect(why()).toMatch(/MAP-1 has changed/);
    scope.apply([{ action: 'repin', id: proof }]);
    expect(why()).toMatch(/MAP-1 has changed/);
    scope.apply([{ action: 'repin', id: ran }]);
    expect(why()).toBeUndefined();
  });

  test('decays when evidence is reopened, and stays so when it is closed again', () => {
    const { scope, why, run } = proven();
    for (const state of ['closed', 'open']) {
      scope.apply([{ action: 'update', id: run, fields: {}, state }]);
      expect(why()).toBe('TRL-1 has changed since it was looked at');
    }
  });

  test('decays on the day its evidence fails by itself', () => {
    const { evaluator, why } = proven();
    evaluator.moveTo(testMoment('2027-06-30'));
    expect(why()).toBeUndefined();
    evaluator.moveTo(testMoment('2027-07-01'));
    expect(why()).toBe('TRL-1 has expired');
  });

  test('decays when evidence is withdrawn, and a restored one has to be looked at again', () => {
    const { scope, why, run, proof } = proven();
    scope.apply([{ action: 'withdraw', id: run }]);
    expect(why()).toBe('TRL-1 was withdrawn');
    scope.apply([{ action: 'restore', id: run }]);
    expect(why()).toBe('TRL-1 has changed since it was looked at');
    scope.apply([{ action: 'repin', id: proof }]);
    expect(why()).toBeUndefined();
  });

  test('is told for one type of evidence alone', () => {
    const { scope, guard, map, change } = proven();
    const row = scope.graph.find(guard);
    if (!row) throw new Error('the safeguard is gone');
    change(map, { rows: 1 });
    const at = testMoment('2027-03-01');
    expect(standingOf(row, scope.graph, at, registry, 'safeguard.provenBy').causes).toHaveLength(1);
    expect(standingOf(row, scope.graph, at, registry, 'safeguard.readFrom')).toEqual({ rests: 0, causes: [] });
  });
});

describe('a link that remembers what was looked at', () => {
  test('is suspect after a material change until somebody looks again', () => {
    const { scope, guard, map, change } = proven();
    const link = scope.link('safeguard.readFrom', guard, map);
    const suspect = (): boolean => {
      const edge = scope.graph.edge(link);
      return edge !== undefined && isSuspect(edge, scope.graph, registry);
    };
    expect(suspect()).toBe(false);
    change(map, { rows: 40 });
    expect(suspect()).toBe(true);
    scope.run('link.review', { ids: [link] });
    expect(suspect()).toBe(false);
    expect(scope.run('link.review', { ids: [link] }).writes).toHaveLength(0);
  });

  test('cannot be told by hand what was looked at, and a verification is not renewed by looking', () => {
    const { scope, guard, map, proof } = proven();
    expect(() => scope.link('safeguard.readFrom', guard, map, { pinned: 9 })).toThrow('cannot be typed in');
    const link = scope.link('safeguard.readFrom', guard, map);
    expect(() => scope.run('link.update', { id: link, fields: { pinned: 9 } })).toThrow('cannot be typed in');
    expect(() => scope.run('link.review', { ids: [proof] })).toThrow('verifying again');
    scope.run('link.review', { ids: [link] });
  });
});
