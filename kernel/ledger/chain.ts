import { say, type Sentence } from '../declare/say.ts';
import { createByteCheck } from './byte-check.ts';
import type { CommitmentState, EventValues } from './commitment.ts';
import { openOne } from './commitment.ts';
import type { EventBytes } from './event-bytes.ts';
import type { LedgerEvent } from './event.ts';
import { readEvent } from './event-reader.ts';
import { equalsHex, hashTextToHex, type Sha256, sha256, ZERO_HASH } from './hash.ts';
import { createRedactions } from './redactions.ts';

export type FaultCode =
  | 'sequence-gap'
  | 'hash-mismatch'
  | 'unreadable'
  | 'not-canonical'
  | 'wrong-scope'
  | 'chain-broken'
  | 'time-backwards'
  | 'commitment-mismatch'
  | 'value-missing'
  | 'value-extra'
  | 'index-mismatch'
  | 'redaction-unproven';

/** One thing that is wrong with a ledger, and exactly where. */
export interface Fault {
  readonly scope: string;
  /** The place in the chain: the sequence of the event at fault, or the one expected where it should be. */
  readonly sequence: number;
  readonly code: FaultCode;
  /** The field whose value is at fault. */
  readonly field?: string;
  /** What was found, in English. */
  readonly detail: string;
  /** The same for other languages. */
  readonly sentences: { readonly detail: Sentence };
}

/** An event as the store gives it back. */
export interface StoredEvent {
  readonly sequence: number;
  readonly text: string;
  /** 32 bytes, or 64 lower-case hexadecimal digits. */
  readonly hash: Uint8Array | string;
  /** Left out, values are not looked at; an empty object says that none are stored. */
  readonly values?: EventValues | undefined;
  /** What the store keeps beside the text to find events by; left out, it is not looked at. */
  readonly index?: EventIndex | undefined;
}

/** The parts of an event's text that a store keeps in columns: they answer questions about the past, so they must not lie. */
export interface EventIndex {
  readonly subject: string;
  readonly command: string;
  /** Moments as the text has them: UTC with milliseconds and Z. */
  readonly recorded: string;
  readonly effective: string;
}

/** The last event that was found in order; sequence 0 and zeros before the first. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
  readonly recorded: string;
}

export interface ChainVerifier {
  /**
   * Checks the next event of the chain. The first fault ends the verification: every later call gives it again,
   * because nothing after a fault has a proven place.
   */
  next(stored: StoredEvent): Fault | undefined;
  /** The same for an event as bytes, several times as fast while nothing is wrong. */
  nextBytes(event: EventBytes): Fault | undefined;
  /** The last event found in order. */
  head(): ChainHead;
  /** To be called after the last event: the fault met, and every redaction no `redact` event speaks of. */
  finish(): readonly Fault[];
}

/** `after` starts behind a head that is already proven, for instance by a seal. */
export interface ChainOptions {
  readonly sha256?: Sha256;
  readonly after?: ChainHead;
}

interface ValueFault {
  readonly code: FaultCode;
  readonly detail: (event: string, field: string) => Sentence;
}

const VALUE_FAULTS: Partial<Record<CommitmentState, ValueFault>> = {
  mismatch: {
    code: 'commitment-mismatch',
    detail: (event, field) => say`Event ${event}: the field ${field} is not the value that was committed to.`,
  },
  missing: {
    code: 'value-missing',
    detail: (event, field) =>
      say`Event ${event}: the field ${field} has a commitment, but no value is stored and none was redacted.`,
  },
  extra: {
    code: 'value-extra',
    detail: (event, field) => say`Event ${event}: the field ${field} has a stored value the event never committed to.`,
  },
};

/**
 * Verifies one scope's chain event by event, in constant memory (redactions awaiting their proof aside). It finds
 * any change to a stored text, hash, sequence, index or value. That events are missing at the end, only a seal can show.
 * @param scope id of the scope.
 */
export function createChainVerifier(scope: string, options: ChainOptions = {}): ChainVerifier {
  const hash = options.sha256 ?? sha256;
  const redactions = createRedactions();
  let head: ChainHead = options.after ?? { sequence: 0, hash: ZERO_HASH, recorded: '' };
  let fault: Fault | undefined;
  const check = createByteCheck(scope, hash);

  const verifier: ChainVerifier = {
    next(stored) {
      if (fault !== undefined) return fault;
      const checked = checkEvent(scope, head, stored, hash);
      if ('code' in checked) return (fault = checked);
      const { event } = checked;
      if (stored.index) fault = checkIndex(event, stored.index);
      if (fault !== undefined) return fault;
      // What is no table of values holds none; only what was left out is not looked at.
      const values = stored.values === undefined || isTable(stored.values) ? stored.values : {};
      if (values !== undefined) fault = checkValues(event, values, hash);
      if (fault !== undefined) return fault;
      redactions.see(event, values);
      head = { sequence: event.sequence, hash: checked.hash, recorded: event.recorded };
      return undefined;
    },
    nextBytes(event) {
      if (fault !== undefined) return fault;
      // Whether what is awaited here proves a redaction need not be asked: the check leaves redactions to the rules above.
      const inOrder = check(event, head);
      if (inOrder === undefined) return verifier.next(event.stored());
      head = inOrder;
      return undefined;
    },
    head: () => head,
    finish: () => {
      // A redaction is proven by a later event, which nobody has seen when the chain broke before it.
      if (fault !== undefined) return [fault];
      return redactions.unproven().map(({ sequence, field, redactedBy }) => {
        const [event, other] = [String(sequence), String(redactedBy)];
        const detail = say`The value of ${field} in event ${event} is gone, and event ${other}, which is said to have redacted it, did not.`;
        return faultOf({ scope, sequence }, 'redaction-unproven', detail, field);
      });
    },
  };
  return verifier;
}

function checkEvent(
  scope: string,
  head: ChainHead,
  stored: StoredEvent,
  sha: Sha256,
): Fault | { readonly event: LedgerEvent; readonly hash: string } {
  const sequence = head.sequence + 1;
  const fault = (code: FaultCode, detail: Sentence): Fault => faultOf({ scope, sequence }, code, detail);
  const [event, before] = [String(sequence), String(head.sequence)];

  if (stored.sequence !== sequence) {
    return fault(
      'sequence-gap',
      say`Event ${event} was expected, and event ${String(stored.sequence)} is stored there.`,
    );
  }
  const hash = hashTextToHex(stored.text, sha);
  const same = typeof stored.hash === 'string' ? stored.hash === hash : equalsHex(stored.hash, hash);
  if (!same) return fault('hash-mismatch', say`The text of event ${event} does not have the hash stored beside it.`);

  const reading = readEvent(stored.text);
  if (!reading.ok) return fault(reading.code, say`Event ${event}: ${reading.detail}`);
  const read = reading.event;
  if (read.scope !== scope) {
    return fault('wrong-scope', say`Event ${event} belongs to the scope ${read.scope}.`);
  }
  if (read.sequence !== sequence) {
    return fault('sequence-gap', say`The text stored as event ${event} calls itself event ${String(read.sequence)}.`);
  }
  if (head.hash !== read.previous) {
    return fault('chain-broken', say`Event ${event} does not follow event ${before}: it names another hash.`);
  }
  if (read.recorded < head.recorded) {
    return fault(
      'time-backwards',
      say`Event ${event} was recorded at ${read.recorded}, before its predecessor at ${head.recorded}.`,
    );
  }
  return { event: read, hash };
}

function checkIndex(event: LedgerEvent, index: EventIndex): Fault | undefined {
  const same =
    index.subject === event.subject.id &&
    index.command === event.command.id &&
    index.recorded === event.recorded &&
    index.effective === event.effective;
  if (same) return undefined;
  const detail = say`The columns beside the text of event ${String(event.sequence)} say something else than the text.`;
  return faultOf(event, 'index-mismatch', detail);
}

/** The same judgements as `openCommitments`, up to the first fault and without a table of those that hold. */
function checkValues(event: LedgerEvent, values: EventValues, hash: Sha256): Fault | undefined {
  const { commitments } = event;
  for (const field of Object.keys(commitments)) {
    const opening = Object.hasOwn(values, field) ? values[field] : undefined;
    const state = openOne(commitments[field] ?? '', opening, hash);
    const fault = state === 'ok' ? undefined : valueFault(event, field, state);
    if (fault) return fault;
  }
  const extra = Object.keys(values).find((field) => !Object.hasOwn(commitments, field));
  return extra === undefined ? undefined : valueFault(event, extra, 'extra');
}

function valueFault(event: LedgerEvent, field: string, state: CommitmentState): Fault | undefined {
  const found = VALUE_FAULTS[state];
  if (found === undefined) return undefined;
  return faultOf(event, found.code, found.detail(String(event.sequence), field), field);
}

function isTable(values: unknown): values is EventValues {
  return typeof values === 'object' && values !== null;
}

function faultOf(
  { scope, sequence }: Pick<Fault, 'scope' | 'sequence'>,
  code: FaultCode,
  detail: Sentence,
  field?: string,
): Fault {
  return {
    scope,
    sequence,
    code,
    ...(field === undefined ? {} : { field }),
    detail: detail.text,
    sentences: { detail },
  };
}
