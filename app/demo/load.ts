import { keepMessage, keepRun } from '@callosum/interoperability/server';
import { refusal, say } from '@callosum/kernel';
import { CONSOLE, findScope, type JobParts, makeStandIns, organisation, type Scope } from '@callosum/server';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Demonstration, type Ground, momentOf, type Stage } from './demonstration.ts';
import { idOf } from './ids.ts';
import { PLACES_SINCE } from './places.ts';
import type { Step } from './story.ts';
import { type Attaching, tellStory } from './tell.ts';

export interface LoadOptions {
  readonly until: Stage;
  readonly signal?: AbortSignal;
  /** How far it is, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

/** What became of one demonstration. */
export interface Loaded {
  readonly key: string;
  readonly title: string;
  /** The day it is there now. */
  readonly today: string;
  /** Nothing was left to tell. */
  readonly already: boolean;
  readonly events: number;
}

/**
 * Tells a demonstration from where it stands to the end of a stage. Each day is one command, so that what is cut off goes on from
 * there when it is asked for again.
 * @throws Refusal `conflict` when the key belongs to a project that is no demonstration.
 */
export async function loadDemonstration(
  parts: JobParts,
  demonstration: Demonstration,
  { until, signal, onProgress }: LoadOptions,
): Promise<Loaded> {
  const { key, title } = demonstration;
  const known = await findScope(parts.db, key);
  if (known && known.pinned === null) {
    throw refusal('conflict', say`There is a project ${key} already, and it is not the demonstration.`, {
      remedy: say`Nothing was changed. Load the demonstration into an installation without such a project.`,
    });
  }
  const above = await organisation(parts.db);
  const ground: Ground = { project: known?.id ?? randomUUID(), organisation: above.id };
  await sharePlaces(parts, above, demonstration);
  const end = demonstration.stages[until];
  const story = await demonstration.tell(ground);
  const steps = story.steps().filter(({ day }) => day <= end);
  const told = known?.pinned?.slice(0, 10) ?? '';
  const left = [
    ...steps.filter(({ day }) => day > told),
    ...(told < end ? [{ day: end, changes: [], boards: [], answers: [], files: [], messages: [], runs: [] }] : []),
  ];
  const size = left.reduce((sum, { changes }) => sum + changes.length + 1, 0);
  let done = 0;
  let events = known ? 0 : await begin(parts, demonstration, ground, above);
  await makeStandIns(parts.pool, ground.project, demonstration.people(ground));
  for (const step of left) {
    signal?.throwIfAborted();
    events += await tell(parts, ground.project, step);
    done += step.changes.length + 1;
    onProgress?.(done / size);
  }
  parts.access.forget();
  return { key, title, today: told > end ? told : end, already: known !== undefined && left.length === 0, events };
}

/** Makes the project, with a clock of its own. */
async function begin(
  { writes }: JobParts,
  { key, title, zone, begins }: Demonstration,
  { project }: Ground,
  above: Scope,
): Promise<number> {
  const { events } = await writes.execute({
    scope: project,
    actor: CONSOLE,
    commands: [{ command: 'project.create', input: { id: project, key, title, zone, parent: above.key } }],
    create: { parent: above.id, type: 'project', key, zone, pinned: momentOf(begins) },
    internal: true,
  });
  return events;
}

async function tell(parts: JobParts, scope: string, step: Step): Promise<number> {
  const { day, changes, boards, answers } = step;
  const say = (input: object) =>
    parts.writes.execute({
      scope,
      actor: CONSOLE,
      commands: [{ command: tellStory.name, input }],
      clock: momentOf(day),
      internal: true,
    });
  // Both can be done twice: what is cut off before the day is written is done again with it.
  const files = await keepFiles(parts, step);
  await keepRows(parts, scope, step);
  let { events } = await say({ changes, files });
  if (boards.length > 0) events += (await say({ boards })).events;
  if (answers.length > 0) events += (await say({ changes: answers })).events;
  return events;
}

/** Files go the way of every attachment: judged by name and content, scanned, and stored under their hash. */
async function keepFiles({ files }: JobParts, step: Step): Promise<readonly Attaching[]> {
  const kept: Attaching[] = [];
  for (const { record, name, text } of step.files) {
    const stored = await files.attach(Readable.from([Buffer.from(text)]), CONSOLE.account, { name, type: '' });
    kept.push({ record, file: { ...stored, name } });
  }
  return kept;
}

const SECOND_MS = 1_000;

/** Messages and runs are rows of the discipline; each has an id of its own, so that it is there once. */
async function keepRows({ pool }: JobParts, scope: string, { day, messages, runs }: Step): Promise<void> {
  const end = Date.parse(momentOf(day));
  for (const { endpoint, profile, messages: arrived } of messages) {
    for (const [place, message] of arrived.entries()) {
      await keepMessage(pool, {
        ...message,
        id: idOf(endpoint, `message ${place}`),
        scope,
        endpoint,
        received: new Date(end - (arrived.length - 1 - place) * SECOND_MS),
        bytes: Buffer.byteLength(message.body),
        answer: message.valid ? 'AA' : 'AE',
        profile,
      });
    }
  }
  for (const { test, cases, ...run } of runs) {
    const passed = cases.filter((one) => one.passed).length;
    const id = idOf(test, `run ${day}`);
    await keepRun(pool, { ...run, id, scope, test, cases, ran: new Date(end), passed, failed: cases.length - passed });
  }
}

/** Units, roles and shifts live in the organisation; what is there from an earlier time stays. */
async function sharePlaces({ graphs, writes }: JobParts, { id }: Scope, { places }: Demonstration): Promise<void> {
  const graph = await graphs.of(id);
  const changes = places(id).filter((change) => graph.find(change.id) === undefined && !graph.edge(change.id));
  if (changes.length === 0) return;
  await writes.execute({
    scope: id,
    actor: CONSOLE,
    commands: [{ command: tellStory.name, input: { changes } }],
    effective: momentOf(PLACES_SINCE),
    internal: true,
  });
}
