import {
  acknowledge,
  checkMessage,
  definitionsFor,
  findAll,
  generateMessages,
  loadStandard,
  type Message,
  messageOf,
  type Profile,
  valueAt,
} from '@callosum/hl7v2';
import { say, type Sentence, sentenceOf, told, type ToldMessage } from '@callosum/kernel';
import { createNumbering, runStamp } from './control-ids.ts';
import type { Suite, TestCase } from './model.ts';
import { matchesPattern } from './pattern.ts';

/** What came back for a message. */
export interface Exchange {
  /** The last answer; undefined when none came. */
  readonly answer?: Message | undefined;
  /** Why there is none, where one was to come. */
  readonly problem?: Sentence | undefined;
}

export interface CaseResult {
  readonly name: string;
  readonly passed: boolean;
  /** What was not as expected. */
  readonly faults: readonly ToldMessage[];
  /** MSA-1 of the answer; “none” without one. */
  readonly answer: string;
}

export interface RunOptions {
  /** What messages are generated from; the standard where there is none. */
  readonly profile?: Profile | undefined;
  /** When the run began, in milliseconds since 1970, where messages go over a network: their control ids are then those of no other run. */
  readonly began?: number;
  /** Sends a message and waits. */
  readonly exchange: (message: Message) => Promise<Exchange>;
  readonly onCase?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Runs the cases of a suite in their order, each whatever became of those before, and each message under a control id of its own. */
export async function runSuite(suite: Suite, options: RunOptions): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  const { began, profile } = options;
  const numbered = createNumbering(began === undefined ? undefined : runStamp(began, profile));
  for (const one of suite.cases) {
    options.signal?.throwIfAborted();
    const result = await runCase(one, options, numbered);
    // A case that was cut off says nothing.
    options.signal?.throwIfAborted();
    results.push(result);
    options.onCase?.(results.length, suite.cases.length);
  }
  return results;
}

async function runCase(
  one: TestCase,
  { profile, exchange }: RunOptions,
  numbered: (message: Message) => Message,
): Promise<CaseResult> {
  const message = await messageFor(one, profile);
  if (!message) {
    const fault = told(say`The message cannot be read or made.`);
    return { name: one.name, passed: false, faults: [fault], answer: 'none' };
  }
  const written = valueAt(message, 'MSH-10');
  const sent = numbered(message);
  const { answer, problem } = await exchange(sent);
  const code = answer ? valueAt(answer, 'MSA-1') : 'none';
  const faults = [
    ...(code === one.expect.answer ? [] : [otherAnswer(code, one.expect.answer, answer)]),
    ...(code === one.expect.answer || !problem ? [] : [problem]),
    ...(answer ? [...strayFaults(answer, sent), ...replyFaults(answer, one.expect.reply, { written, sent })] : []),
  ];
  return { name: one.name, passed: faults.length === 0, faults: faults.map(told), answer: code };
}

function otherAnswer(code: string, wanted: string, answer: Message | undefined): Sentence {
  const text = answer && valueAt(answer, 'MSA-3');
  return text
    ? say`The answer is ${code} and not ${wanted}: “${text}”.`
    : say`The answer is ${code} and not ${wanted}.`;
}

/** The message of a case, as it is given or made. */
export async function messageFor(
  { message, generate }: TestCase,
  profile: Profile | undefined,
): Promise<Message | undefined> {
  if (message !== undefined) return messageOf(`${message.replaceAll(/\r\n|\n/g, '\r').replace(/\r+$/, '')}\r`);
  if (!generate) return undefined;
  const from = profile ?? (await loadStandard(definitionsFor(generate.version ?? '') ?? '2.5.1'));
  const [made] = generateMessages(from, { count: 1, seed: generate.seed, trigger: generate.trigger });
  return made?.message;
}

/** An answer has to name the message it is to. One without a name is left to what is expected of the answer: what could not be read is refused without. */
function strayFaults(answer: Message, sent: Message): Sentence[] {
  const [named, id] = [valueAt(answer, 'MSA-2'), valueAt(sent, 'MSH-10')];
  return named === '' || named === id ? [] : [say`The answer is to “${named}” (MSA-2) and not to “${id}”.`];
}

/** @param written control id of the message as the case has it: an answer that names the message as it was sent is held against that */
function replyFaults(
  answer: Message,
  reply: Readonly<Record<string, string>>,
  { written, sent }: { readonly written: string; readonly sent: Message },
): Sentence[] {
  const named = valueAt(sent, 'MSH-10');
  return Object.entries(reply).flatMap(([path, pattern]) => {
    const found = findAll(answer, path);
    if (!found.ok) return [say`${path}: ${sentenceOf(found.error.sentences.text)}`];
    const values = found.value.map(({ value }) => (path === 'MSA-2' && value === named ? written : value));
    const all = values.length === 0 ? [''] : values;
    return all.some((value) => matchesPattern(value, pattern))
      ? []
      : [say`${path} is “${all.join('”, “')}” and not “${pattern}”.`];
  });
}

/** Answers as a listener would that takes what conforms and nothing else: a suite without a network. */
export function engineExchange(
  profile: Profile | undefined,
  now: () => string,
): (message: Message) => Promise<Exchange> {
  return async (message) => {
    const { valid, findings } = await checkMessage(message, profile);
    const first = findings.find(({ severity, against }) => severity === 'error' && (!profile || against === 'profile'));
    const text = first ? { text: `${first.path}: ${first.text}` } : {};
    return { answer: acknowledge(message, { code: valid ? 'AA' : 'AE', controlId: 'ENGINE', time: now(), ...text }) };
  };
}
