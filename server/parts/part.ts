import { type Actor, type GraphReader, type Json, ofIssue, refusal, say } from '@callosum/kernel';
import type { ZodType } from 'zod';
import type { Services } from '../http/context.ts';
import type { Caller } from '../identity/caller.ts';
import type { BoundJob } from '../jobs/job.ts';
import type { Scope } from '../store/scopes.ts';

/** Who asks, and what he may see. */
export interface Asked {
  readonly scope: Scope;
  readonly actor: Actor;
  readonly asking: Caller;
  /** The records of the scope as far as he sees them. */
  readonly graph: GraphReader;
}

/** Something that is answered and changes nothing. */
export interface Question<Input> {
  readonly name: string;
  readonly input: ZodType<Input>;
  readonly answer: (input: Input, asked: Asked) => Promise<Json>;
}

export interface BoundQuestion {
  readonly name: string;
  /** @throws Refusal `invalid` that names the field. */
  readonly answer: (input: unknown, asked: Asked) => Promise<Json>;
}

/** What the server part of a discipline may stand on. */
export type PartServices = Pick<
  Services,
  'pool' | 'db' | 'registry' | 'graphs' | 'writes' | 'access' | 'files' | 'jobs' | 'log'
>;

/**
 * What a discipline does that needs a disk or a network: questions about rows that are no records, long work, and what goes on as long as the server
 * does. Whatever it changes of the records goes through a command as everything does.
 */
export interface ServerPart {
  /** Of the discipline. */
  readonly name: string;
  readonly questions: readonly BoundQuestion[];
  /** Long work of its own, each under the name `<part>.<work>`. */
  readonly jobs: readonly BoundJob[];
  /** Begins what goes on; in a process that serves only. */
  readonly begin?: () => Promise<void>;
  /** Hears that something was written in a scope, by this node or another. */
  readonly onWritten?: (scope: string) => void;
  /** Throws away what is kept for a while only; called now and then. */
  readonly tidy?: () => Promise<void>;
  readonly close?: () => Promise<void>;
}

/** Declares a question; its input is validated before it is answered. */
export function defineQuestion<Input>({ name, input: shape, answer }: Question<Input>): BoundQuestion {
  return {
    name,
    answer: (input, asked) => {
      const read = shape.safeParse(input);
      if (read.success) return answer(read.data, asked);
      const [issue] = read.error.issues;
      const path = ['input', ...(issue?.path ?? []).map(String)];
      throw refusal('invalid', issue ? ofIssue(issue) : say`Such a question there is not.`, { path });
    },
  };
}
