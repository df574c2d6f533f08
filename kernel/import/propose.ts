import type { Kind } from '../declare/kind.ts';
import type { Registry } from '../declare/registry.ts';
import type { TableColumn, TableMapping } from './table.ts';

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
 */
export function proposeMapping(kind: Kind, registry: Registry, header: readonly string[]): TableMapping {
  const known = new Map<string, Pick<TableColumn, 'field' | 'link'>>();
  const note = (word: string, target: Pick<TableColumn, 'field' | 'link'>): void => {
    if (!known.has(plain(word))) known.set(plain(word), target);
  };
  const fields = Object.entries(kind.fields).filter(([, { computed }]) => !computed);
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
  let keyed = false;
  const columns = header.map((text): TableColumn => {
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
  const match = keyed ? 'key' : taken.has('title') ? 'title' : 'none';
  return { kind: kind.name, columns, match, clearEmpty: false };
}
