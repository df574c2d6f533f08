import { singularOf } from '@callosum/kernel/report';
import type { criterion, gate } from '@callosum/kernel/contract';
import type { z } from 'zod';

type Gate = z.infer<typeof gate>;
type Criterion = z.infer<typeof criterion>;

/** Gates as the command's JSON has them. */
export function gatesAsJson(gates: readonly Gate[]) {
  return gates.map(({ key, title, date, score, state, criteria }) => ({
    key,
    name: title,
    date,
    score,
    state,
    criteria: criteria.map((one) => ({
      key: one.key,
      fact: one.fact,
      value: one.value,
      unit: one.unit,
      target: one.target,
      state: one.state,
      rows: one.total,
    })),
  }));
}

const CRITERION_MARK = { met: '●', unmet: '▲', unknown: '○', waived: '◐' } as const;
const GATE_MARK = {
  passed: '●',
  ready: '●',
  conditional: '◐',
  short: '○',
  refused: '▲',
  reopened: '▲',
  blocked: '▲',
} as const;
const COMPARISON = { atMost: '≤', atLeast: '≥', exactly: '=' } as const;

/** Gates as a table for people: a line a gate, a line a criterion. */
export function gatesAsLines(gates: readonly Gate[]): string[] {
  if (gates.length === 0) return ['This project has no gates.'];
  const rows = new Map(gates.flatMap(({ criteria }) => criteria.map((one) => [one, cells(one)] as const)));
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(0, ...[...rows.values()].map((row) => row[column]?.length ?? 0)),
  );
  return gates.flatMap((one) => {
    const score = one.score === null ? '' : `, ${Math.round(one.score)} %`;
    const head = `${GATE_MARK[one.state]} ${one.key}  ${one.title}  ${one.date ?? 'no date'}  ${one.state}${score}`;
    const lines = one.criteria.map((each) => {
      const row = rows.get(each) ?? [];
      const text = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      );
      return `    ${CRITERION_MARK[each.state]} ${text.join('  ')}`;
    });
    return ['', head, ...lines];
  });
}

function cells(one: Criterion): string[] {
  const value = one.value === null ? '–' : amount(one.value, one.unit);
  const target = `${COMPARISON[one.comparison]} ${amount(one.target, one.unit)}`;
  const rows = one.total === 0 ? 'no rows' : `${one.failing} of ${one.total} not in order`;
  return [`${one.title}${one.stop ? ' (stop)' : ''}`, value, target, rows];
}

function amount(value: number, unit: string): string {
  const rounded = Math.round(value * 10) / 10;
  return unit === '' ? String(rounded) : `${rounded} ${rounded === 1 ? singularOf(unit) : unit}`;
}
