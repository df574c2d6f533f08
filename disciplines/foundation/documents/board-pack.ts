import { type DocumentContext, type DocumentDeclaration, plainText } from '@callosum/kernel';
import {
  type Block,
  type Cell,
  type Paragraph,
  type Section,
  type Table,
  writtenCount,
  writtenDate,
} from '@callosum/kernel/report';
import { condition } from '../kinds/condition.ts';
import { decision } from '../kinds/decision.ts';
import { readinessPoster } from './poster.ts';
import { criteriaTable, GATE_STATES, gateName } from './words.ts';

type Readiness = DocumentContext['readiness'];

/** What a board needs to decide: where the project stands, what blocks it, what changed, what is asked of it. */
export const boardPack: DocumentDeclaration = {
  name: 'board-pack',
  label: 'Board pack',
  help: 'Readiness with every criterion, what changed since the last board, the forecast, decisions due and the top risks.',
  build: (context) => {
    const { readiness, at, parts } = context;
    return {
      title: 'Board pack',
      subtitle: `${readiness.title}, ${writtenDate(at.today)}`,
      sections: [
        readinessSection(readiness),
        gatesSection(context),
        sinceSection(context),
        forecastSection(context),
        decisionsSection(context),
        ...parts,
      ],
    };
  },
};

const DECIDED = new Set(['passed', 'conditional', 'refused']);

function readinessSection(readiness: Readiness): Section {
  const next = nextGate(readiness);
  return { title: 'Readiness', blocks: [headline(next), readinessPoster(readiness.gates)] };
}

/** The next one from today on that is not decided; when all of those are, the earliest that was left open. */
export function nextGate({ gates, at }: Readiness) {
  const open = gates.filter(({ state }) => !DECIDED.has(state));
  return open.find(({ date }) => date !== null && date >= at.today) ?? open[0];
}

function headline(next: Readiness['gates'][number] | undefined): Paragraph {
  if (!next) return { type: 'paragraph', text: 'Every gate is decided.', tone: 'met' };
  const { tone, word } = GATE_STATES[next.state];
  const open = next.criteria.filter(({ state }) => state === 'unmet' || state === 'unknown');
  const stops = open.filter(({ stop }) => stop).length;
  const day = next.date === null ? '' : ` on ${writtenDate(next.date)}`;
  const left =
    open.length === 0
      ? 'Nothing is open.'
      : `${open.length} of ${writtenCount(next.criteria.length, 'criterion', 'criteria')} ${open.length === 1 ? 'is' : 'are'} open${stops > 0 ? `, ${stops} of them ${stops === 1 ? 'stops' : 'stop'} it` : ''}.`;
  return { type: 'paragraph', text: `Next: ${gateName(next)}${day}. ${word}. ${left}`, tone };
}

function gatesSection({ readiness, nameOf }: DocumentContext): Section {
  const open = readiness.gates.filter(({ state }) => !DECIDED.has(state));
  const decided = readiness.gates.filter(({ state }) => DECIDED.has(state));
  const table: Table = {
    type: 'table',
    caption: 'Decided gates',
    columns: [
      { title: 'Gate', share: 4 },
      { title: 'Outcome', share: 2 },
      { title: 'Decided on', share: 2 },
      { title: 'Open conditions', share: 2 },
    ],
    rows: decided.map((gate): Cell[] => [
      gateName(gate),
      { ...GATE_STATES[gate.state] },
      gate.decision === null ? null : { date: gate.decision.decidedOn },
      { number: gate.decision?.conditions.filter(({ fulfilled }) => !fulfilled).length ?? 0 },
    ]),
    whenEmpty: 'No gate has been decided.',
  };
  return {
    title: 'Gates',
    blocks: [table],
    sections: open.map((gate) => ({
      title: gateName(gate),
      blocks: [
        {
          type: 'definitions',
          items: [
            ['Stands', { ...GATE_STATES[gate.state] }],
            ['Date', gate.date === null ? 'not set' : { date: gate.date }],
            ['Score', gate.score === null ? 'unknown' : { number: gate.score, unit: '%' }],
            ...gate.expired.map(({ title, due }): [string, Cell] => [
              'Condition that ran out',
              `${title} (due ${writtenDate(due)})`,
            ]),
          ],
        },
        criteriaTable(`Criteria of ${gateName(gate)}`, gate.criteria, nameOf),
      ],
    })),
  };
}

/** Which criteria turned since the last board. */
export function sinceSection({ readiness: { sinceBoard, gates } }: DocumentContext): Section {
  if (!sinceBoard) {
    return { title: 'Since the last board', blocks: [{ type: 'paragraph', text: 'No board has decided yet.' }] };
  }
  const names = new Map(gates.map((gate) => [gate.key, gateName(gate)]));
  const blocks: Block[] = [
    { type: 'paragraph', text: `Last board: ${sinceBoard.title}, ${writtenDate(sinceBoard.decidedOn)}.` },
    {
      type: 'table',
      caption: 'Criteria that turned',
      columns: [
        { title: 'Gate', share: 3 },
        { title: 'Criterion', share: 5 },
        { title: 'Then', share: 2 },
        { title: 'Value then', share: 2 },
        { title: 'Now', share: 2 },
        { title: 'Value now', share: 2 },
      ],
      rows: sinceBoard.turned.map((one): Cell[] => [
        names.get(one.gate) ?? one.gate,
        one.title,
        { tone: one.before, word: one.before },
        one.valueBefore === null ? 'unknown' : { number: one.valueBefore, unit: one.unit },
        { tone: one.after, word: one.after },
        one.valueAfter === null ? 'unknown' : { number: one.valueAfter, unit: one.unit },
      ]),
      whenEmpty: 'No criterion turned.',
    },
  ];
  return { title: 'Since the last board', blocks };
}

/** When go-live is planned and expected. */
export function forecastSection({ graph, readiness: { forecast } }: DocumentContext): Section {
  const day = (date: string | null): Cell => (date === null ? 'unknown' : { date });
  const milestone = forecast.milestone === null ? undefined : graph.find(forecast.milestone);
  return {
    title: 'Forecast',
    blocks: [
      {
        type: 'definitions',
        items: [
          ['Go-live planned', day(forecast.planned)],
          ['Go-live expected', day(forecast.forecast)],
          ['Milestone', typeof milestone?.fields['title'] === 'string' ? milestone.fields['title'] : 'none'],
          ['Milestones overdue on the way', { number: forecast.overdue }],
        ],
      },
    ],
  };
}

/** What the project waits for to be decided, and what earlier decisions ask for. */
export function decisionsSection({ graph, at, nameOf, notShown }: DocumentContext): Section {
  const byDue = (a: { due?: string }, b: { due?: string }): number => (a.due ?? '9999').localeCompare(b.due ?? '9999');
  const waiting = [...graph.all(decision)]
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => byDue(a.fields, b.fields));
  const conditions = [...graph.all(condition)]
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => byDue(a.fields, b.fields));
  const due = (date: string | undefined): Cell => {
    if (date === undefined) return { tone: 'unknown', word: 'no day' };
    return date < at.today ? { tone: 'unmet', word: `${writtenDate(date)}, overdue` } : { date };
  };
  return {
    title: 'Decisions and conditions due',
    blocks: [
      {
        type: 'table',
        caption: 'Decisions the project waits for',
        columns: [
          { title: 'Decision', share: 4 },
          { title: 'Recommended', share: 4 },
          { title: 'Decides', share: 2 },
          { title: 'By', share: 3 },
        ],
        rows: waiting.map(({ number, fields }): Cell[] => [
          `DEC-${number} ${fields.title}`,
          fields.recommendation === undefined ? null : plainText(fields.recommendation),
          fields.owner === undefined ? { tone: 'unknown', word: 'nobody' } : nameOf(fields.owner),
          due(fields.due),
        ]),
        notShown: notShown(decision.name),
        whenEmpty: 'No decision is waited for.',
      },
      {
        type: 'table',
        caption: 'Open conditions of earlier decisions',
        columns: [
          { title: 'Condition', share: 7 },
          { title: 'Owner', share: 3 },
          { title: 'Due', share: 3 },
        ],
        rows: conditions.map(({ number, fields }): Cell[] => [
          `CND-${number} ${fields.title}`,
          fields.owner === undefined ? null : nameOf(fields.owner),
          due(fields.due),
        ]),
        notShown: notShown(condition.name),
        whenEmpty: 'No condition is open.',
      },
    ],
  };
}
