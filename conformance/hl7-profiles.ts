import { checkMessage, readHl7, readNistBundle, statedIn } from '@callosum/hl7v2';
import type { BundleRead, Profile } from '@callosum/hl7v2';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const BUNDLES = 'interop/nist-profiles';
const RADX = 'interop/validation-radxmars/prime-router/src';

/** Folders beside the bundles that hold messages, and parts of the tests of another library. */
const NO_BUNDLES = new Set(['test-messages', 'lib-hl7v2-nist-validator-test']);

/** What the corpus says of its bundles together (SOURCES.md). */
const STATED = { constraints: 334, predicates: 233 };

/** Programs that the tools of NIST load beside a profile; what they do is not in it. */
const PROGRAMS = 3;

/** Verdicts that the tests of the source repository state (SOURCES.md). */
const VERDICTS: readonly (readonly [profile: string, message: string, valid: boolean])[] = [
  ['production', 'sample_2', false],
  ['production', 'valid', true],
  ['production', 'valid_altered_msh', true],
  ['onboarding', 'fail_onboarding_pass_prod', false],
  ['onboarding', 'valid', true],
];

/**
 * Reads all NIST bundles, runs their rules and conditions over the test messages of the corpus, and holds the verdicts against those that are
 * stated.
 * @param corpora folder that holds `interop/nist-profiles` and `interop/validation-radxmars`
 */
export async function hl7Profiles(
  corpora: string,
): Promise<{ name: string; passed: number; failed: number; lines: string[] }> {
  const faults: string[] = [];
  const notes: string[] = [];
  const counted = { constraints: 0, predicates: 0 };
  let passed = 0;
  let obstacles = 0;
  for (const name of (await readdir(join(corpora, BUNDLES))).toSorted()) {
    if (NO_BUNDLES.has(name)) continue;
    const read = await readBundle(join(corpora, BUNDLES, name));
    counted.constraints += read.constraints;
    counted.predicates += read.predicates;
    notes.push(...read.problems.map(({ text }) => `${name}: ${text}`));
    if (!read.profile) {
      faults.push(`${name} was not read`);
      continue;
    }
    const stuck = statedIn(read.profile).filter(({ obstacle }) => obstacle !== undefined);
    obstacles += stuck.length;
    notes.push(...stuck.map(({ id, obstacle }) => `${name}: ${id}: ${obstacle}`));
    notes.push(`${name}: ${await runOver(read.profile, corpora)}`);
    passed += 1;
  }
  if (counted.constraints !== STATED.constraints || counted.predicates !== STATED.predicates) {
    faults.push(`${counted.constraints} constraints and ${counted.predicates} predicates were read`);
  }
  if (obstacles > PROGRAMS)
    faults.push(`${obstacles} rules cannot be evaluated, ${PROGRAMS} of them ask for a program`);
  for (const [kind, message, valid] of VERDICTS) {
    const found = await verdictOn(corpora, kind, message);
    if (found === valid) passed += 1;
    else faults.push(`${message} against ${kind} is ${valid ? 'valid' : 'invalid'}, found ${String(found)}`);
  }
  return { name: 'NIST profiles and verdicts', passed, failed: faults.length, lines: [...faults, ...notes] };
}

async function readBundle(folder: string): Promise<BundleRead> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.xml')).toSorted();
  return readNistBundle(
    await Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8') }))),
  );
}

/** Checks every test message, so that every rule meets many; the profile belongs to few of them. */
async function runOver(profile: Profile, corpora: string): Promise<string> {
  const folder = join(corpora, BUNDLES, 'test-messages');
  let messages = 0;
  let valid = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(?:txt|hl7)$/i.test(entry.name)) continue;
    for (const message of readHl7(await readFile(join(entry.parentPath, entry.name))).messages) {
      messages += 1;
      if ((await checkMessage(message, profile)).valid) valid += 1;
    }
  }
  return `${messages} messages checked, ${valid} valid`;
}

async function verdictOn(corpora: string, kind: string, name: string): Promise<boolean | undefined> {
  const folder = join(corpora, RADX, 'main/resources/metadata/hl7_validation/v251/radxmars', kind);
  const { profile } = await readBundle(folder);
  const file = join(corpora, RADX, 'test/resources/validation/marsotcelr', `${name}.hl7`);
  const [message] = readHl7(await readFile(file)).messages;
  return profile && message ? (await checkMessage(message, profile)).valid : undefined;
}
