import type { IdentifierClass } from '../classes.ts';
import type { Random } from '../vault/random.ts';

/** Names from many places; some stand in no list. */
const GIVEN =
  `James Mary Wei Fatima Olumide Siobhan Jürgen Aleksandra Thandiwe Ngozi Hiroshi Priya Mohammed Ana José François Björn Zofia Dmitri
  Ayşe Nguyen Mei-Ling Kwame Leilani Itzel Xochitl Saoirse Rajesh Carlos Guadalupe LaToya DeShawn Mary-Kate Tuấn Ikenna Anneliese Giovanni
  Harpreet Oluwaseun Yusuf Ebony Tyrone Brittany Heather Robert Patricia Linda Michael Barbara William Elizabeth David Jennifer Susan Jessica
  Sarah Karen Nancy Lisa Betty Margaret Sandra Ashley Kimberly Emily Donna Michelle Carol Amanda Dorothy Melissa Deborah Grace Rose Mark Frank`.split(
    /\s+/,
  );
const FAMILY =
  `Smith Johnson Okonkwo García O'Brien Müller Kowalczyk Mbeki Nguyen Tanaka Patel Al-Hassan Fernández Lefèvre Sørensen Wiśniewska
  Ivanov Yılmaz Zhang McAllister Adeyemi Kealoha Hernandez Fitzgerald Krishnamurthy Rodríguez Washington Jefferson Smith-Jones Trần Chukwu
  Schneider Rossi Singh Oyelaran Abdullah Baker-Hughes Van Der Berg De la Cruz MacDonald Kim Park Choi Lopez Gonzalez Wilson Anderson Thomas
  Taylor Moore Jackson Martin Lee Perez Thompson Clark Ramirez Lewis Robinson Walker Allen King Wright Scott Torres Hill Flores Green Adams
  Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Bell Foley Murphy Graves`
    .split(/\s+/)
    .filter((name) => !['Van', 'Der', 'Berg', 'De', 'la', 'Cruz'].includes(name));
const TOWNS = [
  'Springfield',
  'Des Moines',
  'Los Angeles',
  'Omaha',
  'Tulsa',
  'Fort Worth',
  'Baton Rouge',
  'Salem',
  'Peoria',
  'Tucson',
  'Lincoln',
  'Boise',
];
const STATES = ['IL', 'IA', 'CA', 'NE', 'OK', 'TX', 'LA', 'OR', 'AZ', 'ID', 'NY', 'OH'];
const STREETS = [
  'Main St',
  'Elm Street',
  'N. Oak Ave',
  'Martin Luther King Jr Blvd',
  'Sunset Drive',
  '5th Avenue',
  'County Line Rd',
  'Willow Creek Ln',
  'W 42nd St',
  'Park Place',
  'Maple Ct',
  'River Road',
];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const HOSTS = ['example.com', 'mail.example.org', 'gmail.com', 'hospital.example.edu', 'yahoo.co.uk'];

/** A value to plant, with the class it has. */
export interface Planted {
  readonly text: string;
  readonly class: IdentifierClass;
}

export function one<T>(from: readonly T[], random: Random, otherwise: T): T {
  return from[random(from.length)] ?? otherwise;
}

const ascii = (text: string): string => text.normalize('NFD').replaceAll(/[^A-Za-z-]/g, '');
const digits = (count: number, random: Random): string =>
  Array.from({ length: count }, (_, at) => (at === 0 ? 1 + random(9) : random(10))).join('');
const two = (value: number): string => String(value).padStart(2, '0');
const letters = (count: number, random: Random): string =>
  Array.from({ length: count }, () => one('ABCDEFGHJKLMNPRSTVWXYZ'.split(''), random, 'A')).join('');

export const given = (random: Random): string => one(GIVEN, random, 'Mary');
export const family = (random: Random): string => one(FAMILY, random, 'Smith');
export const town = (random: Random): string => one(TOWNS, random, 'Omaha');
export const state = (random: Random): string => one(STATES, random, 'NE');
export const street = (random: Random): string => `${1 + random(9_999)} ${one(STREETS, random, 'Main St')}`;
export const zip = (random: Random): string => digits(5, random);

export function name(random: Random): Planted {
  const [first, last, middle] = [given(random), family(random), letters(1, random)];
  const text = one(
    [
      `${first} ${last}`,
      `${first} ${middle}. ${last}`,
      `${last}, ${first}`,
      `${last}, ${first} ${middle}`,
      `${first} ${given(random)} ${last}`,
      `${middle}. ${last}`,
    ],
    random,
    `${first} ${last}`,
  );
  return { class: 'names', text: one([text, text, text, text.toUpperCase()], random, text) };
}

/** A day as `[year, month, day]`. */
export function day(random: Random, from = 1930, to = 2026): readonly [number, number, number] {
  return [from + random(to - from), 1 + random(12), 1 + random(28)];
}

export function date(random: Random): Planted {
  const [year, month, at] = day(random);
  const word = MONTHS[month - 1] ?? 'May';
  const short = word.slice(0, 3);
  const text = one(
    [
      `${two(month)}/${two(at)}/${year}`,
      `${month}/${at}/${year}`,
      `${month}/${at}/${two(year % 100)}`,
      `${year}-${two(month)}-${two(at)}`,
      `${word} ${at}, ${year}`,
      `${at} ${word} ${year}`,
      `${short} ${at}, ${year}`,
      `${two(at)}-${short}-${year}`,
      `${two(at)}${short.toUpperCase()}${year}`,
      `${at}.${month}.${year}`,
      `${word} ${at}th, ${year}`,
      `${word} ${year}`,
      `${year}/${two(month)}/${two(at)}`,
      `${year}${two(month)}${two(at)}`,
      `${two(month)}-${two(at)}-${year}`,
      `the ${at}th of ${word} ${year}`,
    ],
    random,
    `${year}-${two(month)}-${two(at)}`,
  );
  return { class: 'dates', text: text.replace(/^the /, '') };
}

export function phone(random: Random): string {
  const [area, exchange, line] = [String(201 + random(788)), String(200 + random(799)), digits(4, random)];
  return one(
    [
      `(${area}) ${exchange}-${line}`,
      `${area}-${exchange}-${line}`,
      `${area}.${exchange}.${line}`,
      `+1 ${area} ${exchange} ${line}`,
      `1-${area}-${exchange}-${line}`,
      `(${area})${exchange}-${line}`,
      `${area} ${exchange} ${line}`,
    ],
    random,
    `${area}-${exchange}-${line}`,
  );
}

export function address(random: Random): string {
  return one(
    [`${street(random)}, ${town(random)}`, street(random), `${street(random)} Apt ${1 + random(40)}`],
    random,
    street(random),
  );
}

type Maker = (random: Random) => string;

/** What a number of each class looks like. */
export const NUMBERS = {
  ssn: (random) => `${digits(3, random)}-${two(1 + random(99))}-${digits(4, random)}`,
  mrn: (random) =>
    one(
      [
        digits(7, random),
        digits(8, random),
        `M${digits(6, random)}`,
        `MR-${digits(6, random)}`,
        `00${digits(6, random)}`,
      ],
      random,
      digits(7, random),
    ),
  'health-plan': (random) =>
    one(
      [
        `W${digits(9, random)}`,
        `${letters(3, random)}${digits(9, random)}`,
        digits(11, random),
        `1EG4-TE5-MK7${random(10)}`,
      ],
      random,
      digits(9, random),
    ),
  account: (random) =>
    one(
      [digits(10, random), `ACCT${digits(6, random)}`, `${digits(4, random)}-${digits(6, random)}`],
      random,
      digits(10, random),
    ),
  licence: (random) =>
    one(
      [
        `${letters(1, random)}${digits(7, random)}`,
        `${letters(1, random)}${digits(3, random)}-${digits(4, random)}-${digits(4, random)}`,
        digits(9, random),
      ],
      random,
      digits(9, random),
    ),
  vehicle: (random) =>
    one(
      [
        `1HGCM8263${random(10)}A${digits(6, random)}`,
        `${letters(3, random)}-${digits(4, random)}`,
        `${letters(3, random)} ${digits(3, random)}`,
      ],
      random,
      `${letters(3, random)}-${digits(4, random)}`,
    ),
  device: (random) =>
    one(
      [
        `SN${digits(8, random)}`,
        `${letters(2, random)}${digits(6, random)}-${letters(1, random)}`,
        `PM-${digits(7, random)}`,
      ],
      random,
      `SN${digits(8, random)}`,
    ),
  biometric: (random) =>
    one(
      [`FP-${digits(6, random)}`, `BIO${digits(7, random)}`, `VP_${digits(5, random)}`],
      random,
      `FP-${digits(6, random)}`,
    ),
  photo: (random) =>
    one(
      [`IMG_${digits(4, random)}.jpg`, `face-${digits(5, random)}.png`, `photo${digits(4, random)}.jpeg`],
      random,
      `IMG_${digits(4, random)}.jpg`,
    ),
  other: (random) =>
    one([`ENC${digits(7, random)}`, digits(9, random), `A-${digits(7, random)}`], random, digits(9, random)),
  email: (random) =>
    one(
      [
        `${ascii(given(random))}.${ascii(family(random))}@${one(HOSTS, random, 'example.com')}`.toLowerCase(),
        `${ascii(family(random))}${digits(2, random)}@${one(HOSTS, random, 'example.com')}`,
      ],
      random,
      'a@example.com',
    ),
  url: (random) =>
    one(
      [
        `https://portal.example.org/p/${digits(6, random)}`,
        `http://www.example.com/${ascii(given(random)).toLowerCase()}`,
        `www.${ascii(family(random)).toLowerCase()}family.com`,
      ],
      random,
      'https://example.org/1',
    ),
  ip: (random) =>
    one(
      [
        `${10 + random(200)}.${random(256)}.${random(256)}.${1 + random(254)}`,
        `2001:db8:${digits(3, random)}::${digits(2, random)}`,
      ],
      random,
      '10.1.2.3',
    ),
} as const satisfies Partial<Record<IdentifierClass, Maker>>;

export type NumberClass = keyof typeof NUMBERS;
