import { deriveProfile, loadStandard, MAPPING_FORMAT, readHl7 } from '@callosum/hl7v2';
import { describe, expect, test } from 'vitest';
import type { Suite } from './model.ts';
import { type Proposed, proposeCases } from './propose.ts';
import { readReply, writeReply } from './reply-lines.ts';
import { engineExchange, runSuite } from './run.ts';

const WISHED = { trigger: 'ADT^A01', fits: 3, faults: 4, kept: 2, seed: 1, asOf: 2026 };
const sent = (sex: string, ward = 'I') =>
  `MSH|^~\\&|A|W|B|E|2026||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||2026\rPID|1||0^^^A^MR||Qxedid^Qxatus|||${sex}\rPV1|1|${ward}\r`;
const { messages } = readHl7(sent('F') + sent('M') + sent('F'));
const learnt = await deriveProfile(messages, 'EHR');
const standard = await loadStandard('2.5.1');

const casesOf = (proposed: readonly Proposed[]): Suite['cases'] =>
  proposed.map(({ message, answer, reply }, at) => ({ name: String(at), message, expect: { answer, reply } }));

describe('cases that are proposed', () => {
  test.each([
    ['a profile learnt from messages', learnt],
    ['the standard alone', standard],
  ])('for %s pass through the engine, and are of each sort', async (_, profile) => {
    const proposed = await proposeCases(profile, { messages }, WISHED);
    const counts = Object.groupBy(proposed, ({ what }) => what);
    expect([counts.fits?.length, counts.kept?.length]).toEqual([3, 2]);
    expect(counts.fault?.length).toBeGreaterThan(2);
    const cases = casesOf(proposed);
    const results = await runSuite(
      { format: 'callosum-suite/1', cases },
      { profile, exchange: engineExchange(profile, () => '2026') },
    );
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  test('are what a mapping makes of the messages of the source, and none that it holds', async () => {
    const rows = {
      format: MAPPING_FORMAT,
      rows: [
        { to: 'PID-8', from: ['PID-8'], rule: { kind: 'codes', map: 'sex', otherwise: 'hold' }, status: 'agreed' },
      ],
    } as const;
    const codes = new Map([['sex', { format: 'callosum-hl7-codes/1', entries: [{ from: 'F', to: '2' }] } as const]]);
    const kept = { messages, mapping: { rows, codes } };
    const proposed = await proposeCases(learnt, kept, { ...WISHED, fits: 0, faults: 0, kept: 5 });
    expect(proposed.map(({ what, message }) => [what, /PID\|[^\n]*\|(\w)$/m.exec(message)?.[1]])).toEqual([
      ['mapped', '2'],
      ['mapped', '2'],
    ]);
  });

  test('are none for a trigger that the profile does not describe', async () => {
    expect(await proposeCases(learnt, { messages }, { ...WISHED, trigger: 'ORU^R01' })).toEqual([]);
  });
});

test('what must stand in an answer is written a place to a line, and read again', () => {
  const reply = { 'MSA-3': '*PID-3 = x*', 'MSA-2': '((ANY))' };
  expect(readReply(writeReply(reply))).toEqual({ reply });
  expect(readReply('MSA-2 = 7\n\nPID-3')).toEqual({ wrong: 'PID-3' });
  expect(readReply('= 7')).toEqual({ wrong: '= 7' });
});
