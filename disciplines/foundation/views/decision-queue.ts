import {
  dateOf,
  daysBetween,
  defineView,
  type GraphReader,
  type Mention,
  mentionOf,
  type Moment,
  type Row,
  type ValuesOf,
} from '@callosum/kernel';
import { z } from 'zod';
import { decision } from '../kinds/decision.ts';
import { meeting } from '../kinds/meeting.ts';

/** What waits for a decision, and how late that makes it. */
export interface Held extends Mention {
  /** The day it was to begin, or to be there. */
  readonly planned?: string;
  /** Days it has stood still: since it was planned, as far as the decision is overdue. */
  readonly lost: number;
}

export interface QueuedDecision extends Mention {
  readonly owner?: string;
  readonly committee?: Mention;
  readonly due?: string;
  /** Days since the question was asked; nothing where nobody wrote down when. */
  readonly age?: number;
  /** The meeting to come that treats it. */
  readonly agenda?: Mention;
  /** Where it could be treated: the next meeting of its committee, or the next one at all for what has none. */
  readonly nextMeeting?: Mention;
  /** Days over its limit; negative while there is time. */
  readonly overdue?: number;
  readonly holds: readonly Held[];
  /** Days lost by all that waits: what the delay has cost so far. */
  readonly lost: number;
}

/** Who has to decide how much. */
export interface Decider {
  readonly owner?: string;
  readonly committee?: Mention;
  readonly open: number;
  readonly overdue: number;
  readonly lost: number;
}

export interface DecisionQueue {
  /** What costs most stands first, then what is longest overdue, then what comes next; what has no day comes last. */
  readonly decisions: readonly QueuedDecision[];
  readonly overdue: number;
  /** Records that wait for a decision that is overdue; each once, however many decisions it waits for. */
  readonly waiting: number;
  readonly lost: number;
  /** Those for whom most has been lost first. */
  readonly deciders: readonly Decider[];
}

/** Open decisions in the order in which they should be taken. */
export const decisionQueue = defineView({
  name: 'decision-queue',
  label: 'Decision queue',
  help: 'Open decisions in the order in which waiting costs most: who decides, by when, and what stands still meanwhile.',
  home: ['project', 'programme', 'organisation'],
  reads: [decision.name],
  choices: z.object({}),
  build: ({ graph, at }): DecisionQueue => {
    const meetings = plannedMeetings(graph, at);
    const decisions = [...graph.all(decision)]
      .filter(({ state }) => state === 'open')
      .map((row) => queued(graph, row, at, meetings))
      .sort((a, b) => b.lost - a.lost || byLimit(a, b) || a.number - b.number);
    const late = decisions.filter(({ overdue }) => overdue !== undefined && overdue > 0);
    return {
      decisions,
      overdue: late.length,
      waiting: new Set(late.flatMap(({ holds }) => holds.map(({ id }) => id))).size,
      lost: decisions.reduce((sum, { lost }) => sum + lost, 0),
      deciders: decidersOf(decisions),
    };
  },
});

/** The longest overdue first; what has no day last. */
function byLimit(a: QueuedDecision, b: QueuedDecision): number {
  if (a.overdue === undefined || b.overdue === undefined) {
    return Number(a.overdue === undefined) - Number(b.overdue === undefined);
  }
  return b.overdue - a.overdue;
}

function decidersOf(decisions: readonly QueuedDecision[]): readonly Decider[] {
  const found = new Map<string, Decider>();
  for (const { owner, committee, overdue = 0, lost } of decisions) {
    const key = `${owner ?? ''} ${committee?.id ?? ''}`;
    const known = found.get(key) ?? {
      ...(owner === undefined ? {} : { owner }),
      ...(committee ? { committee } : {}),
      open: 0,
      overdue: 0,
      lost: 0,
    };
    found.set(key, {
      ...known,
      open: known.open + 1,
      overdue: known.overdue + Number(overdue > 0),
      lost: known.lost + lost,
    });
  }
  return [...found.values()].sort((a, b) => b.lost - a.lost || b.overdue - a.overdue || b.open - a.open);
}

interface Planned {
  readonly meeting: Mention;
  readonly committee: string | undefined;
  readonly treats: ReadonlySet<string>;
}

/** Meetings to come, the next first. */
function plannedMeetings(graph: GraphReader, at: Moment): readonly Planned[] {
  return [...graph.all(meeting)]
    .filter(({ state, fields }) => state === 'planned' && fields.at !== undefined && fields.at >= at.instant)
    .sort((a, b) => ((a.fields.at ?? '') < (b.fields.at ?? '') ? -1 : 1))
    .map((row) => ({
      meeting: mentionOf(graph, row),
      committee: graph.out(row.id, 'meeting.of')[0]?.to,
      treats: new Set(graph.out(row.id, 'meeting.treats').map(({ to }) => to)),
    }));
}

function queued(
  graph: GraphReader,
  row: Row<ValuesOf<typeof decision.fields>>,
  at: Moment,
  meetings: readonly Planned[],
): QueuedDecision {
  const { owner, due, raisedOn } = row.fields;
  const overdue = due === undefined ? undefined : daysBetween(due, at.today);
  const holds = ends(graph, row.id, 'decision.holds').map((one) => held(graph, one, overdue ?? 0, at));
  const [committee] = ends(graph, row.id, 'decision.decidedBy');
  const agenda = meetings.find(({ treats }) => treats.has(row.id));
  const next = meetings.find((one) => committee === undefined || one.committee === committee.id);
  return {
    ...mentionOf(graph, row),
    ...(owner === undefined ? {} : { owner }),
    ...(committee ? { committee: mentionOf(graph, committee) } : {}),
    ...(raisedOn === undefined || raisedOn > at.today ? {} : { age: daysBetween(raisedOn, at.today) }),
    ...(agenda ? { agenda: agenda.meeting } : {}),
    ...(next && !agenda ? { nextMeeting: next.meeting } : {}),
    ...(due === undefined || overdue === undefined ? {} : { due, overdue }),
    holds,
    lost: holds.reduce((sum, { lost }) => sum + lost, 0),
  };
}

function ends(graph: GraphReader, id: string, type: string): readonly Row[] {
  return graph
    .out(id, type)
    .flatMap(({ to }) => graph.find(to) ?? [])
    .filter(({ withdrawn }) => !withdrawn);
}

/** Where a record of another discipline keeps the day it was planned for. */
const PLANNED = ['storedStart', 'due'] as const;

function held(graph: GraphReader, row: Row, overdue: number, at: Moment): Held {
  const planned = PLANNED.map((name) => row.fields[name]).find((value) => typeof value === 'string');
  if (planned === undefined) return { ...mentionOf(graph, row), lost: 0 };
  const day = dateOf(planned);
  return { ...mentionOf(graph, row), planned: day, lost: Math.max(0, Math.min(daysBetween(day, at.today), overdue)) };
}
