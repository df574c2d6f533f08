import { createEvaluator, type FieldValues, type Json, type Rating, rate } from '@callosum/kernel';
import { inEnglish, testMoment, type TestScope } from '@callosum/kernel/testing';
import { clinicalRisk } from '../tables/nhs.ts';
import { registry, safetyScope } from './scope.ts';

/** A rating of the clinical matrix by its level, through the first cell that has it. */
export function risk(level: string): Rating {
  const cell = Object.entries(clinicalRisk.cells).find(([, value]) => value === level)?.[0] ?? '';
  const [likelihood = '', severity = ''] = cell.split('/');
  const found = rate(clinicalRisk, { likelihood, severity });
  if (!found) throw new Error(`The matrix has no level ${level}`);
  return found;
}

/** A record to be made: its fields, its state, and links to records made before it, by title. */
export interface Written {
  readonly kind: string;
  readonly title: string;
  readonly fields?: FieldValues;
  readonly state?: string;
  readonly links?: Readonly<Record<string, string | readonly string[]>>;
}

/** A scope with records in it, found by title, and what a fact says about them. */
export function written(records: readonly Written[], today = '2027-03-01') {
  const scope: TestScope = safetyScope(today);
  const ids = new Map<string, string>();
  const id = (title: string): string => {
    const found = ids.get(title);
    if (!found) throw new Error(`Nothing is called “${title}”`);
    return found;
  };
  for (const { kind, title, fields = {}, state, links = {} } of records) {
    ids.set(title, scope.create(kind, { title, ...fields }, state === undefined ? {} : { state }));
    for (const [type, ends] of Object.entries(links))
      for (const end of [ends].flat()) scope.link(`${kind}.${type}`, id(title), id(end));
  }
  const evaluator = createEvaluator(scope.graph, registry, testMoment(today));
  const titleOf = (row: string): string => [...ids].find(([, known]) => known === row)?.[0] ?? row;
  /** The value of a fact, and the reason for each row by title. */
  const judged = (fact: string, day = today) => {
    evaluator.moveTo(testMoment(day));
    const rows = evaluator.rows(fact, []).map(({ id: row, judgement }) => {
      return [titleOf(row), judgement.reason] as const;
    });
    return { value: evaluator.value(fact, []).value, rows: Object.fromEntries(rows) };
  };
  /** What a row of a fact says, with its details filled in. */
  const said = (fact: string, title: string): string => {
    const row = evaluator.rows(fact, []).find((one) => one.id === id(title));
    const text = registry.facts.get(fact)?.reasons[row?.judgement.reason ?? ''] ?? '';
    return text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => textOf(inEnglish(row?.judgement.details)[name]));
  };
  return { scope, id, judged, said };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
