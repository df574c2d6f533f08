import type { EventReading, LedgerEvent } from './event.ts';
import { EVENT_ACTIONS, MAX_EVENT_TEXT, parseEvent } from './event.ts';
import { COUNT, HASH, MOMENT, NAME, UUID } from './grammar.ts';

// No word of an event ever needs an escape, so its canonical text is a regular language but for the order of the
// field names: one native pass replaces parsing, checking and writing it again, which takes several times as long.
const FIELD = `"${NAME}":"${HASH}"`;
const EVENT = new RegExp(
  [
    String.raw`^\{"account":"(${UUID}|console|system)"`,
    `"action":"(${EVENT_ACTIONS.join('|')})"`,
    String.raw`"command":\{"id":"(${UUID})","name":"(${NAME})"\}`,
    String.raw`"commitments":\{((?:${FIELD}(?:,${FIELD})*)?)\}`,
    `"effective":"(${MOMENT})"`,
    String.raw`"format":1(?:,"link":\{"from":"(${UUID})","to":"(${UUID})","type":"(${NAME})"\})?`,
    `"previous":"(${HASH})"`,
    `"recorded":"(${MOMENT})"`,
    `"scope":"(${UUID})"`,
    `"sequence":(${COUNT})`,
    String.raw`"subject":\{"id":"(${UUID})","kind":"(${NAME})","kindVersion":(${COUNT}),"type":"(record|link)"\}`,
    String.raw`"version":(${COUNT})\}$`,
  ].join(','),
);

const HASH_DIGITS = 64;

/**
 * Reads an event's stored text. Accepts exactly what `parseEvent` accepts, about five times faster; a text that is
 * refused is read once more by the slow rules, which can say what is wrong with it.
 */
export function readEvent(text: string): EventReading {
  const event = text.length <= MAX_EVENT_TEXT ? scan(text) : undefined;
  return event === undefined ? parseEvent(text) : { ok: true, event };
}

function scan(text: string): LedgerEvent | undefined {
  const found = EVENT.exec(text);
  if (found === null) return undefined;
  const word = (group: number) => found[group] ?? '';

  const commitments = scanCommitments(word(5));
  const action = EVENT_ACTIONS.find((known) => known === word(2));
  const sequence = Number(word(13));
  const kindVersion = Number(word(16));
  const version = Number(word(18));
  const isLink = word(17) === 'link';
  if (commitments === undefined || action === undefined || isLink !== (found[7] !== undefined)) return undefined;
  if (!Number.isSafeInteger(sequence) || !Number.isSafeInteger(kindVersion) || !Number.isSafeInteger(version)) {
    return undefined;
  }

  const event: LedgerEvent = {
    format: 1,
    scope: word(12),
    sequence,
    previous: word(10),
    command: { id: word(3), name: word(4) },
    account: word(1),
    recorded: word(11),
    effective: word(6),
    subject: { type: isLink ? 'link' : 'record', id: word(14), kind: word(15), kindVersion },
    action,
    version,
    commitments,
  };
  return isLink ? { ...event, link: { from: word(7), to: word(8), type: word(9) } } : event;
}

/** The fields between the braces; undefined when their names are not in strictly ascending order. */
function scanCommitments(body: string): Record<string, string> | undefined {
  const commitments: Record<string, string> = {};
  let previous = '';
  for (let start = 0; start < body.length;) {
    const end = body.indexOf('"', start + 1);
    const name = body.slice(start + 1, end);
    if (name <= previous) return undefined;
    // Past the name come `":"`, 64 digits, a quote and, unless it is the last, a comma.
    commitments[name] = body.slice(end + 3, end + 3 + HASH_DIGITS);
    start = end + 3 + HASH_DIGITS + 2;
    previous = name;
  }
  return commitments;
}
