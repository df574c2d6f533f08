import { deidentify } from '@callosum/deid';
import {
  checkMessage,
  type CodeMapping,
  type FaultKind,
  type FieldMapping,
  type Finding,
  generateFaulty,
  generateMessages,
  mapperOf,
  type Message,
  messageOf,
  type Profile,
  valueAt,
} from '@callosum/hl7v2';

/** A case as it is proposed; whoever keeps it gives it a name and may change everything else. */
export interface Proposed {
  /** Made to fit, made with one fault, kept with the profile, or what a mapping makes of what the source sent. */
  readonly what: 'fits' | 'fault' | 'kept' | 'mapped';
  readonly fault?: FaultKind;
  /** Where the fault is. */
  readonly path?: string;
  readonly message: string;
  readonly answer: 'AA' | 'AE';
  readonly reply: Readonly<Record<string, string>>;
}

export interface Wished {
  /** Type and event, such as ADT^A01. */
  readonly trigger: string;
  readonly fits: number;
  readonly faults: number;
  readonly kept: number;
  /** The same seed gives the same cases. */
  readonly seed: number;
  /** The year of today, for ages. */
  readonly asOf: number;
}

/** Messages that were kept, and what is to be made of them before they are sent on; nothing where they are sent as they are. */
export interface KeptMessages {
  readonly messages: readonly Message[];
  readonly mapping?: { readonly rows: FieldMapping; readonly codes: ReadonlyMap<string, CodeMapping> };
}

/** Messages that are made for each one that is wanted: not all that are made come through the scan as they are meant. */
const TRIES = 8;

/**
 * Proposes cases for a trigger: messages that fit the profile and are to be taken, messages with one planted fault that are to be refused for it, and messages
 * that were kept. None holds anything a scan for identifiers would replace, so that they are what arrives at a test endpoint.
 */
export async function proposeCases(profile: Profile, kept: KeptMessages, wished: Wished): Promise<readonly Proposed[]> {
  const { trigger, seed, asOf } = wished;
  const made = (most: number) => ({ count: most * TRIES, seed, trigger });
  const fits = await taken(wished.fits, generateMessages(profile, made(wished.fits)), async ({ message }) => {
    const clean = cleaned(message, asOf);
    return clean && (await firstError(clean, profile)) === undefined ? accepted('fits', clean) : undefined;
  });
  const planted = new Set<string>();
  const faults = await taken(wished.faults, generateFaulty(profile, made(wished.faults)), async (one) => {
    const clean = cleaned(one.message, asOf);
    const error = clean && (await firstError(clean, profile));
    const key = `${one.kind} ${one.path}`;
    if (!clean || !error || planted.has(key)) return undefined;
    planted.add(key);
    const reply = { 'MSA-3': `*${error.path}*` };
    return { what: 'fault', fault: one.kind, path: one.path, message: textOf(clean), answer: 'AE', reply } as const;
  });
  const mapper = kept.mapping && mapperOf(kept.mapping.rows, kept.mapping.codes);
  const sent = await taken(wished.kept, kept.messages.values(), async (message) => {
    if (typeOf(message) !== trigger) return undefined;
    if (!mapper) return accepted('kept', message);
    const mapped = mapper.apply(message);
    return mapped.ok && !mapped.value.held ? accepted('mapped', mapped.value.message) : undefined;
  });
  return [...fits, ...faults, ...sent];
}

/** The first so many of what something is made of. */
async function taken<From>(
  most: number,
  all: Iterable<From>,
  make: (from: From) => Promise<Proposed | undefined>,
): Promise<readonly Proposed[]> {
  const found: Proposed[] = [];
  if (most <= 0) return found;
  for (const one of all) {
    const made = await make(one);
    if (made) found.push(made);
    if (found.length >= most) break;
  }
  return found;
}

function accepted(what: Proposed['what'], message: Message): Proposed {
  return { what, message: textOf(message), answer: 'AA', reply: {} };
}

/** The message as a scan leaves it; undefined where a second one still finds something. */
function cleaned(message: Message, asOf: number): Message | undefined {
  const first = deidentify(message.text, { mode: 'safe-harbor', asOf });
  if (first.problem) return undefined;
  const again = deidentify(first.text, { mode: 'safe-harbor', asOf });
  return again.problem || again.replaced.length > 0 ? undefined : messageOf(first.text);
}

async function firstError(message: Message, profile: Profile): Promise<Finding | undefined> {
  const { findings } = await checkMessage(message, profile);
  return findings.find(({ severity, against }) => severity === 'error' && against === 'profile');
}

/** One segment to a line, as it is read and changed. */
function textOf({ text }: Message): string {
  return text.replaceAll('\r', '\n').trimEnd();
}

function typeOf(message: Message): string {
  return ['MSH-9.1', 'MSH-9.2']
    .map((path) => valueAt(message, path))
    .filter((part) => part !== '')
    .join('^');
}
