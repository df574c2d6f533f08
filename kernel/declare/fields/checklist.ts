import { rule, say } from '../say.ts';
import { z } from 'zod';
import type { ChecklistField, ChecklistItem } from '../field.ts';
import type { FieldType } from '../field-type.ts';
import type { Json } from '../json.ts';
import { isInstant } from '../moment.ts';
import { isStorable } from './text.ts';

const MOST_ITEMS = 200;
const LONGEST = 500;
/** `3. [x 2027-01-12T08:00:00.000Z 0000…] Text`; number and stamp may be left out. */
const LINE = /^(?:(\d{1,6})\.\s+|[-*]\s+)?(?:\[(?: ?|x (\S+) (\S+))\]\s+)?(\S.*)$/;

const item = z.strictObject({
  id: z.int().min(1).max(999_999),
  text: z
    .string()
    .min(1)
    .max(LONGEST)
    .refine(
      (text) => text.trim() === text && !/[\n\r\u2028\u2029]/.test(text) && isStorable(text),
      'is not one line of text',
    ),
  done: z
    .strictObject({
      by: z.string().regex(/^\S{1,64}$/),
      at: z.string().refine(isInstant, rule`is not a moment in UTC`),
    })
    .exactOptional(),
});

const items = z
  .array(item)
  .min(1, rule`has no items`)
  .max(MOST_ITEMS)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, rule`has two items with one number`);

export const checklist: FieldType<ChecklistField, readonly ChecklistItem[]> = {
  schema: () => items,
  parse: (written) => {
    const read: ChecklistItem[] = [];
    const lines = written.split(/\r\n|[\n\r\u2028\u2029]/).filter((line) => line.trim() !== '');
    for (const [index, line] of lines.entries()) {
      const parts = LINE.exec(line.trim());
      if (!parts) return { problem: say`line ${index + 1} is not an item; write it as “[ ] Call the vendor”` };
      const [, number, at, by, text = ''] = parts;
      read.push({
        id: number === undefined ? nextId(read) : Number(number),
        text: text.trim(),
        ...(at === undefined || by === undefined ? {} : { done: { by, at } }),
      });
    }
    return { value: read };
  },
  format: (items) =>
    items.map(({ id, text, done }) => `${id}. [${done ? `x ${done.at} ${done.by}` : ' '}] ${text}`).join('\n'),
  sqlType: 'text',
  sortKey: (items) => items.map(({ text }) => text).join('\n'),
  compares: 'items',
  texts: (items) => items.map(({ text }) => text),
  isDone: (items) => items.every(({ done }) => done !== undefined),
  example: (_field, seed) => [
    {
      id: 1,
      text: `Step ${seed}`,
      done: { by: '00000000-0000-7000-8000-000000000001', at: '2027-01-12T08:00:00.000Z' },
    },
    { id: 2, text: 'Another step', ...(seed % 2 ? {} : { done: { by: 'console', at: '2027-01-12T09:00:00.000Z' } }) },
  ],
};

/** The items of a stored value; none where it is no checklist. */
export function itemsOf(value: Json | undefined): readonly ChecklistItem[] {
  const read = items.safeParse(value);
  return read.success ? read.data : [];
}

/** The number of an item that is added. */
export function nextId(items: readonly ChecklistItem[]): number {
  return items.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;
}

/**
 * Whether a list that somebody typed leaves the ticks alone: each item has the stamp it had, a new one has none. Ticking is
 * done by a command, which knows who and when.
 */
export function keepsTicks(before: readonly ChecklistItem[], after: readonly ChecklistItem[]): boolean {
  const stamps = new Map(before.map(({ id, done }) => [id, stampOf(done)]));
  return after.every(({ id, done }) => (stamps.get(id) ?? '') === stampOf(done));
}

const stampOf = (done: ChecklistItem['done']): string => (done ? `${done.at} ${done.by}` : '');
