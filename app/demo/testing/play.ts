import {
  createEvaluator,
  createGraph,
  endOfDay,
  evaluateGates,
  type Evaluator,
  type GateResult,
  type Graph,
  momentAt,
  Refusal,
  resolveChanges,
} from '@callosum/kernel';
import { createHash } from 'node:crypto';
import { registry } from '../../composition.ts';
import { type Demonstration, momentOf } from '../demonstration.ts';
import { idOf } from '../ids.ts';
import type { Step } from '../story.ts';
import { type Attaching, tellStory } from '../tell.ts';

/** A demonstration told in memory, without a store: every change is checked as the write path checks it. */
export interface Played {
  /** Goes on to the end of a day. */
  readonly to: (day: string) => void;
  readonly graph: Graph;
  readonly evaluator: Evaluator;
  readonly gate: (key: string) => GateResult | undefined;
  /** A fact, on the day it has been told to. */
  readonly fact: (name: string) => number | undefined;
  /** How many records of a kind there are, in some state, with some field. */
  readonly count: (kind: string, state?: string) => number;
  readonly events: () => number;
  /** Tasks whose dates are others than what the plan comes to when it is calculated. */
  readonly misdated: () => readonly string[];
}

const ORGANISATION = idOf('test', 'organisation');
const PROJECT = idOf('test', 'project');
const CONSOLE = { account: 'console', roles: ['owner'], offices: [] } as const;

export async function play({ tell, places, title, key, zone, begins }: Demonstration): Promise<Played> {
  const above = createGraph({ id: ORGANISATION, type: 'organisation', key: 'organisation' });
  const graph = createGraph({ id: PROJECT, type: 'project', key }, above);
  let events = 0;
  let ids = 0;
  const newId = (): string => idOf('test', `made ${(ids += 1)}`);
  const write = (
    into: Graph,
    day: string,
    { changes, boards = [], files = [] }: Partial<Step> & Pick<Step, 'changes'>,
  ): void => {
    const at = momentAt(momentOf(day), zone);
    const context = { actor: CONSOLE, at, registry, newId };
    const decision = tellStory.run(into, { changes, boards, files: files.map(asStored) }, context);
    if ('problems' in decision) throw new Refusal(decision.problems);
    const resolved = resolveChanges(into, registry, decision.changes, undefined);
    if ('problems' in resolved) throw new Error(`${day}: ${told(resolved.problems, decision.changes)}`);
    events += resolved.writes.length;
    into.apply(
      resolved.writes.map(({ change }) => change),
      into.sequence() + resolved.writes.length,
    );
  };
  write(above, begins, { changes: places(ORGANISATION) });
  const own = { title, key, zone, parent: 'organisation' };
  write(graph, begins, { changes: [{ action: 'create', kind: 'project', id: PROJECT, fields: own }] });
  const story = await tell({ project: PROJECT, organisation: ORGANISATION });
  const steps = [...story.steps()];
  const evaluator = createEvaluator(graph, registry, endOfDay(begins, zone));
  let today = begins;
  return {
    graph,
    evaluator,
    events: () => events,
    to: (day) => {
      while (steps[0] && steps[0].day <= day) {
        const step = steps.shift();
        if (!step) break;
        write(graph, step.day, { changes: step.changes, files: step.files });
        if (step.boards.length > 0) write(graph, step.day, { changes: [], boards: step.boards });
        if (step.answers.length > 0) write(graph, step.day, { changes: step.answers });
      }
      today = day;
      evaluator.moveTo(endOfDay(day, zone));
    },
    misdated: () => {
      const decision = registry.commands
        .get('plan.reckon')
        ?.run(graph, {}, { actor: CONSOLE, at: endOfDay(today, zone), registry, newId });
      if (!decision || 'problems' in decision) throw new Error('The plan cannot be calculated');
      return decision.changes.flatMap((change) =>
        change.action === 'update' && ('storedStart' in change.fields || 'storedFinish' in change.fields)
          ? [JSON.stringify(graph.find(change.id)?.fields.title)]
          : [],
      );
    },
    gate: (wanted) =>
      evaluateGates(registry.gates(graph), evaluator, endOfDay(today, zone)).find((one) => one.key === wanted),
    fact: (name) => evaluator.value(name, []).value,
    count: (kind, state) => {
      let found = 0;
      for (const row of graph.rows(kind)) if (state === undefined || row.state === state) found += 1;
      return found;
    },
  };
}

/** As the store would have it. */
function asStored({ record, name, text }: Step['files'][number]): Attaching {
  const hash = createHash('sha256').update(text).digest('hex');
  const type = name.endsWith('.json') ? 'application/json' : 'text/plain';
  return { record, file: { hash, name, size: Buffer.byteLength(text), type } };
}

function told(
  problems: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[],
  changes: readonly unknown[],
): string {
  return problems
    .slice(0, 5)
    .map(
      ({ message, path }) =>
        `${message} ${path?.slice(2).join('.') ?? ''} in ${JSON.stringify(changes[Number(path?.[1])]).slice(0, 400)}`,
    )
    .join('\n');
}
