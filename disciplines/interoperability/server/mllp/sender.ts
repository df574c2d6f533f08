import { type Message, valueAt, wantsAcknowledgement } from '@callosum/hl7v2';
import { say } from '@callosum/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, connectTo, type Heard, type Target } from './connection.ts';
import { type MllpProblem, mllpProblem } from './problems.ts';
import { wireBytes } from './wire.ts';

export interface SenderOptions extends Target {
  /** Milliseconds to wait for a connection. */
  readonly connectMs?: number;
  /** Milliseconds to wait for an answer. */
  readonly answerMs?: number;
  /** Milliseconds to wait for an answer that only comes when something is wrong (MSH-15 or MSH-16 is ER). */
  readonly silenceMs?: number;
  /** How often a message is tried again when the connection cannot be made or breaks. */
  readonly retries?: number;
  /** The first pause before that; each further one is twice as long, up to the longest. */
  readonly firstPauseMs?: number;
  readonly longestPauseMs?: number;
  readonly maxAnswerBytes?: number;
  readonly onProblem?: (problem: MllpProblem) => void;
  /** Told of each connection, and waited for, before anything is sent on it. @param here this end, as host:port */
  readonly onConnected?: (here: string) => Promise<void>;
}

/** What became of a message that was to be sent. */
export interface Delivery {
  /**
   * `acknowledged` and `rejected` by the other side; `unanswered` when it was sent and no answer was wanted; `failed` when it was not sent, or nobody knows what
   * became of it.
   */
  readonly state: 'acknowledged' | 'rejected' | 'unanswered' | 'failed';
  readonly controlId: string;
  /** Whether its bytes left. */
  readonly sent: boolean;
  /** MSA-1 of the last answer. */
  readonly code?: string;
  /** What the other side says (MSA-3, or ERR-8). */
  readonly text?: string;
  readonly problem?: MllpProblem;
  /** Answers as they came, the one to the receipt first. */
  readonly answers: readonly Message[];
  readonly attempts: number;
  readonly ms: number;
}

export interface Sender {
  /** One after the other, in the order they are given. Never throws. */
  readonly send: (message: Message) => Promise<Delivery>;
  readonly close: () => void;
}

const USUAL = {
  connectMs: 10_000,
  answerMs: 30_000,
  silenceMs: 1_000,
  retries: 3,
  firstPauseMs: 250,
  longestPauseMs: 15_000,
  maxAnswerBytes: 1_048_576,
};

const GOOD: ReadonlySet<string> = new Set(['AA', 'CA']);
const BAD: ReadonlySet<string> = new Set(['AE', 'AR', 'CE', 'CR']);

/**
 * Sends messages to a listener, on one connection that is made when it is needed and made again when it breaks. A message whose connection broke before its
 * answer is sent again under the same control id: the receiver can tell (HL7 v2 chapter 2.9). One that was not answered in time is not.
 */
export function createSender(options: SenderOptions): Sender {
  const settings = { ...USUAL, ...options };
  const peer = `${options.host}:${options.port}`;
  const stopped = new AbortController();
  let connection: Connection | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const connected = async (): Promise<Connection | MllpProblem> => {
    if (connection?.isOpen()) return connection;
    const made = await connectTo(options, settings.connectMs, settings.maxAnswerBytes);
    if ('code' in made) return made;
    connection = made;
    await options.onConnected?.(made.here);
    return made;
  };

  const once = async (message: Message): Promise<Tried> => {
    const line = await connected();
    if ('code' in line) return { sent: false, again: true, problem: line, answers: [] };
    if (!(await line.write(wireBytes(message)))) {
      return { sent: false, again: true, problem: mllpProblem('broken', peer), answers: [] };
    }
    const tried = await answersTo(message, line, { ...settings, peer });
    // After an answer that is missing, a later one would be taken for that of the next message.
    if (tried.problem) line.close();
    return tried;
  };

  const deliver = async (message: Message): Promise<Delivery> => {
    const started = performance.now();
    const controlId = valueAt(message, 'MSH-10');
    let sent = false;
    for (let attempt = 1; ; attempt++) {
      const tried: Tried = stopped.signal.aborted
        ? { sent: false, again: false, problem: mllpProblem('not-sent', peer), answers: [] }
        : await once(message);
      sent ||= tried.sent;
      if (tried.problem) options.onProblem?.(tried.problem);
      if (tried.again && attempt <= settings.retries && !stopped.signal.aborted) {
        await sleep(pauseBefore(attempt, settings), undefined, { signal: stopped.signal }).catch(() => undefined);
        continue;
      }
      const { problem, answers } = tried;
      const ms = Math.round(performance.now() - started);
      return { ...outcomeOf(tried), controlId, sent, answers, attempts: attempt, ms, ...(problem ? { problem } : {}) };
    }
  };

  return {
    send: (message) => {
      const mine = turn.then(() => deliver(message));
      turn = mine;
      return mine;
    },
    close: () => {
      stopped.abort();
      connection?.close();
    },
  };
}

/** Doubling pauses, a little apart from each other, so that senders that broke together do not come back together. */
function pauseBefore(attempt: number, { firstPauseMs, longestPauseMs }: typeof USUAL): number {
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
  return pause * (0.9 + Math.random() / 5);
}

/** How one attempt went. */
interface Tried {
  readonly sent: boolean;
  /** Whether it may be tried again. */
  readonly again: boolean;
  readonly problem?: MllpProblem;
  readonly answers: readonly Message[];
}

function outcomeOf({ problem, answers }: Tried): Pick<Delivery, 'state' | 'code' | 'text'> {
  const last = answers.at(-1);
  const code = last && valueAt(last, 'MSA-1');
  const text = last && (valueAt(last, 'MSA-3') || valueAt(last, 'ERR-8'));
  const said = { ...(code ? { code } : {}), ...(text ? { text } : {}) };
  if (code !== undefined && BAD.has(code)) return { state: 'rejected', ...said };
  if (problem) return { state: 'failed', ...said };
  return { state: last ? 'acknowledged' : 'unanswered', ...said };
}

/** Waits for the answers that a message wants: to its receipt, and to the work. */
async function answersTo(
  message: Message,
  line: Connection,
  { answerMs, silenceMs, peer, onProblem }: typeof USUAL & { peer: string; onProblem?: (problem: MllpProblem) => void },
): Promise<Tried> {
  const controlId = valueAt(message, 'MSH-10');
  const answers: Message[] = [];
  for (const stage of ['accept', 'application'] as const) {
    const [whenGood, whenBad] = [true, false].map((good) => wantsAcknowledgement(message, stage, good));
    if (!(whenGood ?? false) && !(whenBad ?? false)) continue;
    const heard = await answerFor(
      controlId,
      line,
      (whenGood ?? false) ? answerMs : silenceMs,
      (problem) => onProblem?.(problem),
      peer,
    );
    if (heard?.kind === 'ended') return { sent: true, again: true, problem: heard.problem, answers };
    if (!heard && (whenGood ?? false))
      return { sent: true, again: false, problem: mllpProblem('no-answer', peer), answers };
    if (!heard) continue;
    answers.push(heard.message);
    const code = valueAt(heard.message, 'MSA-1');
    if (BAD.has(code)) return { sent: true, again: false, answers };
    if (!GOOD.has(code)) {
      return { sent: true, again: false, problem: mllpProblem('bad-answer', peer, say`It is “${code}”.`), answers };
    }
    // Some answer to the work alone, whatever was asked for.
    if (code === 'AA') break;
  }
  return { sent: true, again: false, answers };
}

async function answerFor(
  controlId: string,
  line: Connection,
  patienceMs: number,
  onStray: (problem: MllpProblem) => void,
  peer: string,
): Promise<Heard | undefined> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const heard = await line.hear(Math.max(0, deadline - performance.now()));
    if (heard?.kind !== 'answer') return heard;
    const answered = valueAt(heard.message, 'MSA-2');
    // What could not be read is rejected without a name; it can only be this one, since one is sent at a time.
    if (answered === controlId || answered === '') return heard;
    onStray(mllpProblem('stray-answer', peer, say`It is “${answered}”.`));
  }
}
