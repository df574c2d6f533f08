import type { Json } from '@callosum/kernel';
import type { Sheet } from '@callosum/kernel/report';
import type { GroupResults } from '../api/shapes.ts';

type Group = Pick<GroupResults['groups'][number], 'fields'>;

/** What a question came to in each group, as rows of a sheet: its mean, or how many chose each answer. */
export function resultRows(
  question: string,
  name: string,
  groups: readonly Group[],
  valueOf: (value: Json) => string,
): Sheet['rows'] {
  const told = groups.map(({ fields }) => fields[name]);
  if (told.some((one) => one && 'mean' in one)) {
    return [[question, null, ...told.map((one) => (one && 'mean' in one ? { number: one.mean } : null))]];
  }
  const answers = new Set(told.flatMap((one) => (one && 'counts' in one ? Object.keys(one.counts) : [])));
  return [...answers].map((answer) => [
    question,
    valueOf(answer),
    ...told.map((one) => (one && 'counts' in one ? { number: one.counts[answer] ?? 0 } : null)),
  ]);
}
