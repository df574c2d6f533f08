import type { RefusedAccess } from '@callosum/kernel/contract';
import type { FastifyRequest } from 'fastify';
import type { Services } from './context.ts';
import { credentialOf } from './credential.ts';

/** Answers that keep somebody from something. What one may not see is answered as what is not there. */
const REASONS: ReadonlyMap<number, RefusedAccess['reason']> = new Map([
  [403, 'not-allowed'],
  [404, 'not-found'],
  [429, 'too-many'],
]);
const PROJECT = /^\/api\/v1\/projects\/([\w-]{1,40})(?:[/?]|$)/;
const COMMAND = /\/commands\/([\w.]{1,100})(?:[/?]|$)/;

/** Counts what was refused to whom. Nothing waits for it. */
export async function noteRefused(
  { sessions, refusals, registry }: Services,
  request: FastifyRequest,
  operation: string,
  status: number,
): Promise<void> {
  const reason = REASONS.get(status);
  if (reason === undefined) return;
  const account = (await sessions.find(credentialOf(request)).catch(() => undefined))?.id;
  // Whoever is not signed in and mistypes an address is refused nothing.
  if (account === undefined && reason === 'not-found') return;
  const command = COMMAND.exec(request.url)?.[1];
  // Of a command that nobody declared the name is somebody's text.
  const named = command !== undefined && registry.commands.has(command) ? `${operation} ${command}` : operation;
  refusals.note({ account, operation: named, reason, project: PROJECT.exec(request.url)?.[1] });
}
