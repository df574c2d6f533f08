import { refusal, say } from '@callosum/kernel';
import type { IdentityProvider, TriedProvider } from '@callosum/kernel/contract';
import { groupRolesOf, setGroupRoles } from '../../federation/group-roles.ts';
import { certificateFacts, readMetadata } from '../../federation/metadata.ts';
import { linksOf, unlink } from '../../federation/link.ts';
import { tryOidc } from '../../federation/oidc.ts';
import {
  allProviders,
  type Provider,
  providerById,
  removeProvider,
  saveProvider,
  signInProvider,
} from '../../federation/providers.ts';
import { makeDirectoryToken, tokenStates } from '../../federation/scim/tokens.ts';
import { allowLink } from '../../federation/sign-in.ts';
import { requireOwner } from '../../identity/reauthentication.ts';
import type { SignedIn } from '../../identity/sessions.ts';
import { scopeByKey } from '../../store/scopes.ts';
import type { RequestContext, Services } from '../context.ts';
import { routes } from './base.ts';
import { DONE, person, requireInstallationOwner } from './identity-person.ts';

/** Whoever can add a provider can enter as anybody: an owner, who has just shown that it is he. */
async function provenOwner(context: RequestContext, proof: string): Promise<SignedIn> {
  const me = await requireInstallationOwner(context);
  await requireOwner(context.services.pool, me, proof);
  return me;
}

const before = async ({ pool, secrets }: Services, id: string | undefined): Promise<Provider | undefined> =>
  id === undefined ? undefined : providerById(pool, secrets.fields, id);

/** Whoever vouches does it for addresses that are his own. */
function requireDomains(entry: { readonly vouches: boolean; readonly domains: readonly string[] }): void {
  if (!entry.vouches || entry.domains.length > 0) return;
  throw refusal('invalid', say`Name the domains whose addresses this provider vouches for.`, {
    path: ['domains'],
    remedy: say`Give the domains of your organisation’s own e-mail addresses.`,
  });
}

const own = {
  links: routes.identity.links.handler(async ({ context }) =>
    linksOf(context.services.pool, (await person(context)).id),
  ),
  link: routes.identity.link.handler(async ({ context, input }) => {
    const { services } = context;
    const me = await person(context);
    await requireOwner(services.pool, me, input.proof);
    const { id } = await signInProvider(services.pool, services.secrets.fields, input.id);
    return { ticket: await allowLink(services, id, me.id) };
  }),
  unlink: routes.identity.unlink.handler(async ({ context, input }) => {
    const { services } = context;
    const me = await person(context);
    await requireOwner(services.pool, me, input.proof);
    await unlink(services.pool, input.id, me.id);
    services.access.forget();
    return DONE;
  }),
};

const setting = {
  setOidc: routes.identity.setOidc.handler(async ({ context, input }) => {
    const { services } = context;
    const me = await provenOwner(context, input.proof);
    const { id, name, enabled, domains, vouches, entry, groupsFrom, strength, clientId } = input;
    requireDomains(input);
    const { issuer } = await tryOidc(input.issuer);
    const known = (await before(services, id))?.config;
    const stays = known?.kind === 'oidc' && known.issuer === issuer ? known.clientSecret : '';
    const config = { kind: 'oidc' as const, vouches, entry, groups: groupsFrom, strength, issuer, clientId };
    const secret = input.clientSecret ?? stays;
    const kept = { id, name, enabled, domains, config: { ...config, clientSecret: secret } };
    return { id: await saveProvider(services.pool, services.secrets.fields, kept, me.id) };
  }),
  setSaml: routes.identity.setSaml.handler(async ({ context, input }) => {
    const { services } = context;
    const me = await provenOwner(context, input.proof);
    const { id, name, enabled, domains, vouches, entry, groupsFrom, strength } = input;
    requireDomains(input);
    const known = (await before(services, id))?.config;
    const stays = known?.kind === 'saml' ? known : undefined;
    const told = input.metadata === undefined ? stays : readMetadata(input.metadata);
    if (!told) {
      throw refusal('invalid', say`Give the metadata of the provider.`, { path: ['metadata'] });
    }
    const { entityId, entryPoint, certificates } = told;
    const config = { kind: 'saml' as const, vouches, entry, groups: groupsFrom, strength, entityId, entryPoint };
    const kept = { id, name, enabled, domains, config: { ...config, certificates: [...certificates] } };
    return { id: await saveProvider(services.pool, services.secrets.fields, kept, me.id) };
  }),
  setDirectory: routes.identity.setDirectory.handler(async ({ context, input }) => {
    const { services } = context;
    const me = await provenOwner(context, input.proof);
    const { id, name, enabled, domains } = input;
    const kept = { id, name, enabled, domains, config: { kind: 'scim' as const } };
    return { id: await saveProvider(services.pool, services.secrets.fields, kept, me.id) };
  }),
  setGroups: routes.identity.setGroups.handler(async ({ context, input }) => {
    const { services } = context;
    const me = await provenOwner(context, input.proof);
    const { id } = await providerById(services.pool, services.secrets.fields, input.id);
    const twice = input.groups.findIndex(({ group, scope }, index) =>
      input.groups.some((one, other) => other < index && one.group === group && one.scope === scope),
    );
    if (twice >= 0) {
      throw refusal('invalid', say`A group gives one role in a project.`, { path: ['groups', twice, 'group'] });
    }
    const wanted = [];
    for (const { group, scope, role } of input.groups) {
      wanted.push({ group, role, scope: (await scopeByKey(services.db, scope)).id });
    }
    await setGroupRoles(services.pool, id, wanted, me.id);
    services.access.forget();
    return DONE;
  }),
};

const rest = {
  listProviders: routes.identity.listProviders.handler(async ({ context }) => {
    const { services } = context;
    await requireInstallationOwner(context);
    const all = await allProviders(services.pool, services.secrets.fields);
    return Promise.all(all.map((one) => present(services, one)));
  }),
  tryProvider: routes.identity.tryProvider.handler(async ({ context, input }) => {
    await requireInstallationOwner(context);
    if ('issuer' in input) return { ...(await tryOidc(input.issuer)), certificates: [] };
    const { entityId, entryPoint, certificates } = readMetadata(input.metadata);
    const facts = certificateFacts(certificates);
    const warnings: TriedProvider['warnings'] = facts.every(({ ended }) => ended) ? ['ended'] : [];
    return { issuer: entityId, entryPoint, certificates: facts, warnings };
  }),
  setToken: routes.identity.setToken.handler(async ({ context, input }) => {
    const { services } = context;
    const me = await provenOwner(context, input.proof);
    const { id, config } = await providerById(services.pool, services.secrets.fields, input.id);
    if (config.kind !== 'scim') throw refusal('refused', say`Only a directory has a token.`);
    const { token, expires } = await makeDirectoryToken(services.pool, id, me.id);
    return { token, expires: expires.toISOString() };
  }),
  removeProvider: routes.identity.removeProvider.handler(async ({ context, input }) => {
    const { services } = context;
    const me = await provenOwner(context, input.proof);
    await removeProvider(services.pool, input.id, me.id);
    services.access.forget();
    return DONE;
  }),
};

const PEOPLE = `select count(distinct account)::int as people from (
  select account from provider_account where provider = $1 union select account from directory_user where provider = $1) known`;

async function present({ pool, db }: Services, one: Provider): Promise<IdentityProvider> {
  const { id, name, enabled, config } = one;
  const scopes = await db.selectFrom('scope').select(['id', 'key']).execute();
  const keys = new Map(scopes.map((scope) => [scope.id, scope.key]));
  const groups = await groupRolesOf(pool, id);
  const { rows } = await pool.query<{ people: number }>(PEOPLE, [id]);
  const token = config.kind === 'scim' ? (await tokenStates(pool)).get(id) : undefined;
  const common =
    config.kind === 'scim' ? { vouches: false, entry: 'groups' as const, groups: '', strength: [] } : config;
  return {
    id,
    kind: config.kind,
    name,
    enabled,
    domains: [...one.domains],
    vouches: common.vouches,
    entry: common.entry,
    groupsFrom: common.groups,
    strength: common.strength,
    issuer: config.kind === 'oidc' ? config.issuer : config.kind === 'saml' ? config.entityId : '',
    clientId: config.kind === 'oidc' ? config.clientId : '',
    certificates: config.kind === 'saml' ? certificateFacts(config.certificates) : [],
    groups: groups.flatMap(({ group, scope, role }) => {
      const key = keys.get(scope);
      return key === undefined ? [] : [{ group, role, scope: key }];
    }),
    people: rows[0]?.people ?? 0,
    token: token ?? null,
  };
}

/** Single sign-on and directories. */
export const identityProviders = { ...own, ...setting, ...rest };
