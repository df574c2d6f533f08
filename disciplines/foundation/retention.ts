import {
  defineFact,
  type Disposable,
  type Fact,
  type GraphReader,
  type Hold,
  isDate,
  type Moment,
  REDACTED,
  type Row,
} from '@callosum/kernel';
import { legalHold } from './kinds/legal-hold.ts';
import { project } from './kinds/project.ts';
import { retentionClass } from './kinds/retention-class.ts';
import { type RetentionRule, retentionSchedule } from './retention-schedule.ts';

/** The hold that covers a record of this scope: one that names it, or one over everything, here or further up. */
export function heldBy(graph: GraphReader, record: string, at: Moment): Hold | undefined {
  // What was said about a record is kept with it.
  const named = new Set([record, ...graph.out(record, 'comment.on').map(({ to }) => to)]);
  for (const { id, number, state, fields } of graph.all(legalHold)) {
    if (state !== 'inForce' || fields.from > at.today) continue;
    const isNamed = graph.out(id, 'legalHold.covers').some(({ to }) => named.has(to));
    if (isNamed || fields.everything) return { id, name: `HLD-${number} (${fields.title})` };
  }
  return undefined;
}

/** The rule for each kind: that of the nearest scope, else the one that comes with Callosum. */
function rulesIn(graph: GraphReader): ReadonlyMap<string, RetentionRule> {
  const rules = new Map(retentionSchedule.rules.map((rule) => [rule.about, rule]));
  const line = graph.position().map(({ scope }) => scope);
  const distance = ({ id }: Pick<Row, 'id'>): number => line.indexOf(graph.scopeOf(id)?.id ?? '');
  // Farthest first, so that the nearest has the last word; of several in one scope the newest.
  const written = [...graph.all(retentionClass)].sort((a, b) => distance(b) - distance(a) || a.number - b.number);
  for (const { fields } of written) rules.set(fields.about, fields);
  return rules;
}

/** Records of this very scope that need not be kept any longer. What was disposed of is a record without words. */
export function disposal(graph: GraphReader, at: Moment): readonly Disposable[] {
  return [...rulesIn(graph).values()].flatMap((rule) =>
    [...graph.rows(rule.about)].flatMap((row): Disposable[] => {
      const { title } = row.fields;
      const since = row.fields[rule.from];
      if (!graph.owns(row.id) || title === REDACTED || typeof title !== 'string' || typeof since !== 'string')
        return [];
      const keptUntil = yearsLater(since, rule.years);
      if (keptUntil >= at.today) return [];
      const hold = heldBy(graph, row.id, at);
      const { id: record, kind, number } = row;
      return [{ record, kind, number, title, keptUntil, rule: rule.title, ...(hold ? { hold } : {}) }];
    }),
  );
}

/** The same day so many years later; the first of March where there is no 29th of February. */
function yearsLater(date: string, years: number): string {
  const year = String(Number(date.slice(0, 4)) + years).padStart(4, '0');
  const same = `${year}${date.slice(4, 10)}`;
  return isDate(same) ? same : `${year}-03-01`;
}

const pastRetention = defineFact({
  name: 'foundation.records-past-retention',
  label: 'Records past retention',
  help: 'Records that need not be kept any longer and are under no legal hold. They are disposed of by two people.',
  unit: 'records',
  fold: 'sum',
  better: 'lower',
  whenEmpty: 0,
  reasons: {
    due: '{{due}} can be disposed of; {{held}} are under a legal hold',
    none: 'Nothing is due ({{held}} held)',
  },
  select: project,
  judge: ({ id }, graph, at) => {
    if (!graph.owns(id)) return undefined;
    const found = disposal(graph, at);
    const held = found.filter(({ hold }) => hold !== undefined).length;
    const due = found.length - held;
    return { ok: due === 0, value: due, reason: due === 0 ? 'none' : 'due', details: { due, held } };
  },
});

export const RETENTION_FACTS: readonly Fact[] = [pastRetention];
