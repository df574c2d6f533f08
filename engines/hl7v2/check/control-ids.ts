import { say } from '../say.ts';
import { valueAt } from '../syntax/find.ts';
import type { Message } from '../syntax/message.ts';
import { FINDINGS, worded } from './findings.ts';
import type { Finding } from './findings.ts';

/** So many control ids are remembered; the oldest are forgotten then. */
const MOST = 1_000_000;

/**
 * Sees when a sender uses a control id (MSH-10) again: the message was sent twice, or two messages cannot be told apart. The same id of another sending application or facility
 * is another one.
 */
export class ControlIds {
  readonly #seen = new Map<string, string>();
  readonly #most: number;

  /** @param most ids that are remembered */
  constructor(most = MOST) {
    this.#most = most;
  }

  /**
   * Takes a message into account.
   * @param name what the message is called when a later one has its id, such as “message 12”
   * @param shown the message as it may be told, where identifiers were taken out of it
   * @returns a finding when its id was there before; a message without an id repeats none
   */
  take(message: Message, name: string, shown = message): Finding | undefined {
    const id = valueAt(message, 'MSH-10');
    if (id === '') return undefined;
    const key = [valueAt(message, 'MSH-3'), valueAt(message, 'MSH-4'), id].join('\r');
    const before = this.#seen.get(key);
    if (before !== undefined) return repeated(shown, before);
    this.#seen.set(key, name);
    if (this.#seen.size > this.#most) {
      const [oldest] = this.#seen.keys();
      if (oldest !== undefined) this.#seen.delete(oldest);
    }
    return undefined;
  }
}

function repeated(message: Message, before: string): Finding {
  const id = valueAt(message, 'MSH-10');
  const [header] = message.segments;
  const field = header?.child(10);
  const { byte, line, column } = (field ?? header)?.place ?? message.placeAt(0);
  return {
    severity: 'warning',
    code: 'control-id-repeated',
    against: 'standard',
    path: 'MSH-10',
    byte,
    line,
    column,
    ...worded(
      say`Control id ${JSON.stringify(id.slice(0, 60))} was there before, in ${before}.`,
      FINDINGS['control-id-repeated'],
    ),
  };
}
