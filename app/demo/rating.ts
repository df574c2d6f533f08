import { rate, type Rating, type RatingTable } from '@callosum/kernel';

/** A rating read from its table. @throws Error when the story names a point the table does not have. */
export function rated(table: RatingTable, at: Readonly<Record<string, string>>): Rating {
  const found = rate(table, at);
  if (!found) throw new Error(`The table ${table.id} has no cell at ${JSON.stringify(at)}`);
  return found;
}
