import type { Json } from '../declare/json.ts';
import type { Registry } from '../declare/registry.ts';
import type { GraphReader, Row } from '../graph/reader.ts';
import { showableParts, wholeGroups } from './groups.ts';

/** What anonymous answers to one record come to; nothing in it tells of fewer people than the least group. */
export interface Answered {
  /** What they were grouped by; null for all together, and for those who left it empty. */
  readonly value: Json;
  readonly size: number;
  /** The mean of each item that was asked for. */
  readonly means: Readonly<Record<string, number>>;
}

export interface AskedFor {
  /** The link by which answers lead to what they answer, such as `surveyAnswer.to`. */
  readonly link: string;
  /** Numbers to be told of; only answers that have all of them count. */
  readonly items: readonly string[];
  /** A choice by which they are grouped. */
  readonly by?: string;
}

/** Tells what was answered to a record, in whole groups only. */
export type AnswersTeller = (to: string, asked: AskedFor) => readonly Answered[];

/** Stands for what is left of parts that are no whole groups. */
const REST = Symbol('rest');

/**
 * How answers that nobody may read are told of: by whole groups, the earliest first, and by part only where neither a part nor
 * what it leaves is smaller than the least group. Parts grow by whole groups as well, so that none can be watched growing.
 * @param graph with every answer in it.
 */
export function tellAnswers(graph: GraphReader, registry: Registry): AnswersTeller {
  return (to, { link, items, by }) => {
    const least = registry.kinds.get(link.split('.')[0] ?? '')?.anonymous?.minimumGroup;
    if (least === undefined) return [];
    const rows = graph
      .in(to, link)
      .flatMap(({ from }) => graph.find(from) ?? [])
      .filter(({ withdrawn, fields }) => !withdrawn && items.every((item) => typeof fields[item] === 'number'))
      .sort((a, b) => a.number - b.number);
    const counted = wholeGroups(rows, least);
    if (by === undefined) return counted.length === 0 ? [] : [told(null, counted, items)];
    const parts = new Map<Json | typeof REST, readonly Row[]>();
    const rest: Row[] = [];
    for (const [value, part] of Map.groupBy(counted, ({ fields }) => fields[by] ?? null)) {
      const whole = wholeGroups(part, least);
      rest.push(...part.slice(whole.length));
      if (whole.length > 0) parts.set(value, whole);
    }
    if (rest.length > 0) parts.set(REST, rest);
    return [...showableParts(parts, least)].flatMap(([value, part]) =>
      value === REST || typeof value === 'symbol' ? [] : [told(value, part, items)],
    );
  };
}

function told(value: Json, rows: readonly Row[], items: readonly string[]): Answered {
  const mean = (item: string): number => rows.reduce((sum, { fields }) => sum + Number(fields[item]), 0) / rows.length;
  return { value, size: rows.length, means: Object.fromEntries(items.map((item) => [item, mean(item)])) };
}
