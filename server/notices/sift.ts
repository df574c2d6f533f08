import { createSight } from '@callosum/kernel';
import { stateOf } from '../identity/account-state.ts';
import { titleOf } from '../readiness/title.ts';
import { headerOf } from '../store/events.ts';
import type { DeliveryParts } from './delivery.ts';
import type { Telling } from './letter.ts';
import type { Claimed, Outcome } from './outgoing.ts';
import { preferencesOf } from './preferences.ts';
import { dueOf } from './schedule.ts';

type Parts = Pick<DeliveryParts, 'pool' | 'registry' | 'graphs' | 'lanes' | 'access'>;

interface Sifted {
  readonly tellings: readonly Telling[];
  /** What is not sent after all, and why. */
  readonly over: ReadonlyMap<Outcome, readonly string[]>;
}

/** Reasons that speak to somebody, whether or not he follows the record. */
const PERSONAL: ReadonlySet<string> = new Set(['mentioned', 'assigned', 'shared']);

/**
 * What of the notices taken may be told now. Rights, choices and what was read meanwhile are asked at this moment: whoever
 * lost sight of a record, or read of it in Callosum, is not written to.
 */
export async function sift(parts: Parts, account: string, way: string, taken: readonly Claimed[]): Promise<Sifted> {
  const { pool, registry } = parts;
  const over = new Map<Outcome, string[]>();
  const drop = (outcome: Outcome, { notice }: Claimed): void => {
    over.set(outcome, [...(over.get(outcome) ?? []), notice]);
  };
  const tellings: Telling[] = [];
  const preferences = (await preferencesOf(pool, [account]))(account);
  const isActive = (await stateOf(pool, account)) === 'active';
  const nameOf = await namesIn(parts, taken);
  for (const one of taken) {
    const wanted = dueOf(preferences, way, { ...one, zone: 'UTC' }, new Date()) !== undefined;
    if (!wanted || (one.left && !PERSONAL.has(one.reason))) {
      drop('unwanted', one);
      continue;
    }
    if (one.read) {
      drop('read', one);
      continue;
    }
    const row = isActive ? await seenBy(parts, account, one) : undefined;
    const kind = row && registry.kinds.get(row.kind);
    if (!row || !kind) {
      drop('unseen', one);
      continue;
    }
    const event = headerOf(one);
    tellings.push({
      notice: one.notice,
      project: one.key,
      record: one.record,
      reference: `${kind.prefix}-${row.number}`,
      kind: kind.label.one.toLowerCase(),
      title: titleOf(row),
      reason: one.reason,
      isComment: event.subject.kind === 'comment',
      by: nameOf(event.account),
      urgent: one.urgent,
    });
  }
  return { tellings, over };
}

async function seenBy(parts: Parts, account: string, { scope, record, sequence }: Claimed) {
  const { pool, registry, graphs, lanes, access } = parts;
  const actor = await access.actorIn({ id: account }, scope);
  if (actor.roles.length === 0) return undefined;
  const graph = await graphs.of(scope);
  // This node may not have heard yet of what the notice is about.
  if (graph.sequence() < sequence) await lanes.run(scope, () => graphs.bringTo(graph, sequence, pool));
  const row = createSight(registry, graph, actor).row(record);
  return row?.withdrawn ? undefined : row;
}

const NAMES = `select id, name from "user" where id = any ($1)`;

async function namesIn({ pool }: Parts, taken: readonly Claimed[]): Promise<(account: string) => string> {
  const accounts = [...new Set(taken.map((one) => headerOf(one).account))];
  const { rows } = await pool.query<{ id: string; name: string }>(NAMES, [accounts]);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (account) => names.get(account) ?? 'Somebody';
}
