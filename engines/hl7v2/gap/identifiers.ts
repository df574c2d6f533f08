import type { Profile } from '../profile/model.ts';
import { say, type Said } from '../say.ts';
import { gapRow } from './model.ts';
import type { GapRow } from './model.ts';

/** Segments about a patient or somebody near. */
const PERSONS = new Set(['PID', 'PD1', 'NK1', 'GT1', 'IN1', 'IN2', 'MRG', 'ARV', 'PDA', 'ACC']);
/** Types that name, number or reach a person. */
const OF_PERSONS = new Set(['XPN', 'PN', 'XAD', 'AD', 'XTN', 'TN', 'CX', 'CK', 'SSN', 'DLN', 'PPN']);
/** Moments of a person’s life. */
const MOMENTS = new Set(['TS', 'DT', 'DTM', 'DLD']);
const FREE_TEXT = new Set(['TX', 'FT', 'ED', 'RP']);

/** Fields that hold data of persons, or may: to be removed before messages serve as tests. */
export function identifiersIn(a: Profile, b: Profile): readonly GapRow[] {
  const [left, right] = [fieldsOf(a), fieldsOf(b)];
  const paths = [...new Set([...left.keys(), ...right.keys()])];
  return paths
    .toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .flatMap((path) => {
      const why = (left.get(path) ?? right.get(path))?.why;
      if (!why) return [];
      return gapRow(path, left.get(path)?.type ?? '', right.get(path)?.type ?? '', why);
    });
}

function fieldsOf({
  segments,
  datatypes,
}: Profile): ReadonlyMap<string, { readonly type: string; readonly why: Said }> {
  const found = new Map<string, { type: string; why: Said }>();
  for (const { name, fields } of Object.values(segments)) {
    for (const [at, field] of fields.entries()) {
      if (field.usage.code === 'X' || field.usage.code === 'W') continue;
      const type = datatypes[field.datatype]?.name ?? field.datatype;
      const why = reason(name, type, field.name);
      if (why !== undefined) found.set(`${name}-${at + 1}`, { type, why });
    }
  }
  return found;
}

function reason(segment: string, type: string, name: string): Said | undefined {
  if (segment.startsWith('Z')) return say`${name}: nobody knows what stands in a segment of one’s own.`;
  if (OF_PERSONS.has(type)) return say`${name}: names, numbers or reaches a person.`;
  if (PERSONS.has(segment) && MOMENTS.has(type)) return say`${name}: a moment of a person’s life.`;
  if (PERSONS.has(segment) && /\b(?:ssn|social security|license|account|birth place|alias)\b/i.test(name))
    return say`${name}: identifies a person.`;
  if (type === 'XCN' || type === 'CN') return say`${name}: names a professional.`;
  return FREE_TEXT.has(type) || (segment === 'OBX' && type === 'VARIES')
    ? say`${name}: free text may hold anything.`
    : undefined;
}
