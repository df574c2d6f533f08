import { ofIssue } from '../declare/issue.ts';
import { type Gap, rule, say, type Sentence } from '../declare/say.ts';
import { z } from 'zod';
import { Refusal, Problem } from '../declare/problem.ts';
import { canonical } from './canonical.ts';
import { countSchema, hashSchema, momentSchema, nameSchema, uuidSchema } from './grammar.ts';
import { hashText, hashTextToHex, type Sha256, sha256 } from './hash.ts';

/** What an event can do to its subject. */
export const EVENT_ACTIONS = ['create', 'update', 'withdraw', 'restore', 'redact'] as const;
export type EventAction = (typeof EVENT_ACTIONS)[number];

/** An event's text is never longer than this many UTF-16 units. */
export const MAX_EVENT_TEXT = 1 << 20;

/**
 * One record or link changed by one command. It holds ids, names and commitments only: no field value, title,
 * name of a person or e-mail address. A `redact` event names the redacted fields by its own commitments.
 */
export interface LedgerEvent {
  readonly format: 1;
  /** Id of the scope whose chain this is. */
  readonly scope: string;
  /** 1 for the first event of the scope, then without a gap. */
  readonly sequence: number;
  /** Hash of the event before, in hexadecimal; 64 zeros for the first. */
  readonly previous: string;
  readonly command: { readonly id: string; readonly name: string };
  /** Id of the acting account, or one of the two that are no person. */
  readonly account: string;
  /** Server clock, UTC; never before the predecessor's. */
  readonly recorded: string;
  /** When it holds from; the same as recorded, except in imports and demonstrations. */
  readonly effective: string;
  readonly subject: {
    readonly type: 'record' | 'link';
    readonly id: string;
    readonly kind: string;
    readonly kindVersion: number;
  };
  readonly action: EventAction;
  /** The subject's version after this event. */
  readonly version: number;
  /** Present exactly when the subject is a link. */
  readonly link?: { readonly type: string; readonly from: string; readonly to: string };
  /** Field name → salted commitment of its new value, in hexadecimal. */
  readonly commitments: Readonly<Record<string, string>>;
}

/** The rules of an event; members it does not know are refused. */
export const eventSchema: z.ZodType<LedgerEvent> = z
  .strictObject({
    format: z.literal(1),
    scope: uuidSchema,
    sequence: countSchema,
    previous: hashSchema,
    command: z.strictObject({ id: uuidSchema, name: nameSchema }),
    account: z.union([z.enum(['console', 'system']), uuidSchema], rule`is not an account id, console or system`),
    recorded: momentSchema,
    effective: momentSchema,
    subject: z.strictObject({
      type: z.enum(['record', 'link']),
      id: uuidSchema,
      kind: nameSchema,
      kindVersion: countSchema,
    }),
    action: z.enum(EVENT_ACTIONS),
    version: countSchema,
    link: z.strictObject({ type: nameSchema, from: uuidSchema, to: uuidSchema }).exactOptional(),
    commitments: z.record(nameSchema, hashSchema),
  })
  .refine((event) => (event.link !== undefined) === (event.subject.type === 'link'), {
    path: ['link'],
    message: rule`must be there exactly when the subject is a link`,
  });

/** The text that is stored and hashed, and its hash in hexadecimal. */
export interface WrittenEvent {
  readonly text: string;
  readonly hash: string;
}

/**
 * The text of a new event and its hash.
 * @throws Refusal `invalid`, one problem for each member that breaks a rule.
 */
export function writeEvent(event: Omit<LedgerEvent, 'format'>, hash: Sha256 = sha256): WrittenEvent {
  const checked = eventSchema.safeParse({ ...event, format: 1 });
  if (!checked.success) {
    throw new Refusal(
      checked.error.issues.map(
        (issue) =>
          new Problem({
            code: 'invalid',
            message: say`The event cannot be written: ${placeOf(issue)} ${ofIssue(issue)}.`,
            path: issue.path.filter((step) => typeof step !== 'symbol'),
            remedy: say`Nothing was written. This is a fault of the program; please report it.`,
          }),
      ),
    );
  }
  const text = canonical(checked.data);
  if (text.length > MAX_EVENT_TEXT) throw tooLong(text.length);
  return { text, hash: hashTextToHex(text, hash) };
}

/** SHA-256 over the UTF-8 of an event's exact stored text: 32 bytes. */
export function eventHash(text: string, hash: Sha256 = sha256): Uint8Array {
  return hashText(text, hash);
}

/** An event, or why the text is none. */
export type EventReading =
  | { readonly ok: true; readonly event: LedgerEvent }
  | { readonly ok: false; readonly code: 'unreadable' | 'not-canonical'; readonly detail: Sentence };

/**
 * Reads an event's text by the rules as they are written: JSON, then the schema, then the canonical form.
 * `readEvent` gives the same answers faster.
 */
export function parseEvent(text: string): EventReading {
  if (text.length > MAX_EVENT_TEXT) return unreadable(say`It is longer than ${MAX_EVENT_TEXT} characters.`);
  const json = parseJson(text);
  if (json === undefined) return unreadable(say`It is not JSON.`);
  const checked = eventSchema.safeParse(json);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return unreadable(issue ? say`${placeOf(issue)} ${ofIssue(issue)}.` : say`It is not an event.`);
  }
  if (canonical(checked.data) !== text) {
    return { ok: false, code: 'not-canonical', detail: say`The text says an event, but not in its canonical form.` };
  }
  return { ok: true, event: checked.data };
}

function unreadable(why: Sentence): EventReading {
  return { ok: false, code: 'unreadable', detail: say`The text is not an event of this format. ${why}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function placeOf(issue: { readonly path: readonly PropertyKey[] }): Gap {
  return issue.path.length === 0 ? say`the event` : issue.path.map(String).join('.');
}

function tooLong(length: number): Refusal {
  return new Refusal([
    new Problem({
      code: 'too-large',
      message: say`The event would be ${length} characters long; ${MAX_EVENT_TEXT} are allowed.`,
      remedy: say`Nothing was written. Change fewer fields at a time.`,
    }),
  ]);
}
