import { refusal, type Sentence, say } from '@callosum/kernel';
import { hash, verify } from '@node-rs/argon2';
import { commonPasswords, plainOf, unleet, variationsOf } from './common-passwords.ts';

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const SHORTEST = 12;
const LONGEST = 256;
/** Below this many different characters it is a pattern. */
const FEWEST_CHARACTERS = 5;

/** What a password is kept as. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2);
}

export function verifyPassword(kept: string, password: string): Promise<boolean> {
  return verify(kept, password);
}

let nobody: Promise<string> | undefined;

/** Takes as long as checking a password: whether an account exists must not show in the time. */
export async function verifyNothing(password: string): Promise<void> {
  nobody ??= hashPassword('the password of nobody at all');
  await verifyPassword(await nobody, password);
}

/** Words that guessers put together; whole passwords are held against a list. */
const COMMON = [
  'password',
  'passwort',
  'motdepasse',
  'qwertyuiop',
  'qwertzuiop',
  'qwert',
  'asdfghjkl',
  'asdfg',
  'zxcvbnm',
  'yxcvbnm',
  'abcdefghijkl',
  'letmein',
  'iloveyou',
  'welcome',
  'changeme',
  'administrator',
  'trustno1',
  'hospital',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'superman',
  'master',
  'secret',
  'winter',
  'spring',
  'summer',
  'autumn',
  'callosum',
];
/** What is left of a password without its known words has to have this many characters. */
const FEWEST_OWN = 6;

/**
 * Refuses passwords that are guessed first: short ones, patterns, those that were stolen most often and their simple
 * variations, and those made of little but common words, the product's name, or the account's own name and address.
 * @throws Refusal `invalid` at `path`.
 */
export async function requireGoodPassword(
  password: string,
  account: { readonly name: string; readonly email: string },
  path = 'password',
): Promise<void> {
  const bad = (message: Sentence, remedy: Sentence) => refusal('invalid', message, { path: [path], remedy });
  if (password.length < SHORTEST || password.length > LONGEST) {
    throw bad(
      say`A password has ${SHORTEST} to ${LONGEST} characters.`,
      say`A sentence is easier to remember than a puzzle.`,
    );
  }
  const plain = plainOf(password);
  if (new Set(plain).size < FEWEST_CHARACTERS) throw bad(say`The password repeats itself.`, say`Choose a sentence.`);
  const own = [...account.name.toLowerCase().split(/\s+/), ...account.email.toLowerCase().split(/[@.+_-]/)];
  const words = [...COMMON, ...own.filter((word) => word.length >= 4)];
  const left = Math.min(lettersWithout(words, plain), lettersWithout(words, unleet(plain)));
  if (isSequence(plain) || left < FEWEST_OWN) {
    throw bad(
      say`The password would be guessed: it is made of a common word, a name or a sequence.`,
      say`Choose a sentence of several words that do not belong together.`,
    );
  }
  const common = await commonPasswords(SHORTEST);
  for (const one of variationsOf(plain)) {
    if (!common.has(one)) continue;
    throw bad(
      say`The password is among those that are used, stolen and tried most often, or nearly one of them.`,
      say`Choose a sentence of several words that do not belong together.`,
    );
  }
}

/** How many letters a password has beside known words; digits and signs between them hide nothing. */
function lettersWithout(words: readonly string[], text: string): number {
  const letters = text.replaceAll(/[^\p{L}]/gu, '');
  return words.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), letters)
    .length;
}

/** Each character follows the one before, or the same step repeats all along. */
function isSequence(text: string): boolean {
  const codes = Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1;
}
