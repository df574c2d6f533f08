import type { DocumentContext, DocumentDeclaration } from '@callosum/kernel';
import { plainText } from '@callosum/kernel';
import type { Block, Cell, Section, Table } from '@callosum/kernel/report';
import { action } from '../kinds/action.ts';
import { decision } from '../kinds/decision.ts';
import { meeting } from '../kinds/meeting.ts';
import { attendanceOf, committeeOf, type MeetingRow } from '../meetings.ts';

/** A meeting on paper: the agenda while it is to come, the minutes afterwards. */
export const minutes: DocumentDeclaration = {
  name: 'minutes',
  label: 'Agenda or minutes',
  help: 'One meeting: who was there and whether that was enough to decide, the agenda, what was decided, and what was promised by whom for when.',
  subject: meeting.name,
  build: (context) => {
    const { graph, subject } = context;
    const row = subject && graph.get(meeting, subject.id);
    if (!row) throw new Error('Minutes are of a meeting');
    const isToCome = row.state === 'planned';
    const body = committeeOf(graph, row.id);
    return {
      title: isToCome ? 'Agenda' : 'Minutes',
      subtitle: `MTG-${row.number} ${row.fields.title}${body ? `, ${body.fields.title}` : ''}`,
      sections: [
        meetingSection(context, row),
        agendaSection(row),
        ...(isToCome ? [] : [decisionsSection(context, row), actionsSection(context, row), minutesSection(row)]),
      ],
    };
  },
};

function meetingSection({ graph, nameOf }: DocumentContext, row: MeetingRow): Section {
  const { fields, state } = row;
  const { present, members, quorum, hasQuorum } = attendanceOf(graph, row);
  const names = (people: readonly string[]): string => people.map(nameOf).join(', ') || 'nobody is noted';
  const rule: Cell =
    quorum === undefined
      ? 'no rule'
      : { tone: hasQuorum ? 'met' : 'unmet', word: `${members} of ${quorum} members it takes` };
  return {
    title: 'Meeting',
    blocks: [
      {
        type: 'definitions',
        items: [
          ['Begins', fields.at === undefined ? 'not set' : `${fields.at.slice(0, 16).replace('T', ' ')} UTC`],
          ['Place', fields.place ?? null],
          ['Called by', fields.owner === undefined ? null : nameOf(fields.owner)],
          ['Invited', names(fields.invited ?? [])],
          ...(state === 'planned'
            ? []
            : ([
                ['Present', names(present)],
                ['Quorum', rule],
              ] as const)),
          ['State', meeting.lifecycle.states[state]?.label ?? state],
        ],
      },
    ],
  };
}

function agendaSection({ fields }: MeetingRow): Section {
  const items = fields.agenda ?? [];
  const block: Block =
    items.length === 0
      ? { type: 'paragraph', text: 'There is no agenda.' }
      : { type: 'list', items: items.map(({ text, done }) => (done ? `${text} (treated)` : text)) };
  return { title: 'Agenda', blocks: [block] };
}

function decisionsSection({ graph, nameOf, notShown }: DocumentContext, { id }: MeetingRow): Section {
  const rows = graph
    .in(id, 'decision.takenAt')
    .flatMap(({ from }) => graph.get(decision, from) ?? [])
    .toSorted((a, b) => a.number - b.number);
  const votes = (people: readonly string[] | undefined): number => people?.length ?? 0;
  const table: Table = {
    type: 'table',
    caption: 'Decisions and questions put up for decision',
    columns: [
      { title: 'Question', share: 5 },
      { title: 'Outcome', share: 6 },
      { title: 'For, against, abstained', share: 2 },
      { title: 'Who', share: 2 },
      { title: 'Day', share: 2 },
    ],
    rows: rows.map(({ number, state, fields }): Cell[] => {
      const day = fields.decidedOn ?? fields.due;
      return [
        `DEC-${number} ${fields.title}`,
        fields.outcome === undefined
          ? { tone: 'unknown', word: decision.lifecycle.states[state]?.label ?? state }
          : plainText(fields.outcome),
        `${votes(fields.inFavour)}, ${votes(fields.against)}, ${votes(fields.abstained)}`,
        fields.owner === undefined ? null : nameOf(fields.owner),
        day === undefined ? null : { date: day },
      ];
    }),
    notShown: notShown(decision.name),
    whenEmpty: 'Nothing was decided.',
  };
  return { title: 'Decisions', blocks: [table] };
}

function actionsSection({ graph, nameOf, notShown }: DocumentContext, { id }: MeetingRow): Section {
  const rows = graph
    .in(id, 'action.from')
    .flatMap(({ from }) => graph.get(action, from) ?? [])
    .toSorted((a, b) => a.number - b.number);
  return {
    title: 'Actions',
    blocks: [
      {
        type: 'table',
        caption: 'Promised actions',
        columns: [
          { title: 'Action', share: 6 },
          { title: 'Who', share: 2 },
          { title: 'By', share: 2 },
          { title: 'State', share: 2 },
        ],
        rows: rows.map(({ number, state, fields }): Cell[] => [
          `ACT-${number} ${fields.title}`,
          fields.owner === undefined ? { tone: 'unknown', word: 'nobody' } : nameOf(fields.owner),
          fields.due === undefined ? null : { date: fields.due },
          action.lifecycle.states[state]?.label ?? state,
        ]),
        notShown: notShown(action.name),
        whenEmpty: 'Nothing was promised.',
      },
    ],
  };
}

function minutesSection({ fields }: MeetingRow): Section {
  const lines = (fields.minutes ?? '').split('\n').filter((line) => line.trim() !== '');
  return {
    title: 'Minutes',
    blocks: (lines.length > 0 ? lines : ['Nothing more was written.']).map((text) => ({ type: 'paragraph', text })),
  };
}
