import type { Json } from '@callosum/kernel';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { detailsOf } from '../readiness/details.ts';

/** What a fact says of a record, in the reader's language. */
export function useReason(): (told: {
  readonly fact: string;
  readonly reason: string;
  readonly details: Readonly<Record<string, Json>>;
}) => string {
  const words = useWords();
  const format = useFormat();
  return ({ fact, reason, details }) => words.reason(fact, reason, detailsOf(details, format, words));
}
