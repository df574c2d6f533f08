import type { Format } from '../messages/format.ts';

const DATE = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** What is filled into a reason: dates and numbers in the reader's own way of writing. */
export function detailsOf(details: Readonly<Record<string, unknown>>, format: Format): Record<string, string> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => {
      if (typeof value === 'number') return [name, format.number(value)];
      if (typeof value === 'string' && DATE.test(value)) return [name, format.date(value)];
      return [name, typeof value === 'string' ? value : JSON.stringify(value)];
    }),
  );
}
