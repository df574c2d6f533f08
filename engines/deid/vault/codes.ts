import type { Random } from './random.ts';

/**
 * Codes keep length, separators and character classes of what they stand for, and carry a mark by which a later scan knows them
 * without the vault: the digits, read as one number, leave a certain rest. By chance one genuine number in ten thousand does.
 */
const MODULUS = 9973;
const REST = 4711;
/** So many rests count as marks: the first is tried first, later ones only when a short shape has run out of codes. */
const RESTS = 64;
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWYZ';

const isDigit = (character: string): boolean => character >= '0' && character <= '9';
const isLetter = (character: string): boolean => /\p{L}/u.test(character);

/** A new code in the shape of `value`. @param attempt how often that failed before: later attempts may use further rests */
export function codeLike(value: string, random: Random, attempt: number): string {
  const characters = Array.from(value);
  const digits = characters.filter(isDigit).length;
  const letters = characters.filter(isLetter).length;
  if (digits >= 4) return withNumber(characters, numberOf(digits, random, Math.min(RESTS - 1, attempt >> 3)), random);
  if (letters >= 3) return marked(characters, random);
  return characters.map((one) => (isDigit(one) ? '0' : isLetter(one) ? cased('X', one) : one)).join('');
}

/** Digits that leave the rest; the last four are chosen to. */
function numberOf(count: number, random: Random, step: number): string {
  let head = '';
  for (let at = 0; at < count - 4; at++) head += at === 0 ? String(1 + random(9)) : String(random(10));
  const wanted = (REST + step - remainder(`${head}0000`) + 2 * MODULUS) % MODULUS;
  return head + String(wanted).padStart(4, '0');
}

function withNumber(characters: readonly string[], number: string, random: Random): string {
  let at = 0;
  return characters
    .map((one) => (isDigit(one) ? number.charAt(at++) : isLetter(one) ? cased(pick(LETTERS, random), one) : one))
    .join('');
}

/** Letters alone, or hardly a digit: the code begins with QX, and its third letter follows from the rest. */
function marked(characters: readonly string[], random: Random): string {
  let at = 0;
  const drawn = characters.map((one) => {
    if (isDigit(one)) return String(random(10));
    if (!isLetter(one)) return one;
    at += 1;
    return at === 1 ? 'Q' : at === 2 ? 'X' : at === 3 ? '?' : pick(LETTERS, random);
  });
  const third = thirdLetter(drawn.join('').replaceAll(/[^A-Z\d]/g, ''));
  return drawn
    .map((one, index) =>
      isLetter(characters[index] ?? '') ? cased(one === '?' ? third : one, characters[index] ?? '') : one,
    )
    .join('');
}

function thirdLetter(others: string): string {
  let sum = 0;
  for (let at = 0; at < others.length; at++) sum = (sum * 31 + others.charCodeAt(at)) % 9973;
  return LETTERS.charAt(sum % LETTERS.length);
}

/**
 * How surely a value is one of our codes: the logarithm (base 10) of how many genuine values there are for one that looks the same; 0 says it is none.
 */
export function codeStrength(value: string): number {
  const digits = value.replaceAll(/\D/g, '');
  const letters = value.replaceAll(/\P{L}/gu, '');
  if (/^[0X]+$/i.test(digits + letters)) return Math.min(3, (digits + letters).length);
  if (digits.length >= 4) {
    const step = (remainder(digits) - REST + MODULUS) % MODULUS;
    return step < RESTS ? Math.log10(MODULUS / (step + 1)) : 0;
  }
  if (letters.length < 3 || !/^qx/i.test(letters)) return 0;
  const bare = value.toUpperCase().replaceAll(/[^A-Z\d]/g, '');
  const third = letters.charAt(2).toUpperCase();
  const place = bare.indexOf(third, bare.indexOf('X') + 1);
  return thirdLetter(bare.slice(0, place) + bare.slice(place + 1)) === third ? 4.1 : 0;
}

function remainder(digits: string): number {
  let rest = 0;
  for (let at = 0; at < digits.length; at++) rest = (rest * 10 + digits.charCodeAt(at) - 48) % MODULUS;
  return rest;
}

export function pick(from: string, random: Random): string {
  return from.charAt(random(from.length));
}

/** A letter in the case of another. */
function cased(letter: string, like: string): string {
  return like === like.toLowerCase() && like !== like.toUpperCase() ? letter.toLowerCase() : letter;
}
