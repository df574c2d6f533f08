import { definitionsFor, generateFaulty, generateMessages, loadStandard } from '@callosum/hl7v2';
import type { Profile } from '@callosum/hl7v2';
import { readProfileAt } from './hl7-profiles.ts';
import { tellLine } from './store.ts';
import { counted, printResult } from './terminal.ts';
import { writeWhole } from './user-files.ts';

export interface GenerateArguments {
  readonly number: number;
  readonly seed: number;
  readonly type?: string;
  readonly faults: boolean;
  readonly out?: string;
  readonly json: boolean;
}

interface Made {
  readonly message: string;
  /** What was planted, with --faults. */
  readonly fault?: { readonly code: string; readonly path: string };
  /** What the profile would still find; messages contradict a profile that contradicts itself. */
  readonly errors: readonly string[];
}

/** Makes messages that fit a profile. @returns the exit status. */
export async function generateMessagesFor(path: string, options: GenerateArguments): Promise<number> {
  const profile = await profileFor(path);
  const { number: count, seed, type, faults, out, json } = options;
  const asked = { count, seed, ...(type === undefined ? {} : { trigger: type }) };
  const made = [...(faults ? faulty(profile, asked) : valid(profile, asked))];
  const messages = made.map(({ message }) => message);
  if (out !== undefined) await writeWhole(out, messages.join(''));
  if (made.length === 0) {
    const known = profile.messages
      .map((one) => `${one.type}^${one.event}`)
      .slice(0, 5)
      .join(', ');
    tellLine(`${path} describes no ${type ?? 'message'}. It describes ${known === '' ? 'nothing' : known}.`);
  }
  const short = made.filter(({ errors }) => errors.length > 0);
  for (const { errors } of short.slice(0, 3))
    tellLine(`A message does not fit the profile: ${errors.slice(0, 2).join(' ')}`);
  const told = out === undefined ? messages : [`${counted(made.length, 'message')} written to ${out}`];
  printResult(json, made, told);
  return made.length < count || short.length > 0 ? 1 : 0;
}

/** A profile, or a version of the standard by its number. */
async function profileFor(path: string): Promise<Profile> {
  const version = definitionsFor(path);
  return version === undefined ? readProfileAt(path) : { ...(await loadStandard(version)), version: path };
}

type Asked = Parameters<typeof generateMessages>[1];

function* valid(profile: Profile, asked: Asked): Generator<Made> {
  for (const { message, errors } of generateMessages(profile, asked)) {
    yield { message: message.text, errors: errors.map((finding) => `${finding.path}: ${finding.text}`) };
  }
}

function* faulty(profile: Profile, asked: Asked): Generator<Made> {
  for (const { message, kind, path } of generateFaulty(profile, asked)) {
    yield { message: message.text, fault: { code: kind, path }, errors: [] };
  }
}
