import { fieldType, type FieldValues, type Json, type Kind, type Registry } from '@callosum/kernel';
import { recordPage, recordView } from '@callosum/kernel/contract';
import { exampleRecord } from '@callosum/kernel/testing';
import type { Answer, TestClient } from '@callosum/server/testing';
import { z } from 'zod';

const made = z.looseObject({ result: z.looseObject({ id: z.string() }) });

type Move = Kind['lifecycle']['moves'][string];

/** Whoever tries a kind, where its records live. */
export interface Trial {
  readonly registry: Registry;
  readonly client: TestClient;
  /** Accounts that fields of people name. */
  readonly people: readonly string[];
  readonly key: string;
  readonly kind: Kind;
}

/** Commands as somebody in the browser would run them; a refusal fails the test with what was said. */
export function trialOf(trial: Trial) {
  const { registry, client, people, key, kind } = trial;
  const done = (what: string, answer: Answer): Answer => {
    if (answer.status === 200) return answer;
    throw new Error(`${what} of ${kind.name} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
  };
  const run = async (command: string, input: object): Promise<Answer> =>
    done(`${command} ${JSON.stringify(input)}`, await client.attempt(key, command, input));
  const example = (seed: number, more: { full?: boolean; states?: readonly string[]; stored?: FieldValues } = {}) => {
    const found = exampleRecord(registry, kind, { seed, people, ...more });
    if (!found)
      throw new Error(`There is no ${kind.name} that keeps its rules as ${more.states?.join(' and ') ?? 'new'}`);
    return found;
  };
  const create = async (fields: FieldValues): Promise<string> =>
    made.parse((await run('record.create', { kind: kind.name, fields })).body).result.id;
  const look = (id: string) => client.read(recordView, `/projects/${key}/record/${id}`);
  const list = (query: Readonly<Record<string, string>> = {}) =>
    client.read(recordPage, `/projects/${key}/records/${kind.name}?${new URLSearchParams({ limit: '500', ...query })}`);

  /** Makes a move, after giving what its rules ask for; where they ask for what cannot be before it, along with it. */
  const move = async (id: string, name: string, { from, to, signs }: Move): Promise<void> => {
    const { record } = await look(id);
    const stored = storedOf(kind, record.fields);
    const wish = { seed: 2, people, stored, full: false };
    const both = exampleRecord(registry, kind, { ...wish, states: [record.state, to] });
    const after = both ?? exampleRecord(registry, kind, { ...wish, states: [to] });
    if (!after) throw new Error(`Nothing makes ${kind.name} ready for “${name}” from ${from.join(' or ')}`);
    const fields = changesBetween(kind, stored, after);
    const changes = Object.keys(fields).length > 0;
    if (both && changes) await run('record.update', { id, fields });
    const input = { id, move: name };
    if (signs !== undefined) done(`signed ${name}`, await client.sign(key, 'record.move', input));
    else if (both || !changes) await run('record.move', input);
    else await run('record.edit', { records: [{ ...input, fields }] });
  };
  return { ...trial, run, example, create, look, list, move };
}

export type Trying = ReturnType<typeof trialOf>;

/** What people type, of what a record shows: formulas and what commands set are left out. */
export function typed(kind: Kind, fields: FieldValues): FieldValues {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => {
      const field = kind.fields[name];
      return field && !field.computed && field.type !== 'formula';
    }),
  );
}

/** What is stored, of what a record shows. */
function storedOf(kind: Kind, fields: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => kind.fields[name]?.type !== 'formula'));
}

/** What has to be said so that a record of these values has those. */
export function changesBetween(kind: Kind, before: FieldValues, after: FieldValues): Record<string, Json> {
  const names = new Set([...Object.keys(typed(kind, before)), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].flatMap((name) => {
      if (kind.fields[name]?.fixed && before[name] !== undefined) return [];
      const value = after[name] ?? null;
      return JSON.stringify(value) === JSON.stringify(before[name] ?? null) ? [] : [[name, value] as const];
    }),
  );
}

/**
 * Makes every move of the lifecycle from every state it starts in, on as many records as that takes.
 * @returns moves that no record could come to, as “state → move”.
 */
export async function walkMoves(trying: Trying): Promise<string[]> {
  const { kind } = trying;
  const { initial, moves } = kind.lifecycle;
  const all = Object.entries(moves).flatMap(([name, move]) => move.from.map((from) => ({ name, move, from })));
  const left = new Set(all);
  for (;;) {
    const start = pathTo(all, left, initial);
    if (!start) return [...left].map(({ name, from }) => `${from} → ${name}`);
    const id = await trying.create(trying.example(2, { full: false }));
    for (let path: typeof start | undefined = start; path; path = pathTo(all, left, path.at(-1)?.move.to ?? initial)) {
      for (const step of path) {
        await trying.move(id, step.name, step.move);
        left.delete(step);
      }
    }
  }
}

interface Step {
  readonly name: string;
  readonly move: Move;
  readonly from: string;
}

/** The shortest way from a state to a move that was not made yet, that move included. */
function pathTo(all: readonly Step[], left: ReadonlySet<Step>, from: string): Step[] | undefined {
  let ways: { readonly at: string; readonly path: Step[] }[] = [{ at: from, path: [] }];
  const seen = new Set([from]);
  while (ways.length > 0) {
    const next: typeof ways = [];
    for (const { at, path } of ways) {
      for (const step of all.filter((one) => one.from === at)) {
        if (left.has(step)) return [...path, step];
        if (seen.has(step.move.to)) continue;
        seen.add(step.move.to);
        next.push({ at: step.move.to, path: [...path, step] });
      }
    }
    ways = next;
  }
  return undefined;
}

/** Whether values stand in their order, what has none last. */
export function isSorted(kind: Kind, name: string, rows: readonly { readonly fields: FieldValues }[]): boolean {
  const field = kind.fields[name];
  if (!field) return false;
  const type = fieldType(field);
  const keys = rows.map(({ fields: { [name]: value } }) => (value === undefined ? undefined : type.sortKey(value)));
  return keys.every((key, index) => {
    const before = keys[index - 1];
    if (index === 0 || key === undefined) return true;
    if (before === undefined) return false;
    return typeof key === 'number' && typeof before === 'number'
      ? before <= key
      : String(before).localeCompare(String(key), 'en') <= 0 || String(before) <= String(key);
  });
}
