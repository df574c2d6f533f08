/** A JSON value. Every field value, link field and command input is one. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The fields of a record or link as stored: absent and null mean the same, so null is never kept. */
export type FieldValues = Readonly<Record<string, Json>>;

/** Changed fields only; null clears a field. */
export type FieldChanges = Readonly<Record<string, Json>>;

/** Structural equality of two JSON values; member order does not matter. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a.length !== b.length) return false;
    return a.every((item, index) => sameJson(item, b[index]));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}

/** Narrowing that Array.isArray does not do for readonly lists. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The values after a partial change: null removes. */
export function applyChanges(before: FieldValues, changes: FieldChanges): FieldValues {
  const after: Record<string, Json> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return after;
}

/** Only those changes that really change something. */
export function effectiveChanges(before: FieldValues, changes: FieldChanges): FieldChanges {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(changes)) {
    const old = before[name];
    if (value === null ? old !== undefined : !sameJson(old, value)) kept[name] = value;
  }
  return kept;
}
