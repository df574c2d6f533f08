import type { Change } from '../declare/change.ts';
import { attachmentsOf } from '../declare/attachments.ts';
import type { BoundCommand, Decision, TextOf } from '../declare/command.ts';
import type { Moment } from '../declare/moment.ts';
import type { Actor } from '../declare/permission.ts';
import { Refusal, refusal } from '../declare/problem.ts';
import type { Registry } from '../declare/registry.ts';
import { say } from '../declare/say.ts';
import type { Stated } from '../declare/signing.ts';
import { scopedRegistry } from '../declare/scoped.ts';
import { resolveChanges } from '../graph/resolve.ts';
import { createGraph, type Graph } from '../graph/graph.ts';
import type { GraphScope } from '../graph/reader.ts';
import type { HistoryEvent } from '../graph/replay.ts';
import type { Write } from '../graph/write.ts';

/** A valid id that tells in a failure which record it was: `testId(7)` ends in 7. */
export function testId(count: number): string {
  return `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`;
}

/** Counts up from a start, so that two runs give the same ids. */
export function testIds(from = 1): () => string {
  let next = from;
  return () => testId(next++);
}

/** A moment on a day, in UTC. */
export function testMoment(today: string): Moment {
  return { instant: `${today}T12:00:00.000Z`, today };
}

/** What the write path does, without store and accounts: for tests of pure parts. */
export interface TestScope {
  readonly graph: Graph;
  /** Every event so far, as history would tell it. */
  readonly history: readonly HistoryEvent[];
  /**
   * Resolves and applies a batch.
   * @param actor whose rights count; without one, permissions count as settled.
   * @throws Refusal when the batch is refused; nothing is applied then.
   */
  readonly apply: (changes: readonly Change[], actor?: Actor) => readonly Write[];
  /** Creates a record and gives its id. */
  readonly create: (kind: string, fields: Extract<Change, { action: 'create' }>['fields'], more?: TestRecord) => string;
  /** Links two records and gives the link's id. */
  readonly link: (
    type: string,
    from: string,
    to: string,
    fields?: Extract<Change, { action: 'link' }>['fields'],
  ) => string;
  /**
   * Runs a declared command and applies what it decided.
   * @throws Refusal with the command's problems.
   */
  readonly run: (command: string, input: unknown, context?: TestContext) => TestRun;
  /**
   * The same of a command that rests on files.
   * @param texts by their SHA-256
   */
  readonly runWithFiles: (
    command: string,
    input: unknown,
    texts: ReadonlyMap<string, string>,
    context?: TestContext,
  ) => Promise<TestRun>;
}

export interface TestRecord {
  readonly id?: string;
  readonly state?: string;
  readonly external?: { readonly source: string; readonly id: string };
}

export interface TestContext {
  readonly at?: Moment;
  readonly actor?: Actor;
}

export interface TestRun {
  readonly result: unknown;
  readonly changes: readonly Change[];
  readonly writes: readonly Write[];
  /** What somebody would have signed. */
  readonly stated: Stated | undefined;
}

/** The owner who acts unless a test says otherwise. */
export const TEST_OWNER: Actor = { account: testId(900_001), roles: ['owner'], offices: [] };

/** Where a test scope lies; a project by itself unless given. */
export interface TestPlace {
  readonly scope?: GraphScope;
  readonly above?: TestScope;
}

/** An empty scope of a registry's kinds. @param today the day commands are run on unless they say otherwise. */
export function createTestScope(
  registry: Registry,
  today = '2027-03-01',
  newId: () => string = testIds(),
  { scope, above }: TestPlace = {},
): TestScope {
  const graph = createGraph(scope, above?.graph);
  const history: HistoryEvent[] = [];
  const apply: TestScope['apply'] = (changes, actor) => {
    const resolved = resolveChanges(graph, scopedRegistry(registry, graph), changes, actor);
    if ('problems' in resolved) throw new Refusal(resolved.problems);
    for (const { change: _change, ...event } of resolved.writes) history.push(event);
    graph.apply(
      resolved.writes.map((write) => write.change),
      graph.sequence() + resolved.writes.length,
    );
    return resolved.writes;
  };
  const called = (name: string): BoundCommand => {
    const command = registry.commands.get(name);
    if (!command) throw new Error(`There is no command “${name}”`);
    return command;
  };
  const carryOut = (
    { allow }: BoundCommand,
    decide: BoundCommand['run'],
    input: unknown,
    { at = testMoment(today), actor = TEST_OWNER }: TestContext,
  ): TestRun => {
    const decision: Decision = decide(graph, input, { actor, at, registry: scopedRegistry(registry, graph), newId });
    if ('problems' in decision) throw new Refusal(decision.problems);
    const writes = apply(decision.changes, allow === 'kinds' ? actor : undefined);
    return { result: decision.result, changes: decision.changes, writes, stated: decision.stated };
  };
  return {
    graph,
    history,
    apply,
    create: (kind, fields, more = {}) => {
      const id = more.id ?? newId();
      apply([{ action: 'create', kind, fields, ...more, id }]);
      return id;
    },
    link: (type, from, to, fields = {}) => {
      const id = newId();
      apply([{ action: 'link', id, type, from, to, fields }]);
      return id;
    },
    run: (name, input, context = {}) => carryOut(called(name), called(name).run, input, context),
    runWithFiles: async (name, input, texts, context = {}) => {
      const command = called(name);
      const textOf: TextOf = async (record, hash) => {
        const text = attachmentsOf(graph.find(record)).some((file) => file.hash === hash) ? texts.get(hash) : undefined;
        if (text === undefined) throw refusal('not-found', say`That file does not belong to this record.`);
        return text;
      };
      return carryOut(command, (await command.fromFiles?.(graph, input, textOf)) ?? command.run, input, context);
    },
  };
}
