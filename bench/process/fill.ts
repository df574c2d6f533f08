import { type Change, defineCommand, type GraphReader, type Json, richTextOf } from '@callosum/kernel';
import { CONSOLE, type Installation, scopeByKey } from '@callosum/server';
import { z } from 'zod';

/** Writes risks and decisions around a plan, through the write path as everything else. */
export const fillCommand = defineCommand({
  name: 'bench.fill',
  label: 'Fill',
  allow: ['owner'],
  internal: true,
  input: z.strictObject({ risks: z.int().min(0), decisions: z.int().min(0), links: z.int().min(0) }),
  decide: (graph, { risks, decisions, links }, { newId }) => {
    const riskIds = Array.from({ length: risks }, newId);
    return {
      changes: [
        ...riskIds.map((id, index) => riskChange(id, index)),
        ...Array.from({ length: decisions }, (_, index) => decisionChange(newId(), index)),
        ...threats(graph, riskIds, links, newId),
      ],
    };
  },
});

const CATEGORIES = ['schedule', 'technical', 'clinical', 'people', 'vendor', 'privacy', 'financial'];
const RESPONSES = ['avoid', 'reduce', 'transfer', 'accept'];

function riskChange(id: string, index: number): Change {
  return {
    action: 'create',
    kind: 'risk',
    id,
    fields: {
      title: `Interface ${index} is not ready when its clinic goes live`,
      cause: 'The vendor delivers late and the test environment is shared with two other projects.',
      effect: 'Orders are entered twice during the first week, and results arrive on paper.',
      category: CATEGORIES[index % CATEGORIES.length] ?? 'schedule',
      likelihood: String(1 + (index % 5)),
      impact: String(1 + ((index * 7) % 5)),
      response: RESPONSES[index % RESPONSES.length] ?? 'reduce',
      responsePlan: 'Weekly call with the vendor; a manual procedure is written and exercised before go-live.',
      due: day(index),
    },
  };
}

const written = (text: string): Json => richTextOf(text) ?? null;

function decisionChange(id: string, index: number): Change {
  return {
    action: 'create',
    kind: 'decision',
    id,
    fields: {
      title: `Which unit goes first in wave ${index}?`,
      situation: written('Two units ask to go first and only one can be staffed.'),
      assessment: written('Medicine has more super users; surgery has fewer interfaces.'),
      due: day(index),
    },
  };
}

function* threats(graph: GraphReader, risks: readonly string[], count: number, newId: () => string): Generator<Change> {
  const tasks = [...graph.rows('task')].map(({ id }) => id);
  for (let index = 0; index < count && tasks.length > 0; index += 1) {
    const from = risks[index % risks.length] ?? '';
    // A stride that shares no factor with the number of tasks never repeats a pair for one risk.
    const to = tasks[(index * 7_919) % tasks.length] ?? '';
    yield { action: 'link', id: newId(), type: 'risk.threatens', from, to };
  }
}

function day(index: number): string {
  return `2027-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
}

/** Three risks to one decision, and links from risks to tasks, until the project has the size wanted. */
export async function fill(
  { writes, pool, db }: Installation,
  wanted: { key: string; records: number; links: number },
): Promise<{ scope: string; records: number; links: number }> {
  const { id: scope } = await scopeByKey(db, wanted.key);
  const count = async (): Promise<{ records: number; links: number }> => {
    const { rows } = await pool.query<{ records: number; links: number }>(
      `select (select count(*) from record where scope = $1) as records, (select count(*) from link where scope = $1) as links`,
      [scope],
    );
    return rows[0] ?? { records: 0, links: 0 };
  };
  const before = await count();
  const missing = Math.max(0, wanted.records - before.records);
  const risks = Math.ceil((missing * 3) / 4);
  const input = { risks, decisions: missing - risks, links: Math.max(0, wanted.links - before.links) };
  await writes.execute({ scope, actor: CONSOLE, commands: [{ command: fillCommand.name, input }], internal: true });
  return { scope, ...(await count()) };
}

/** Events of one command of `lengthen`. */
const AT_ONCE = 20_000;

/** Writes risks and twice as many links until the project's ledger has so many events. @returns how many it has. */
export async function lengthen(
  { writes, db, pool }: Installation,
  wanted: { key: string; events: number },
): Promise<number> {
  const { id: scope } = await scopeByKey(db, wanted.key);
  const { rows } = await pool.query<{ sequence: number }>('select sequence from head where scope = $1', [scope]);
  let events = rows[0]?.sequence ?? 0;
  while (events < wanted.events) {
    const count = Math.min(AT_ONCE, wanted.events - events);
    const risks = Math.ceil(count / 3);
    const input = { risks, decisions: 0, links: count - risks };
    ({ sequence: events } = await writes.execute({
      scope,
      actor: CONSOLE,
      commands: [{ command: fillCommand.name, input }],
      internal: true,
    }));
  }
  return events;
}
