import { type Actor, type Json, ofIssue, refusal, say } from '@callosum/kernel';
import type { ZodType } from 'zod';
import type { Asking } from '../identity/caller.ts';

/** A file that a job made; the bytes lie with the other files, under their hash. */
export interface JobFile {
  readonly hash: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** What a finished job leaves. */
export interface JobOutcome {
  readonly file?: JobFile;
  readonly value?: Json;
}

export interface JobContext {
  readonly id: string;
  readonly scope: string | null;
  /** Whoever started it, with the rights he has now; `system` without any role for what the server does by itself. */
  readonly actor: Actor;
  /** The same as the caller he was, for what is asked about accounts: a token's limits go with him. */
  readonly asking: Asking;
  /** Aborts when the job is cancelled, the server stops, or another node has taken over: leave soon, and leave nothing half-done. */
  readonly signal: AbortSignal;
  /** @param fraction from 0 to 1. @param word a key into the job's `words`. */
  readonly progress: (fraction: number, word: string) => void;
  /** Counts from 1. */
  readonly attempt: number;
}

/** How often, and after which pauses (they double), a job that failed for no fault of its own is tried again. */
export interface Retries {
  readonly most: number;
  readonly firstPauseSeconds: number;
  readonly longestPauseSeconds: number;
}

/** Work that outlives its request: a document, an import, mail. */
export interface Job<Input> {
  readonly name: string;
  /** English; the browser's catalogue overrides it by the name. */
  readonly label: string;
  /** What `progress` may say, in English. */
  readonly words: Readonly<Record<string, string>>;
  readonly input: ZodType<Input>;
  /** Only for what may be done twice without harm. Left out, a job that was cut off is failed and says so. */
  readonly retries?: Retries;
  /** Remembered for good, with what it left; else a finished job is forgotten after a while. */
  readonly keep?: true;
  /** How many of them one node runs at once; 1 unless given. */
  readonly parallel?: number;
  readonly run: (input: Input, context: JobContext) => Promise<JobOutcome>;
}

/** A job whose input type is known to itself only. */
export interface BoundJob extends Omit<Job<unknown>, 'input' | 'run'> {
  /** @throws Refusal `invalid` that names the field. */
  readonly check: (input: unknown) => void;
  readonly run: (input: unknown, context: JobContext) => Promise<JobOutcome>;
}

/** Declares a job; its input is validated when it is started, and again when it runs. */
export function defineJob<Input>({ input: shape, run, ...rest }: Job<Input>): BoundJob {
  const read = (input: unknown): Input => {
    const found = shape.safeParse(input);
    if (found.success) return found.data;
    const issue = found.error.issues[0];
    const path = issue?.path.map((step) => (typeof step === 'symbol' ? String(step) : step)) ?? [];
    throw refusal('invalid', say`${rest.label}: ${path.join('.')} ${ofIssue(issue)}`, { path });
  };
  return { ...rest, check: (input) => void read(input), run: (input, context) => run(read(input), context) };
}
