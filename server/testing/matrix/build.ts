import {
  type Actor,
  type Change,
  createRegistry,
  createSight,
  defineCommand,
  type Discipline,
  type FieldValues,
  type Graph,
  type Kind,
  Refusal,
  RECORD_COMMANDS,
  type Registry,
  type Role,
  ROLES,
  type Sight,
} from '@callosum/kernel';
import { exampleRecord } from '@callosum/kernel/testing';
import { z } from 'zod';
import { CONSOLE } from '../../identity/access.ts';
import { newId } from '../../store/new-id.ts';
import type { TestClient } from '../client.ts';
import { joinedAs } from '../people.ts';
import { buildProject, startServer, type TestServer } from '../server.ts';

/** A project with records of every declared kind, and somebody for every role. */
export interface Matrix {
  readonly server: TestServer;
  readonly key: string;
  readonly scope: string;
  readonly graph: Graph;
  readonly clients: ReadonlyMap<Role, TestClient>;
  readonly kinds: readonly Kind[];
  /** The first of the kinds that say the very same about who may do what; of the others a few words suffice, since rights are data. */
  readonly typical: ReadonlySet<string>;
  /** What somebody could type for a record of a kind, which keeps its rules. */
  readonly example: (kind: Kind, seed: number, people: readonly string[]) => FieldValues;
  /** Kinds of which no example could be made, and why. */
  readonly unmade: ReadonlyMap<string, string>;
  /** Writes past all rights, as an import does. */
  readonly make: (changes: readonly Change[]) => Promise<number>;
  readonly seen: (role: Role) => Promise<{ actor: Actor; sight: Sight }>;
}

const PER_KIND = 3;
/** Every title begins with it, so that a search finds them all. */
export const WORD = 'Matrix';

const make = defineCommand<{ changes: readonly Change[] }>({
  name: 'matrix.make',
  label: 'Make',
  allow: ['owner'],
  internal: true,
  input: z.custom<{ changes: readonly Change[] }>(),
  decide: (_graph, { changes }) => ({ changes }),
});

/** The same declarations, with a way to make examples of them. */
function withMaking({ disciplines }: Registry): Registry {
  const making: Discipline = { name: 'matrix', label: 'Matrix', kinds: [], commands: [make], facts: [] };
  return createRegistry([...disciplines, making], RECORD_COMMANDS);
}

export async function buildMatrix(cluster: string, declared: Registry): Promise<Matrix> {
  const registry = withMaking(declared);
  const server = await startServer({ cluster, registry });
  const { key, id: scope } = await buildProject(server);
  const clients = new Map<Role, TestClient>();
  for (const role of ROLES) clients.set(role, await joinedAs(server, role, key, `${role} of the matrix`));
  const graph = await server.installation.graphs.of(scope);
  const write = async (changes: readonly Change[]): Promise<number> => {
    const commands = [{ command: make.name, input: { changes } }];
    return (await server.installation.writes.execute({ scope, actor: CONSOLE, commands, internal: true })).sequence;
  };
  const kinds = [...registry.kinds.values()].filter(({ home, name }) => home.includes('project') && name !== 'share');
  const people = [...clients.values()].map(({ account }) => account.id);
  const example: Matrix['example'] = (kind, seed, named) => {
    const fields = exampleRecord(registry, kind, { seed, people: named }) ?? {};
    return withWord(kind, seed, fields);
  };
  const unmade = await makeExamples(registry, kinds, people, write);
  await linkExamples(registry, graph, kinds, write);
  const typical = typicalOf(kinds);
  await shareExamples(graph, kinds, clients.get('partner')?.account.id ?? '', write);
  const seen = async (role: Role): Promise<{ actor: Actor; sight: Sight }> => {
    const account = clients.get(role)?.account.id ?? '';
    const actor = await server.installation.access.actorIn({ id: account }, scope);
    return { actor, sight: createSight(registry, graph, actor) };
  };
  return { server, key, scope, graph, clients, kinds, typical, example, unmade, make: write, seen };
}

type Write = (changes: readonly Change[]) => Promise<number>;

/** The first of those kinds that have the same rules in all that rights are said of. */
function typicalOf(kinds: readonly Kind[]): ReadonlySet<string> {
  const first = new Map<string, string>();
  for (const { name, permissions, fields, lifecycle, anonymous } of kinds) {
    const ruled = Object.entries(fields).filter(([, { read, write }]) => read ?? write);
    const moves = Object.entries(lifecycle.moves).filter(([, { by }]) => by);
    const said = JSON.stringify([permissions, ruled, moves, anonymous]);
    if (!first.has(said)) first.set(said, name);
  }
  return new Set(first.values());
}

/** Records of each kind in several states, full ones and bare ones, each person field naming somebody else. */
async function makeExamples(registry: Registry, kinds: readonly Kind[], people: readonly string[], write: Write) {
  const unmade = new Map<string, string>();
  for (const kind of kinds) {
    if (kind.name === 'project') continue;
    const states = Object.keys(kind.lifecycle.states);
    const count = isLarge(kinds) ? PER_KIND : 2 * Math.max(PER_KIND, people.length - kinds.length, states.length * 2);
    const changes = Array.from({ length: count }, (_, index): Change | undefined => {
      const state = states[index % states.length] ?? kind.lifecycle.initial;
      // It begins with somebody else for each kind, so that everybody owns something.
      const named = people.map((_one, place) => people[(place + kind.name.length) % people.length] ?? '');
      const wish = { seed: index, people: named, states: [state], computed: true, full: index % 3 !== 2 };
      const fields = exampleRecord(registry, kind, wish);
      if (!fields) return undefined;
      return { action: 'create', kind: kind.name, id: newId(), fields: withWord(kind, index, fields), state };
    });
    const made = changes.filter((one) => one !== undefined);
    const told = made.length < count ? 'No example keeps its rules.' : await attempt(write, made);
    if (told) unmade.set(kind.name, told);
  }
  return unmade;
}

/** More kinds than can be looked at in every light. */
function isLarge(kinds: readonly Kind[]): boolean {
  return kinds.length > 50;
}

async function attempt(write: Write, changes: readonly Change[]): Promise<string | undefined> {
  try {
    await write(changes);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

function withWord(kind: Kind, seed: number, fields: FieldValues): FieldValues {
  return { ...fields, title: `${WORD} ${kind.name} ${seed}` };
}

/** Each record is linked to one of every kind its links may end at, as far as the declarations let it. */
async function linkExamples(registry: Registry, graph: Graph, kinds: readonly Kind[], write: Write): Promise<void> {
  for (const type of registry.links.values()) {
    if (type.from === 'share' || !kinds.some(({ name }) => name === type.from)) continue;
    const targets = type.to.flatMap((kind) => [...graph.rows(kind)]);
    const rows = [...graph.rows(type.from)].slice(0, isLarge(kinds) ? 2 : undefined);
    const links = rows.flatMap((from, index): Change[] => {
      const to = targets[(index * 2 + 1) % Math.max(1, targets.length)];
      if (!to || to.id === from.id) return [];
      return [{ action: 'link', id: newId(), type: type.type, from: from.id, to: to.id }];
    });
    // A circle, or a link that needs fields, is refused; the others make the matrix.
    if (links.length > 0 && (await attempt(write, links))) for (const link of links) await attempt(write, [link]);
  }
}

async function shareExamples(graph: Graph, kinds: readonly Kind[], person: string, write: Write): Promise<void> {
  const changes = kinds.flatMap((kind): Change[] => {
    const row = [...graph.rows(kind.name)][1];
    if (!row) return [];
    const id = newId();
    return [
      { action: 'create', kind: 'share', id, fields: { title: row.id, person } },
      { action: 'link', id: newId(), type: 'share.of', from: id, to: row.id },
    ];
  });
  await write(changes);
}
