import { deidentify, type Mode, replacedBefore, seededRandom, Vault } from '@callosum/deid';
import {
  checkMessage,
  deriveProfile,
  type Finding,
  generateMessages,
  loadStandard,
  type Message,
  messageOf,
} from '@callosum/hl7v2';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const KINDS = [
  ['2.3.1', 'ADT^A01'],
  ['2.4', 'SIU^S12'],
  ['2.5.1', 'ADT^A01'],
  ['2.5.1', 'ORU^R01'],
  ['2.7.1', 'VXU^V04'],
] as const;

const serious = ({ severity }: Finding): boolean => severity !== 'information';
const toldOf = ({ against, path, text }: Finding): string => `${against} ${path}: ${text}`;

/** Messages as a system may send them, freed of identifiers. */
async function samples(
  [version, trigger]: (typeof KINDS)[number],
  seed: number,
  mode: Mode,
): Promise<readonly Message[]> {
  const vault = new Vault(seededRandom(seed));
  const made = [...generateMessages(await loadStandard(version), { count: 8, seed, trigger })];
  return made.flatMap(({ message }) => messageOf(deidentify(message.text, { mode, asOf: 2026, vault }).text) ?? []);
}

describe.each(['safe-harbor', 'pseudonymised'] satisfies Mode[])('a profile learnt from messages, %s', (mode) => {
  test('is fit by what is made from it, and that breaks the standard no more than its samples', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...KINDS), fc.nat(1_000_000), async (kind, seed) => {
        const messages = await samples(kind, seed, mode);
        const profile = await deriveProfile(messages, 'learnt', { replaced: ({ text }) => replacedBefore(text) });
        for (const message of messages) {
          const { findings } = await checkMessage(message, profile);
          const errors = findings.filter(({ against, severity }) => against === 'profile' && severity === 'error');
          expect(errors.map(toldOf)).toEqual([]);
        }
        for (const { message } of generateMessages(profile, { count: 5, seed })) {
          const { findings } = await checkMessage(message, profile);
          expect(findings.filter(serious).map(toldOf)).toEqual([]);
        }
      }),
      { numRuns: 12 },
    );
  });
});
