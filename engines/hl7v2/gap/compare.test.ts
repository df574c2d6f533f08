import { describe, expect, test } from 'vitest';
import { compareProfiles, loadStandard, type Profile, type Usage } from '../index.ts';

describe('two profiles', async () => {
  const standard = await loadStandard('2.5.1');

  /** The standard with another usage of PV1-4. */
  function withUsage(name: string, usage: Usage): Profile {
    const visit = standard.segments['PV1'] ?? expect.fail('no PV1');
    const fields = visit.fields.map((field, at) => (at === 3 ? { ...field, usage } : field));
    return { ...standard, name, segments: { ...standard.segments, PV1: { ...visit, fields } } };
  }
  const when = (place: string): Usage => ({
    code: 'C',
    whenTrue: 'R',
    whenFalse: 'X',
    condition: { text: `${place} is valued`, expression: { kind: 'presence', path: '2' } },
  });
  const gapsOf = (left: Usage, right: Usage): readonly unknown[] =>
    compareProfiles(withUsage('HIS', left), withUsage('LAB', right))
      .questions.flatMap(({ rows }) => rows)
      .filter(({ path }) => path === 'PV1-4')
      .map(({ a, b }) => [a, b]);

  test('that require a field under other conditions differ in it', () => {
    expect(gapsOf(when('PV1-2'), when('PV1-3'))).toEqual([['C(R/X) PV1-2 is valued', 'C(R/X) PV1-3 is valued']]);
    expect(gapsOf(when('PV1-2'), { code: 'O' })).toEqual([['C(R/X) PV1-2 is valued', 'O']]);
  });

  test('that require it under the same do not, nor where neither says when', () => {
    expect(gapsOf(when('PV1-2'), when('PV1-2'))).toEqual([]);
    expect(gapsOf({ code: 'C' }, { code: 'O' })).toEqual([]);
  });
});
