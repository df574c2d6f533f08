import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMessage, conditionOf, type Condition, loadStandard, messageOf, predicateOf } from '../index.ts';
import type { Predicate, PredicateLine, PredicateStand, Profile, StructureNode, UsageCode } from '../index.ts';
import { ADMISSION, withLine } from '../testing/messages.ts';

const segment = (name: string, max: number | null = 1): StructureNode => ({
  kind: 'segment',
  names: [name],
  segments: [name],
  usage: { code: 'O' },
  min: 0,
  max,
});
const BESIDE: PredicateStand = {
  beside: [
    segment('PID'),
    {
      kind: 'group',
      name: 'ORDER',
      usage: { code: 'R' },
      min: 1,
      max: null,
      children: [segment('ORC'), segment('OBX', null)],
    },
  ],
};

const line = (place: string, tested: PredicateLine['test'] = 'valued', values: string[] = []): PredicateLine => ({
  place,
  test: tested,
  values,
});
const one = (...given: Parameters<typeof line>): Predicate => ({ join: 'all', lines: [line(...given)] });

/** The condition of a predicate that can be. */
function made(predicate: Predicate, stand: PredicateStand): Condition {
  const condition = conditionOf(predicate, stand);
  if ('fault' in condition) throw new Error(`line ${condition.line}: ${condition.fault}`);
  return condition;
}

describe('a predicate', () => {
  test.each<[Predicate, string]>([
    [one('PV1-19'), 'PV1-19 is valued'],
    [one('PV1-3.1', 'notValued'), 'PV1-3.1 is not valued'],
    [one('PV1-2', 'oneOf', ['I']), 'PV1-2 is I'],
    [one('PV1-2', 'noneOf', ['I', 'E']), 'PV1-2 is none of I, E'],
    [
      { join: 'any', lines: [line('PV1-2', 'oneOf', ['I', 'E']), line('PV1-3[2].4.1')] },
      'PV1-2 is one of I, E or PV1-3[2].4.1 is valued',
    ],
  ])('is told in words: %j', (predicate, text) => {
    expect(made(predicate, { at: 'PV1' }).text).toBe(text);
  });

  test.each<[string, Predicate, PredicateStand, ReturnType<typeof conditionOf>]>([
    ['no lines', { join: 'all', lines: [] }, { at: 'PV1' }, { line: 0, fault: 'lines' }],
    ['another segment than its own', one('PID-3'), { at: 'PV1' }, { line: 0, fault: 'place' }],
    ['a segment whose name begins alike', one('PV10-3'), { at: 'PV1' }, { line: 0, fault: 'place' }],
    ['a field without number', one('PV1-'), { at: 'PV1' }, { line: 0, fault: 'place' }],
    ['field nought', one('PV1-0'), { at: 'PV1' }, { line: 0, fault: 'place' }],
    ['a segment that is not beside it', one('OBR-4'), BESIDE, { line: 0, fault: 'place' }],
    ['a field of a group', one('ORDER-3'), BESIDE, { line: 0, fault: 'place' }],
    ['a part of a subcomponent', one('PID-3.4.1.2'), { at: 'PID-3.4' }, { line: 0, fault: 'place' }],
    ['another field than its own', one('PID-30.1'), { at: 'PID-3' }, { line: 0, fault: 'place' }],
    [
      'values left out',
      { join: 'all', lines: [line('PV1-1'), line('PV1-2', 'oneOf')] },
      { at: 'PV1' },
      { line: 1, fault: 'values' },
    ],
  ])('is refused with %s', (_, predicate, stand, fault) => {
    expect(conditionOf(predicate, stand)).toEqual(fault);
  });

  test('is read again from its condition, wherever it stands', () => {
    const number = fc.integer({ min: 1, max: 90 });
    const parts = fc.array(number, { maxLength: 2 });
    const inSegment = (name: string) =>
      fc
        .tuple(number, fc.option(number), parts)
        .map(([field, repetition, rest]) =>
          [`${name}-${field}${repetition === null ? '' : `[${repetition}]`}`, ...rest].join('.'),
        );
    const place: Record<string, fc.Arbitrary<string>> = {
      segment: inSegment('PV1'),
      field: fc.array(number, { minLength: 1, maxLength: 2 }).map((rest) => ['PID-3', ...rest].join('.')),
      component: number.map((rest) => `PID-3.4.${rest}`),
      beside: fc.oneof(fc.constantFrom('PID', 'ORDER', 'OBX'), inSegment('OBX'), inSegment('PID')),
    };
    const stands: Record<string, PredicateStand> = {
      segment: { at: 'PV1' },
      field: { at: 'PID-3' },
      component: { at: 'PID-3.4' },
      beside: BESIDE,
    };
    const asked = fc.constantFrom('valued' as const, 'notValued' as const, 'oneOf' as const, 'noneOf' as const);
    fc.assert(
      fc.property(
        fc.constantFrom('segment', 'field', 'component', 'beside').chain((stand) =>
          fc.record({
            stand: fc.constant(stand),
            join: fc.constantFrom('all' as const, 'any' as const),
            // The same place twice may be read as one line that says as much.
            lines: fc.uniqueArray(
              fc.record({
                place: place[stand] ?? fc.constant(''),
                test: asked,
                values: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 3 }),
              }),
              { minLength: 1, maxLength: 4, selector: ({ place: said }) => said },
            ),
          }),
        ),
        ({ stand, join, lines }) => {
          const at = stands[stand] ?? { at: '' };
          const predicate: Predicate = {
            join: lines.length === 1 ? 'all' : join,
            lines: lines.map((each) => (each.test.endsWith('Of') ? each : { ...each, values: [] })),
          };
          expect(predicateOf(made(predicate, at), at)).toEqual(predicate);
        },
      ),
    );
  });

  test('as a bundle writes it is read, where occurrences say no more than lines do', () => {
    const of = (path: string, stand: PredicateStand) =>
      predicateOf({ text: '', expression: { kind: 'presence', path } }, stand)?.lines[0]?.place;
    expect(of('4[1].2[1]', { at: 'PV1' })).toBe('PV1-4[1].2');
    expect(of('4[*].2[*]', { at: 'PV1' })).toBe('PV1-4.2');
    expect(of('2[1]', { at: 'PID-3' })).toBe('PID-3.2');
    expect(of('1[1].8[1]', BESIDE)).toBe('PID-8[1]');
    // The first order is not any order.
    expect(of('2[1].2[*].3[1]', BESIDE)).toBeUndefined();
    expect(of('2[*].2[*].3[1]', BESIDE)).toBe('OBX-3[1]');
    expect(of('.', { at: 'PV1' })).toBeUndefined();
    expect(of('9[*]', BESIDE)).toBeUndefined();
  });

  test('that a bundle guards against what is absent is read as the line that it is', () => {
    const there = { kind: 'presence', path: '29[1]' } as const;
    const result = { kind: 'text', path: '29[1]', text: 'RSLT', ignoreCase: false, absent: 'pass' } as const;
    const read = (expression: Condition['expression']) => predicateOf({ text: '', expression }, { at: 'OBX' });
    expect(read({ kind: 'and', of: [there, result] })).toEqual(one('OBX-29[1]', 'oneOf', ['RSLT']));
    expect(read({ kind: 'not', of: { kind: 'and', of: [there, there] } })).toEqual(one('OBX-29[1]', 'notValued'));
    expect(read({ kind: 'exist', of: [there, { kind: 'and', of: [there, result] }] })).toEqual({
      join: 'any',
      lines: [line('OBX-29[1]'), line('OBX-29[1]', 'oneOf', ['RSLT'])],
    });
    // Unguarded, what is absent passes, which no line says.
    expect(read(result)).toBeUndefined();
    expect(read({ kind: 'and', of: [{ ...there, path: '28[1]' }, result] })).toBeUndefined();
  });

  test.each<Condition['expression']>([
    { kind: 'format', path: '3[1]', pattern: '[0-9]+', absent: 'fail' },
    { kind: 'text', path: '3[1]', text: 'X', ignoreCase: true, absent: 'fail' },
    { kind: 'text', path: '3[1]', text: 'X', ignoreCase: false, absent: 'pass' },
    { kind: 'list', path: '3[*]', values: ['X'], ignoreCase: false, absent: 'fail' },
    {
      kind: 'and',
      of: [
        { kind: 'presence', path: '1' },
        { kind: 'or', of: [] },
      ],
    },
    { kind: 'and', of: [] },
    { kind: 'unknown', what: 'a program' },
  ])('is none where lines cannot say it: %j', (expression) => {
    expect(predicateOf({ text: '', expression }, { at: 'PV1' })).toBeUndefined();
  });
});

describe('a message whose field, component and segment depend on something', async () => {
  const standard = await loadStandard('2.5.1');

  const conditional = (whenTrue: UsageCode, whenFalse: UsageCode, predicate: Predicate, stand: PredicateStand) => ({
    code: 'C' as const,
    whenTrue,
    whenFalse,
    condition: made(predicate, stand),
  });

  async function foundBy(profile: Profile, text: string): Promise<string[]> {
    const message = messageOf(text);
    if (!message) throw new Error('no message');
    const { findings } = await checkMessage(message, profile);
    return findings
      .filter(({ against, severity }) => against === 'profile' && severity === 'error')
      .map(({ code, path }) => `${code} ${path}`);
  }

  test('is found out when it does not do as the condition says', async () => {
    const { ADT_A01: admission } = Object.fromEntries(standard.messages.map((each) => [each.structure, each]));
    if (!admission) throw new Error('no structure');
    const beside: PredicateStand = { beside: admission.children };
    const { PV1: visit, PID: patient } = standard.segments;
    const name = patient && standard.datatypes[patient.fields[4]?.datatype ?? ''];
    if (!visit || !patient || !name) throw new Error('no segments');
    const profile: Profile = {
      ...standard,
      messages: [
        {
          ...admission,
          children: admission.children.map((node) =>
            node.kind === 'segment' && node.names[0] === 'AL1'
              ? { ...node, usage: conditional('X', 'O', one('PID-8', 'oneOf', ['F']), beside) }
              : node,
          ),
        },
      ],
      segments: {
        ...standard.segments,
        PV1: {
          ...visit,
          fields: visit.fields.map((field, at) =>
            at === 3 ? { ...field, usage: conditional('R', 'O', one('PV1-2', 'oneOf', ['I']), { at: 'PV1' }) } : field,
          ),
        },
      },
      datatypes: {
        ...standard.datatypes,
        [patient.fields[4]?.datatype ?? '']: {
          ...name,
          components: name.components.map((part, at) =>
            at === 3 ? { ...part, usage: conditional('R', 'O', one('PID-5.3'), { at: 'PID-5' }) } : part,
          ),
        },
      },
    };
    expect(await foundBy(profile, ADMISSION.join('\r'))).toEqual([
      'required-missing PID-5.4',
      'required-missing PV1-4',
      'segment-not-supported AL1',
    ]);
    const without = withLine(ADMISSION, 2, (given) => given.replace('^Q|', '|').replace('|F', '|M')).replace(
      '|I|',
      '|O|',
    );
    expect(await foundBy(profile, without)).toEqual([]);
  });
});
