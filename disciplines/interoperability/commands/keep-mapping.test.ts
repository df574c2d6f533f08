import { describe, expect, test } from 'vitest';
import { mappingView } from '../index.ts';
import { mapping } from '../kinds/mapping.ts';
import { interfaceScope, registry } from '../testing/scope.ts';
import { testMoment } from '@callosum/kernel/testing';

const ANN = '018f0000-0000-7000-8000-000000000001';
const BOB = '018f0000-0000-7000-8000-000000000002';
const file = (letter: string, name: string) => ({ hash: letter.repeat(64), name, size: 10, type: 'application/json' });

function twoEnds() {
  const scope = interfaceScope();
  const about = scope.create('interface', { title: 'Results' });
  const ends = ['Lab', 'EHR'].map((title, at) => {
    const id = scope.create('messageProfile', {
      title,
      definition: String(at).repeat(64),
      attachments: [file('d', 'samples.hl7')],
    });
    scope.link('messageProfile.of', id, about);
    return id;
  });
  const [source = '', target = ''] = ends;
  const begin = () => scope.run('mapping.begin', { source, target, owner: ANN });
  const standing = () => [...scope.graph.all(mapping)].at(0)?.id ?? expect.fail('no mapping');
  const model = () => mappingView.build({ graph: scope.graph, at: testMoment('2027-03-01'), registry }, {});
  return { scope, about, source, target, begin, standing, model };
}

describe('a mapping between two profiles', () => {
  test('is begun once, for the interfaces that they describe', () => {
    const { scope, about, begin, standing, model } = twoEnds();
    begin();
    expect(scope.graph.out(standing(), 'mapping.for').map(({ to }) => to)).toEqual([about]);
    expect(begin).toThrow('MPG-1 maps the one to the other');
    expect(model().mappings).toMatchObject([
      {
        title: 'Lab → EHR',
        source: { title: 'Lab' },
        target: { title: 'EHR' },
        samples: { file: 'd'.repeat(64) },
        codeMaps: [],
      },
    ]);
    expect(() => scope.run('mapping.begin', { source: standing(), target: standing() })).toThrow('is not there');
  });

  test('is said by one of its files, with what was counted in it, until somebody has approved it', () => {
    const { scope, begin, standing, model } = twoEnds();
    begin();
    const id = standing();
    const keep = (letter: string) =>
      scope.run('mapping.keep', { id, file: letter.repeat(64), inUse: 9, mapped: 5, leftBehind: 2 });
    expect(() => keep('a')).toThrow('not attached');
    scope.apply([{ action: 'update', id, fields: { attachments: [file('a', 'mapping.json')] } }]);
    keep('a');
    expect(scope.graph.find(id)?.fields).toMatchObject({
      definition: 'a'.repeat(64),
      inUse: 9,
      mapped: 5,
      leftBehind: 2,
    });
    expect(model().mappings[0]).toMatchObject({ file: 'a'.repeat(64), state: 'draft' });
    scope.apply([{ action: 'update', id, fields: { reviewer: BOB }, state: 'approved' }]);
    expect(() => keep('a')).toThrow('approved as it is');
  });
});

describe('a code map', () => {
  test('is kept with its counts, and nobody has to say that no code is critical', () => {
    const { scope, begin, standing, model } = twoEnds();
    begin();
    const id = scope.create('codeMap', { title: 'Tests', attachments: [file('c', 'codes.json')] });
    scope.link('mapping.uses', standing(), id);
    scope.run('codeMap.keep', { id, file: 'c'.repeat(64), codes: 4, mapped: 3 });
    expect(scope.graph.find(id)?.fields).toMatchObject({ codes: 4, mapped: 3 });
    expect(scope.graph.find(id)?.fields['critical']).toBeUndefined();
    scope.run('codeMap.keep', { id, file: 'c'.repeat(64), codes: 4, mapped: 3, critical: 2, criticalMapped: 1 });
    expect(model().mappings[0]?.codeMaps).toMatchObject([{ title: 'Tests', file: 'c'.repeat(64) }]);
    expect(() => scope.run('codeMap.keep', { id: standing(), file: 'c'.repeat(64), codes: 1, mapped: 1 })).toThrow();
  });
});
