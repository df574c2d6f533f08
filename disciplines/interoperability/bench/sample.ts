import { deidentifyMessage, type Mode, type Replaced, type Vault } from '@callosum/deid';
import { say, type SentenceForm } from '@callosum/kernel/say';
import { checkMessage, type Finding, type Message, messageOf, type Profile, readHl7, valueAt } from '@callosum/hl7v2';

/** One message that was dropped, as everything after the scan knows it: freed of identifiers, and checked. */
export interface Sample {
  readonly id: number;
  readonly file: string;
  readonly message: Message;
  /** What the scan replaced, and where. */
  readonly replaced: readonly Replaced[];
  readonly findings: readonly Finding[];
}

/** What a list shows of it. */
export interface SampleLine {
  readonly id: number;
  readonly file: string;
  readonly type: string;
  readonly controlId: string;
  readonly version: string;
  /** Application and facility that sent it: which system it is of. */
  readonly sender: string;
  readonly errors: number;
  readonly warnings: number;
  readonly replaced: number;
  readonly bytes: number;
}

/** Why a file gave no message, or one of its messages was not taken. */
export interface Untaken {
  readonly file: string;
  readonly text: SentenceForm;
  readonly remedy: SentenceForm;
}

export interface Scan {
  readonly mode: Mode;
  readonly asOf: number;
  readonly vault: Vault;
}

/** A message longer than this is told and left out: nobody reads it, and a browser's memory is not endless. */
const LONGEST_CHARACTERS = 8 * 1_048_576;

/** Messages of a file, each freed of identifiers as soon as it is read; one by one, so that others can work in between. */
export function* takeFile(
  name: string,
  bytes: Uint8Array,
  scan: Scan,
): Generator<{ readonly taken: Omit<Sample, 'id' | 'findings'> | Untaken; readonly share: number }> {
  const { messages } = readHl7(bytes);
  let done = 0;
  const told = (taken: Omit<Sample, 'id' | 'findings'> | Untaken) => ({
    taken,
    share: messages.length === 0 ? 1 : done / messages.length,
  });
  if (messages.length === 0) {
    yield told({
      file: name,
      text: say`No message begins in this file.`.toJSON(),
      remedy:
        say`HL7 v2 messages begin with MSH and a delimiter. Give the messages as they were sent, not a picture or a table of them.`.toJSON(),
    });
  }
  for (const { text, source } of messages) {
    done += 1;
    if (text.length > LONGEST_CHARACTERS) {
      const long = say`The message at line ${String(source.line)} has ${text.length} characters.`;
      const remedy = say`Take out enclosed documents (OBX of type ED), or check it on the command line with callosum hl7 check.`;
      yield told({ file: name, text: long.toJSON(), remedy: remedy.toJSON() });
      continue;
    }
    const clean = deidentifyMessage(text, scan);
    const message = messageOf(clean.text);
    if (message) yield told({ file: name, message, replaced: clean.replaced });
    else {
      const broken = say`The message at line ${String(source.line)} holds bytes that are no characters.`;
      const remedy = say`State the character set in MSH-18, or save the file as UTF-8.`;
      yield told({ file: name, text: broken.toJSON(), remedy: remedy.toJSON() });
    }
  }
}

export async function findingsOf(message: Message, profile: Profile | undefined): Promise<readonly Finding[]> {
  return (await checkMessage(message, profile)).findings;
}

export function lineOf({ id, file, message, replaced, findings }: Sample): SampleLine {
  const part = (path: string): string => valueAt(message, path);
  return {
    id,
    file,
    type: typeOf(message),
    controlId: part('MSH-10'),
    version: part('MSH-12.1'),
    sender: senderOf(message),
    errors: findings.filter(({ severity }) => severity === 'error').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    replaced: replaced.length,
    bytes: message.bytes.length,
  };
}

/** `ADT^A01` */
export function typeOf(message: Message): string {
  return ['MSH-9.1', 'MSH-9.2']
    .map((path) => valueAt(message, path))
    .filter((part) => part !== '')
    .join('^');
}

export function senderOf(message: Message): string {
  return ['MSH-3.1', 'MSH-4.1']
    .map((path) => valueAt(message, path))
    .filter((part) => part !== '')
    .join(' · ');
}
