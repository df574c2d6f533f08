import {
  defineFact,
  type Fact,
  type FieldsOf,
  type GraphReader,
  hasCome,
  isOver,
  type Judgement,
  type Moment,
  type Row,
  wholeGroups,
} from '@callosum/kernel';
import { cadence, instruments } from '../defaults.ts';
import { type INSTRUMENTS, survey } from '../kinds/survey.ts';
import { surveyAnswer } from '../kinds/survey-answer.ts';
import { adkarBarrier, type Answer, neesScore, susScore } from '../scores.ts';

type SurveyRow = Row<FieldsOf<typeof survey>>;

/**
 * Answers to a survey of which something is asked, by whole groups and the earliest first, so that no single one can be found
 * out. Those that left it empty are no part of the group: a mean of one is that one.
 */
function answersOf(graph: GraphReader, id: string, asked: (answer: Answer) => boolean): readonly Answer[] {
  const rows = graph
    .in(id, 'surveyAnswer.to')
    .flatMap(({ from }) => graph.get(surveyAnswer, from) ?? [])
    .filter(({ fields }) => asked(fields))
    .sort((a, b) => a.number - b.number);
  return wholeGroups(rows, surveyAnswer.anonymous?.minimumGroup ?? rows.length + 1).map(({ fields }) => fields);
}

/** The last survey with an instrument that opened by then and for which something can be told. */
function lastWith(
  graph: GraphReader,
  instrument: keyof typeof INSTRUMENTS,
  at: Moment,
  asked: (answer: Answer) => boolean,
): SurveyRow | undefined {
  return [...graph.all(survey)]
    .filter(
      ({ state, fields }) => fields.instrument === instrument && state !== 'prepared' && hasCome(fields.opens, at),
    )
    .filter(({ id }) => answersOf(graph, id, asked).length > 0)
    .sort(
      (a, b) =>
        Number(a.fields.opens > b.fields.opens) - Number(a.fields.opens < b.fields.opens) || a.number - b.number,
    )
    .at(-1);
}

/** Judges the last survey with an instrument, so that an old round cannot hide the new one. */
function byLast<S extends number | string>(
  instrument: keyof typeof INSTRUMENTS,
  scoreOf: (answers: readonly Answer[]) => S | undefined,
  judge: (score: S, answers: number) => Judgement,
) {
  return (row: SurveyRow, graph: GraphReader, at: Moment): Judgement | undefined => {
    if (row.fields.instrument !== instrument) return undefined;
    const asked = (answer: Answer): boolean => scoreOf([answer]) !== undefined;
    if (lastWith(graph, instrument, at, asked)?.id !== row.id) return undefined;
    const answers = answersOf(graph, row.id, asked);
    const score = scoreOf(answers);
    return score === undefined ? undefined : judge(score, answers.length);
  };
}

const rounded = (value: number): number => Math.round(10 * value) / 10;

const response = defineFact({
  name: 'adoption.surveys-short-of-response',
  label: 'Surveys short of response',
  help: `Surveys that were opened and were answered by fewer of those asked than was aimed for, ${cadence.surveyResponse} % unless a survey says otherwise. Counted in whole groups of answers. One that does not say how many were asked is counted too.`,
  unit: 'surveys',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    short: '{{response}} % of {{invited}} answered, aimed for {{target}} %',
    enough: '{{response}} % of {{invited}} answered',
    unknown: 'How many were asked is not known',
  },
  select: survey,
  judge: (row, graph, at) => {
    if (row.state === 'prepared' || !hasCome(row.fields.opens, at)) return undefined;
    const { invited, responseTarget: target = cadence.surveyResponse } = row.fields;
    if (invited === undefined) return { ok: false, reason: 'unknown' };
    // More answers than people asked prove no more than everybody.
    const share = Math.min(100, rounded((100 * answersOf(graph, row.id, () => true).length) / invited));
    const ok = share >= target;
    return { ok, value: share, reason: ok ? 'enough' : 'short', details: { response: share, invited, target } };
  },
});

const notToldBack = defineFact({
  name: 'adoption.surveys-not-told-back',
  label: 'Surveys not told back',
  help: 'Surveys past their last day of which people have not been told what was found. Those who are never told do not answer again.',
  unit: 'surveys',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { waiting: 'Closed on {{due}}', told: 'Told back', running: 'Not over yet' },
  select: survey,
  judge: (row, _graph, at) => {
    if (row.state === 'prepared') return undefined;
    if (row.state === 'reported') return { ok: true, reason: 'told' };
    const { due } = row.fields;
    const over = row.state === 'counted' || (due !== undefined && isOver(due, at));
    return over ? { ok: false, reason: 'waiting', details: { due: due ?? '–' } } : { ok: true, reason: 'running' };
  },
});

const sus = defineFact({
  name: 'adoption.sus-score',
  label: 'Usability (SUS)',
  help: `Mean score of the last survey with the System Usability Scale, 0 to 100, by whole groups of answers: odd items less ${instruments.sus.oddLess}, even ones from ${instruments.sus.evenFrom}, added up and multiplied by ${instruments.sus.factor}. The average over all kinds of systems is ${instruments.sus.average}. Source: ${instruments.sus.source}.`,
  unit: 'points',
  fold: 'largest',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    below: '{{score}} from {{answers}} answers, below the average',
    fine: '{{score}} from {{answers}} answers',
  },
  select: survey,
  judge: byLast('sus', susScore, (score, answers) => {
    const ok = score >= instruments.sus.average;
    return { ok, value: rounded(score), reason: ok ? 'fine' : 'below', details: { score: rounded(score), answers } };
  }),
});

const nees = defineFact({
  name: 'adoption.nees-score',
  label: 'Experience (NEES)',
  help: `Net EHR Experience Score of the last survey that asked for it, −100 to 100: percent of positive answers less percent of negative ones. ${instruments.nees.note} Source: ${instruments.nees.source}.`,
  unit: 'points',
  fold: 'largest',
  better: 'higher',
  whenEmpty: 'unknown',
  reasons: {
    negative: '{{score}} from {{answers}} answers: more against than for it',
    fine: '{{score}} from {{answers}} answers',
  },
  select: survey,
  judge: byLast('nees', neesScore, (score, answers) => {
    const ok = score >= 0;
    return { ok, value: rounded(score), reason: ok ? 'fine' : 'negative', details: { score: rounded(score), answers } };
  }),
});

const adkar = defineFact({
  name: 'adoption.adkar-barrier',
  label: 'Barrier to change (ADKAR)',
  help: `Whether the last survey by ADKAR shows a barrier: the first of awareness, desire, knowledge, ability and reinforcement whose mean is ${instruments.adkar.barrierAt} or less. Work on what comes after it is wasted until it is gone.`,
  unit: 'barriers',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { barrier: 'The barrier is {{barrier}}', none: 'No barrier' },
  select: survey,
  judge: byLast('adkar', adkarBarrier, (barrier) =>
    barrier === 'none' ? { ok: true, reason: 'none' } : { ok: false, reason: 'barrier', details: { barrier } },
  ),
});

export const SURVEY_FACTS: readonly Fact[] = [response, notToldBack, sus, nees, adkar];
