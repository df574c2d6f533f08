import { z } from 'zod';
import { ROLES } from '../declare/role.ts';
import { base } from './base.ts';
import { proof } from './identity-shapes.ts';
import { scopeKey } from './shapes.ts';
import { rule } from '../declare/say.ts';

const done = z.object({ done: z.literal(true) });
const id = z.string().min(1).max(100);
const name = z
  .string()
  .trim()
  .min(1, rule`is needed`)
  .max(100);
const domain = z
  .string()
  .trim()
  .regex(/^([a-z\d]([a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i, rule`must be a domain such as hospital.org`);
const common = {
  id: id.optional(),
  name,
  enabled: z.boolean(),
  /** Addresses of these domains only; none: any. */
  domains: z.array(domain).max(50),
  /** Addresses of the domains count as checked although the provider does not say so. */
  vouches: z.boolean(),
  /** Who enters whom nobody invited: nobody, or whoever a group gives a role. */
  entry: z.enum(['invited', 'groups']),
  /** Claim or attribute that lists groups. */
  groupsFrom: z
    .string()
    .trim()
    .min(1, rule`is needed`)
    .max(300),
  /**
   * What the provider must say of how somebody signed in there: one of these in `acr` or `amr`, or as the class of the
   * SAML assertion. None: its own word is enough.
   */
  strength: z
    .array(
      z
        .string()
        .trim()
        .min(1, rule`is needed`)
        .max(300)
        .regex(/^\S+$/, rule`must be without spaces`),
    )
    .max(20),
};

const group = z.object({
  group: z
    .string()
    .trim()
    .min(1, rule`is needed`)
    .max(300),
  /** Key of the scope; `organisation` for all of it. */
  scope: scopeKey,
  role: z.enum(ROLES),
});
export type ProviderGroup = z.infer<typeof group>;

export const oidcEntry = z.object({
  ...common,
  issuer: z.url(rule`must be an address`).max(2_000),
  clientId: z
    .string()
    .trim()
    .min(1, rule`is needed`)
    .max(500),
  /** Left out, the one before stays, unless the issuer changes: it would be sent there. */
  clientSecret: z.string().max(2_000).optional(),
});
export const samlEntry = z.object({
  ...common,
  /** Left out, the one before stays. */
  metadata: z.string().max(2_000_000).optional(),
});

/** An identity provider, without its secrets. */
export const provider = z.object({
  id: z.string(),
  kind: z.enum(['oidc', 'saml', 'scim']),
  name: z.string(),
  enabled: z.boolean(),
  domains: z.array(z.string()),
  vouches: z.boolean(),
  entry: z.enum(['invited', 'groups']),
  groupsFrom: z.string(),
  strength: z.array(z.string()),
  /** OpenID Connect: issuer; SAML: the provider's entity id. */
  issuer: z.string(),
  clientId: z.string(),
  /** SAML: until when its certificates are good. */
  certificates: z.array(z.object({ until: z.string(), ended: z.boolean() })),
  groups: z.array(group),
  /** People it knows here. */
  people: z.number(),
  /** SCIM: when its token ends and was last used. */
  token: z.object({ expires: z.string(), lastUsed: z.string().nullable() }).nullable(),
});
export type IdentityProvider = z.infer<typeof provider>;

/** What a provider answers when it is asked. */
const tried = z.object({
  issuer: z.string(),
  entryPoint: z.string(),
  certificates: z.array(z.object({ until: z.string(), ended: z.boolean() })),
  warnings: z.array(z.enum(['no-pkce', 'no-email', 'ended'])),
});
export type TriedProvider = z.infer<typeof tried>;

/** What somebody joins his account with; and single sign-on and directories, for owners of the organisation. */
export const providers = {
  links: base
    .route({ method: 'GET', path: '/identity/links', summary: 'Providers one can sign in through, and since when' })
    .output(z.array(z.object({ id: z.string(), name: z.string(), since: z.string().nullable() }))),
  link: base
    .route({ method: 'POST', path: '/identity/links/{id}', summary: 'Be known by a provider from now on' })
    .input(z.object({ id, proof }))
    .output(z.object({ ticket: z.string() })),
  unlink: base
    .route({ method: 'POST', path: '/identity/links/{id}/remove', summary: 'Be known by a provider no longer' })
    .input(z.object({ id, proof }))
    .output(done),
  listProviders: base
    .route({ method: 'GET', path: '/identity/providers', summary: 'Identity providers and directories' })
    .output(z.array(provider)),
  tryProvider: base
    .route({ method: 'POST', path: '/identity/providers/try', summary: 'Ask a provider what it says about itself' })
    .input(z.union([z.object({ issuer: z.string().max(2_000) }), z.object({ metadata: z.string().max(2_000_000) })]))
    .output(tried),
  setOidc: base
    .route({ method: 'POST', path: '/identity/providers/oidc', summary: 'Add or change a provider of OpenID Connect' })
    .input(oidcEntry.extend({ proof }))
    .output(z.object({ id: z.string() })),
  setSaml: base
    .route({ method: 'POST', path: '/identity/providers/saml', summary: 'Add or change a provider of SAML' })
    .input(samlEntry.extend({ proof }))
    .output(z.object({ id: z.string() })),
  setDirectory: base
    .route({ method: 'POST', path: '/identity/providers/scim', summary: 'Add or change a directory (SCIM 2.0)' })
    .input(z.object({ id: id.optional(), name, enabled: z.boolean(), domains: common.domains, proof }))
    .output(z.object({ id: z.string() })),
  setGroups: base
    .route({ method: 'PUT', path: '/identity/providers/{id}/groups', summary: 'Say which roles its groups give' })
    .input(z.object({ id, groups: z.array(group).max(500), proof }))
    .output(done),
  setToken: base
    .route({
      method: 'POST',
      path: '/identity/providers/{id}/token',
      summary: 'Make a directory’s token; it is shown once',
    })
    .input(z.object({ id, proof }))
    .output(z.object({ token: z.string(), expires: z.string() })),
  removeProvider: base
    .route({ method: 'POST', path: '/identity/providers/{id}/remove', summary: 'Take a provider away; accounts stay' })
    .input(z.object({ id, proof }))
    .output(done),
};
