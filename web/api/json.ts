import type { Json } from '@callosum/kernel';

type MutableJson = null | boolean | number | string | MutableJson[] | { [key: string]: MutableJson };

/** The wire's type is mutable, ours is not; a copy satisfies both. */
export function asMutable(value: Json): MutableJson {
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map(asMutable);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asMutable(one)]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
