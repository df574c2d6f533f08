import { daysBetween, type DocumentContext, type DocumentDeclaration } from '@callosum/kernel';
import {
  type Block,
  type Cell,
  type Paragraph,
  type Section,
  writtenCount,
  writtenDate,
} from '@callosum/kernel/report';
import { action } from '../kinds/action.ts';
import { issue } from '../kinds/issue.ts';
import { readinessPoster } from './poster.ts';
import { decisionsSection, forecastSection, nextGate, sinceSection } from './board-pack.ts';
import { gateName } from './words.ts';

type Readiness = DocumentContext['readiness'];

/** Days before a gate from which what is missing is a matter of alarm. */
const NEAR_DAYS = 14;
const MOST_ISSUES = 10;

/** One or two pages: where the project stands by rule, what turned since the last board, what waits, what comes next. */
export const statusReport: DocumentDeclaration = {
  name: 'status-report',
  label: 'Status report',
  help: 'Where the project stands by rule, what turned since the last board, decisions, actions and issues due, the forecast, the highest risks, and what comes next.',
  build: (context) => {
    const { readiness, at, parts } = context;
    return {
      title: 'Status report',
      subtitle: `${readiness.title}, ${writtenDate(at.today)}`,
      sections: [
        { title: 'Status', blocks: [standing(readiness), readinessPoster(readiness.gates)] },
        sinceSection(context),
        forecastSection(context),
        decisionsSection(context),
        troubleSection(context),
        ...parts,
        nextSection(readiness),
      ],
    };
  },
};

/**
 * The light by rule, never by opinion: red while a stop criterion of the next gate is open and the gate is near, or go-live is expected later
 * than planned; amber while anything of it is open; green otherwise.
 */
function standing(readiness: Readiness): Paragraph {
  const next = nextGate(readiness);
  const { planned, forecast } = readiness.forecast;
  const slip = planned !== null && forecast !== null ? daysBetween(planned, forecast) : 0;
  const open = (next?.criteria ?? []).filter(({ state }) => state === 'unmet' || state === 'unknown');
  const stops = open.filter(({ stop }) => stop).length;
  const days = next?.date ? daysBetween(readiness.at.today, next.date) : undefined;
  const reasons = [
    slip > 0 ? `Go-live is expected ${writtenCount(slip, 'day', 'days')} later than planned.` : '',
    next && stops > 0
      ? `${openCriteria(stops, 'stop')} of ${gateName(next)} ${stops === 1 ? 'is' : 'are'} open${beforeIt(days)}.`
      : '',
    next && open.length > stops
      ? `${openCriteria(open.length - stops, stops > 0 ? 'further' : '')} of ${gateName(next)} ${open.length - stops === 1 ? 'is' : 'are'} open.`
      : '',
  ].filter(Boolean);
  const isRed = slip > 0 || (stops > 0 && days !== undefined && days <= NEAR_DAYS);
  const word = isRed ? 'Red' : open.length > 0 ? 'Amber' : 'Green';
  const tone = isRed ? 'unmet' : open.length > 0 ? 'unknown' : 'met';
  return {
    type: 'paragraph',
    tone,
    text: `${word}. ${reasons.join(' ') || 'Nothing the next gate asks for is open.'}`,
  };
}

function openCriteria(count: number, which: 'stop' | 'further' | ''): string {
  return writtenCount(count, `${which} criterion`.trim(), `${which} criteria`.trim());
}

function beforeIt(days: number | undefined): string {
  if (days === undefined) return '';
  if (days === 0) return ' on its day';
  return days > 0
    ? `, ${writtenCount(days, 'day', 'days')} before it`
    : `, ${writtenCount(-days, 'day', 'days')} after its day`;
}

function troubleSection({ graph, at, nameOf, notShown }: DocumentContext): Section {
  const byDue = (a: { readonly due?: string }, b: { readonly due?: string }): number =>
    (a.due ?? '9999').localeCompare(b.due ?? '9999', 'en');
  const due = (date: string | undefined): Cell => {
    if (date === undefined) return { tone: 'unknown', word: 'no day' };
    return date < at.today ? { tone: 'unmet', word: `${writtenDate(date)}, overdue` } : { date };
  };
  const late = [...graph.all(action)]
    .filter(({ state, fields }) => (state === 'open' || state === 'doing') && (fields.due ?? '9999') < at.today)
    .toSorted((a, b) => byDue(a.fields, b.fields) || a.number - b.number);
  const issues = [...graph.all(issue)]
    .filter(({ state }) => state === 'open' || state === 'escalated')
    .toSorted(
      (a, b) =>
        Number(b.state === 'escalated') - Number(a.state === 'escalated') ||
        rank(a.fields.severity) - rank(b.fields.severity) ||
        byDue(a.fields, b.fields) ||
        a.number - b.number,
    );
  const blocks: Block[] = [
    {
      type: 'table',
      caption: `Open issues, the gravest first${issues.length > MOST_ISSUES ? ` (${MOST_ISSUES} of ${issues.length})` : ''}`,
      columns: [
        { title: 'Issue', share: 6 },
        { title: 'Severity', share: 2 },
        { title: 'Owner', share: 2 },
        { title: 'By', share: 3 },
      ],
      rows: issues
        .slice(0, MOST_ISSUES)
        .map(({ number, fields }): Cell[] => [
          `ISS-${number} ${fields.title}`,
          fields.severity === undefined ? null : issue.fields.severity.options[fields.severity],
          fields.owner === undefined ? { tone: 'unknown', word: 'nobody' } : nameOf(fields.owner),
          due(fields.due),
        ]),
      notShown: notShown(issue.name),
      whenEmpty: 'No issue is open.',
    },
    {
      type: 'table',
      caption: 'Actions overdue',
      columns: [
        { title: 'Action', share: 7 },
        { title: 'Who', share: 3 },
        { title: 'By', share: 3 },
      ],
      rows: late.map(({ number, fields }): Cell[] => [
        `ACT-${number} ${fields.title}`,
        fields.owner === undefined ? { tone: 'unknown', word: 'nobody' } : nameOf(fields.owner),
        due(fields.due),
      ]),
      notShown: notShown(action.name),
      whenEmpty: 'No action is overdue.',
    },
  ];
  return { title: 'Issues and actions', blocks };
}

const SEVERITIES = Object.keys(issue.fields.severity.options);
const rank = (severity: string | undefined): number =>
  SEVERITIES.indexOf(severity ?? '') + (severity === undefined ? SEVERITIES.length + 1 : 0);

/** The gates still to come, with how much of each is open. */
function nextSection({ gates, at }: Readiness): Section {
  const ahead = gates
    .filter(({ date, decision }) => date !== null && date >= at.today && decision === null)
    .slice(0, 3);
  return {
    title: 'What comes next',
    blocks: [
      {
        type: 'table',
        caption: 'Gates ahead',
        columns: [
          { title: 'Gate', share: 5 },
          { title: 'Date', share: 2 },
          { title: 'Days left', share: 1 },
          { title: 'Criteria open', share: 2 },
          { title: 'Score', share: 1 },
        ],
        rows: ahead.map((gate): Cell[] => [
          gateName(gate),
          gate.date === null ? null : { date: gate.date },
          gate.date === null ? null : { number: daysBetween(at.today, gate.date) },
          `${gate.criteria.filter(({ state }) => state === 'unmet' || state === 'unknown').length} of ${gate.criteria.length}`,
          gate.score === null ? 'unknown' : { number: gate.score, unit: '%' },
        ]),
        whenEmpty: 'No gate is ahead.',
      },
    ],
  };
}
