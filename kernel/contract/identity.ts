import { z } from 'zod';
import { base } from './base.ts';
import * as shape from './identity-shapes.ts';
import { ROLES } from '../declare/role.ts';
import { mailOutcome, mailServer } from './mail-shapes.ts';
import { providers } from './providers.ts';
import { projectKey } from './shapes.ts';
import { rule } from '../declare/say.ts';

const done = z.object({ done: z.literal(true) });

/** What somebody does about his own account, and an owner about how people sign in. */
export const identity = {
  session: base
    .route({ method: 'GET', path: '/identity/session', summary: 'How long one stays signed in' })
    .output(shape.sessionLeft),
  stay: base
    .route({ method: 'POST', path: '/identity/session/stay', summary: 'Somebody is at the screen: do not sign off' })
    .output(shape.sessionLeft),
  sessions: base
    .route({ method: 'GET', path: '/identity/sessions', summary: 'Where one is signed in' })
    .output(z.array(shape.mySession)),
  endSessions: base
    .route({
      method: 'POST',
      path: '/identity/sessions/end',
      summary: 'Sign out elsewhere: of one session or all others',
    })
    .input(z.object({ id: z.string().max(100).optional() }))
    .output(z.object({ ended: z.number() })),

  security: base
    .route({
      method: 'GET',
      path: '/identity/security',
      summary: 'How one signs in: password, authenticator, passkeys',
    })
    .output(shape.security),
  reauthenticate: base
    .route({ method: 'POST', path: '/identity/reauthenticate', summary: 'Show again that it is you, for one act' })
    .input(shape.showing)
    .output(z.object({ proof: z.string(), expires: z.string() })),
  changePassword: base
    .route({ method: 'POST', path: '/identity/password', summary: 'Set a new password; other sessions end' })
    .input(z.object({ next: shape.newPassword, proof: shape.proof }))
    .output(done),

  authenticator: {
    begin: base
      .route({ method: 'POST', path: '/identity/authenticator', summary: 'Begin to set up an authenticator' })
      .input(z.object({ proof: shape.proof }))
      .output(z.object({ secret: z.string(), address: z.string() })),
    confirm: base
      .route({
        method: 'POST',
        path: '/identity/authenticator/confirm',
        summary: 'Give its first code; get backup codes',
      })
      .input(z.object({ code: z.string().min(6).max(40) }))
      .output(z.object({ backupCodes: z.array(z.string()) })),
    renewCodes: base
      .route({ method: 'POST', path: '/identity/authenticator/codes', summary: 'Replace the backup codes' })
      .input(z.object({ proof: shape.proof }))
      .output(z.object({ backupCodes: z.array(z.string()) })),
    remove: base
      .route({ method: 'POST', path: '/identity/authenticator/remove', summary: 'Ask for codes no longer' })
      .input(z.object({ proof: shape.proof }))
      .output(done),
  },

  passkeys: {
    options: base
      .route({
        method: 'POST',
        path: '/identity/passkeys/options',
        summary: 'What the browser needs to make a passkey',
      })
      .input(z.object({ proof: shape.proof }))
      .output(shape.ceremonyOptions),
    add: base
      .route({ method: 'POST', path: '/identity/passkeys', summary: 'Keep a passkey the browser made' })
      .input(z.object({ name: z.string().trim().min(1).max(100), response: shape.registrationResponse }))
      .output(done),
    remove: base
      .route({ method: 'POST', path: '/identity/passkeys/{id}/remove', summary: 'Forget a passkey' })
      .input(z.object({ id: z.uuid(), proof: shape.proof }))
      .output(done),
    showOptions: base
      .route({
        method: 'POST',
        path: '/identity/passkeys/show',
        summary: 'What the browser needs to show a passkey again',
      })
      .output(shape.ceremonyOptions),
  },

  tokens: {
    list: base
      .route({ method: 'GET', path: '/identity/tokens', summary: 'One’s own API tokens' })
      .output(z.array(shape.apiToken)),
    make: base
      .route({ method: 'POST', path: '/identity/tokens', summary: 'Make an API token; it is shown once' })
      .input(
        z.object({
          name: z.string().trim().min(1).max(100),
          project: projectKey.optional(),
          roles: z.array(z.enum(ROLES)).min(1).optional(),
          readOnly: z.boolean(),
          days: z.number().int().min(1).max(366),
          proof: shape.proof,
        }),
      )
      .output(z.object({ id: z.string(), token: z.string() })),
    revoke: base
      .route({ method: 'POST', path: '/identity/tokens/{id}/revoke', summary: 'End an API token at once' })
      .input(z.object({ id: z.uuid() }))
      .output(done),
  },

  language: base
    .route({
      method: 'GET',
      path: '/identity/language',
      summary: 'In which language one reads, and others unless they choose',
    })
    .output(shape.languages),
  chooseLanguage: base
    .route({ method: 'PUT', path: '/identity/language', summary: 'Choose the language one reads in' })
    .input(z.object({ language: shape.languageTag.nullable() }))
    .output(done),
  setLanguage: base
    .route({
      method: 'PUT',
      path: '/identity/language/installation',
      summary: 'Choose the language of everybody who has chosen none',
    })
    .input(z.object({ language: shape.languageTag.nullable() }))
    .output(done),

  refusals: base
    .route({ method: 'GET', path: '/identity/refusals', summary: 'What was refused to whom lately, newest first' })
    .output(z.array(shape.refusedAccess)),

  policy: base
    .route({ method: 'GET', path: '/identity/policy', summary: 'When people are signed off' })
    .output(shape.sessionPolicy),
  setPolicy: base
    .route({ method: 'PUT', path: '/identity/policy', summary: 'Set when people are signed off' })
    .input(shape.sessionPolicy)
    .output(done),

  mailServer: base
    .route({ method: 'GET', path: '/identity/mail', summary: 'The mail server, without its password' })
    .output(mailServer.nullable()),
  setMailServer: base
    .route({ method: 'PUT', path: '/identity/mail', summary: 'Set the mail server' })
    .input(mailServer.extend({ password: z.string().max(1_000).optional() }))
    .output(done),
  setMailTried: base
    .route({
      method: 'POST',
      path: '/identity/mail/try',
      summary: 'Send a message to oneself, to see whether it works',
    })
    .output(mailOutcome),

  ...providers,

  emergency: {
    policy: base
      .route({ method: 'GET', path: '/identity/emergency', summary: 'Whether one may take access in an emergency' })
      .output(
        z.object({
          mayTake: z.boolean(),
          longestMinutes: z.number(),
          /** Who may, as far as the reader may say it. */
          accounts: z.array(z.string()).nullable(),
        }),
      ),
    setPolicy: base
      .route({ method: 'PUT', path: '/identity/emergency', summary: 'Say who may take access in an emergency' })
      .input(
        z.object({
          accounts: z.array(z.string().max(100)).max(100),
          longestMinutes: z.number().int().min(5).max(1_440),
        }),
      )
      .output(done),
    begin: base
      .route({
        method: 'POST',
        path: '/projects/{key}/emergency',
        summary: 'Take access in an emergency, with a reason',
      })
      .input(
        z.object({
          key: projectKey,
          reason: z
            .string()
            .trim()
            .min(10, rule`must say in a sentence why`)
            .max(2_000),
          /** None that could hand out rights, which would outlast the emergency. */
          role: z.enum(['reader', 'lead']),
          minutes: z.number().int().min(5).max(1_440),
          proof: shape.proof,
        }),
      )
      .output(z.object({ id: z.string() })),
    list: base
      .route({
        method: 'GET',
        path: '/projects/{key}/emergency',
        summary: 'Emergency accesses, not reviewed ones first',
      })
      .input(z.object({ key: projectKey }))
      .output(z.array(shape.emergencyAccess)),
    end: base
      .route({ method: 'POST', path: '/projects/{key}/emergency/{id}/end', summary: 'End an emergency access at once' })
      .input(z.object({ key: projectKey, id: z.uuid() }))
      .output(done),
    review: base
      .route({
        method: 'POST',
        path: '/projects/{key}/emergency/{id}/review',
        summary: 'Say what was found afterwards',
      })
      .input(
        z.object({
          key: projectKey,
          id: z.uuid(),
          justified: z.boolean(),
          finding: z
            .string()
            .trim()
            .min(10, rule`must say in a sentence what was found`)
            .max(2_000),
        }),
      )
      .output(done),
  },
};
