import type { Hl7Problem } from '../errors.ts';
import type { Profile } from '../profile/model.ts';
import { say } from '../say.ts';
import { createHl7Stream } from '../syntax/stream.ts';
import type { LongPart, StreamOptions, StreamPart } from '../syntax/stream.ts';
import type { Message } from '../syntax/message.ts';
import { checkMessage } from './check.ts';
import type { Checked } from './check.ts';
import { ControlIds } from './control-ids.ts';
import { FINDINGS, worded } from './findings.ts';
import type { Finding } from './findings.ts';

/** A message of a batch, or what stands between them. */
export type BatchItem =
  | { readonly kind: 'message'; readonly number: number; readonly message: Message; readonly checked: Checked }
  /** Of the file itself: a message that is too long, text that belongs to none. */
  | { readonly kind: 'file'; readonly finding: Finding };

export interface BatchOptions extends StreamOptions {
  readonly profile?: Profile | undefined;
  /** Ids that were seen in files before this one. */
  readonly ids?: ControlIds;
  /** What the file is called where a message of it is named. */
  readonly name?: string;
  /** Changes a message before it is checked, such as by taking out identifiers; one that cannot be is left out and told by whoever changes it. */
  readonly prepare?: (message: Message) => Message | undefined;
}

/**
 * Checks a file of any length, message by message, with the memory of one message. Whoever stops reading what comes out stops the work.
 * @param pieces bytes of the file, cut anywhere
 */
export async function* checkBatch(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: BatchOptions = {},
): AsyncGenerator<BatchItem> {
  const { profile, ids = new ControlIds(), name = '', prepare = (message) => message } = options;
  const stream = createHl7Stream(options);
  let number = 0;
  // Parts leave the list before they are looked at, because what is found in a message stays with it.
  const see = async function* (parts: StreamPart[]): AsyncGenerator<BatchItem> {
    for (let part = parts.shift(); part; part = parts.shift()) {
      if (part.kind === 'too-large') yield { kind: 'file', finding: tooLarge(part) };
      else if (part.kind === 'message' && part.message) {
        number += 1;
        const message = prepare(part.message);
        if (!message) continue;
        const checked = await checkMessage(message, profile);
        const again = ids.take(part.message, `${name}${name === '' ? '' : ', '}message ${number}`, message);
        const findings = again ? [...checked.findings, again] : checked.findings;
        yield { kind: 'message', number, message, checked: { ...checked, findings } };
      }
    }
  };
  for await (const piece of pieces) yield* see([...stream.push(piece)]);
  yield* see([...stream.end()]);
  for (const one of stream.problems()) yield { kind: 'file', finding: ofFile(one, number) };
}

/** What is wrong with a file as a whole: it is no fault of its messages, when it has any. */
function ofFile({ text, remedy, sentences, place }: Hl7Problem, messages: number): Finding {
  const { byte = 0, line = 1, column = 1 } = place ?? {};
  const severity = messages === 0 ? 'error' : 'warning';
  return { severity, code: 'writing', against: 'standard', path: '', byte, line, column, text, remedy, sentences };
}

function tooLarge({ start, end, line }: LongPart): Finding {
  return {
    severity: 'error',
    code: 'message-too-long',
    against: 'standard',
    path: '',
    byte: start,
    line,
    column: 1,
    ...worded(say`A message has ${end - start} bytes and was not read.`, FINDINGS['message-too-long']),
  };
}
