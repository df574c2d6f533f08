import {
  type Change,
  defineCommand,
  type FieldChanges,
  type FieldValues,
  type Kind,
  type LinkType,
  type Registry,
  type Rule,
  sameJson,
} from '@callosum/kernel';
import { exampleRecord } from '@callosum/kernel/testing';
import { CONSOLE, type Installation, scopeByKey } from '@callosum/server';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** Examples made of a kind in each of its states; records are made after them in turn. */
const SEEDS = 3;
/** Changes of one command. */
const AT_ONCE = 10_000;

const input = z.strictObject({ changes: z.custom<readonly Change[]>() });

/** Writes what it is told, through the write path as everything else. */
export const makeCommand = defineCommand({
  name: 'bench.make',
  label: 'Make',
  allow: ['owner'],
  internal: true,
  input,
  decide: (_graph, { changes }) => ({ changes }),
});

interface Made {
  readonly id: string;
  readonly kind: Kind;
  readonly state: string;
  readonly fields: FieldValues;
}

/**
 * Makes records of every kind a project has and people may create, as many of each, in all their states, and a link of every
 * type from every third of them. @returns how many there are.
 */
export async function fillKinds(
  { registry, writes, db }: Pick<Installation, 'registry' | 'writes' | 'db'>,
  wanted: { readonly key: string; readonly records: number },
): Promise<{ records: number; links: number; kinds: number }> {
  const { id: scope } = await scopeByKey(db, wanted.key);
  const patterns = patternsOf(registry);
  const each = Math.ceil(wanted.records / patterns.size);
  const made = new Map<string, Made[]>();
  for (const [name, some] of patterns) {
    const records = Array.from({ length: each }, (_, index): Made[] => {
      const one = some[index % some.length];
      return one
        ? [{ ...one, id: randomUUID(), fields: { ...one.fields, title: `${one.kind.label.one} ${index}` } }]
        : [];
    });
    made.set(name, records.flat());
  }
  const records = [...made.values()].flat();
  const links = [...registry.links.values()].flatMap((type) => linksOf(type, made));
  // Answers without an author are written by themselves.
  const isApart = (change: Change): boolean => {
    const name = change.action === 'create' ? change.kind : change.action === 'link' ? change.type.split('.')[0] : '';
    return registry.kinds.get(name ?? '')?.anonymous !== undefined;
  };
  const changes = [
    ...records.map(({ id, kind, state, fields }): Change => ({ action: 'create', kind: kind.name, id, state, fields })),
    ...links,
  ];
  for (const some of [changes.filter((change) => !isApart(change)), changes.filter(isApart)]) {
    for (let from = 0; from < some.length; from += AT_ONCE) {
      const part = { changes: some.slice(from, from + AT_ONCE) };
      const commands = [{ command: makeCommand.name, input: part }];
      await writes.execute({ scope, actor: CONSOLE, commands, internal: true });
    }
  }
  return { records: records.length, links: links.length, kinds: patterns.size };
}

/** What records of each kind look like. */
function patternsOf(registry: Registry): ReadonlyMap<string, Omit<Made, 'id'>[]> {
  const patterns = new Map<string, Omit<Made, 'id'>[]>();
  for (const kind of registry.kinds.values()) {
    if (!kind.home.includes('project') || (kind.permissions.create ?? []).length === 0) continue;
    const found = Object.keys(kind.lifecycle.states).flatMap((state) =>
      Array.from({ length: SEEDS }, (_, seed) => {
        const fields = exampleRecord(registry, kind, { seed, states: [state], full: seed !== 2 });
        return fields ? [{ kind, state, fields }] : [];
      }).flat(),
    );
    if (found.length > 0) patterns.set(kind.name, found);
  }
  return patterns;
}

/** Links of a type between records that are far enough apart to be different ones, each to one with a lower place. */
function linksOf(type: LinkType, made: ReadonlyMap<string, readonly Made[]>): Change[] {
  // What ends anywhere, or has to say more than that it is there, is left out.
  if (type.check ?? Object.values(type.fields ?? {}).some(({ required }) => required)) return [];
  const end = type.to.find((name) => made.has(name));
  const targets = end === undefined || type.to.length > 20 ? [] : (made.get(end) ?? []);
  return (made.get(type.from) ?? []).flatMap((from, index): Change[] => {
    const to = targets[Math.floor(index / 2)];
    if (index % 3 !== 0 || !to || to.id === from.id) return [];
    return [{ action: 'link', id: randomUUID(), type: type.type, from: from.id, to: to.id }];
  });
}

/** Changes somebody could make to records of all kinds, one after the other. */
export async function changesOfKinds(
  { registry, graphs, db }: Pick<Installation, 'registry' | 'graphs' | 'db'>,
  wanted: { readonly key: string; readonly count: number },
): Promise<{ id: string; fields: FieldChanges }[]> {
  const { id: scope } = await scopeByKey(db, wanted.key);
  const graph = await graphs.of(scope);
  const kinds = [...patternsOf(registry).keys()]
    .flatMap((name) => registry.kinds.get(name) ?? [])
    .filter(({ permissions: { read, update } }) => ownerMay(read) && ownerMay(update));
  const found: { id: string; fields: FieldChanges }[] = [];
  for (let index = 0; found.length < wanted.count && index < 4 * wanted.count; index += 1) {
    const kind = kinds[index % kinds.length];
    const row = kind && [...graph.rows(kind.name)][Math.floor(index / kinds.length)];
    if (!kind || !row) continue;
    const { title: _title, ...fields } = exampleRecord(registry, kind, { seed: 5 + index, states: [row.state] }) ?? {};
    // What the new values do not go with is emptied; a change that changes nothing is no event, and would be waited for in vain.
    const names = Object.keys(kind.fields).filter((name) => {
      const { computed, fixed, write, type } = kind.fields[name] ?? {};
      return name !== 'title' && !computed && !fixed && !write && type !== 'structure' && type !== 'formula';
    });
    const changed = names.flatMap((name) => {
      const value = fields[name] ?? null;
      return sameJson(value, row.fields[name] ?? null) ? [] : [[name, value] as const];
    });
    if (changed.length > 0) found.push({ id: row.id, fields: Object.fromEntries(changed) });
  }
  return found;
}

/** Whether an owner may, whatever the record. */
function ownerMay(rules: readonly Rule[] | undefined): boolean {
  return (rules ?? []).some(({ role, office, where }) => role === 'owner' && !office && !where);
}
