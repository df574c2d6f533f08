import { edit, type Message, type Profile, valueAt } from '@callosum/hl7v2';

/** The value alone, should more stand in the field. */
const WITHIN_FIELD = 'MSH-10.1';
/** Every version of the standard has room for so many characters in MSH-10. */
const ROOM = 20;
/** Its place in MSH, from 0. */
const MSH_10 = 9;

/** A run over a network, where a receiver may have kept what earlier runs sent. */
export interface RunStamp {
  /** Another text for every run, in letters and digits. */
  readonly text: string;
  /** Characters that MSH-10 may have. */
  readonly room: number;
}

/** @param began when the run began, in milliseconds since 1970 @param profile what messages have to conform to */
export function runStamp(began: number, profile: Profile | undefined): RunStamp {
  const lengths = Object.values(profile?.segments ?? {}).flatMap(({ name, fields }) =>
    name === 'MSH' ? (fields[MSH_10]?.maxLength ?? []) : [],
  );
  return { text: began.toString(36).toUpperCase(), room: Math.min(ROOM, ...lengths) };
}

/**
 * Gives the messages of one run control ids (MSH-10) of their own, because a receiver takes a second message of an id for the first sent again (HL7 v2 chapter 2.9), and the scan for identifiers makes
 * all ids alike. A message that is the same in every character is sent again as it was, and one without an id gets none: either may be what is tested.
 * @param stamp of a run over a network: each id then ends in what no other run has, and begins as the tester wrote it, so that he finds the message again. Without one the first of an id keeps it, and
 * another message after it has its last characters counted up
 * @returns a function that is called with the messages in the order in which they are sent
 */
export function createNumbering(stamp?: RunStamp): (message: Message) => Message {
  const ids = new Set<string>();
  const sent = new Map<string, Message>();
  return (message) => {
    const before = sent.get(message.text);
    if (before) return before;
    const written = valueAt(message, 'MSH-10');
    const id = stamp ? stamped(written, stamp, sent.size) : ids.has(written) ? free(written, ids) : written;
    const numbered = written === '' || id === written ? message : withId(message, id);
    ids.add(valueAt(numbered, 'MSH-10'));
    sent.set(message.text, numbered);
    return numbered;
  };
}

function withId(message: Message, value: string): Message {
  const numbered = edit(message, [{ path: WITHIN_FIELD, value }]);
  return numbered.ok ? numbered.value : message;
}

/** What differs most from the ids of other messages and runs stands at the end, and stays where there is little room. */
function stamped(written: string, { text, room }: RunStamp, place: number): string {
  const end = `${text}${place.toString(36).toUpperCase().padStart(2, '0')}`.slice(-room);
  return `${written.slice(0, Math.max(0, room - end.length))}${end}`;
}

/** Never longer than written, since a profile may hold the length; the written one again where all of that length are taken. */
function free(written: string, taken: ReadonlySet<string>): string {
  let id = written;
  for (let count = 2; taken.has(id); count++) {
    const digits = String(count);
    if (digits.length > written.length) return written;
    id = `${written.slice(0, written.length - digits.length)}${digits}`;
  }
  return id;
}
