import { z } from 'zod';
import { ROLES } from '../declare/role.ts';
import { rule } from '../declare/say.ts';

/** The rules beyond the length are the server's: they need the account's own name. */
export const newPassword = z
  .string()
  .min(12, rule`must have at least 12 characters`)
  .max(256);

/** A language as browsers name it: `de`, `pt-BR`. */
export const languageTag = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, rule`must be a language as browsers name it, such as de or pt-BR`);

/** Which languages were chosen; null: nobody has, and the browser's counts. */
export const languages = z.object({ own: languageTag.nullable(), installation: languageTag.nullable() });

export const sessionPolicy = z.object({
  /** Minutes without anybody touching anything. */
  idleMinutes: z.number().int().min(1).max(240),
  /** Hours after signing in, whatever happens. */
  absoluteHours: z.number().int().min(1).max(24),
  /** Whether a password alone opens anything. */
  secondFactor: z.enum(['optional', 'required']),
});
export type SessionPolicy = z.infer<typeof sessionPolicy>;

/** Seconds, because the browser's clock may be wrong. */
export const sessionLeft = z.object({ idleSeconds: z.number(), seconds: z.number() });

export const mySession = z.object({
  id: z.string(),
  /** The one that asks. */
  current: z.boolean(),
  began: z.string(),
  active: z.string(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  method: z.string().nullable(),
});
export type MySession = z.infer<typeof mySession>;

/** What the browser's passkey ceremony gives back, as WebAuthn's own JSON form. */
const transports = z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']));
const ceremony = z.object({
  id: z.string().max(1400),
  rawId: z.string().max(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
});
export const registrationResponse = ceremony.extend({
  response: z.object({
    clientDataJSON: z.string().max(10_000),
    attestationObject: z.string().max(100_000),
    transports: transports.catch([]).default([]),
  }),
});
export const authenticationResponse = ceremony.extend({
  response: z.object({
    clientDataJSON: z.string().max(10_000),
    authenticatorData: z.string().max(10_000),
    signature: z.string().max(10_000),
  }),
});
/** Options for `navigator.credentials`, as WebAuthn's own JSON form. */
export const ceremonyOptions = z.record(z.string(), z.json());

/** What somebody shows to prove that it is still he who sits there. */
export const showing = z.union([
  z.object({ code: z.string().min(6).max(40) }),
  z.object({ passkey: authenticationResponse }),
  z.object({ password: z.string().min(1).max(256) }),
  /** He signed in a moment ago, and has neither password nor second factor here. */
  z.object({ justSignedIn: z.literal(true) }),
]);
export const proof = z.string().min(20).max(100);

export const security = z.object({
  hasPassword: z.boolean(),
  /** Since when sign-in asks for a code, and how many backup codes are left. */
  authenticator: z.object({ since: z.string(), codesLeft: z.number() }).nullable(),
  passkeys: z.array(
    z.object({ id: z.string(), name: z.string(), created: z.string(), lastUsed: z.string().nullable() }),
  ),
  /** The installation wants a second factor and this session was opened without one. */
  factorNeeded: z.boolean(),
});

export const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  /** Key of the only project it opens; null: whatever its owner may open. */
  project: z.string().nullable(),
  roles: z.array(z.enum(ROLES)).nullable(),
  readOnly: z.boolean(),
  created: z.string(),
  expires: z.string(),
  lastUsed: z.string().nullable(),
  ended: z.boolean(),
});
export type ApiToken = z.infer<typeof apiToken>;

/** What was refused to somebody in one hour; null: nobody was signed in. */
export const refusedAccess = z.object({
  account: z.string().nullable(),
  /** The operation of the contract, with the command where it is one. */
  operation: z.string(),
  reason: z.enum(['not-allowed', 'not-found', 'too-many']),
  /** Key of the project it was about. */
  project: z.string().nullable(),
  count: z.number(),
  last: z.string(),
});
export type RefusedAccess = z.infer<typeof refusedAccess>;

/** Access somebody took in an emergency, and what became of it. */
export const emergencyAccess = z.object({
  id: z.string(),
  account: z.string(),
  role: z.string(),
  reason: z.string(),
  began: z.string(),
  until: z.string(),
  ended: z.string().nullable(),
  isOpen: z.boolean(),
  reviewer: z.string().nullable(),
  reviewed: z.string().nullable(),
  justified: z.boolean().nullable(),
  finding: z.string().nullable(),
});
export type EmergencyAccess = z.infer<typeof emergencyAccess>;
