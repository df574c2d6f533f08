import type { Json } from '@callosum/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useApi } from '../composition.ts';
import { attemptKey } from './keys.ts';
import { problemsOf, type Trouble } from './problems.ts';
import { refetchProject } from './refetch.ts';

export type Outcome =
  | { readonly ok: true; readonly result: unknown; readonly events: number }
  | { readonly ok: false; readonly problems: readonly Trouble[] };

export interface CommandRunner {
  readonly run: (command: string, input: Json, versions?: Readonly<Record<string, number>>) => Promise<Outcome>;
  readonly pending: boolean;
}

/** Runs commands of a project. Problems come back as values; what was typed stays where it is. */
export function useCommand(project: string): CommandRunner {
  const api = useApi();
  const queries = useQueryClient();
  const [pending, setPending] = useState(false);
  /** The same request sent again, after a lost answer, carries the same key. */
  const attempt = useRef({ request: '', key: '' });
  const run = useCallback<CommandRunner['run']>(
    async (command, input, versions) => {
      const request = JSON.stringify([command, input, versions]);
      if (attempt.current.request !== request) attempt.current = { request, key: attemptKey() };
      setPending(true);
      try {
        const answer = await api.commands.run.call({
          key: project,
          command,
          input: asMutable(input),
          ...(versions ? { versions: { ...versions } } : {}),
          idempotencyKey: attempt.current.key,
        });
        attempt.current = { request: '', key: '' };
        await refetchProject(queries, api, project);
        return { ok: true, result: answer.result, events: answer.events };
      } catch (error) {
        const problems = problemsOf(error);
        // A refused request was not carried out: the next try is a new one.
        if (problems.every((problem) => problem.code !== 'offline')) attempt.current = { request: '', key: '' };
        return { ok: false, problems };
      } finally {
        setPending(false);
      }
    },
    [api, project, queries],
  );
  return { run, pending };
}

type MutableJson = null | boolean | number | string | MutableJson[] | { [key: string]: MutableJson };

/** The wire's type is mutable, ours is not; a copy satisfies both. */
function asMutable(value: Json): MutableJson {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(asMutable);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asMutable(one)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
