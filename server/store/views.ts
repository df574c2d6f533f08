import { type Actor, type Kind, predicateFor, refusal, say } from '@callosum/kernel';
import type { viewDefinition, savedView } from '@callosum/kernel/contract';
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { newId } from './new-id.ts';
import type { Schema } from './schema.ts';

export type ViewDefinition = z.infer<typeof viewDefinition>;
type SavedView = z.infer<typeof savedView>;

/** So many views one person keeps of one register. */
const MOST_VIEWS = 100;

interface Place {
  readonly scope: string;
  readonly kind: Kind;
  readonly actor: Actor;
}

/** One's own views of a register and those shared with everybody in the scope, by name. */
export async function viewsOf(db: Kysely<Schema>, { scope, kind, actor }: Place): Promise<SavedView[]> {
  requireReader(kind, actor);
  const rows = await db
    .selectFrom('view')
    .select(['id', 'name', 'owner', 'shared', 'definition'])
    .where('scope', '=', scope)
    .where('kind', '=', kind.name)
    .where((is) => is.or([is('owner', '=', actor.account), is('shared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, may: { remove: mayRemove(actor, row) } }));
}

/**
 * Keeps a view under a name; one's own view of that name is replaced.
 * @throws Refusal `not-allowed` when somebody shares who may not change the records.
 */
export async function saveView(
  db: Kysely<Schema>,
  { scope, kind, actor }: Place,
  wanted: { readonly name: string; readonly shared: boolean; readonly definition: ViewDefinition },
): Promise<SavedView> {
  requireReader(kind, actor);
  if (wanted.shared && !mayShare(kind, actor)) {
    throw refusal('not-allowed', say`Only who may change these records may share a view of them.`, {
      path: ['shared'],
      remedy: say`Keep the view for yourself.`,
    });
  }
  const own = db
    .selectFrom('view')
    .where('scope', '=', scope)
    .where('kind', '=', kind.name)
    .where('owner', '=', actor.account)
    .where('name', '!=', wanted.name);
  const { count } = await own.select((is) => is.fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  if (count >= MOST_VIEWS) {
    throw refusal('too-large', say`You keep ${MOST_VIEWS} views of this register.`, { remedy: say`Remove one first.` });
  }
  const values = { shared: wanted.shared, definition: JSON.stringify(wanted.definition), updated: new Date() };
  const { name } = wanted;
  const saved = await db
    .insertInto('view')
    .values({ id: newId(), scope, kind: kind.name, owner: actor.account, name, ...values })
    .onConflict((conflict) => conflict.columns(['scope', 'kind', 'owner', 'name']).doUpdateSet(values))
    .returning(['id', 'name', 'owner', 'shared', 'definition'])
    .executeTakeFirstOrThrow();
  return { ...saved, may: { remove: true } };
}

/** @throws Refusal `not-found` for a view one cannot see, `not-allowed` for a shared one that is another's. */
export async function removeView(db: Kysely<Schema>, scope: string, actor: Actor, id: string): Promise<void> {
  const view = await db
    .selectFrom('view')
    .select(['owner', 'shared'])
    .where('scope', '=', scope)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!view || (!view.shared && view.owner !== actor.account)) throw refusal('not-found', say`There is no such view.`);
  if (!mayRemove(actor, view)) {
    throw refusal('not-allowed', say`Only who made the view, or an owner of the project, may remove it.`);
  }
  await db.deleteFrom('view').where('id', '=', id).execute();
}

function requireReader(kind: Kind, actor: Actor): void {
  if (!predicateFor(kind, 'read', actor))
    throw refusal('not-allowed', say`Your role does not let you see ${kind.label.many.toLowerCase()}.`);
}

/** Whoever works on the records may propose to others how to look at them. */
const mayShare = (kind: Kind, actor: Actor): boolean =>
  predicateFor(kind, 'update', actor) !== undefined || actor.roles.includes('owner');

const mayRemove = (actor: Actor, view: { readonly owner: string; readonly shared: boolean }): boolean =>
  view.owner === actor.account || (view.shared && actor.roles.includes('owner'));
