import {
  type Actor,
  type Change,
  createRegistry,
  createSight,
  defineCommand,
  type Discipline,
  type FieldValues,
  fieldType,
  type Graph,
  type Kind,
  Refusal,
  RECORD_COMMANDS,
  type Registry,
  type Role,
  ROLES,
  type Sight,
} from '@callosum/kernel';
import { z } from 'zod';
import { CONSOLE } from '../identity/access.ts';
import { newId } from '../store/new-id.ts';
import type { TestClient } from './client.ts';
import { joinedAs } from './people.ts';
import { buildProject, startServer, type TestServer } from './server.ts';

/** A project with records of every declared kind, and somebody for every role. */
export interface Matrix {
  readonly server: TestServer;
  readonly key: string;
  readonly scope: string;
  readonly graph: Graph;
  readonly clients: ReadonlyMap<Role, TestClient>;
  readonly kinds: readonly Kind[];
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
  const unmade = await makeExamples(kinds, people, write);
  await linkExamples(registry, graph, kinds, write);
  await shareExamples(graph, kinds, clients.get('partner')?.account.id ?? '', write);
  const seen = async (role: Role): Promise<{ actor: Actor; sight: Sight }> => {
    const account = clients.get(role)?.account.id ?? '';
    const actor = await server.installation.access.actorIn({ id: account }, scope);
    return { actor, sight: createSight(registry, graph, actor) };
  };
  return { server, key, scope, graph, clients, kinds, unmade, make: write, seen };
}

type Write = (changes: readonly Change[]) => Promise<number>;

/** Several records of each kind, in every state, each person field naming somebody else. */
async function makeExamples(kinds: readonly Kind[], people: readonly string[], write: Write) {
  const unmade = new Map<string, string>();
  for (const kind of kinds) {
    if (kind.name === 'project') continue;
    const states = Object.keys(kind.lifecycle.states);
    const count = Math.max(PER_KIND, people.length - kinds.length, states.length * 2);
    for (let n = 0; n < count; n += 1) {
      const state = states[n % states.length] ?? kind.lifecycle.initial;
      const full = exampleOf(kind, n, people);
      const needed = Object.fromEntries(Object.entries(full).filter(([name]) => kind.fields[name]?.required));
      const told = await attempt(write, kind, state, full).then(
        (first) => first && attempt(write, kind, state, needed),
      );
      if (told) unmade.set(kind.name, told);
    }
  }
  return unmade;
}

async function attempt(write: Write, kind: Kind, state: string, fields: FieldValues): Promise<string | undefined> {
  try {
    await write([{ action: 'create', kind: kind.name, id: newId(), fields, state }]);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}

/** A valid value for each field. @param seed varies them. */
export function exampleOf(kind: Kind, seed: number, people: readonly string[]): FieldValues {
  return Object.fromEntries(
    Object.entries(kind.fields).map(([name, field]) => {
      if (name === 'title') return [name, `${WORD} ${kind.name} ${seed}`];
      if (field.type === 'person') return [name, people[(seed + kind.name.length) % people.length] ?? ''];
      return [name, fieldType(field).example(seed)];
    }),
  );
}

/** Each record is linked to one of every kind its links may end at, as far as the declarations let it. */
async function linkExamples(registry: Registry, graph: Graph, kinds: readonly Kind[], write: Write): Promise<void> {
  for (const type of registry.links.values()) {
    if (type.from === 'share' || !kinds.some(({ name }) => name === type.from)) continue;
    const targets = type.to.flatMap((kind) => [...graph.rows(kind)]);
    for (const [index, from] of [...graph.rows(type.from)].entries()) {
      const to = targets[(index * 2 + 1) % Math.max(1, targets.length)];
      if (!to || to.id === from.id) continue;
      const link: Change = { action: 'link', id: newId(), type: type.type, from: from.id, to: to.id };
      // A circle, or a link that needs fields, is refused; the others make the matrix.
      await write([link]).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    }
  }
}

async function shareExamples(graph: Graph, kinds: readonly Kind[], person: string, write: Write): Promise<void> {
  for (const kind of kinds) {
    const row = [...graph.rows(kind.name)][1];
    if (!row) continue;
    const id = newId();
    await write([
      { action: 'create', kind: 'share', id, fields: { title: row.id, person } },
      { action: 'link', id: newId(), type: 'share.of', from: id, to: row.id },
    ]);
  }
}
