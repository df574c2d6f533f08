import { z } from 'zod';
import { rule } from '../declare/say.ts';
import { canonical } from './canonical.ts';
import { countSchema, hashSchema, momentSchema, nameSchema, uuidSchema } from './grammar.ts';
import { hashTextToHex, type Sha256, sha256 } from './hash.ts';

/** Under which names a signature and what was signed are committed in the event that carries them. */
export const SIGNATURE_FIELD = 'spine:signature';
export const STATEMENT_FIELD = 'spine:statement';

export const STATEMENT_FORMAT = 'callosum-statement/1';
const SIGNATURE_FORMAT = 'callosum-signature/1';

const LONG = 20_000;

/** One line of what is signed, as the person reads it. */
export interface StatementLine {
  readonly label: string;
  /** A person, shown by name. */
  readonly account?: string;
  /** YYYY-MM-DD. */
  readonly date?: string;
  readonly text?: string;
  /** Digest of what the line sums up and does not show. */
  readonly behind?: string;
}

/** A record a signature rests on, in the version that was seen. */
export interface StatementRest {
  readonly id: string;
  /** `GTE-3` */
  readonly name: string;
  readonly version: number;
}

/** What somebody read before he signed it. Its hash over the canonical JSON stands in the signature. */
export interface Statement {
  readonly format: typeof STATEMENT_FORMAT;
  readonly scope: string;
  readonly command: string;
  /** What the signature means, as it stands beside the name: “decides the gate”. */
  readonly meaning: string;
  readonly title: string;
  readonly lines: readonly StatementLine[];
  readonly rests: readonly StatementRest[];
  /** 16 random bytes: once a statement is erased, nobody finds out by trying what its hash was of. */
  readonly nonce: string;
}

export const statementSchema: z.ZodType<Statement> = z.strictObject({
  format: z.literal(STATEMENT_FORMAT),
  scope: uuidSchema,
  command: nameSchema,
  meaning: z.string().min(1).max(200),
  title: z.string().min(1).max(LONG),
  lines: z
    .array(
      z.strictObject({
        label: z.string().min(1).max(LONG),
        account: z.string().max(64).exactOptional(),
        date: z.iso.date().exactOptional(),
        text: z.string().max(LONG).exactOptional(),
        behind: hashSchema.exactOptional(),
      }),
    )
    .max(2_000),
  rests: z.array(z.strictObject({ id: uuidSchema, name: z.string().max(200), version: countSchema })).max(2_000),
  nonce: z.string().regex(/^[0-9a-f]{32}$/, rule`is not 16 bytes in hexadecimal`),
});

/**
 * How a signature was given. A code of an authenticator and a passkey are second factors; a password and a fresh sign-in
 * stand for people who have none, and the signature says so.
 */
export const FACTORS = ['code', 'passkey', 'password', 'sign-in'] as const;

/** Who signed what, when, as what and how he showed that it was he. */
export interface Signature {
  readonly format: typeof SIGNATURE_FORMAT;
  readonly account: string;
  /** His name as it was then. */
  readonly name: string;
  readonly signed: string;
  readonly meaning: string;
  readonly factor: (typeof FACTORS)[number];
  /** When the factor was shown. */
  readonly shown: string;
  /** The roles that open the act, and the offices held at that moment. */
  readonly roles: readonly string[];
  readonly offices: readonly string[];
  /** SHA-256 of the statement, in hexadecimal. */
  readonly statement: string;
}

export const signatureSchema: z.ZodType<Signature> = z.strictObject({
  format: z.literal(SIGNATURE_FORMAT),
  account: uuidSchema,
  name: z.string().min(1).max(200),
  signed: momentSchema,
  meaning: z.string().min(1).max(200),
  factor: z.enum(FACTORS),
  shown: momentSchema,
  roles: z.array(z.string().max(64)),
  offices: z.array(z.string().max(64)),
  statement: hashSchema,
});

/** The signature of a statement. */
export function signatureOf(
  statement: Statement,
  by: Omit<Signature, 'format' | 'meaning' | 'statement'>,
  hash: Sha256 = sha256,
): Signature {
  return { format: SIGNATURE_FORMAT, ...by, meaning: statement.meaning, statement: statementHash(statement, hash) };
}

/** SHA-256 over the canonical JSON of a statement, in hexadecimal. */
export function statementHash(statement: Statement, hash: Sha256 = sha256): string {
  return hashTextToHex(canonical(asJson(statement)), hash);
}

/** Digest of anything that is summed up in a line. */
export function digestOf(value: unknown, hash: Sha256 = sha256): string {
  return hashTextToHex(canonical(asJson(value)), hash);
}

function asJson(value: unknown) {
  return z.json().parse(value);
}

/**
 * What the values of an event say about its signature.
 * @returns undefined when it was not signed; else a sentence, and whether the statement beside it is the one signed.
 */
export function checkSignature(
  event: { readonly account: string; readonly recorded: string },
  values: Readonly<Record<string, unknown>>,
  hash: Sha256 = sha256,
): { readonly ok: boolean; readonly detail: string } | undefined {
  if (!Object.hasOwn(values, SIGNATURE_FIELD)) return undefined;
  const read = signatureSchema.safeParse(values[SIGNATURE_FIELD]);
  if (!read.success) return { ok: false, detail: 'The signature is none of this format.' };
  const { name, account, signed, meaning, factor, roles, offices, statement } = read.data;
  if (account !== event.account || signed !== event.recorded)
    return { ok: false, detail: 'The signature names another account or time than the event.' };
  const said = `Signed by ${name} on ${signed}, “${meaning}”, with ${factorWords(factor)}, as ${[...roles, ...offices].join(', ')}.`;
  const shown = values[STATEMENT_FIELD];
  if (shown === undefined) return { ok: true, detail: `${said} What was signed is not in the document.` };
  const one = statementSchema.safeParse(shown);
  return one.success && statementHash(one.data, hash) === statement
    ? { ok: true, detail: `${said} What was signed is in the document, and has the hash that was signed.` }
    : { ok: false, detail: 'The statement does not have the hash that was signed.' };
}

/** How somebody showed that it was he, in the middle of a sentence. */
export function factorWords(factor: Signature['factor']): string {
  return FACTOR_WORDS[factor];
}

const FACTOR_WORDS: Readonly<Record<Signature['factor'], string>> = {
  code: 'a code of an authenticator',
  passkey: 'a passkey',
  password: 'the password, without a second factor',
  'sign-in': 'a fresh sign-in, without a second factor',
};
