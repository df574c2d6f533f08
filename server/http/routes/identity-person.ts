import { refusal, say } from '@callosum/kernel';
import type { SignedIn } from '../../identity/sessions.ts';
import { organisation, scopeByKey } from '../../store/scopes.ts';
import type { RequestContext } from '../context.ts';

export const DONE = { done: true } as const;

/** The person who asks; a token cannot. */
export function person({ services, cookie }: RequestContext): Promise<SignedIn> {
  return services.sessions.requirePerson(cookie);
}

/** How people sign in is for the owner of the organisation to say. */
export async function requireInstallationOwner(context: RequestContext): Promise<SignedIn> {
  const me = await person(context);
  const { access, db } = context.services;
  const { roles } = await access.actorIn(me, (await organisation(db)).id);
  if (roles.includes('owner')) return me;
  throw refusal('not-allowed', say`Only an owner of the organisation may do this.`);
}

/** Owners and managers answer for a project: they see, end and review what was taken in an emergency. */
export async function inCharge(context: RequestContext, key: string): Promise<{ me: SignedIn; scope: string }> {
  const me = await person(context);
  const { access, db } = context.services;
  const scope = (await scopeByKey(db, key)).id;
  const { roles } = await access.requireActor(me, scope);
  if (roles.includes('owner') || roles.includes('manager')) return { me, scope };
  throw refusal('not-allowed', say`Only owners and managers of the project may do this.`);
}
