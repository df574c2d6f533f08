import { type Actor, type Kind, refusal, type Registry, scopedRegistry, say } from '@callosum/kernel';
import { type Contract, contract } from '@callosum/kernel/contract';
import { implement, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { type Scope, scopeByKey } from '../../store/scopes.ts';
import type { RequestContext, Services } from '../context.ts';
import { toContractError } from '../errors.ts';

const guarded = implement(contract)
  .$context<RequestContext>()
  .use(async ({ context, next, path }) => {
    context.named(path.join('.'));
    try {
      return await next();
    } catch (error) {
      throw toContractError(error);
    }
  });

/**
 * The contract with our request context; every refusal becomes the contract's error. The type is named, because
 * written out it is too long for a declaration.
 */
export const routes: ImplementerInternalWithMiddlewares<Contract, RequestContext, RequestContext> = guarded;

/** First line of every project route: who asks, which project, and that he may be there at all. */
export async function enter(context: RequestContext, key: string): Promise<{ scope: Scope; actor: Actor }> {
  const { sessions, access, db } = context.services;
  const account = await sessions.require(context.cookie);
  const scope = await scopeByKey(db, key);
  return { scope, actor: await access.requireActor(account, scope.id) };
}

/** The declarations as they are in a scope. */
export async function declaredIn({ registry, graphs }: Services, scope: string): Promise<Registry> {
  return scopedRegistry(registry, await graphs.of(scope));
}

/** The record a route is about, if the actor may see it. */
export function refuseHidden(): never {
  throw refusal('not-found', say`There is no such record, or you may not see it.`);
}

/** The kind whose register a route is about, with the fields its scope has given it. */
export async function registerOf({ services }: RequestContext, scope: Scope, name: string): Promise<Kind> {
  const kind = (await declaredIn(services, scope.id)).kinds.get(name);
  if (!kind) throw refusal('not-found', say`There is no register called “${name}”.`);
  return kind;
}
