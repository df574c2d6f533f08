import { Vault } from '@callosum/deid';
import { deriveProfile, messageOf, readHl7 } from '@callosum/hl7v2';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern } from '../../suite/pattern.ts';
import { proposeCases } from '../../suite/propose.ts';
import { judge, whyInvalid } from '../endpoints/judge.ts';

const SENT =
  'MSH|^~\\&|A|W|B|E|2026||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||2026\rPID|1||0^^^A^MR||Qxedid^Qxatus|||F\rPV1|1|I\r';
const profile = await deriveProfile(readHl7(SENT + SENT).messages, 'EHR');

test('cases that are proposed are answered as expected by a test endpoint, which scans messages before it checks them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
      const wished = { trigger: 'ADT^A01', fits: 3, faults: 4, kept: 0, seed, asOf: 2026 };
      const proposed = await proposeCases(profile, { messages: [] }, wished);
      expect(proposed.length).toBeGreaterThan(3);
      for (const { message, answer, reply } of proposed) {
        const found = messageOf(`${message.replaceAll('\n', '\r')}\r`);
        const judged = found && (await judge(found, { profile, vault: new Vault(), asOf: 2026 }));
        expect(judged?.valid).toBe(answer === 'AA');
        if (answer === 'AA') continue;
        expect(matchesPattern(whyInvalid(judged?.findings ?? [], true), reply['MSA-3'] ?? '')).toBe(true);
      }
    }),
    { numRuns: 5 },
  );
});
