const point = { type: 'number', min: 1, max: 5, integer: true } as const;

/**
 * The ten items of the System Usability Scale by what each asks for; the sheet handed out carries the published wording. Odd
 * ones speak for the system, even ones against it.
 */
export const SUS_ITEMS = {
  sus1: { ...point, label: 'SUS 1: use it often (for)' },
  sus2: { ...point, label: 'SUS 2: complex (against)' },
  sus3: { ...point, label: 'SUS 3: easy (for)' },
  sus4: { ...point, label: 'SUS 4: needs support (against)' },
  sus5: { ...point, label: 'SUS 5: integrated (for)' },
  sus6: { ...point, label: 'SUS 6: inconsistent (against)' },
  sus7: { ...point, label: 'SUS 7: quick to learn (for)' },
  sus8: { ...point, label: 'SUS 8: cumbersome (against)' },
  sus9: { ...point, label: 'SUS 9: confident (for)' },
  sus10: { ...point, label: 'SUS 10: much to learn (against)' },
} as const;

/** Eleven metrics of experience; the survey says which statement each stands for. */
export const NEES_ITEMS = {
  nees1: { ...point, label: 'Experience 1: efficiency' },
  nees2: { ...point, label: 'Experience 2: functions as expected' },
  nees3: { ...point, label: 'Experience 3: outside information' },
  nees4: { ...point, label: 'Experience 4: alerts that help' },
  nees5: { ...point, label: 'Experience 5: quality of care' },
  nees6: { ...point, label: 'Experience 6: safety' },
  nees7: { ...point, label: 'Experience 7: reliability' },
  nees8: { ...point, label: 'Experience 8: response time' },
  nees9: { ...point, label: 'Experience 9: ease of learning' },
  nees10: { ...point, label: 'Experience 10: training' },
  nees11: { ...point, label: 'Experience 11: support' },
} as const;

/** In this order: the first that is low is the barrier. */
export const ADKAR_ITEMS = {
  awareness: { ...point, label: 'Awareness: I know why this changes' },
  desire: { ...point, label: 'Desire: I want to take part' },
  knowledge: { ...point, label: 'Knowledge: I know how' },
  ability: { ...point, label: 'Ability: I can do it at work' },
  reinforcement: { ...point, label: 'Reinforcement: it is kept up' },
} as const;

/**
 * The twelve items of Organizational Readiness for Implementing Change by what each asks for: five of commitment, seven of
 * efficacy. They are asked of all together: “we”, not “I”.
 */
export const ORIC_ITEMS = {
  oric1: { ...point, label: 'Commitment 1: we are committed' },
  oric2: { ...point, label: 'Commitment 2: we are determined' },
  oric3: { ...point, label: 'Commitment 3: we are motivated' },
  oric4: { ...point, label: 'Commitment 4: we do whatever it takes' },
  oric5: { ...point, label: 'Commitment 5: we want it' },
  oric6: { ...point, label: 'Efficacy 1: we can get people invested' },
  oric7: { ...point, label: 'Efficacy 2: we can keep track of it' },
  oric8: { ...point, label: 'Efficacy 3: people are supported while they adjust' },
  oric9: { ...point, label: 'Efficacy 4: we can keep it going' },
  oric10: { ...point, label: 'Efficacy 5: we can handle what comes up' },
  oric11: { ...point, label: 'Efficacy 6: we can fit tasks together' },
  oric12: { ...point, label: 'Efficacy 7: we can manage the politics of it' },
} as const;

export type SusItem = keyof typeof SUS_ITEMS;
export type AdkarItem = keyof typeof ADKAR_ITEMS;
export type OricItem = keyof typeof ORIC_ITEMS;

export const SUS = [
  'sus1',
  'sus2',
  'sus3',
  'sus4',
  'sus5',
  'sus6',
  'sus7',
  'sus8',
  'sus9',
  'sus10',
] as const satisfies readonly SusItem[];

export const NEES = [
  'nees1',
  'nees2',
  'nees3',
  'nees4',
  'nees5',
  'nees6',
  'nees7',
  'nees8',
  'nees9',
  'nees10',
  'nees11',
] as const satisfies readonly (keyof typeof NEES_ITEMS)[];

export const ADKAR = [
  'awareness',
  'desire',
  'knowledge',
  'ability',
  'reinforcement',
] as const satisfies readonly AdkarItem[];

export const ORIC_COMMITMENT = ['oric1', 'oric2', 'oric3', 'oric4', 'oric5'] as const satisfies readonly OricItem[];

export const ORIC_EFFICACY = [
  'oric6',
  'oric7',
  'oric8',
  'oric9',
  'oric10',
  'oric11',
  'oric12',
] as const satisfies readonly OricItem[];

export const ORIC = [...ORIC_COMMITMENT, ...ORIC_EFFICACY] as const;
