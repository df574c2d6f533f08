import { edit, type Message, valueAt } from '@callosum/hl7v2';

/** The value alone, should more stand in the field. */
const WITHIN_FIELD = 'MSH-10.1';

/**
 * Gives the messages of one run control ids (MSH-10) of their own, because a receiver takes a second message of an id for the first sent again (HL7 v2 chapter 2.9), and the scan for identifiers makes
 * all ids alike. The first of an id keeps it, as a tester writes it to find the message again; another message after it has its last characters counted up. A message that is the same in every
 * character is sent again as it was, and one without an id gets none: either may be what is tested.
 * @returns a function that is called with the messages in the order in which they are sent
 */
export function createNumbering(): (message: Message) => Message {
  const ids = new Set<string>();
  const sent = new Map<string, Message>();
  return (message) => {
    const before = sent.get(message.text);
    if (before) return before;
    const numbered = numberedApart(message, ids);
    ids.add(valueAt(numbered, 'MSH-10'));
    sent.set(message.text, numbered);
    return numbered;
  };
}

function numberedApart(message: Message, taken: ReadonlySet<string>): Message {
  const written = valueAt(message, 'MSH-10');
  if (written === '' || !taken.has(written)) return message;
  const numbered = edit(message, [{ path: WITHIN_FIELD, value: free(written, taken) }]);
  return numbered.ok ? numbered.value : message;
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
