import type { IdentifierClass } from '../classes.ts';
import { IDENTIFIER_CLASSES } from '../classes.ts';
import type { Finding, Treatment } from '../finding.ts';
import { fold } from '../text/fold.ts';
import { readDate } from '../replace/read-date.ts';
import { scanKept, scanText } from '../text/scan.ts';
import { isClinical, standingOf } from '../text/words.ts';
import columns from './columns.json' with { type: 'json' };
import type { Cell } from './rows.ts';

/** What a column holds: one class all the way down, codes that stay, or whatever each value turns out to be. */
export interface Column {
  readonly heading: string;
  readonly kind: IdentifierClass | 'keep' | 'open';
  readonly treatment: Treatment | 'keep' | 'open';
}

const isClass = (name: string): name is IdentifierClass => name in IDENTIFIER_CLASSES;
const TREATMENTS: readonly Treatment[] = [
  'name',
  'place',
  'zip',
  'date',
  'birth',
  'age',
  'phone',
  'ssn',
  'email',
  'url',
  'ip',
  'mac',
  'code',
];

const HEADINGS = columns.columns.map(([what = '', words = '']) => {
  const [kind = '', how = ''] = what.split(' ');
  const treatment = TREATMENTS.find((one) => one === how);
  return {
    words: new RegExp(`^(?:${words})$`),
    kind: isClass(kind) && treatment ? kind : ('keep' as const),
    treatment: treatment ?? ('keep' as const),
  };
});

/** Longer headings are sentences, and cost time. */
const HEADING = 60;

/** `PatientFirstName`, `patient_first-name` → `patient first name`. */
function wordsOfHeading(text: string): string {
  return text
    .slice(0, HEADING)
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}

/** What a column holds by its heading. */
export function columnOf(heading: string): Column {
  const words = wordsOfHeading(heading);
  const found = words === '' ? undefined : HEADINGS.find((one) => one.words.test(words));
  return { heading, kind: found?.kind ?? 'open', treatment: found?.treatment ?? 'open' };
}

/** Whether a first row is headings: none of its values is a number, a date or an address. */
export function isHeading(values: readonly string[]): boolean {
  return (
    values.length > 0 &&
    values.every((value) => !/\d{3}|@|\d[/-]\d/.test(value)) &&
    values.some((value) => columnOf(value).kind !== 'open' || /^[A-Za-z][\w .-]*$/.test(value))
  );
}

/** Whose a row is: what identifies a patient, else a name and a birth. */
export function personOfRow(text: string, row: readonly Cell[], table: readonly Column[]): string {
  const value = (fits: (column: Column) => boolean): string => {
    const at = table.findIndex(fits);
    const cell = row[at];
    return cell ? text.slice(cell.start, cell.end).trim().toUpperCase() : '';
  };
  const parts = [
    value(({ kind }) => kind === 'mrn'),
    value(({ kind }) => kind === 'ssn'),
    value(({ kind, heading }) => kind === 'other' && /subject|participant|person|case/i.test(heading)),
  ];
  const known = parts.find((part) => part !== '');
  return (
    known ??
    table
      .flatMap(({ kind, treatment }, at) =>
        kind === 'names' || treatment === 'birth'
          ? [row[at] ? text.slice(row[at]?.start, row[at]?.end).trim().toUpperCase() : '']
          : [],
      )
      .join('|')
  );
}

/** What a row holds. */
export function scanRow(text: string, row: readonly Cell[], table: readonly Column[], number: number): Finding[] {
  const person = personOfRow(text, row, table);
  return row.flatMap((cell, at) => {
    const column = table[at] ?? { heading: '', kind: 'open', treatment: 'open' };
    const path = `[${number}].${column.heading.trim() || String(at + 1)}`;
    return scanCell(text.slice(cell.start, cell.end), column).map((finding) => ({
      ...finding,
      start: finding.start + cell.start,
      end: finding.end + cell.start,
      path,
      ...(person === '' ? {} : { person }),
    }));
  });
}

function scanCell(value: string, { heading, kind, treatment }: Column): Finding[] {
  const trimmed = value.trim();
  if (trimmed === '' || /^(?:null|n\/?a|none|unknown|-+)$/i.test(trimmed)) return [];
  if (kind === 'keep' || treatment === 'keep') return scanKept(value) ?? [];
  if (kind === 'open' || treatment === 'open') return scanOpen(value, trimmed, heading);
  const start = value.indexOf(trimmed);
  const whole = (how: Treatment, as: IdentifierClass = kind): Finding[] => [
    { start, end: start + trimmed.length, class: as, treatment: how, rule: `column-${as}`, weight: 100 },
  ];
  switch (treatment) {
    case 'age':
      return Number(trimmed) >= 90 && Number(trimmed) <= 130
        ? whole('age-number')
        : /\p{L}/u.test(trimmed)
          ? scanText(value)
          : [];
    case 'date':
    case 'birth':
      // A time of day alone is none, nor is a count; “E1001” under “Encounter” is its number.
      if (/^(?=.*\d)(?=.*\p{L})[\p{L}\d_-]+$/u.test(trimmed) && !readDate(trimmed)) return whole('code', 'other');
      return /\d/.test(trimmed) && !/^\d{1,3}$|^\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?$/i.test(trimmed)
        ? whole(treatment)
        : scanText(value);
    case 'email':
      return trimmed.includes('@') ? whole('email') : scanText(value);
    case 'phone':
      return trimmed.includes('@') ? whole('email', 'email') : /\d{3}/.test(trimmed) ? whole('phone') : scanText(value);
    case 'name':
      return /\p{L}/u.test(trimmed) ? whole('name') : whole('code', 'other');
    case 'ip':
      return /^[\da-f.:/]+$/i.test(trimmed) ? whole('ip') : whole('url', 'url');
    case 'code':
      // “Medicare” under “Insurance” is nobody's number.
      return /\d/.test(trimmed) || (/^\S+$/.test(trimmed) && (kind === 'mrn' || kind === 'photo' || kind === 'other'))
        ? whole('code')
        : scanOpen(value, trimmed, heading);
    default:
      return whole(treatment);
  }
}

/** A value under a heading that says nothing: read as text after its heading, and as a name where lists know it. */
function scanOpen(value: string, trimmed: string, heading: string): Finding[] {
  const lead = /\p{L}/u.test(heading) ? `${heading.slice(0, HEADING).replaceAll(/[_\r\n]/g, ' ')}: ` : '';
  const findings = scanText(lead + value)
    .filter(({ start }) => start >= lead.length)
    .map((finding) => ({ ...finding, start: finding.start - lead.length, end: finding.end - lead.length }));
  if (findings.length > 0 || !/^[\p{L}][\p{L}\p{M}.'’ -]{1,40}$/u.test(trimmed)) return findings;
  const words = trimmed.split(/[\s-]+/);
  const standings = new Set(words.map((word) => standingOf(fold(word))));
  if (
    words.length > 3 ||
    !standings.has('sure') ||
    standings.has('unknown') ||
    words.some((word) => isClinical(fold(word)))
  )
    return [];
  const start = value.indexOf(trimmed);
  return [{ start, end: start + trimmed.length, class: 'names', treatment: 'name', rule: 'value-name', weight: 50 }];
}
