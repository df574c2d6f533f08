import { isDate } from '../declare/moment.ts';
import type { Cell, Stamp, Tone } from './report.ts';

/** The shape of each state as a character, for formats that cannot draw. */
export const SHAPES: Readonly<Record<Tone, string>> = { met: '●', unmet: '▲', unknown: '○', waived: '◐' };

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A date with its weekday, the same on every machine: “Mon 14 Dec 2026”. Anything else stays as it is. */
export function writtenDate(date: string): string {
  if (!isDate(date)) return date;
  const day = new Date(`${date}T00:00:00Z`);
  return `${DAYS[day.getUTCDay()]} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** A number with thin groups and at most one decimal: “12 345.5”. */
export function writtenNumber(value: number): string {
  const [whole = '', decimals] = (Math.round(Math.abs(value) * 10) / 10).toString().split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return `${value < 0 ? '−' : ''}${groups}${decimals === undefined ? '' : `.${decimals}`}`;
}

const SINGULARS: readonly (readonly [RegExp, string])[] = [
  [/criteria$/, 'criterion'],
  [/strata$/, 'stratum'],
  [/ies$/, 'y'],
  [/(ss|sh|ch|x)es$/, '$1'],
  // A word with a vowel, and not one like “celsius”: “ms” and “m/s” are no plurals.
  [/(?<![^ ])(?=[a-z]*[aeiouy])([a-z]{2,}[a-hj-rtv-z])s$/, '$1'],
];

/** What one of something counted is called: “code map” for “code maps”. What is no plural stays: “%”, “ms”, “a month”. */
export function singularOf(unit: string): string {
  const [ending, singular] = SINGULARS.find(([plural]) => plural.test(unit)) ?? [];
  return ending === undefined || singular === undefined ? unit : unit.replace(ending, singular);
}

/** How many of something: “1 criterion”, “12 criteria”. */
export function writtenCount(count: number, one: string, many: string): string {
  return `${writtenNumber(count)} ${count === 1 ? one : many}`;
}

/** A cell as text. A state is shape and word. */
export function writtenCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if ('tone' in cell) return `${SHAPES[cell.tone]} ${cell.word}`;
  if ('date' in cell) return writtenDate(cell.date);
  if (cell.unit === undefined) return writtenNumber(cell.number);
  const unit = cell.unit === '%' ? '\u202f%' : ` ${cell.number === 1 ? singularOf(cell.unit) : cell.unit}`;
  return `${writtenNumber(cell.number)}${unit}`;
}

/** “n not shown”, or nothing. */
export function writtenNotShown(count: number | undefined): string | undefined {
  return count ? `${writtenNumber(count)} not shown: you may not see ${count === 1 ? 'it' : 'them'}.` : undefined;
}

/** How much of the head hash is printed on each page; the first page has it whole. */
const SHORT_HASH = 12;

/** The line on each page that says what the document stands on. */
export function stampLine({ asOf, sequence, head }: Stamp): string {
  return `As of ${writtenDate(asOf.today)} · ledger ${writtenNumber(sequence)} · ${head.slice(0, SHORT_HASH)}`;
}

/** The same in full, for the first page. */
export function stampItems({ asOf, sequence, head, reader, project }: Stamp): readonly (readonly [string, string])[] {
  return [
    ['Project', `${project.key} · ${project.title}`],
    ['As of', `${writtenDate(asOf.today)} (${asOf.instant.slice(0, 16).replace('T', ' ')} UTC)`],
    ['Ledger position', `${writtenNumber(sequence)}, head ${head}`],
    ['Made for', `${reader}. Others may see more or less.`],
  ];
}
