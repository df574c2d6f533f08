import {
  type Field,
  type FieldValues,
  type GraphReader,
  type Json,
  type Kind,
  refusal,
  showableParts,
  wholeGroups,
  say,
} from '@callosum/kernel';
import type { groupResults } from '@callosum/kernel/contract';
import type { z } from 'zod';

type Results = z.infer<typeof groupResults>;
type FieldResult = Results['groups'][number]['fields'][string];

/**
 * What the anonymous answers of a kind come to: counts of choices and means of numbers, by whole groups. Texts are
 * never shown, as any text is one person's.
 * @throws Refusal `not-found` for a kind whose records have authors, `invalid` for a field one cannot group by.
 */
export function resultsOf(graph: GraphReader, kind: Kind, by: string | undefined): Results {
  if (!kind.anonymous) throw refusal('not-found', say`${kind.label.many} are read one by one, in their register.`);
  const field = by === undefined ? undefined : fieldOf(kind, by);
  if (by !== undefined && field?.type !== 'choice' && field?.type !== 'flag') {
    throw refusal('invalid', say`${kind.label.many} cannot be grouped by “${by}”.`, {
      path: ['by'],
      remedy: say`Group by a choice or a flag.`,
    });
  }
  const least = kind.anonymous.minimumGroup;
  const counted = wholeGroups([...graph.rows(kind.name)], least).map(({ fields }) => fields);
  const parts = new Map<Json, FieldValues[]>();
  for (const answer of counted) {
    const key = by === undefined ? null : (answer[by] ?? null);
    parts.set(key, [...(parts.get(key) ?? []), answer]);
  }
  return {
    minimumGroup: least,
    groups: [...showableParts(parts, least)].map(([value, answers]) => ({
      value,
      size: answers.length,
      fields: Object.fromEntries(
        Object.entries(kind.fields).flatMap(([name, one]) => {
          const told = name === by ? undefined : summary(one, name, answers, least);
          return told ? [[name, told]] : [];
        }),
      ),
    })),
  };
}

function fieldOf(kind: Kind, name: string): Field | undefined {
  return Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;
}

/** A mean is told of enough numbers only: not everybody answers every question. */
function summary(field: Field, asked: string, answers: readonly FieldValues[], least: number): FieldResult | undefined {
  const values = answers.flatMap((answer) => answer[asked] ?? []);
  if (values.length < least) return undefined;
  if (field.type === 'number') {
    const numbers = values.filter((value) => typeof value === 'number');
    return { mean: numbers.reduce((sum, value) => sum + value, 0) / numbers.length };
  }
  if (field.type !== 'choice' && field.type !== 'flag') return undefined;
  const counts: Record<string, number> = {};
  for (const value of values) {
    const name = typeof value === 'string' ? value : JSON.stringify(value);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return { counts };
}
