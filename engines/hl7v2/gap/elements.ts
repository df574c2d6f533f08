import type { ComponentProfile, Profile, SegmentProfile } from '../profile/model.ts';
import { say, type Said } from '../say.ts';
import type { Rows } from './compare.ts';
import { gapRow } from './model.ts';

/** Elements are compared down to subcomponents. */
const MAX_DEPTH = 3;
const SHOWN = 12;

/** Compares the fields of a segment and everything in them. */
export function compareSegments(left: SegmentProfile, right: SegmentProfile, a: Profile, b: Profile, rows: Rows): void {
  const count = Math.max(left.fields.length, right.fields.length);
  for (let at = 0; at < count; at++) {
    const [one, other] = [left.fields[at], right.fields[at]];
    const path = `${left.name}-${at + 1}`;
    compareElements(path, one, other, a, b, rows, 1);
    if (!isUsed(one) || !isUsed(other) || !one || !other || one.max === other.max) continue;
    const often = ({ min, max }: { min: number; max: number | null }): string => `${min}..${max ?? '*'}`;
    rows.usage.push(gapRow(path, often(one), often(other), say`It repeats differently often.`));
  }
}

function isUsed(element: ComponentProfile | undefined): boolean {
  return element !== undefined && element.usage.code !== 'X' && element.usage.code !== 'W';
}

function compareElements(
  path: string,
  left: ComponentProfile | undefined,
  right: ComponentProfile | undefined,
  a: Profile,
  b: Profile,
  rows: Rows,
  depth: number,
): void {
  const [usesA, usesB] = [isUsed(left), isUsed(right)];
  if (!usesA && !usesB) return;
  if (!left || !right || !usesA || !usesB) {
    const [onA, onB] = [usesA ? usageOf(left) : say`not used`, usesB ? usageOf(right) : say`not used`];
    const text = say`${(left ?? right)?.name ?? path}: only ${usesA ? a.name : b.name} uses it.`;
    rows.usage.push(gapRow(path, onA, onB, text));
    return;
  }
  if (isRequired(left) !== isRequired(right)) {
    const [one, other] = isRequired(left) ? [a.name, b.name] : [b.name, a.name];
    const text = say`${left.name}: ${one} requires it, ${other} does not.`;
    rows.usage.push(gapRow(path, usageOf(left), usageOf(right), text));
  } else if ((left.usage.condition ?? right.usage.condition) && conditionsOf(left) !== conditionsOf(right)) {
    const text = say`${left.name}: when it is required differs.`;
    rows.usage.push(gapRow(path, conditionsOf(left), conditionsOf(right), text));
  }
  compareLengths(path, left, right, rows);
  compareCodes(path, left, right, a, b, rows);
  compareMeaning(path, left, right, a, b, rows);
  if (depth >= MAX_DEPTH) return;
  const [partsA, partsB] = [
    a.datatypes[left.datatype]?.components ?? [],
    b.datatypes[right.datatype]?.components ?? [],
  ];
  if (partsA.length === 0 || partsB.length === 0) return;
  for (let at = 0; at < Math.max(partsA.length, partsB.length); at++) {
    compareElements(`${path}.${at + 1}`, partsA[at], partsB[at], a, b, rows, depth + 1);
  }
}

function isRequired({ usage }: ComponentProfile): boolean {
  return usage.code === 'R';
}

function usageOf(element: ComponentProfile | undefined): string {
  if (!element) return '';
  const { code, whenTrue, whenFalse } = element.usage;
  return whenTrue === undefined ? code : `${code}(${whenTrue}/${whenFalse ?? 'O'})`;
}

/** With what the usage depends on: `C(R/X) PV1-2 is I`. */
function conditionsOf(element: ComponentProfile): string {
  return `${usageOf(element)} ${element.usage.condition?.text.trim() ?? ''}`.trim();
}

function compareLengths(path: string, left: ComponentProfile, right: ComponentProfile, rows: Rows): void {
  const [lengthA, lengthB] = [left.maxLength, right.maxLength];
  if (lengthA === lengthB || lengthA === undefined || lengthB === undefined) return;
  const shorter = Math.min(lengthA, lengthB);
  const text = say`${left.name}: what is longer than ${shorter} may be cut.`;
  rows.lengths.push(gapRow(path, String(lengthA), String(lengthB), text));
}

function codesOf({ bindings }: ComponentProfile, { tables }: Profile): ReadonlyMap<string, string> | undefined {
  const known = (bindings ?? []).flatMap((binding) => binding.tables.flatMap((name) => tables[name] ?? []));
  const codes = known.flatMap((table) => table.codes).filter(({ excluded }) => !excluded);
  return codes.length === 0 ? undefined : new Map(codes.map(({ value, system }) => [value, system ?? '']));
}

function compareCodes(
  path: string,
  left: ComponentProfile,
  right: ComponentProfile,
  a: Profile,
  b: Profile,
  rows: Rows,
): void {
  const [codesA, codesB] = [codesOf(left, a), codesOf(right, b)];
  if (!codesA || !codesB) return;
  const onlyA = [...codesA.keys()].filter((code) => !codesB.has(code));
  const onlyB = [...codesB.keys()].filter((code) => !codesA.has(code));
  if (onlyA.length === 0 && onlyB.length === 0) return;
  const text = say`${left.name}: codes on one side only: ${onlyA.length + onlyB.length}.`;
  rows.codes.push(gapRow(path, list(onlyA), list(onlyB), text));
}

function list(codes: readonly string[]): string | Said {
  return codes.length > SHOWN
    ? say`${codes.slice(0, SHOWN).join(', ')} and ${codes.length - SHOWN} more`
    : codes.join(', ');
}

/** Other names, other types or codes of other systems at the same place: people have to judge these. */
function compareMeaning(
  path: string,
  left: ComponentProfile,
  right: ComponentProfile,
  a: Profile,
  b: Profile,
  rows: Rows,
): void {
  const [typeA, typeB] = [typeOf(left, a), typeOf(right, b)];
  if (typeA !== typeB) rows.meaning.push(gapRow(path, typeA, typeB, say`${left.name} is of another data type.`));
  if (plain(left.name) !== plain(right.name)) {
    rows.meaning.push(gapRow(path, left.name, right.name, say`It has another name.`));
  }
  const [systemsA, systemsB] = [systemsOf(left, a), systemsOf(right, b)];
  if (systemsA !== '' && systemsB !== '' && systemsA !== systemsB) {
    rows.meaning.push(gapRow(path, systemsA, systemsB, say`${left.name}: codes are of other systems.`));
  }
}

function typeOf({ datatype }: ComponentProfile, { datatypes }: Profile): string {
  return datatypes[datatype]?.name ?? datatype;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function systemsOf(element: ComponentProfile, profile: Profile): string {
  return [...new Set(codesOf(element, profile)?.values())]
    .filter((system) => system !== '')
    .toSorted()
    .join(', ');
}
