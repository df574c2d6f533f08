import {
  type Change,
  type ChecklistItem,
  type DecideContext,
  type Decision,
  defineCommand,
  type FieldValues,
  type GraphReader,
  richTextOf,
  say,
  rule,
} from '@callosum/kernel';
import { z } from 'zod';
import { action } from '../kinds/action.ts';
import { committee } from '../kinds/committee.ts';
import { decision } from '../kinds/decision.ts';
import { meeting } from '../kinds/meeting.ts';
import { agendaFor, attendanceOf, committeeOf, dayOf, isAbove, type MeetingRow } from '../meetings.ts';
import { refuse } from '../refuse.ts';
import { attendMeeting, during, noteMinute } from './minute-taking.ts';

const title = z
  .string()
  .trim()
  .min(1, rule`Say what in one line`)
  .max(300);
const person = z.uuid('Choose a person');
const day = z.iso.date('Choose a day');
const people = z.array(z.string().max(64)).min(1).max(200);
const MOST_ITEM = 500;
const MOST_ITEMS = 200;

const OPEN_STATES = ['planned', 'held'] as const;
const WHO = { type: 'person', label: 'Who', help: 'One person.', required: true } as const;
const BY = { type: 'date', label: 'By', required: true } as const;

/** Puts on the agenda what the registers say a committee has to treat; run again, it adds what has come since. */
export const prepareMeeting = defineCommand({
  name: 'meeting.prepare',
  label: 'Make the agenda',
  allow: 'kinds',
  forms: [
    {
      on: meeting.name,
      help: 'Puts on the agenda what waits for the committee: overdue decisions first, then decisions due, changes, issues passed on to it, actions promised earlier, and gates ahead. Run it again and it adds what has come since; nothing is taken away.',
      states: ['planned'],
      previews: true,
    },
  ],
  input: z.strictObject({ id: z.uuid() }),
  decide: (graph, { id }, { at, registry, newId }) => {
    const row = graph.get(meeting, id);
    if (!row) return refuse('not-found', say`The meeting is not there.`, { path: ['id'] });
    if (row.state !== 'planned') return refuse('refused', say`Only a meeting still to come gets an agenda.`);
    const linked = new Set(graph.out(id, 'meeting.treats').map(({ to }) => to));
    const fresh = agendaFor(graph, id, dayOf(row, at.today)).filter((one) => !linked.has(one.row.id));
    const known = row.fields.agenda ?? [];
    const items = fresh.slice(0, MOST_ITEMS - known.length).map(({ row: about, due }, index): ChecklistItem => {
      const name = `${registry.kinds.get(about.kind)?.prefix ?? ''}-${about.number} ${textOf(about.fields.title)}`;
      const text = due === undefined ? name : `${name} (${due})`;
      return {
        id: Math.max(0, ...known.map((one) => one.id)) + index + 1,
        text: text.replaceAll(/\s+/g, ' ').trim().slice(0, MOST_ITEM),
      };
    });
    if (items.length === 0)
      return refuse('refused', say`Nothing waits for this meeting that is not on its agenda already.`);
    const agenda = [...known, ...items].map((one) => ({ ...one }));
    return {
      changes: [
        { action: 'update', id, fields: { agenda } },
        ...fresh.slice(0, items.length).map((one): Change => treats(id, one.row.id, newId())),
      ],
      result: { items: items.length },
    };
  },
});

/** What somebody promises at a meeting becomes an action, with a name and a day. */
export const promiseAction = defineCommand({
  name: 'meeting.promise',
  label: 'Promise an action',
  allow: 'kinds',
  forms: [
    {
      on: meeting.name,
      help: 'Somebody promises something: one person, by a day. It stands in the minutes, and waits for him in his day.',
      states: OPEN_STATES,
      asks: {
        title: { type: 'text', label: 'Action', help: 'A verb and its object.', required: true, maxLength: 300 },
        owner: WHO,
        due: BY,
      },
    },
  ],
  input: z.strictObject({ id: z.uuid(), title, owner: person, due: day }),
  decide: (graph, { id, ...fields }, context) =>
    during(graph, id, () => {
      const made = context.newId();
      return {
        changes: [
          { action: 'create', kind: action.name, id: made, fields },
          { action: 'link', id: context.newId(), type: 'action.from', from: made, to: id },
        ],
        result: { id: made },
      };
    }),
});

/** A question that came up, and that one person answers by a day. */
export const askDecision = defineCommand({
  name: 'meeting.ask',
  label: 'Put up for decision',
  allow: 'kinds',
  forms: [
    {
      on: meeting.name,
      help: 'A question that has come up and is not answered today: who decides it, and by when. It stands in the register of decisions from now on.',
      states: OPEN_STATES,
      asks: {
        title: { type: 'text', label: 'Question', required: true, maxLength: 300 },
        owner: { ...WHO, label: 'Decides' },
        due: { ...BY, label: 'Decide by' },
      },
    },
  ],
  input: z.strictObject({ id: z.uuid(), title, owner: person, due: day }),
  decide: (graph, { id, ...fields }, context) => during(graph, id, () => newDecision(graph, id, fields, context)),
});

/** A decision taken at the meeting that nobody had prepared. */
export const takeDecision = defineCommand({
  name: 'meeting.decide',
  label: 'Record a decision',
  allow: 'kinds',
  forms: [
    {
      on: meeting.name,
      help: 'What was decided here and now, by whom. Where the committee has a quorum, it has to be present. A decision that was prepared is taken on its own page.',
      states: OPEN_STATES,
      asks: {
        title: { type: 'text', label: 'Question', required: true, maxLength: 300 },
        outcome: {
          type: 'text',
          label: 'Outcome',
          help: 'What was decided, and why.',
          multiline: true,
          required: true,
        },
        owner: { ...WHO, label: 'Decided by' },
        inFavour: { type: 'people', label: 'In favour' },
        against: { type: 'people', label: 'Against' },
        abstained: { type: 'people', label: 'Abstained' },
      },
    },
  ],
  input: z.strictObject({
    id: z.uuid(),
    title,
    outcome: z
      .string()
      .trim()
      .min(1, rule`Say what was decided`)
      .max(20_000),
    owner: person,
    inFavour: people.exactOptional(),
    against: people.exactOptional(),
    abstained: people.exactOptional(),
  }),
  decide: (graph, { id, outcome, ...fields }, context) =>
    during(graph, id, (row) => {
      const lacking = quorumFault(graph, row);
      if (lacking) return lacking;
      const decidedOn = dayOf(row, context.at.today);
      return newDecision(graph, id, { ...fields, decidedOn, outcome: richTextOf(outcome) ?? null }, context, 'decided');
    }),
});

/** A decision that was prepared is taken at a meeting. */
export const takeAtMeeting = defineCommand({
  name: 'decision.take',
  label: 'Decide at a meeting',
  allow: 'kinds',
  forms: [
    {
      on: decision.name,
      help: 'Takes the decision at a meeting of the committee that has it to decide, or of one it is passed on to: the outcome, the votes, and the meeting. Where the committee has a quorum, it has to be present there.',
      states: ['open'],
      asks: {
        outcome: {
          type: 'text',
          label: 'Outcome',
          help: 'What was decided, and why.',
          multiline: true,
          required: true,
        },
        inFavour: { type: 'people', label: 'In favour' },
        against: { type: 'people', label: 'Against' },
        abstained: { type: 'people', label: 'Abstained' },
      },
      finds: { meetings: { label: 'Meeting', link: 'decision.takenAt', required: true } },
    },
  ],
  input: z.strictObject({
    id: z.uuid(),
    outcome: z
      .string()
      .trim()
      .min(1, rule`Say what was decided`)
      .max(20_000),
    inFavour: people.exactOptional(),
    against: people.exactOptional(),
    abstained: people.exactOptional(),
    meetings: z.array(z.uuid()).length(1, rule`Choose one meeting`),
  }),
  decide: (graph, { id, outcome, meetings: [at = ''], ...votes }, { at: now, newId }) => {
    const row = graph.get(decision, id);
    if (!row) return refuse('not-found', say`The decision is not there.`, { path: ['id'] });
    if (row.state !== 'open')
      return refuse('refused', say`The decision is settled already.`, { remedy: say`Re-open it first.` });
    const session = graph.get(meeting, at);
    if (!session) return refuse('not-found', say`The meeting is not there.`, { path: ['meetings'] });
    const [body] = graph.out(id, 'decision.decidedBy').flatMap(({ to }) => graph.get(committee, to) ?? []);
    const place = committeeOf(graph, at);
    if (body && place && body.id !== place.id && !isAbove(graph, place.id, body.id)) {
      return refuse(
        'refused',
        say`“${body.fields.title}” has this to decide, and the meeting is one of “${place.fields.title}”.`,
        {
          path: ['meetings'],
          remedy: say`Choose a meeting of the committee that decides, or link the decision to the other one.`,
        },
      );
    }
    const lacking = quorumFault(graph, session);
    if (lacking) return lacking;
    const fields = { ...votes, outcome: richTextOf(outcome) ?? null, decidedOn: dayOf(session, now.today) };
    const isLinked = graph.out(id, 'decision.takenAt').some(({ to }) => to === at);
    return {
      changes: [
        { action: 'update', id, fields, state: 'decided' },
        ...(isLinked ? [] : [{ action: 'link', id: newId(), type: 'decision.takenAt', from: id, to: at } as const]),
      ],
    };
  },
});

export const MEETING_COMMANDS = [
  prepareMeeting,
  promiseAction,
  askDecision,
  takeDecision,
  takeAtMeeting,
  noteMinute,
  attendMeeting,
] as const;

function quorumFault(graph: GraphReader, row: MeetingRow): Decision | undefined {
  const { hasQuorum, members, quorum } = attendanceOf(graph, row);
  if (hasQuorum) return undefined;
  return refuse(
    'refused',
    say`The committee needs ${quorum ?? 0} of its members to decide, and ${members} are noted as present.`,
    {
      remedy: say`Note who is present on the meeting’s page, or put the question up for decision instead.`,
    },
  );
}

function newDecision(
  graph: GraphReader,
  id: string,
  fields: FieldValues,
  { newId }: Pick<DecideContext, 'newId'>,
  state?: 'decided',
): Decision {
  const made = newId();
  const body = committeeOf(graph, id);
  return {
    changes: [
      { action: 'create', kind: decision.name, id: made, fields, ...(state ? { state } : {}) },
      { action: 'link', id: newId(), type: 'decision.takenAt', from: made, to: id },
      ...(body ? [{ action: 'link', id: newId(), type: 'decision.decidedBy', from: made, to: body.id } as const] : []),
    ],
    result: { id: made },
  };
}

function treats(from: string, to: string, id: string): Change {
  return { action: 'link', id, type: 'meeting.treats', from, to };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
