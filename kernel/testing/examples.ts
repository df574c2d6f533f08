import type { ChecklistItem, Field } from '../declare/field.ts';
import { fieldType } from '../declare/fields/index.ts';
import { applyChanges, type FieldValues, type Json } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import type { Problem } from '../declare/problem.ts';
import type { Registry } from '../declare/registry.ts';
import { checkFields, checkPresent, checkRecord } from '../declare/validate.ts';

/** What an example shall be like. */
export interface ExampleWish {
  /** Other seeds give other values. */
  readonly seed: number;
  /** Accounts that fields of people name; made up unless given. */
  readonly people?: readonly string[];
  /** States in which the rules of the kind shall hold; the initial one unless given. */
  readonly states?: readonly string[];
  /** The record as it is: what it has stays, except for what a rule asks to be changed. */
  readonly stored?: FieldValues;
  /** Whether fields that commands set have values as well, as in records that a command made. */
  readonly computed?: boolean;
  /** Whether every field somebody may type is filled in, as far as the rules let it, or only what must be. */
  readonly full?: boolean;
}

/** Values of one field that are tried when a rule is broken. */
const SEEDS = 12;
/** Names of each sort out of the registry that are tried where a rule asks for one. */
const NAMES = 40;
/** Values that are changed one after the other, and records that are tried, before it is given up. */
const DEPTH = 8;
const MOST_TRIED = 20_000;

/**
 * A record's fields made from the declaration alone, which keep every rule of the kind in all the states asked for: examples for
 * tests, benches and screens. Fields that commands set, formulas, structures and files are left out.
 * @returns what somebody could type; undefined when no such record was found.
 */
export function exampleRecord(registry: Registry, kind: Kind, wish: ExampleWish): FieldValues | undefined {
  const { seed, people = [], stored = {}, full = true } = wish;
  const states = wish.states ?? [kind.lifecycle.initial];
  const names = Object.keys(kind.fields).filter((name) => isGiven(kind, name, wish));
  // What has to be there and nobody types cannot be found by trying.
  const given = new Set([...names, ...Object.keys(stored)]);
  const missing = Object.keys(kind.fields).some((name) => kind.fields[name]?.required && !given.has(name));
  if (missing) return undefined;
  const wanted = names.filter((name) => stored[name] === undefined && (full || kind.fields[name]?.required));
  const first = Object.fromEntries(
    wanted.flatMap((name) => {
      const field = kind.fields[name];
      return field ? [[name, exampleValue(field, seed, people)]] : [];
    }),
  );
  const search: Search = { registry, kind, names, states, wish, seen: new Set(), left: MOST_TRIED };
  const found = mended(search, { ...stored, ...first }, DEPTH);
  // A rule may want several values at once that nobody has to give.
  if (!found && !full) return exampleRecord(registry, kind, { ...wish, full: true });
  return found && Object.fromEntries(names.flatMap((name) => entryOf(found, name)));
}

/** A valid value of a field. @param people accounts that are named, in turn. */
export function exampleValue(field: Field, seed: number, people: readonly string[] = []): Json {
  const value = fieldType(field).example(seed);
  if (field.type === 'checklist' && Array.isArray(value)) return unticked(value as readonly ChecklistItem[]);
  const [one = '', ...others] = people;
  if (one === '') return value;
  const nth = (index: number): string => people[index % people.length] ?? one;
  if (field.type === 'person') return nth(seed);
  if (field.type === 'people') return others.length === 0 ? [one] : [nth(seed), nth(seed + 1)];
  return value;
}

/** Ticks are set one by one, by a command that says who and when. */
function unticked(items: readonly ChecklistItem[]): Json {
  return items.map(({ id, text }) => ({ id, text }));
}

function isGiven(kind: Kind, name: string, { stored = {}, computed = false }: ExampleWish): boolean {
  const field = kind.fields[name];
  if (!field || (field.computed && !computed)) return false;
  if (field.fixed && stored[name] !== undefined) return false;
  return field.type !== 'formula' && field.type !== 'structure' && field.type !== 'file';
}

function entryOf(fields: FieldValues, name: string): [string, Json][] {
  const value = fields[name];
  return value === undefined ? [] : [[name, value]];
}

function faultsIn({ registry, kind, states }: Search, fields: FieldValues): Problem[] {
  const single = [...checkFields(kind, fields), ...checkPresent(kind.fields, fields)];
  if (single.length > 0) return single;
  return states.flatMap((state) => checkRecord(kind, { state, fields }, registry));
}

interface Search {
  readonly registry: Registry;
  readonly kind: Kind;
  readonly names: readonly string[];
  readonly states: readonly string[];
  readonly wish: ExampleWish;
  /** Records tried already. */
  readonly seen: Set<string>;
  left: number;
}

/**
 * The record with as many values changed, one after the other, as it takes to break no rule. What a rule names is tried before the
 * rest, and what breaks fewer rules before what breaks others.
 */
function mended(search: Search, fields: FieldValues, depth: number): FieldValues | undefined {
  const { registry, kind, names, wish, seen } = search;
  const broken = faultsIn(search, fields);
  if (broken.length === 0) return fields;
  if (depth === 0) return undefined;
  const told = wordsOf(broken);
  const named = new Set(broken.map(({ path }) => String(path?.[1])));
  const others: FieldValues[] = [];
  for (const name of names.toSorted((a, b) => Number(named.has(b)) - Number(named.has(a)))) {
    const field = kind.fields[name];
    if (!field) continue;
    for (const value of candidatesFor(registry, field, wish)) {
      const changed = applyChanges(fields, { [name]: value });
      const mark = JSON.stringify(changed);
      if (seen.has(mark)) continue;
      seen.add(mark);
      if ((search.left -= 1) < 0) return undefined;
      const now = faultsIn(search, changed);
      if (now.length === 0) return changed;
      const differs = value === null || wordsOf(now) !== told;
      if (now.length > broken.length || !differs) continue;
      if (now.length === broken.length) others.push(changed);
      else {
        const found = mended(search, changed, depth - 1);
        if (found) return found;
      }
    }
  }
  for (const other of others) {
    const found = mended(search, other, depth - 1);
    if (found) return found;
  }
  return undefined;
}

function wordsOf(problems: readonly Problem[]): string {
  return problems.map(({ message }) => message).join('\n');
}

function* candidatesFor(registry: Registry, field: Field, { seed, people }: ExampleWish): Generator<Json | null> {
  for (let more = 0; more < SEEDS; more += 1) yield exampleValue(field, seed + more, people);
  if (field.type === 'kindName') yield* [...registry.kinds.keys()].slice(0, NAMES);
  if (field.type === 'text') {
    yield* [...registry.facts.keys()].slice(0, NAMES);
    yield* datesOf(registry);
    yield 'someone@example.org';
    yield '08:00';
  }
  if (!field.required) yield null;
}

/** Names of date fields, which some kinds speak of. */
function datesOf({ kinds }: Registry): Iterable<string> {
  const dates = [...kinds.values()].flatMap(({ fields }) =>
    Object.keys(fields).filter((name) => fields[name]?.type === 'date'),
  );
  return new Set(dates.slice(0, NAMES));
}
