import type { Kind } from '../declare/kind.ts';
import type { Registry } from '../declare/registry.ts';
import { isImported, type TableColumn, type TableMapping } from './table.ts';

/** Headings that are likely to tell rows apart. */
const KEYS = new Set([
  'id',
  'no',
  'nr',
  'number',
  'key',
  'code',
  'externalid',
  'uid',
  'employeenumber',
  'employeeno',
  'staffno',
]);

/** A heading as it is compared: letters and digits only. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/**
 * A first guess where the columns of a table go: a heading that reads as a field's label or name, or as a link's.
 * What it does not know is left out, for a person to say.
 * @param sample rows of the table: a first column of the records' own numbers, as an export has it, finds them by these.
 */
export function proposeMapping(
  kind: Kind,
  registry: Registry,
  header: readonly string[],
  sample: readonly (readonly string[])[] = [],
): TableMapping {
  const known = new Map<string, Pick<TableColumn, 'field' | 'link'>>();
  const note = (word: string, target: Pick<TableColumn, 'field' | 'link'>): void => {
    if (!known.has(plain(word))) known.set(plain(word), target);
  };
  const fields = Object.entries(kind.fields).filter(([, field]) => isImported(field));
  for (const [name, { label }] of fields) {
    note(label, { field: name });
    note(name, { field: name });
  }
  for (const link of registry.links.values()) {
    if (link.from !== kind.name || link.byHand === 'never') continue;
    note(link.label, { link: link.type });
    note(link.type.slice(kind.name.length + 1), { link: link.type });
  }
  note(kind.label.one, { field: 'title' });
  note('name', { field: 'title' });
  const taken = new Set<string>();
  const numbered = header.findIndex((_, index) => holdsNumbers(kind, sample, index));
  let keyed = numbered >= 0;
  const columns = header.map((text, index): TableColumn => {
    if (index === numbered) return { header: text, key: true };
    const target = known.get(plain(text));
    const name = target?.field ?? target?.link;
    if (target && name !== undefined && !taken.has(name)) {
      taken.add(name);
      return { header: text, ...target };
    }
    const key = !keyed && KEYS.has(plain(text));
    keyed ||= key;
    return key ? { header: text, key } : { header: text };
  });
  const match = kind.anonymous
    ? 'none'
    : numbered >= 0
      ? 'number'
      : keyed
        ? 'key'
        : taken.has('title')
          ? 'title'
          : 'none';
  return { kind: kind.name, columns, match, clearEmpty: false };
}

/** Whether every cell of a column is a number that records of the kind bear, or empty, and there is one. */
function holdsNumbers({ prefix }: Kind, sample: readonly (readonly string[])[], column: number): boolean {
  const cells = sample.map((row) => row[column]?.trim() ?? '').filter((cell) => cell !== '');
  const isNumber = (cell: string): boolean =>
    cell.toUpperCase().startsWith(`${prefix}-`) && /^\d+$/.test(cell.slice(prefix.length + 1));
  return cells.length > 0 && cells.every(isNumber);
}
