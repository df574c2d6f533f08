import content from '../content/surveys.json' with { type: 'json' };
import { type Chance, chance, cycle } from '../random.ts';
import type { Teller } from '../teller.ts';

const ADKAR = ['awareness', 'desire', 'knowledge', 'ability', 'reinforcement'] as const;
const COMMITMENT = ['oric1', 'oric2', 'oric3', 'oric4', 'oric5'] as const;
const EFFICACY = ['oric6', 'oric7', 'oric8', 'oric9', 'oric10', 'oric11', 'oric12'] as const;

/** Nurses are most; the night is in every profession, and nobody says which. */
const PROFESSIONS = [
  'nurse',
  'nurse',
  'physician',
  'nurse',
  'clerical',
  'allied',
  'nurse',
  'physician',
  'laboratory',
  'other',
  'nurse',
  'pharmacy',
] as const;

/** Physicians want it less at first, clerks know less of it: so that the professions differ. */
const LEANS: Readonly<Partial<Record<(typeof PROFESSIONS)[number], number>>> = {
  physician: -0.4,
  pharmacy: 0.3,
  laboratory: 0.2,
};

type Round = (typeof content.surveys)[number];

/** Rounds of questions to those who will work with it, and what they answered: anonymous, told in groups only. */
export function tellSurveys(teller: Teller): void {
  for (const round of content.surveys) tellRound(teller, round);
}

function tellRound(teller: Teller, round: Round): void {
  const { add, set, answer, t, who } = teller;
  const { title, instrument, phase, opens, closes, asked, told } = round;
  const survey = add(t(opens - 14), 'survey', `survey ${title}`, {
    title,
    instrument,
    phase,
    audience: 'One of sixteen who will work with it, drawn anew each time, in every unit and shift.',
    purpose: 'Told to everybody asked within two weeks, with what is done about it.',
    opens: t(opens),
    due: t(closes),
    invited: asked,
    responseTarget: 50,
    owner: who('training'),
  });
  set(t(opens), survey, {}, 'open');
  const luck = chance(`answers to ${title}`);
  for (let one = 0; one < round.answers; one += 1) {
    const profession = cycle(PROFESSIONS, one + luck.between(0, 2));
    const day = opens + 1 + Math.floor((one * (closes - opens)) / round.answers);
    answer(
      t(day),
      'surveyAnswer',
      `answer ${title} ${one}`,
      { title: cycle(words(), luck.between(0, 9)), profession, ...pointsOf(round, LEANS[profession] ?? 0, luck) },
      ['to', survey],
    );
  }
  set(t(closes + 1), survey, {}, 'counted');
  set(t(closes + 8), survey, { told }, 'reported');
}

function words(): readonly [string, ...string[]] {
  const [first = '', ...rest] = content.words;
  return [first, ...rest];
}

/** One person’s points around the means of the round. */
function pointsOf({ instrument, means }: Round, lean: number, luck: Chance): Record<string, number> {
  const near = (mean: number): number => Math.min(5, Math.max(1, Math.round(mean + lean + (luck.next() - 0.5) * 2.6)));
  const [first = 3, second = 3] = means;
  return instrument === 'adkar'
    ? Object.fromEntries(ADKAR.map((item, place) => [item, near(means[place] ?? first)]))
    : Object.fromEntries([
        ...COMMITMENT.map((item) => [item, near(first)] as const),
        ...EFFICACY.map((item) => [item, near(second)] as const),
      ]);
}
