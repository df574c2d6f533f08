import { say } from '../say.ts';
import { z } from 'zod';
import type { Rating, RatingField } from '../field.ts';
import type { FieldType, Parsed } from '../field-type.ts';
import type { Json } from '../json.ts';
import { lookUp, type RatingTable } from '../rating-table.ts';

/** `Likely × Major → High [matrix 1.0]`; what follows the arrow may be left out, and then the current table is meant. */
const WRITTEN = /^(.*?)(?: → (.*?))?(?: \[(\S+) (\S+)\])?$/;

const points = z.record(z.string(), z.string());
const shape = z.strictObject({ table: z.string(), version: z.string(), at: points, level: z.string(), rank: z.int() });

/** A stored rating, whatever table it was read from; undefined where the value is none. */
export function ratingOf(value: Json | undefined): Rating | undefined {
  return shape.safeParse(value).data;
}

/** Points by axis out of their JSON; none where it is something else. */
export function pointsOf(json: string): Readonly<Record<string, string>> {
  return points.safeParse(JSON.parse(json)).data ?? {};
}

export const rating: FieldType<RatingField, Rating> = {
  schema: (field) =>
    shape.refine((value) => {
      const table = tableOf(field, value.table, value.version);
      const found = table && lookUp(table, value.at);
      if (!found || Object.keys(value.at).length !== table.axes.length) return false;
      return found.level === value.level && found.rank === value.rank;
    }, 'is not what its table says'),
  parse: (written, field) => {
    const [, points = '', level, id, version] = WRITTEN.exec(written.trim()) ?? [];
    const table = id === undefined ? field.table : tableOf(field, id, version ?? '');
    if (!table) return { problem: say`there is no table “${id ?? ''} ${version ?? ''}” for this field` };
    const names = points.split(' × ').map((name) => name.trim());
    const at: Record<string, string> = {};
    for (const [index, axis] of table.axes.entries()) {
      const name = names[index]?.toLowerCase() ?? '';
      const point = axis.points.find((one) => one.key.toLowerCase() === name || one.label.toLowerCase() === name);
      if (!point) return unknownPoint(names[index], axis.label, axis.points);
      at[axis.key] = point.key;
    }
    const value = names.length === table.axes.length ? rate(table, at) : undefined;
    if (!value) return { problem: say`“${written}” does not give one point for each of: ${axisLabels(table)}` };
    if (level !== undefined && level !== labelOf(table, value.level)) {
      return { problem: say`the table gives “${labelOf(table, value.level)}” and not “${level}”` };
    }
    return { value };
  },
  format: (value, field) => {
    const table = tableOf(field, value.table, value.version) ?? field.table;
    const points = table.axes.map((axis) => axis.points.find(({ key }) => key === value.at[axis.key])?.label ?? '');
    return `${points.join(' × ')} → ${labelOf(table, value.level)} [${value.table} ${value.version}]`;
  },
  sqlType: 'numeric',
  keyPath: ['rank'],
  sortKey: ({ rank }) => rank,
  compares: 'rank',
  operand: (wanted, field) => {
    const rank = field.table.levels.findIndex(({ key }) => key === wanted) + 1;
    return rank === 0 ? undefined : rank;
  },
  example: ({ table }, seed) => {
    const at = table.axes.map(
      ({ key, points }, index) => [key, points[(seed + index) % points.length]?.key ?? ''] as const,
    );
    return (
      rate(table, Object.fromEntries(at)) ?? { table: table.id, version: table.version, at: {}, level: '', rank: 0 }
    );
  },
};

/** The rating a table gives for a point on each axis; undefined until every axis has one. */
export function rate(table: RatingTable, at: Readonly<Record<string, string>>): Rating | undefined {
  const found = lookUp(table, at);
  return found && { table: table.id, version: table.version, at, ...found };
}

/** The table a rating was read from; undefined when the field does not know it. */
export function tableOf(field: RatingField, id: string, version: string): RatingTable | undefined {
  return [field.table, ...(field.earlier ?? [])].find((table) => table.id === id && table.version === version);
}

function labelOf(table: RatingTable, level: string): string {
  return table.levels.find(({ key }) => key === level)?.label ?? level;
}

const axisLabels = (table: RatingTable): string => table.axes.map(({ label }) => label).join(', ');

function unknownPoint(name = '', axis: string, points: readonly { readonly label: string }[]): Parsed<never> {
  return { problem: say`“${name}” is not one of ${axis}: ${points.map(({ label }) => label).join(', ')}` };
}
