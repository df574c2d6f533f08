import type { Binding, Code, ComponentProfile, Profile } from '../profile/model.ts';
import { sampleOf } from './pattern-sample.ts';
import type { Random } from './random.ts';

const WORDS = [
  'Alder',
  'Birch',
  'Cedar',
  'Elm',
  'Fir',
  'Hazel',
  'Larch',
  'Maple',
  'Oak',
  'Pine',
  'Rowan',
  'Willow',
] as const;

/** A profile may ask for values that nobody wants to have made. */
const LONGEST = 2_000;

/** A value without parts that fits its type, length and constant. Everything is invented. */
export function primitiveValue(profile: ComponentProfile, type: string, random: Random): string {
  if (profile.constant !== undefined) return profile.constant;
  const most = profile.maxLength ?? 200;
  const least = Math.min(LONGEST, profile.minLength ?? 1);
  const value = typed(type, random, most, least);
  const fits = value.length > most ? value.slice(0, Math.max(1, most)) : value;
  return fits.length >= least ? fits : fits + padding(type, random, least - fits.length);
}

function typed(type: string, random: Random, most: number, least: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${1950 + random.below(75)}${two(1 + random.below(12))}${two(1 + random.below(28))}`;
  const time = `${two(random.below(24))}${two(random.below(60))}${two(random.below(60))}`;
  switch (type) {
    case 'DT':
      return most < 8 ? date.slice(0, most < 6 ? 4 : 6) : date;
    case 'TM':
      return most < 6 ? time.slice(0, most < 4 ? 2 : 4) : time;
    case 'DTM':
    case 'TS':
      return moment(`${date}${time}`, most, least);
    case 'NM':
    case 'SI':
      return String(1 + random.below(Math.min(9_000, 10 ** Math.min(most, 4) - 1)));
    case 'TN':
      return `(555)555-0${two(random.below(100))}${random.below(10)}`.slice(0, 13);
    case 'ID':
    case 'IS':
      return random.pick(['A', 'B', 'C', 'D']) ?? 'A';
    default:
      return `${random.pick(WORDS)}${random.chance(0.3) ? ` ${random.below(100)}` : ''}`;
  }
}

/** As precise as there is room for. */
export function moment(text: string, most: number, least: number): string {
  const length = [14, 12, 10, 8, 6, 4].find((one) => one <= most) ?? 4;
  const zone = '+0000';
  return least > 14 && most >= 19
    ? `${text}${least > 19 ? `.${'0'.repeat(Math.min(4, least - 20))}` : ''}${zone}`
    : text.slice(0, length);
}

function padding(type: string, random: Random, length: number): string {
  const isNumber = type === 'NM' || type === 'SI';
  return Array.from({ length }, () => (isNumber ? random.below(10) : 'x')).join('');
}

/** A code that a binding allows, with its coding system; undefined when the profile does not hold the table. */
export function codeFor(binding: Binding, profile: Profile, random: Random): Code | undefined {
  const codes = binding.tables.flatMap((name) => profile.tables[name]?.codes ?? []).filter(({ excluded }) => !excluded);
  for (let tried = 0; tried < 20; tried++) {
    const code = random.pick(codes);
    const value = code?.pattern === undefined ? code?.value : sampleOf(code.pattern, random);
    if (code && value !== undefined && value !== '' && !/[|^~\\&\r\n]/.test(value)) return { ...code, value };
  }
  return undefined;
}
