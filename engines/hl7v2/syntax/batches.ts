import { problem, type Hl7Problem, type Place } from '../errors.ts';
import { say } from '../say.ts';
import { valueAt } from './find.ts';
import type { Message } from './message.ts';
import type { PartKind } from './ranges.ts';

/** A file of nothing but broken batches is told by the first of them. */
const MOST_TOLD = 100;

interface PartSeen {
  readonly kind: PartKind | 'too-large';
  readonly message?: Message | undefined;
}

/** A header whose trailer has not come, and how many messages or batches came since. */
interface Open {
  readonly place: Place | undefined;
  /** Of a batch its messages, of a file its batches. */
  readonly count: number;
  readonly messages: number;
}

/**
 * Holds batches of a file against their headers and trailers: BTS-1 is the number of messages since BHS, FTS-1 that of batches since FHS, and every
 * header has its trailer (HL7 v2.5.1 chapter 2.10.3). A file that was cut off, or put together from parts, is seen by it.
 */
export class Batches {
  #file: Open | undefined;
  #batch: Open | undefined;
  /** Behind a message that was passed over nobody knows which trailers went with it. */
  #isLost = false;
  readonly #problems: Hl7Problem[] = [];

  /** Takes the next part of the file. */
  see({ kind, message }: PartSeen): void {
    this.#isLost ||= kind === 'too-large';
    if (this.#isLost) return;
    const place = message && placeOf(message);
    switch (kind) {
      case 'file-header':
        this.#closeBatch();
        this.#closeFile();
        this.#file = { place, count: 0, messages: 0 };
        break;
      case 'batch-header':
        this.#closeBatch();
        this.#batch = { place, count: 0, messages: 0 };
        if (this.#file) this.#file = { ...this.#file, count: this.#file.count + 1 };
        break;
      case 'message':
        if (this.#batch) this.#batch = { ...this.#batch, count: this.#batch.count + 1 };
        if (this.#file) this.#file = { ...this.#file, messages: this.#file.messages + 1 };
        break;
      case 'batch-trailer':
        this.#trailer('BTS', this.#batch, message);
        this.#batch = undefined;
        break;
      case 'file-trailer':
        this.#closeBatch();
        this.#trailer('FTS', this.#file, message);
        this.#file = undefined;
        break;
      case 'too-large':
      case 'between':
    }
  }

  /** What is wrong with the batches so far, as if nothing came any more. */
  problems(): readonly Hl7Problem[] {
    if (this.#isLost) return this.#problems;
    const open = [unclosed('BTS', this.#batch), unclosed('FTS', this.#file)];
    return [...this.#problems, ...open.filter((one) => one !== undefined)];
  }

  #closeBatch(): void {
    this.#tell(unclosed('BTS', this.#batch));
    this.#batch = undefined;
  }

  #closeFile(): void {
    this.#tell(unclosed('FTS', this.#file));
    this.#file = undefined;
  }

  #trailer(name: 'BTS' | 'FTS', open: Open | undefined, message: Message | undefined): void {
    if (!message) return;
    if (!open) {
      const detail = name === 'BTS' ? say`BTS has no BHS before it.` : say`FTS has no FHS before it.`;
      this.#tell(problem('batch-unpaired', detail, placeOf(message)));
      return;
    }
    const stated = valueAt(message, `${name}-1`).trim();
    if (stated === '' || Number(stated) === open.count) return;
    // A file without BHS is taken for one batch, or has its messages counted.
    if (name === 'FTS' && open.count === 0 && [1, open.messages].includes(Number(stated))) return;
    const detail =
      name === 'BTS'
        ? say`BTS-1 says “${stated.slice(0, 20)}”; messages since BHS: ${open.count}.`
        : say`FTS-1 says “${stated.slice(0, 20)}”; batches since FHS: ${open.count}.`;
    this.#tell(problem('batch-count', detail, placeOf(message)));
  }

  #tell(one: Hl7Problem | undefined): void {
    if (one && this.#problems.length < MOST_TOLD) this.#problems.push(one);
  }
}

function unclosed(trailer: 'BTS' | 'FTS', open: Open | undefined): Hl7Problem | undefined {
  if (!open) return undefined;
  const detail = trailer === 'BTS' ? say`BHS has no BTS after it.` : say`FHS has no FTS after it.`;
  return problem('batch-unpaired', detail, open.place);
}

function placeOf({ source: { byte, line } }: Message): Place {
  return { byte, line, column: 1 };
}
