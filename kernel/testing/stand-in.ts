import type { Discipline } from '../declare/discipline.ts';
import { defineFact, type Fact } from '../declare/fact.ts';
import type { Fields } from '../declare/field.ts';
import { defineKind, type Kind, NO_LIFECYCLE } from '../declare/kind.ts';
import { TEAM_WRITES } from '../declare/presets.ts';
import { SCOPE_TYPES } from '../declare/scope.ts';

/**
 * A discipline of plain kinds for everything that the kinds of some disciplines point at, or their views read, and do not declare themselves, so that a
 * discipline can be tested by itself.
 * @param more names of kinds that its facts or commands read without a link.
 */
export function standInsFor(disciplines: readonly Discipline[], more: readonly string[] = []): Discipline {
  const kinds = disciplines.flatMap((one) => one.kinds);
  const known = new Set(kinds.map(({ name }) => name));
  const ends = kinds.flatMap(({ links }) => Object.values(links).flatMap(({ to }) => (to === 'every' ? [] : to)));
  const read = disciplines.flatMap(({ views = [] }) => views.flatMap(({ reads }) => reads));
  const missing = [...new Set([...ends, ...read, ...more])].filter((name) => !known.has(name));
  return {
    name: 'stand-ins',
    label: 'Stand-ins',
    kinds: missing.map((name, index) =>
      defineKind({
        name,
        discipline: 'stand-ins',
        prefix: `X${index}`,
        label: { one: name, many: name },
        help: 'Stands in for a kind of another discipline.',
        home: SCOPE_TYPES,
        fields: { title: { type: 'text', label: 'Title', required: true } },
        lifecycle: NO_LIFECYCLE,
        permissions: TEAM_WRITES,
        list: { columns: ['title'], sort: 'title' },
        form: [],
      }),
    ),
    commands: [],
    facts: [],
  };
}

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
