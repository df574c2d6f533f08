import { say, type Sentence } from '../declare/say.ts';
import { refusal } from '../declare/problem.ts';

/** Deeper nesting than this is refused, so that hostile input ends in an error and not in an exhausted stack. */
const MAX_DEPTH = 256;

/** Where the writer is: the path for error messages, and the open containers for finding circles. */
interface Place {
  readonly path: (string | number)[];
  readonly open: object[];
}

/**
 * The canonical JSON text of a value (RFC 8785, JSON Canonicalization Scheme): members ordered by UTF-16 code
 * units, numbers as ECMAScript writes them, no white space.
 *
 * What JSON.stringify would silently drop or change is refused here: two different values must never share a text.
 * @param value any JSON value; `-0` is written as `0`, as the RFC asks.
 * @throws Refusal `invalid`, with the path, for NaN, Infinity, undefined (array holes too), functions, symbols,
 * bigints, lone surrogates, objects that are not plain, circles, and nesting beyond 256 levels.
 */
export function canonical(value: unknown): string {
  // Most field values are plain words and numbers, and a ledger is verified by the million.
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value);
  return write(value, { path: [], open: [] });
}

function write(value: unknown, place: Place): string {
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return quote(value, place);
  if (typeof value === 'number') return writeNumber(value, place);
  if (typeof value !== 'object') throw refuse(place, say`${article(typeof value)} has no form in JSON.`);
  if (place.open.includes(value)) throw refuse(place, say`The value contains itself.`);
  if (place.open.length === MAX_DEPTH) throw refuse(place, say`The value is nested deeper than ${MAX_DEPTH} levels.`);

  place.open.push(value);
  const text = Array.isArray(value) ? writeList(value, place) : writeObject(value, place);
  place.open.pop();
  return text;
}

function writeNumber(value: number, place: Place): string {
  if (!Number.isFinite(value)) throw refuse(place, say`The number ${value} has no form in JSON.`);
  // String(-0) is already '0'; ECMAScript's Number-to-String is the RFC's number format (section 3.2.2.3).
  return String(value);
}

function writeList(list: readonly unknown[], place: Place): string {
  let text = '[';
  for (let index = 0; index < list.length; index++) {
    place.path.push(index);
    text += (index === 0 ? '' : ',') + write(list[index], place);
    place.path.pop();
  }
  return `${text}]`;
}

function writeObject(object: object, place: Place): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) {
    throw refuse(place, say`An object that is not a plain object has no form in JSON.`);
  }
  if (Object.getOwnPropertySymbols(object).length > 0) throw refuse(place, say`A symbol cannot name a member.`);

  // Comparing strings with < compares UTF-16 code units, which is the order section 3.2.3 asks for.
  const members = Object.entries(object).sort(byName);
  let text = '{';
  for (const [name, member] of members) {
    place.path.push(name);
    text += `${(text.length === 1 ? '' : ',') + quote(name, place)}:${write(member, place)}`;
    place.path.pop();
  }
  return `${text}}`;
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

function quote(text: string, place: Place): string {
  if (!text.isWellFormed()) throw refuse(place, say`The text contains half of a surrogate pair.`);
  return JSON.stringify(text);
}

function article(type: string): string {
  return type === 'undefined' ? 'A missing value' : `A ${type}`;
}

function refuse(place: Place, message: Sentence) {
  return refusal('invalid', message, {
    path: [...place.path],
    remedy: say`Nothing was written. Leave the member out, or write null, a finite number, well-formed text, a list or a plain object.`,
  });
}
