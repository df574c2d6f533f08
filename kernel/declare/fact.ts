import type { GraphReader, Row } from '../graph/reader.ts';
import type { Fields, ValuesOf } from './field.ts';
import type { Json } from './json.ts';
import type { Kind } from './kind.ts';
import type { Moment } from './moment.ts';
import type { Registry } from './registry.ts';
import { Sentence, sentenceIn } from './say.ts';

/** What was found about one row. Rows that do not belong to the question are left out (undefined). */
export interface Judgement {
  readonly ok: boolean;
  /** A measure, for facts that fold measures (largest slip). */
  readonly value?: number;
  /** Key into the fact's `reasons`, and what to fill in there. */
  readonly reason: string;
  readonly details?: Readonly<Record<string, Json>>;
  /** Last moment (UTC) it holds for, when the time of day alone turns it: a ticket has until then to be answered. */
  readonly until?: string;
}

/** A judgement as its author writes it: what is filled in may be words, which every reader is told in his language. */
export interface Judged extends Omit<Judgement, 'details'> {
  readonly details?: Readonly<Record<string, Json | Sentence>>;
}

/** The same as it is kept and travels. */
export function judgementOf({ details, ...judged }: Judged): Judgement {
  if (!details) return judged;
  const told = Object.entries(details).map(([name, value]): [string, Json] => [
    name,
    value instanceof Sentence ? (value.key === '' ? '' : value.toJSON()) : value,
  ]);
  return { ...judged, details: Object.fromEntries(told) };
}

/** How judgements become one number. `share` is a percentage of rows that are ok. */
export type Fold = 'failing' | 'share' | 'largest' | 'smallest' | 'sum';

/**
 * A named pure function of the graph and a moment: select rows of a kind, judge each, fold.
 * The rows behind the number come free, and an event re-judges only what it touched.
 */
export interface Fact {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  readonly fold: Fold;
  readonly better: 'lower' | 'higher';
  /** Kind whose rows are judged. */
  readonly kind: string;
  /** What an empty selection proves: nothing (unknown), or a true zero. */
  readonly whenEmpty: 'unknown' | number;
  /** English text per reason; `{{name}}` is filled from the details. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly judge: (row: Row, graph: GraphReader, at: Moment, registry: Registry) => Judgement | undefined;
}

/** What a fact says of a row: its reason with the details filled in; the reason’s key where nobody declares it any more. */
export function reasonText(fact: Fact | undefined, reason: string, details: Readonly<Record<string, Json>>): string {
  const said = fact && Object.hasOwn(fact.reasons, reason) ? fact.reasons[reason] : undefined;
  if (said === undefined) return reason;
  return said.replaceAll(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
    const value = Object.hasOwn(details, name) ? details[name] : undefined;
    if (typeof value === 'string') return value;
    return value === undefined ? '–' : (sentenceIn(value)?.text ?? JSON.stringify(value));
  });
}

/** A fact as its author writes it, with typed rows. */
export interface FactDeclaration<F extends Fields> extends Omit<Fact, 'kind' | 'judge'> {
  readonly select: Kind<F>;
  readonly judge: (row: Row<ValuesOf<F>>, graph: GraphReader, at: Moment, registry: Registry) => Judged | undefined;
}

/** Declares a fact over the rows of a kind. */
export function defineFact<F extends Fields>({ select, judge, ...rest }: FactDeclaration<F>): Fact {
  return {
    ...rest,
    kind: select.name,
    judge: (row, graph, at, registry) => {
      const typed = graph.get(select, row.id);
      const judged = typed && judge(typed, graph, at, registry);
      return judged && judgementOf(judged);
    },
  };
}
