import type { Json } from '@callosum/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useApi } from '../composition.ts';
import type { Api } from './client.ts';
import { type Outcome, type Sign, type Signing, useSign } from '../signing/signer.ts';
import { asMutable } from './json.ts';
import { attemptKey } from './keys.ts';
import { problemsOf } from './problems.ts';
import { refetchProject } from './refetch.ts';

export interface CommandRunner {
  readonly run: (command: string, input: Json, versions?: Readonly<Record<string, number>>) => Promise<Outcome>;
  readonly pending: boolean;
}

/**
 * Runs commands of a project. Problems come back as values; what was typed stays where it is. What has to be signed is
 * shown, signed and sent again; whoever would rather not gets an outcome without problems.
 */
export function useCommand(project: string): CommandRunner {
  const api = useApi();
  const queries = useQueryClient();
  const sign = useSign();
  const [pending, setPending] = useState(false);
  /** The same request sent again, after a lost answer, carries the same key. */
  const attempt = useRef({ request: '', key: '' });
  const run = useCallback<CommandRunner['run']>(
    async (command, input, versions) => {
      const request = JSON.stringify([command, input, versions]);
      if (attempt.current.request !== request) attempt.current = { request, key: attemptKey() };
      const sent: Sent = { project, command, input, versions, idempotencyKey: attempt.current.key };
      setPending(true);
      const outcome = await sendSigned(api, sent, sign);
      if (outcome.ok) await refetchProject(queries, api, project);
      setPending(false);
      // A refused request was not carried out: the next try is a new one.
      if (outcome.ok || outcome.problems.every(({ code }) => code !== 'offline'))
        attempt.current = { request: '', key: '' };
      return outcome;
    },
    [api, project, queries, sign],
  );
  return { run, pending };
}

interface Sent {
  readonly project: string;
  readonly command: string;
  readonly input: Json;
  readonly versions: Readonly<Record<string, number>> | undefined;
  readonly idempotencyKey: string;
}

async function send(api: Api, sent: Sent, signing?: Signing): Promise<Outcome> {
  const { project, command, input, versions, idempotencyKey } = sent;
  try {
    const answer = await api.commands.run.call({
      key: project,
      command,
      input: asMutable(input),
      ...(versions ? { versions: { ...versions } } : {}),
      ...(signing ? { signing } : {}),
      idempotencyKey,
    });
    return { ok: true, result: answer.result, events: answer.events };
  } catch (error) {
    return { ok: false, problems: problemsOf(error) };
  }
}

async function sendSigned(api: Api, sent: Sent, sign: Sign): Promise<Outcome> {
  const { project: key, command, input } = sent;
  const read = async () => (await api.commands.state.call({ key, command, input: asMutable(input) })).statement;
  const outcome = await send(api, sent);
  if (outcome.ok || outcome.problems.every(({ code }) => code !== 'unsigned')) return outcome;
  try {
    const statement = await read();
    return statement ? await sign({ statement, read, send: (signing) => send(api, sent, signing) }) : outcome;
  } catch (error) {
    return { ok: false, problems: problemsOf(error) };
  }
}
