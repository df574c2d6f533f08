import type { CommitmentState, EventValues } from './commitment.ts';
import { openOne } from './commitment.ts';
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
  /** What was found, in a sentence. */
  readonly detail: string;
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

const VALUE_FAULTS: Partial<Record<CommitmentState, { code: FaultCode; detail: string }>> = {
  mismatch: { code: 'commitment-mismatch', detail: 'is not the value that was committed to' },
  missing: { code: 'value-missing', detail: 'has a commitment, but no value is stored and none was redacted' },
  extra: { code: 'value-extra', detail: 'has a stored value the event never committed to' },
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

  return {
    next(stored) {
      if (fault !== undefined) return fault;
      const checked = checkEvent(scope, head, stored, hash);
      if ('code' in checked) return (fault = checked);
      const { event } = checked;
      if (stored.index) fault = checkIndex(event, stored.index);
      if (fault !== undefined) return fault;
      if (stored.values) fault = checkValues(event, stored.values, hash);
      if (fault !== undefined) return fault;
      redactions.see(event, stored.values);
      head = { sequence: event.sequence, hash: checked.hash, recorded: event.recorded };
      return undefined;
    },
    head: () => head,
    finish: () => {
      // A redaction is proven by a later event, which nobody has seen when the chain broke before it.
      if (fault !== undefined) return [fault];
      return redactions.unproven().map(({ sequence, field, redactedBy }) => ({
        scope,
        sequence,
        code: 'redaction-unproven',
        field,
        detail: `The value of ${field} in event ${sequence} is gone, and event ${redactedBy}, which is said to have redacted it, did not.`,
      }));
    },
  };
}

function checkEvent(
  scope: string,
  head: ChainHead,
  stored: StoredEvent,
  sha: Sha256,
): Fault | { readonly event: LedgerEvent; readonly hash: string } {
  const sequence = head.sequence + 1;
  const fault = (code: FaultCode, detail: string): Fault => ({ scope, sequence, code, detail });

  if (stored.sequence !== sequence) {
    return fault('sequence-gap', `Event ${sequence} was expected, and event ${stored.sequence} is stored there.`);
  }
  const hash = hashTextToHex(stored.text, sha);
  const same = typeof stored.hash === 'string' ? stored.hash === hash : equalsHex(stored.hash, hash);
  if (!same) return fault('hash-mismatch', `The text of event ${sequence} does not have the hash stored beside it.`);

  const reading = readEvent(stored.text);
  if (!reading.ok) return fault(reading.code, `Event ${sequence}: ${reading.detail}`);
  const { event } = reading;
  if (event.scope !== scope) {
    return fault('wrong-scope', `Event ${sequence} belongs to the scope ${event.scope}.`);
  }
  if (event.sequence !== sequence) {
    return fault('sequence-gap', `The text stored as event ${sequence} calls itself event ${event.sequence}.`);
  }
  if (head.hash !== event.previous) {
    return fault('chain-broken', `Event ${sequence} does not follow event ${head.sequence}: it names another hash.`);
  }
  if (event.recorded < head.recorded) {
    return fault(
      'time-backwards',
      `Event ${sequence} was recorded at ${event.recorded}, before its predecessor at ${head.recorded}.`,
    );
  }
  return { event, hash };
}

function checkIndex(event: LedgerEvent, index: EventIndex): Fault | undefined {
  const same =
    index.subject === event.subject.id &&
    index.command === event.command.id &&
    index.recorded === event.recorded &&
    index.effective === event.effective;
  if (same) return undefined;
  const detail = `The columns beside the text of event ${event.sequence} say something else than the text.`;
  return { scope: event.scope, sequence: event.sequence, code: 'index-mismatch', detail };
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
  const detail = `Event ${event.sequence}: the field ${field} ${found.detail}.`;
  return { scope: event.scope, sequence: event.sequence, code: found.code, field, detail };
}
