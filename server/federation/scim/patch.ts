import type { Json } from '@callosum/kernel';
import { z } from 'zod';
import { ScimError } from './problem.ts';

/** A resource as it is written: an object of JSON. */
export type Resource = Readonly<Record<string, Json>>;

const json: z.ZodType<Json> = z.json();
const operation = z.object({ op: z.string(), path: z.string().max(500).optional(), value: json.optional() });
const patchRequest = z.looseObject({ Operations: z.array(operation).min(1).max(1_000) });

type Op = 'add' | 'replace' | 'remove';

/** A place in a resource: `name.givenName`, `emails[type eq "work"].value`, `members[value eq "…"]`. */
interface Path {
  readonly attribute: string;
  readonly where: { readonly name: string; readonly value: string | boolean } | undefined;
  readonly part: string | undefined;
}

const PATH =
  /^(?:urn:[\w.:-]+:(?:User|Group):)?([\w$]+)(?:\[\s*(\w+)\s+eq\s+(?:"([^"]*)"|(true|false))\s*\])?(?:\.(\w+))?$/i;

/**
 * A resource after a PATCH (RFC 7644, 3.5.2), written as Entra ID and Okta do: operations in any case, values without a
 * path, dotted names within such values, and members to remove as a value.
 * @throws ScimError for what cannot be read.
 */
export function applyPatch(resource: Resource, body: unknown): Resource {
  const read = patchRequest.safeParse(body);
  if (!read.success) throw new ScimError(400, 'Give a list of “Operations”.', 'invalidSyntax');
  let after = resource;
  for (const { op: given, path, value } of read.data.Operations) {
    const op = opOf(given);
    if (path === undefined || path === '') {
      if (op === 'remove') throw new ScimError(400, 'Say what to remove (path).', 'noTarget');
      for (const [name, inner] of Object.entries(objectOf(value))) after = change(after, op, name, inner);
    } else after = change(after, op, path, value);
  }
  return after;
}

function opOf(given: string): Op {
  const op = given.toLowerCase();
  if (op === 'add' || op === 'replace' || op === 'remove') return op;
  throw new ScimError(400, `There is no operation “${given}”.`, 'invalidSyntax');
}

function objectOf(value: Json | undefined): Resource {
  const read = z.record(z.string(), json).safeParse(value);
  if (read.success) return read.data;
  throw new ScimError(400, 'Without a path the value is an object.', 'invalidValue');
}

function change(resource: Resource, op: Op, path: string, value: Json | undefined): Resource {
  const at = pathOf(path);
  // Attributes nobody keeps here (phones, departments) may be sent; they are not errors.
  if (!at) return resource;
  const name = nameIn(resource, at.attribute);
  const before = resource[name];
  const after = at.where || Array.isArray(before) ? inList(before, op, at, value) : inValue(before, op, at, value);
  const { [name]: _gone, ...rest } = resource;
  return after === undefined ? rest : { ...rest, [name]: after };
}

function pathOf(path: string): Path | undefined {
  const found = PATH.exec(path.trim());
  if (!found) {
    if (/^urn:/i.test(path)) return undefined;
    throw new ScimError(400, `The path “${path}” is not understood.`, 'invalidPath');
  }
  const [, attribute = '', filterName, text, flag, part] = found;
  const value = text ?? (flag === undefined ? undefined : flag.toLowerCase() === 'true');
  const where = filterName !== undefined && value !== undefined ? { name: filterName, value } : undefined;
  return { attribute, where, part };
}

/** Names are written in any case. */
function nameIn(resource: Resource, name: string): string {
  return Object.keys(resource).find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
}

function inValue(before: Json | undefined, op: Op, { part }: Path, value: Json | undefined): Json | undefined {
  if (part === undefined) {
    if (op === 'remove') return undefined;
    return isObject(before) && isObject(value) && op === 'add' ? { ...before, ...value } : value;
  }
  const inner = isObject(before) ? before : {};
  const name = nameIn(inner, part);
  const { [name]: _gone, ...rest } = inner;
  return op === 'remove' || value === undefined ? rest : { ...rest, [name]: value };
}

function inList(before: Json | undefined, op: Op, { where, part }: Path, value: Json | undefined): Json | undefined {
  const list: readonly Json[] = Array.isArray(before) ? before : [];
  const isMeant = (one: Json): boolean =>
    where === undefined || (isObject(one) && isSame(one[nameIn(one, where.name)], where.value));
  if (op === 'remove') {
    if (part !== undefined) return list.map((one) => (isMeant(one) ? without(one, part) : one));
    // Some name the members to remove as a value.
    const named = where === undefined && Array.isArray(value) ? new Set(value.map(valueIn)) : undefined;
    return named ? list.filter((one) => !named.has(valueIn(one))) : list.filter((one) => !isMeant(one));
  }
  if (part !== undefined && value !== undefined) {
    if (list.some(isMeant)) return list.map((one) => (isMeant(one) && isObject(one) ? { ...one, [part]: value } : one));
    return [...list, { ...(where ? { [where.name]: where.value } : {}), [part]: value }];
  }
  const given = value === undefined ? [] : Array.isArray(value) ? value : [value];
  if (where !== undefined) return [...list.filter((one) => !isMeant(one)), ...given];
  if (op === 'replace') return given;
  const known = new Set(list.map(valueIn));
  return [...list, ...given.filter((one) => !known.has(valueIn(one)))];
}

function isSame(one: Json | undefined, value: string | boolean): boolean {
  return typeof one === 'string' && typeof value === 'string'
    ? one.toLowerCase() === value.toLowerCase()
    : one === value;
}

function without(one: Json, part: string): Json {
  if (!isObject(one)) return one;
  const { [nameIn(one, part)]: _gone, ...rest } = one;
  return rest;
}

function valueIn(one: Json): string {
  return JSON.stringify(isObject(one) && 'value' in one ? one['value'] : one);
}

function isObject(value: Json | undefined): value is Resource {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
