import { Refusal } from '@callosum/kernel';
import { createTestScope } from '@callosum/kernel/testing';
import { describe, expect, test } from 'vitest';
import { registry } from '../composition.ts';

const OWNER = '00000000-0000-7000-8000-00000000000a';
const ROW = { question: 'usage', place: 'PID-3', source: 'R', target: 'O', text: 'Required on one side.' };

/** Two profiles of one interface. */
function bothEnds() {
  const scope = createTestScope(registry, '2027-03-01');
  const results = scope.create('interface', { title: 'Results' });
  const [source, target] = ['As sent', 'As expected'].map((title) => {
    const id = scope.create('messageProfile', { title });
    scope.run('link.create', { type: 'messageProfile.of', from: id, to: results });
    return id;
  });
  const treat = (treatment: string, rows: readonly object[] = [ROW], more: object = {}): void => {
    scope.run('interfaceGap.treat', { source, target, rows, treatment, owner: OWNER, ...more });
  };
  return { scope, results, source, target, treat };
}

function whyNot(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.problems[0]?.message;
    throw error;
  }
  return undefined;
}

describe('differences between two ends become work', () => {
  test.each(['task', 'risk'])('each a %s with an owner, linked to interface and both profiles', (kind) => {
    const { scope, results, source, target, treat } = bothEnds();
    treat(kind, [ROW, { ...ROW, place: 'PID-5' }]);
    const made = [...scope.graph.rows(kind)];
    expect(made).toHaveLength(2);
    expect(made.every(({ fields }) => fields['owner'] === OWNER)).toBe(true);
    for (const { id } of made) {
      const [gap] = scope.graph.in(id, 'interfaceGap.treatedBy');
      const from = gap?.from ?? '';
      expect(scope.graph.out(from, 'interfaceGap.source').map(({ to }) => to)).toEqual([source]);
      expect(scope.graph.out(from, 'interfaceGap.target').map(({ to }) => to)).toEqual([target]);
      expect(scope.graph.out(from, 'interfaceGap.of').map(({ to }) => to)).toEqual([results]);
    }
  });

  test('lines of one mapping that reads what is sent and writes what is expected, begun once', () => {
    const { scope, source, target, treat } = bothEnds();
    treat('mapping');
    treat('mapping', [{ ...ROW, place: 'PID-8', source: 'M', target: '' }]);
    const mappings = [...scope.graph.rows('mapping')];
    expect(mappings).toHaveLength(1);
    const [mapping] = mappings;
    expect(mapping?.fields['rules']).toBe('PID-3: R → O\nPID-8: M → nothing');
    expect(scope.graph.out(mapping?.id ?? '', 'mapping.reads').map(({ to }) => to)).toEqual([source]);
    expect(scope.graph.out(mapping?.id ?? '', 'mapping.writes').map(({ to }) => to)).toEqual([target]);
    expect(scope.graph.in(mapping?.id ?? '', 'interfaceGap.treatedBy')).toHaveLength(2);
  });

  test('or are accepted, with a reason and not without', () => {
    const { scope, treat } = bothEnds();
    expect(whyNot(() => treat('accepted'))).toMatch('Nothing says why');
    treat('accepted', [ROW], { reason: 'The target reads PID-2 instead.' });
    expect([...scope.graph.rows('interfaceGap')].map(({ state }) => state)).toEqual(['accepted']);
  });

  test('once: what is taken up already leads to its record, and nothing of the batch is written', () => {
    const { scope, treat } = bothEnds();
    treat('task');
    expect(whyNot(() => treat('risk', [{ ...ROW, place: 'PID-7' }, ROW]))).toMatch('PID-3 is treated already');
    expect([...scope.graph.rows('interfaceGap')]).toHaveLength(1);
    expect([...scope.graph.rows('risk')]).toHaveLength(0);
  });
});
