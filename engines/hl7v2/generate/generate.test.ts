import { describe, expect, test } from 'vitest';
import { checkMessage, FAULTS, generateFaulty, generateMessages, loadStandard, PROFILE_FORMAT } from '../index.ts';
import type { FieldProfile, Profile } from '../index.ts';
import { createRandom } from './random.ts';
import { sampleOf } from './pattern-sample.ts';

const field = (name: string, more: Partial<FieldProfile> = {}): FieldProfile => ({
  name,
  usage: { code: 'R' },
  datatype: 'ST',
  min: 1,
  max: 1,
  ...more,
});

/** A profile with everything that a generator has to take care of. */
const PROFILE: Profile = {
  format: PROFILE_FORMAT,
  name: 'Small',
  version: '2.5.1',
  source: 'test',
  messages: [
    {
      id: 'm',
      name: '',
      type: 'ADT',
      event: 'A01',
      structure: 'ADT_A01',
      children: [
        { kind: 'segment', names: ['MSH'], segments: ['MSH'], usage: { code: 'R' }, min: 1, max: 1 },
        { kind: 'segment', names: ['PID'], segments: ['PID'], usage: { code: 'R' }, min: 1, max: 1 },
        {
          kind: 'segment',
          names: ['NTE'],
          segments: ['NTE'],
          usage: {
            code: 'C',
            whenTrue: 'R',
            whenFalse: 'X',
            condition: {
              text: 'if the sex is F',
              expression: { kind: 'text', path: '2[1].4[1]', text: 'F', ignoreCase: false, absent: 'fail' },
            },
          },
          min: 0,
          max: 3,
        },
      ],
    },
  ],
  segments: {
    MSH: { name: 'MSH', description: '', fields: [field('Separator'), field('Encoding'), field('Sender')] },
    PID: {
      name: 'PID',
      description: '',
      fields: [
        field('Set ID', { datatype: 'SI' }),
        field('Born', { datatype: 'DTM', minLength: 8, maxLength: 8 }),
        field('ID', { datatype: 'ID_NUMBER', max: 3 }),
        field('Sex', { datatype: 'IS', maxLength: 1, bindings: [{ tables: ['SEX'], strength: 'R' }] }),
        field('Old', { usage: { code: 'X' }, min: 0, max: 0 }),
        field('Fixed', { constant: 'ABC' }),
        field('Copy', { datatype: 'ID_NUMBER' }),
        field('Plate'),
      ],
      rules: [
        {
          id: 'same',
          text: 'The copy is the ID',
          strength: 'SHALL',
          expression: {
            kind: 'compare',
            left: '3[1]',
            right: '7[1]',
            operator: 'EQ',
            absent: 'fail',
            leftMode: 'all',
            rightMode: 'all',
          },
        },
        {
          id: 'plate',
          text: 'A plate',
          strength: 'SHALL',
          expression: { kind: 'format', path: '8[1]', pattern: '[A-Z]{2}-\\d{3,4}', absent: 'fail' },
        },
      ],
    },
    NTE: { name: 'NTE', description: '', fields: [field('Set ID', { datatype: 'SI' })] },
  },
  datatypes: {
    ...Object.fromEntries(
      ['ST', 'SI', 'DTM', 'IS', 'NM'].map((name) => [name, { name, description: '', components: [] }]),
    ),
    ID_NUMBER: {
      name: 'CX',
      description: '',
      components: [
        { name: 'Number', usage: { code: 'R' }, datatype: 'NM', maxLength: 4 },
        {
          name: 'Kind',
          usage: {
            code: 'C',
            whenTrue: 'R',
            whenFalse: 'X',
            condition: {
              text: 'if the number is long',
              expression: { kind: 'format', path: '1[1]', pattern: '\\d{3,}', absent: 'fail' },
            },
          },
          datatype: 'ST',
        },
      ],
    },
  },
  tables: {
    SEX: { name: 'SEX', description: '', extensible: false, codes: ['F', 'M'].map((value) => ({ value, text: '' })) },
  },
};

describe('generated messages', () => {
  test('fit the profile, its conditions and its rules', () => {
    const made = [...generateMessages(PROFILE, { count: 60, seed: 1 })];
    expect(made.flatMap(({ errors }) => errors.map(({ text }) => text))).toEqual([]);
    const sexes = made.map(({ message }) => [
      message.segmentsNamed('PID')[0]?.child(4)?.value,
      message.segmentsNamed('NTE').length > 0,
    ]);
    expect(new Set(sexes.map(String))).toEqual(new Set(['F,true', 'M,false']));
  });

  test('are the same for the same seed, and others for another', () => {
    const texts = (seed: number): string[] =>
      [...generateMessages(PROFILE, { count: 5, seed })].map(({ message }) => message.text);
    expect(texts(4)).toEqual(texts(4));
    expect(texts(5)).not.toEqual(texts(4));
  });

  test.each(['ADT^A01', 'ORU^R01', 'ORM^O01', 'SIU^S12', 'MDM^T02', 'VXU^V04'])(
    '%s fits the standard',
    async (trigger) => {
      for (const { message, errors } of generateMessages(await loadStandard('2.5.1'), { count: 5, seed: 2, trigger })) {
        expect(errors).toEqual([]);
        expect((await checkMessage(message)).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      }
    },
  );

  test('there are none of a type that the profile does not describe', () => {
    expect([...generateMessages(PROFILE, { count: 5, seed: 1, trigger: 'ADT^A02' })]).toEqual([]);
  });
});

describe('planted faults', () => {
  test('are found where they are, each kind', async () => {
    const kinds = new Set<string>();
    for (const { message, kind, path } of generateFaulty(PROFILE, { count: 80, seed: 3 })) {
      kinds.add(kind);
      const { findings } = await checkMessage(message, PROFILE);
      const found = findings.filter(({ against, severity }) => against === 'profile' && severity === 'error');
      expect(found.map((finding) => finding.path.replaceAll(/\[\d+\]/g, ''))).toContain(path);
    }
    const here = FAULTS.filter((kind) => kind !== 'segment-missing' && kind !== 'segment-twice');
    expect([...kinds]).toEqual(expect.arrayContaining([...here]));
  });

  test('do not touch the others', () => {
    const messages = [...generateFaulty(PROFILE, { count: 20, seed: 3 })];
    expect(messages.length).toBeGreaterThan(15);
    expect(new Set(messages.map(({ message }) => message.text)).size).toBe(messages.length);
  });
});

describe('samples of patterns', () => {
  test.each(['HL7[0-9]{4}', '^(?!\\s*$).+', '[A-Z]{2}-\\d{3,4}', '^\\d{8}$', '^<=$|^>=$', '(ab|cd)+e?', '[^x]{3}'])(
    '%s',
    (pattern) => {
      const random = createRandom(1);
      for (let tried = 0; tried < 20; tried++)
        expect(sampleOf(pattern, random)).toMatch(new RegExp(`^(?:${pattern})$`));
    },
  );

  test('of what nothing matches there are none', () => {
    expect(sampleOf('(?!a)a', createRandom(1))).toBeUndefined();
    expect(sampleOf('(', createRandom(1))).toBeUndefined();
  });
});
