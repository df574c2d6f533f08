import {
  type Actor,
  endOfDay,
  type Graph,
  type GraphReader,
  momentAt,
  type Position,
  refusal,
  scopedRegistry,
  seenGraph,
  seesWhole,
  say,
} from '@callosum/kernel';
import type { Stamp } from '@callosum/kernel/report';
import { ZERO_HASH } from '@callosum/kernel/ledger';
import type { Pool } from 'pg';
import { CONSOLE } from '../identity/access.ts';
import type { Asking } from '../identity/caller.ts';
import { peopleSeenBy } from '../identity/people.ts';
import { titleOf } from '../readiness/title.ts';
import type { View } from '../readiness/service.ts';
import type { Services } from '../http/context.ts';
import { nowIn, type Scope } from '../store/scopes.ts';

export type EvidenceParts = Pick<Services, 'pool' | 'registry' | 'graphs' | 'readiness'>;

/** A scope at one ledger position and moment, as one reader sees it: nothing that happens meanwhile changes it. */
export interface Evidence {
  readonly view: View;
  /** Only what the reader may see. */
  readonly graph: GraphReader;
  readonly notShown: (kind: string) => number;
  readonly nameOf: (account: string) => string;
  readonly stamp: Stamp;
  /** How far the ledgers were seen, and when: what gives the same evidence again. */
  readonly position: LedgerPosition;
}

export interface LedgerPosition {
  readonly sequence: number;
  readonly above: readonly Position[];
  readonly instant: string;
}

/** What a document is asked for as of: a day, a position of the ledger, or now. */
export interface AsOf {
  readonly day?: string | undefined;
  readonly position?: LedgerPosition | undefined;
}

/**
 * Reads what a document rests on.
 * @param asOf the past is told from history, the future judges today's records; now when left out.
 * @throws Refusal `invalid` for a position that the ledger has not reached.
 */
export async function gatherEvidence(
  parts: EvidenceParts,
  scope: Scope,
  { actor, asking }: { readonly actor: Actor; readonly asking: Asking },
  { day, position }: AsOf,
): Promise<Evidence> {
  const now = nowIn(scope);
  const today = await parts.graphs.of(scope.id);
  const isPast = day !== undefined && day < now.today;
  const at = day === undefined || day === now.today ? now : endOfDay(day, scope.zone);
  const view = position
    ? await viewAtPosition(parts, scope, today, position)
    : isPast
      ? await parts.readiness.view(scope, day)
      : await parts.readiness.viewAt(scope, { sequence: today.sequence(), above: today.position().slice(1), at });
  if (view.graph.sequence() === 0) {
    throw refusal('refused', say`The project did not exist then.`, { path: ['at'], remedy: say`Choose a later day.` });
  }
  const graph = seenGraph(scopedRegistry(parts.registry, today), view.graph, actor, today);
  const names = new Map((await peopleSeenBy(parts.pool, asking)).map(({ id, name }) => [id, name]));
  names.set(CONSOLE.account, 'Console');
  const nameOf = (account: string): string => names.get(account) ?? 'Somebody you may not see';
  const tells = seesWhole(actor.roles);
  return {
    view,
    graph,
    nameOf,
    // How much there is beyond what he sees is told to whoever may see figures over the whole scope.
    notShown: (kind) => (tells ? view.graph.count(kind) - graph.count(kind) : 0),
    stamp: {
      project: { key: scope.key, title: titleOf(view.graph.find(scope.id)) },
      asOf: { today: view.at.today, instant: view.at.instant },
      sequence: view.graph.sequence(),
      head: await headOf(parts.pool, scope.id, view.graph.sequence()),
      reader: nameOf(actor.account),
    },
    position: {
      sequence: view.graph.sequence(),
      above: view.graph.position().slice(1),
      instant: view.at.instant,
    },
  };
}

function viewAtPosition(
  { readiness }: EvidenceParts,
  scope: Scope,
  today: Graph,
  { sequence, above, instant }: LedgerPosition,
): Promise<View> {
  if (sequence > today.sequence()) {
    throw refusal('invalid', say`The ledger has ${today.sequence()} events, and not ${sequence}.`, {
      path: ['position', 'sequence'],
      remedy: say`Take the position from a document that was produced.`,
    });
  }
  return readiness.viewAt(scope, { sequence, above, at: momentAt(instant, scope.zone) });
}

async function headOf(pool: Pool, scope: string, sequence: number): Promise<string> {
  const { rows } = await pool.query<{ hash: Buffer }>('select hash from event where scope = $1 and sequence = $2', [
    scope,
    sequence,
  ]);
  return rows[0]?.hash.toString('hex') ?? ZERO_HASH;
}
