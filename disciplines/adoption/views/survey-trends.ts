import {
  type Answered,
  answersIn,
  type AnswersTeller,
  defineView,
  type FieldsOf,
  hasCome,
  type Mention,
  mentionOf,
  type Moment,
  type Row,
  type ViewContext,
} from '@callosum/kernel';
import { z } from 'zod';
import { cadence, instruments } from '../defaults.ts';
import { survey } from '../kinds/survey.ts';
import { surveyAnswer } from '../kinds/survey-answer.ts';
import { ADKAR, ORIC_COMMITMENT, ORIC_EFFICACY, SUS } from '../kinds/survey-items.ts';
import { goLiveOf } from '../people.ts';
import { susOf } from '../scores.ts';

type SurveyRow = Row<FieldsOf<typeof survey>>;

/** What a round tells of: one number for each dimension of its instrument. */
interface Instrument {
  readonly items: readonly string[];
  readonly dimensions: readonly string[];
  readonly least: number;
  readonly largest: number;
  readonly score: (means: Readonly<Record<string, number>>) => readonly number[];
  /** At or below it, the first dimension is the barrier to work on. */
  readonly barrierAt?: number;
}

const meanOf = (items: readonly string[], means: Readonly<Record<string, number>>): number =>
  items.reduce((sum, item) => sum + (means[item] ?? 0), 0) / items.length;

/** Instruments whose means can be laid side by side. Experience (NEES) is a share of answers and is told by its fact. */
const INSTRUMENTS: Readonly<Record<TrendInstrument, Instrument>> = {
  adkar: {
    items: ADKAR,
    dimensions: ADKAR,
    least: 1,
    largest: 5,
    score: (means) => ADKAR.map((item) => means[item] ?? 0),
    barrierAt: instruments.adkar.barrierAt,
  },
  oric: {
    items: [...ORIC_COMMITMENT, ...ORIC_EFFICACY],
    dimensions: ['commitment', 'efficacy'],
    least: 1,
    largest: 5,
    score: (means) => [meanOf(ORIC_COMMITMENT, means), meanOf(ORIC_EFFICACY, means)],
  },
  sus: {
    items: SUS,
    dimensions: ['usability'],
    least: 0,
    largest: 100,
    // The score of the means is the mean of the scores: it is a sum.
    score: (means) => [susOf(means) ?? 0],
  },
  pulse: {
    items: ['overall'],
    dimensions: ['overall'],
    least: 0,
    largest: 10,
    score: (means) => [means['overall'] ?? 0],
  },
};

const TREND_INSTRUMENTS = ['adkar', 'oric', 'sus', 'pulse'] as const;
type TrendInstrument = (typeof TREND_INSTRUMENTS)[number];

/** One survey, and what was answered by then. */
export interface Round extends Mention {
  readonly opens: string;
  readonly due?: string;
  readonly invited?: number;
  /** Answers by whole groups, and the share of those asked that they are, in percent. */
  readonly answered: number;
  readonly response?: number;
  readonly target: number;
  /** One for each dimension; nothing while too few have answered to be told of. */
  readonly scores?: readonly number[];
  /** Change of each since the round before that can be told of. */
  readonly change?: readonly number[];
  /** Place of the dimension that is the barrier; undefined where none is, or the instrument knows none. */
  readonly barrier?: number;
  readonly owner?: string;
}

export interface SurveyTrends {
  readonly instrument: TrendInstrument;
  /** How many rounds there are by each instrument. */
  readonly instruments: readonly { readonly name: TrendInstrument; readonly rounds: number }[];
  readonly dimensions: readonly string[];
  readonly least: number;
  readonly largest: number;
  readonly barrierAt?: number;
  /** The earliest first. */
  readonly rounds: readonly Round[];
  /** The profession whose answers are told; undefined for everybody. */
  readonly profession?: string;
  /** Those of whom something can be told in some round. */
  readonly professions: readonly string[];
  readonly minimumGroup: number;
  readonly goLive?: string;
}

/** How people are coming along, from survey to survey. */
export const surveyTrends = defineView({
  name: 'survey-trends',
  label: 'Survey trends',
  help: 'What people answered from one survey to the next: the mean of each dimension, the barrier, and how many of those asked have answered. Nobody’s answer is told by itself: figures are there for groups of five and more.',
  home: ['project', 'programme', 'organisation'],
  reads: [survey.name],
  choices: z.object({
    instrument: z.enum(TREND_INSTRUMENTS).exactOptional(),
    profession: z.string().max(64).exactOptional(),
  }),
  build: (context, { instrument: wanted, profession }): SurveyTrends => {
    const opened = [...context.graph.all(survey)].filter((row) => isOpened(row, context.at)).sort(byOpening);
    const known = TREND_INSTRUMENTS.map((name) => ({
      name,
      rounds: opened.filter(({ fields }) => fields.instrument === name).length,
    })).filter(({ rounds }) => rounds > 0);
    const last = opened.findLast(({ fields }) => known.some(({ name }) => name === fields.instrument));
    const name = wanted ?? known.find((one) => one.name === last?.fields.instrument)?.name ?? 'adkar';
    const { items, dimensions, least, largest, barrierAt } = INSTRUMENTS[name];
    const tell = answersIn(context);
    const rows = opened.filter(({ fields }) => fields.instrument === name);
    const groups = new Map(rows.map(({ id }) => [id, tell(id, { link: LINK, items, by: 'profession' })]));
    const goLive = goLiveOf(context.graph);
    return {
      instrument: name,
      instruments: known,
      dimensions,
      least,
      largest,
      ...(barrierAt === undefined ? {} : { barrierAt }),
      rounds: roundsOf(context, rows, { name, tell, groups, profession }),
      ...(profession === undefined ? {} : { profession }),
      professions: Object.keys(surveyAnswer.fields.profession.options).filter((one) =>
        [...groups.values()].some((told) => told.some(({ value }) => value === one)),
      ),
      minimumGroup: surveyAnswer.anonymous?.minimumGroup ?? 0,
      ...(goLive === undefined ? {} : { goLive }),
    };
  },
});

const LINK = 'surveyAnswer.to';

interface Telling {
  readonly name: TrendInstrument;
  readonly tell: AnswersTeller;
  readonly groups: ReadonlyMap<string, readonly Answered[]>;
  readonly profession: string | undefined;
}

function roundsOf(
  { graph }: ViewContext,
  rows: readonly SurveyRow[],
  { name, tell, groups, profession }: Telling,
): readonly Round[] {
  const { items, score, barrierAt } = INSTRUMENTS[name];
  let before: readonly number[] | undefined;
  return rows.map((row) => {
    const { opens, due, invited, responseTarget, owner } = row.fields;
    const told =
      profession === undefined
        ? tell(row.id, { link: LINK, items })[0]
        : groups.get(row.id)?.find(({ value }) => value === profession);
    const everybody = tell(row.id, { link: LINK, items: [] })[0]?.size ?? 0;
    const scores = told && score(told.means);
    const barrier = barrierAt === undefined ? undefined : scores?.findIndex((one) => one <= barrierAt);
    const change = scores && before?.map((one, place) => (scores[place] ?? 0) - one);
    before = scores ?? before;
    return {
      ...mentionOf(graph, row),
      opens,
      ...(due === undefined ? {} : { due }),
      ...(invited === undefined ? {} : { invited }),
      answered: told?.size ?? 0,
      // How many of one profession were asked, nobody has said.
      ...(invited === undefined || profession !== undefined
        ? {}
        : { response: Math.min(100, (100 * everybody) / invited) }),
      target: responseTarget ?? cadence.surveyResponse,
      ...(scores ? { scores } : {}),
      ...(change ? { change } : {}),
      ...(barrier === undefined || barrier < 0 ? {} : { barrier }),
      ...(owner === undefined ? {} : { owner }),
    };
  });
}

function isOpened({ state, fields }: SurveyRow, at: Moment): boolean {
  return state !== 'prepared' && hasCome(fields.opens, at);
}

function byOpening(a: SurveyRow, b: SurveyRow): number {
  return a.fields.opens.localeCompare(b.fields.opens, 'en') || a.number - b.number;
}
