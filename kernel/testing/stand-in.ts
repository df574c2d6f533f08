import { defineFact, type Fact } from '../declare/fact.ts';
import type { Fields } from '../declare/field.ts';
import type { Kind } from '../declare/kind.ts';

/** Facts of another discipline, known by name and direction only: every row of the kind is in order. */
export function standInFacts<F extends Fields>(
  asked: readonly { readonly fact: string; readonly comparison: 'atMost' | 'atLeast' | 'exactly' }[],
  select: Kind<F>,
): Fact[] {
  const comparisons = new Map(asked.map(({ fact, comparison }) => [fact, comparison]));
  return [...comparisons].map(([name, comparison]) =>
    defineFact({
      name,
      label: name,
      help: 'Stands in for a fact of another discipline.',
      unit: 'rows',
      fold: comparison === 'atLeast' ? 'share' : 'failing',
      better: comparison === 'atLeast' ? 'higher' : 'lower',
      whenEmpty: 'unknown',
      reasons: { fine: 'In order' },
      select,
      judge: () => ({ ok: true, reason: 'fine' }),
    }),
  );
}
