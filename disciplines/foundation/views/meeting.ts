import {
  daysBetween,
  defineView,
  type GraphReader,
  type Mention,
  mentionOf,
  type Moment,
  type Registry,
  type Row,
  type ViewContext,
} from '@callosum/kernel';
import { z } from 'zod';
import { action } from '../kinds/action.ts';
import { decision } from '../kinds/decision.ts';
import { meeting } from '../kinds/meeting.ts';
import { agendaFor, attendanceOf, committeeOf, dayOf, type MeetingRow } from '../meetings.ts';

/** A meeting one may choose. */
export interface Sitting extends Mention {
  readonly day: string;
}

/** Something that is to be treated: a line that was written, and the record it is about where there is one. */
export interface AgendaLine {
  /** Number of the line in the agenda; undefined for what is treated and stands in no line. */
  readonly item?: number;
  readonly text: string;
  readonly done: boolean;
  readonly about?: Mention & {
    readonly owner?: string;
    readonly due?: string;
    readonly late: boolean;
    /** Not settled yet. */
    readonly open: boolean;
  };
}

/** What somebody has promised, or has to decide. */
export interface Owed extends Mention {
  readonly owner?: string;
  readonly due?: string;
}

export interface Present {
  readonly person: string;
  /** Of the committee, so that he counts for its quorum. */
  readonly member: boolean;
  readonly present: boolean;
}

export interface RunningMeeting extends Mention {
  readonly day: string;
  readonly at?: string;
  readonly minutesPlanned?: number;
  readonly place?: string;
  readonly owner?: string;
  readonly committee?: Mention;
  readonly people: readonly Present[];
  readonly members: number;
  readonly quorum?: number;
  readonly hasQuorum: boolean;
  readonly agenda: readonly AgendaLine[];
  /** What waits for the committee and is not on the agenda. */
  readonly waiting: number;
  readonly minutes: readonly string[];
  readonly decided: readonly Owed[];
  /** Questions put up here that are open. */
  readonly asked: readonly Owed[];
  readonly promised: readonly Owed[];
}

export interface MeetingMode {
  /** Meetings of these weeks, the nearest first. */
  readonly meetings: readonly Sitting[];
  readonly meeting?: RunningMeeting;
}

const BEFORE_DAYS = 21;
const AFTER_DAYS = 21;

/** One screen from which a meeting is run: who is there, what is on, what was decided, what was promised. */
export const meetingMode = defineView({
  name: 'meeting',
  label: 'Run a meeting',
  help: 'One screen to run a meeting from: who is here and whether that is enough to decide, the agenda out of what waits, and minutes that are typed once and become decisions and actions with a name and a day.',
  home: ['project', 'programme', 'organisation'],
  reads: [meeting.name],
  opensFor: { kind: meeting.name, choice: 'meeting' },
  choices: z.object({ meeting: z.uuid().exactOptional() }),
  build: (context, { meeting: wanted }): MeetingMode => {
    const { graph, at } = context;
    const near = [...graph.all(meeting)]
      .filter(({ state }) => state !== 'cancelled')
      .map((row) => ({ row, day: dayOf(row, at.today) }))
      .filter(({ day }) => isNear(day, at))
      .sort((a, b) => nearness(a.row, a.day, at) - nearness(b.row, b.day, at) || a.row.number - b.row.number);
    const row = wanted === undefined ? near[0]?.row : graph.get(meeting, wanted);
    return {
      meetings: near.map(({ row: one, day }) => ({ ...mentionOf(graph, one), day })),
      ...(row ? { meeting: running(context, row) } : {}),
    };
  },
});

function isNear(day: string, { today }: Moment): boolean {
  const away = daysBetween(today, day);
  return away >= -BEFORE_DAYS && away <= AFTER_DAYS;
}

/** Meetings still to be held before others; then the nearest. */
function nearness({ state }: Row, day: string, { today }: Moment): number {
  return (state === 'planned' ? 0 : 1_000) + Math.abs(daysBetween(today, day));
}

function running({ graph, at, registry }: ViewContext, row: MeetingRow): RunningMeeting {
  const { fields } = row;
  const body = committeeOf(graph, row.id);
  const { present, members, quorum, hasQuorum } = attendanceOf(graph, row);
  const seats = new Set([...(body?.fields.members ?? []), ...(body?.fields.owner ? [body.fields.owner] : [])]);
  const people = new Set([...seats, ...(fields.invited ?? []), ...present]);
  const agenda = linesOf(graph, registry, at, row);
  const treated = new Set(graph.out(row.id, 'meeting.treats').map(({ to }) => to));
  const isOpen = row.state === 'planned' || row.state === 'held';
  const taken = owedFrom(graph, row.id, 'decision.takenAt');
  return {
    ...mentionOf(graph, row),
    day: dayOf(row, at.today),
    ...(fields.at === undefined ? {} : { at: fields.at }),
    ...(fields.minutesPlanned === undefined ? {} : { minutesPlanned: fields.minutesPlanned }),
    ...(fields.place === undefined ? {} : { place: fields.place }),
    ...(fields.owner === undefined ? {} : { owner: fields.owner }),
    ...(body ? { committee: mentionOf(graph, body) } : {}),
    people: [...people].map((person) => ({
      person,
      member: body === undefined || seats.has(person),
      present: present.includes(person),
    })),
    members,
    ...(quorum === undefined ? {} : { quorum }),
    hasQuorum,
    agenda,
    waiting: isOpen
      ? agendaFor(graph, row.id, dayOf(row, at.today)).filter((one) => !treated.has(one.row.id)).length
      : 0,
    minutes: (fields.minutes ?? '').split('\n').filter((line) => line.trim() !== ''),
    decided: taken.filter(({ state }) => state === 'decided'),
    asked: taken.filter(({ kind, state }) => kind === decision.name && state === 'open'),
    promised: owedFrom(graph, row.id, 'action.from').filter(({ kind }) => kind === action.name),
  };
}

/** The agenda as it was written, each line with the record it speaks of; then what is treated and stands in no line. */
function linesOf(graph: GraphReader, registry: Registry, at: Moment, row: MeetingRow): readonly AgendaLine[] {
  const left = new Map(
    graph.out(row.id, 'meeting.treats').flatMap(({ to }) => {
      const one = graph.find(to);
      return one && !one.withdrawn ? [[to, one] as const] : [];
    }),
  );
  const speaksOf = (text: string): Row | undefined => {
    for (const one of left.values()) {
      const reference = `${registry.kinds.get(one.kind)?.prefix ?? ''}-${one.number} `;
      const title = one.fields['title'];
      if (text.startsWith(reference) || (typeof title === 'string' && text.startsWith(title))) return one;
    }
    return undefined;
  };
  const written = (row.fields.agenda ?? []).map(({ id, text, done }): AgendaLine => {
    const about = speaksOf(text);
    if (about) left.delete(about.id);
    return {
      item: id,
      text,
      done: done !== undefined,
      ...(about ? { about: aboutOf(graph, registry, at, about) } : {}),
    };
  });
  const others = [...left.values()].map((one): AgendaLine => {
    const about = aboutOf(graph, registry, at, one);
    return { text: about.title, done: !about.open, about };
  });
  return [...written, ...others];
}

function aboutOf(graph: GraphReader, registry: Registry, at: Moment, row: Row): NonNullable<AgendaLine['about']> {
  const { owner, due } = row.fields;
  const open = registry.kinds.get(row.kind)?.lifecycle.states[row.state]?.closed !== true;
  return {
    ...mentionOf(graph, row),
    ...(typeof owner === 'string' ? { owner } : {}),
    ...(typeof due === 'string' ? { due } : {}),
    late: open && typeof due === 'string' && due < at.today,
    open,
  };
}

function owedFrom(graph: GraphReader, id: string, link: string): readonly Owed[] {
  return graph
    .in(id, link)
    .flatMap(({ from }) => graph.find(from) ?? [])
    .filter(({ withdrawn }) => !withdrawn)
    .sort((a, b) => a.number - b.number)
    .map((row) => {
      const { owner, due } = row.fields;
      return {
        ...mentionOf(graph, row),
        ...(typeof owner === 'string' ? { owner } : {}),
        ...(typeof due === 'string' ? { due } : {}),
      };
    });
}
