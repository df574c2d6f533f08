import {
  addDays,
  type Fact,
  type GraphReader,
  hasCome,
  inSeries,
  type Judgement,
  judgementOf,
  type Moment,
  type Row,
  say,
  type Sentence,
} from '@callosum/kernel';
import { backlogDays, fallingDays, rateFactor } from '../backlog.ts';
import { exitForecast } from '../exit-forecast.ts';
import { ticket } from '../kinds/ticket.ts';
import { exitLimits } from '../limits.ts';
import { isOpen, wasReported } from '../tickets.ts';

/** Facts about the command centre as a whole are judged over the project's own record. */
const KIND = 'project';

function zoneOf({ fields: { zone } }: Row): string {
  return typeof zone === 'string' ? zone : 'UTC';
}

function usualOf({ fields: { usualTicketsPerDay: usual } }: Row): number | undefined {
  return typeof usual === 'number' ? usual : undefined;
}

const two = (value: number): number => Math.round(value * 100) / 100;

function judgeFalling(row: Row, graph: GraphReader, at: Moment): Judgement | undefined {
  const days = backlogDays(graph, at, zoneOf(row));
  const last = days.at(-1);
  if (!last) return undefined;
  const value = fallingDays(days);
  const details = { days: value, left: last.left, opened: last.opened, solved: last.solved };
  return { ok: value >= exitLimits.fallingDays, value, reason: 'days', details };
}

function judgeRate(row: Row, graph: GraphReader, at: Moment): Judgement | undefined {
  const days = backlogDays(graph, at, zoneOf(row));
  if (days.length < exitLimits.rateDays) return undefined;
  const value = rateFactor(days, usualOf(row));
  if (value === undefined) return { ok: false, reason: 'unusual' };
  const ok = value <= exitLimits.rateFactorMost;
  return { ok, value, reason: 'rate', details: { factor: two(value), days: exitLimits.rateDays } };
}

/** The criteria for closing the command centre that are not met, in words. */
export function unmetExits(row: Row, graph: GraphReader, at: Moment): readonly Sentence[] {
  const open = { '1': 0, '2': 0 };
  let unread = 0;
  for (const one of graph.all(ticket)) {
    const { severity, safety, safetyReviewedOn } = one.fields;
    if ((severity === '1' || severity === '2') && isOpen(one, at)) open[severity] += 1;
    const read = safetyReviewedOn !== undefined && hasCome(safetyReviewedOn, at);
    if ((safety ?? false) && wasReported(one, at) && !read) unread += 1;
  }
  const days = backlogDays(graph, at, zoneOf(row));
  const falling = fallingDays(days);
  const rate = rateFactor(days, usualOf(row));
  const { severity1Most, severity2Most, fallingDays: fallingLeast, rateFactorMost } = exitLimits;
  return [
    ...(open['1'] > severity1Most ? [say`${open['1']} of severity 1 open`] : []),
    ...(open['2'] > severity2Most ? [say`${open['2']} of severity 2 open, at most ${severity2Most} may be`] : []),
    ...(unread > 0 ? [say`${unread} safety tickets not reviewed`] : []),
    ...(falling < fallingLeast ? [say`backlog falling for ${falling} of ${fallingLeast} days`] : []),
    ...(rate === undefined
      ? [say`rate of tickets cannot be compared with the usual`]
      : rate > rateFactorMost
        ? [say`${two(rate)} times the usual rate, at most ${rateFactorMost} may be`]
        : []),
  ];
}

const falling: Fact = {
  name: 'golive.backlog-falling',
  label: 'Backlog falling',
  help: 'Days in a row up to yesterday on which more tickets were solved than came, or none was left open.',
  unit: 'days',
  fold: 'largest',
  better: 'higher',
  kind: KIND,
  whenEmpty: 'unknown',
  reasons: {
    days: 'Falling for {{days}} days; yesterday {{opened}} came, {{solved}} were solved and {{left}} were left',
  },
  judge: judgeFalling,
};

const rate: Fact = {
  name: 'golive.ticket-rate',
  label: 'Rate of tickets',
  help: `Tickets a day over the last ${exitLimits.rateDays} days, as a multiple of the project’s usual rate. Unknown while the project does not say what is usual.`,
  unit: 'times usual',
  fold: 'largest',
  better: 'lower',
  kind: KIND,
  whenEmpty: 'unknown',
  reasons: {
    unusual: 'The project does not say how many tickets a day are usual',
    rate: '{{factor}} times the usual over the last {{days}} days',
  },
  judge: judgeRate,
};

const exits: Fact = {
  name: 'golive.exit-criteria-unmet',
  label: 'Exit criteria unmet',
  help: `What still keeps the command centre open: tickets of severity 1 (at most ${exitLimits.severity1Most}) and 2 (at most ${exitLimits.severity2Most}), safety tickets not reviewed, a backlog that has not fallen for ${exitLimits.fallingDays} days, more than ${exitLimits.rateFactorMost} times the usual tickets a day.`,
  unit: 'criteria',
  fold: 'sum',
  better: 'lower',
  kind: KIND,
  whenEmpty: 'unknown',
  reasons: { unmet: '{{unmet}}', met: 'Every criterion is met' },
  judge: (row, graph, at) => {
    if (backlogDays(graph, at, zoneOf(row)).length === 0) return undefined;
    const unmet = unmetExits(row, graph, at);
    if (unmet.length === 0) return { ok: true, value: 0, reason: 'met' };
    return judgementOf({ ok: false, value: unmet.length, reason: 'unmet', details: { unmet: inSeries(unmet) } });
  },
};

const SEVERITIES = [
  ['severity1', '1', exitLimits.severity1Most],
  ['severity2', '2', exitLimits.severity2Most],
] as const;

function judgeForecast(row: Row, graph: GraphReader, at: Moment): Judgement | undefined {
  const zone = zoneOf(row);
  const days = backlogDays(graph, at, zone);
  if (days.length < exitLimits.rateDays) return undefined;
  const usual = usualOf(row);
  if (usual === undefined || usual <= 0) return { ok: false, reason: 'unusual' };
  const severities = SEVERITIES.flatMap(([waitsFor, key, most]) => {
    const open = [...graph.all(ticket)].filter((one) => one.fields.severity === key && isOpen(one, at)).length;
    // How it went is looked at only where it matters.
    return open > most ? [{ waitsFor, open, most, days: backlogDays(graph, at, zone, key) }] : [];
  });
  const { waitsFor, days: left } = exitForecast(days, severities, usual);
  if (left === undefined) return { ok: false, reason: `${waitsFor}Stuck` };
  if (waitsFor === 'nothing') return { ok: true, value: 0, reason: 'nothing' };
  return { ok: false, value: left, reason: waitsFor, details: { days: left, day: addDays(at.today, left) } };
}

const forecast: Fact = {
  name: 'golive.exit-forecast',
  label: 'Days until the command centre may close',
  help: `The earliest at which every exit criterion that takes time can be met, if tickets come and are solved as over the last ${exitLimits.rateDays} days. Unknown while one of them does not come nearer.`,
  unit: 'days',
  fold: 'largest',
  better: 'lower',
  kind: KIND,
  whenEmpty: 'unknown',
  reasons: {
    nothing: 'Nothing that takes time is left',
    falling: 'On {{day}}, when the backlog has fallen for long enough',
    severity1: 'On {{day}}, when few enough tickets of severity 1 are left',
    severity2: 'On {{day}}, when few enough tickets of severity 2 are left',
    rate: 'On {{day}}, when tickets come as seldom as they may',
    fallingStuck: 'Not in sight: the backlog does not fall',
    severity1Stuck: 'Not in sight: tickets of severity 1 come as fast as they are solved',
    severity2Stuck: 'Not in sight: tickets of severity 2 come as fast as they are solved',
    rateStuck: 'Not in sight: tickets come no more seldom than before',
    unusual: 'The project does not say how many tickets a day are usual',
  },
  judge: judgeForecast,
};

export const EXIT_FACTS: readonly Fact[] = [falling, rate, exits, forecast];
