import {
  type Actor,
  type BoundCommand,
  changedSince,
  type Json,
  Refusal,
  refusal,
  SPINE,
  type Stated,
  type Write,
  say,
} from '@callosum/kernel';
import { type Signature, signatureOf, type Statement, STATEMENT_FORMAT } from '@callosum/kernel/ledger';
import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { nativeSha256 } from '../store/hash.ts';

/** What a signed request brings along. */
export interface Signing {
  /** What the person was shown. It is compared, never believed. */
  readonly statement: Statement;
  /** His name as it stands beside the signature. */
  readonly name: string;
  /** Uses up what he showed a moment ago, in the transaction that writes. @throws Refusal without it. */
  readonly confirm: (client: PoolClient) => Promise<{ readonly method: Signature['factor']; readonly made: Date }>;
}

/** What a request comes to, before it is written. */
export interface Decided {
  readonly writes: readonly Write[];
  readonly result: Json;
  readonly results: readonly Json[];
  readonly stated: (Stated & { readonly meaning: string }) | undefined;
  /** Who decided, with the roles that open the command and the offices he holds at this moment. */
  readonly by: Pick<Actor, 'account' | 'roles' | 'offices'>;
}

interface Place {
  readonly scope: string;
  readonly command: string;
}

/** The rights somebody acts by. */
export function actingBy(command: BoundCommand | undefined, { account, roles, offices }: Actor): Decided['by'] {
  const { allow } = command ?? { allow: 'kinds' };
  return { account, offices, roles: allow === 'kinds' ? roles : roles.filter((role) => allow.includes(role)) };
}

/** What somebody is shown to sign. */
export function stateFor(
  stated: NonNullable<Decided['stated']>,
  { scope, command }: Place,
  nonce = newNonce(),
): Statement {
  const { meaning, title, lines, rests } = stated;
  return { format: STATEMENT_FORMAT, scope, command, meaning, title, lines, rests, nonce };
}

const NONCE_BYTES = 16;
const newNonce = (): string => randomBytes(NONCE_BYTES).toString('hex');

/**
 * Puts the signature on what was decided at the ledger's head; what needs none passes.
 * @throws Refusal `unsigned` when it had to be signed and was not; `conflict` when what the person was shown is no longer
 * what would be decided, with what changed; whatever the confirmation refuses.
 */
export async function signWrites(
  client: PoolClient,
  signing: Signing | undefined,
  { writes, stated, by }: Decided,
  { recorded, ...place }: Place & { readonly recorded: string },
): Promise<readonly Write[]> {
  if (!stated) {
    if (signing)
      throw refusal('invalid', say`This is not signed; send it without a signature.`, { path: ['signature'] });
    return writes;
  }
  if (!signing) {
    throw refusal('unsigned', say`“${stated.title}” has to be signed; nothing was written.`, {
      remedy: say`Read what is signed, and show again that it is you.`,
    });
  }
  const statement = stateFor(stated, place, signing.statement.nonce);
  const problems = changedSince(signing.statement, stated);
  if (problems.length > 0) throw new Refusal(problems);
  if (signing.statement.scope !== place.scope || signing.statement.command !== place.command)
    throw refusal('invalid', say`What was shown belongs to another act.`, { path: ['signature', 'statement'] });
  const signed = writes.findIndex(({ subject }) => subject.id === (stated.on ?? subject.id));
  if (signed === -1) throw refusal('refused', say`Nothing would change, so there is nothing to sign.`);
  const { method, made } = await signing.confirm(client);
  const signature = signatureOf(
    statement,
    {
      account: by.account,
      name: signing.name,
      signed: recorded,
      factor: method,
      shown: made.toISOString(),
      roles: by.roles,
      offices: by.offices,
    },
    nativeSha256,
  );
  return writes.map((write, index) =>
    index === signed ? { ...write, values: { ...write.values, ...committed(signature, statement) } } : write,
  );
}

/** As the ledger commits to it: two values, so that what was signed can be erased and the signature stays. */
function committed(signature: Signature, statement: Statement): Record<string, Json> {
  return { [SPINE.signature]: { ...signature }, [SPINE.statement]: asJson(statement) };
}

function asJson(statement: Statement): Json {
  return {
    ...statement,
    lines: statement.lines.map((line) => ({ ...line })),
    rests: statement.rests.map((rest) => ({ ...rest })),
  };
}
