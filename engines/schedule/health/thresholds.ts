import { say, type Said } from '../say.ts';

/** Where a threshold comes from. */
export interface Source {
  readonly title: string;
  readonly part: string;
  /** Nobody has held it against the primary document here. */
  readonly unverified?: true;
}

const DCMA: Omit<Source, 'part'> = {
  title:
    'Defense Contract Management Agency, Earned Value Management System (EVMS) Program Analysis Pamphlet, DCMA-EA PAM 200.1, 2012',
  unverified: true,
};
const GAO: Omit<Source, 'part'> = {
  title:
    'U.S. Government Accountability Office, Schedule Assessment Guide: Best Practices for Project Schedules, GAO-16-89G, December 2015',
  unverified: true,
};

/** How a value is judged: it must not be more, or not less, than the limit. */
export interface Threshold {
  readonly id: string;
  readonly name: Said;
  /** `percent` of the tasks or links looked at, `count` of them, `ratio`, or `flag`: 1 for yes. */
  readonly unit: 'percent' | 'count' | 'ratio' | 'flag';
  readonly at: 'most' | 'least';
  readonly limit: number;
  /** Working days from which float or a duration counts as high. */
  readonly days?: number;
  readonly source: Source;
}

/**
 * The fourteen points of DCMA and those practices of GAO that a plan alone can show. Numbers of other people's rules are data; whoever
 * works under other ones passes his own list.
 */
export const THRESHOLDS = [
  { id: 'dcma-01-logic', name: say`Logic`, unit: 'percent', at: 'most', limit: 5, source: { ...DCMA, part: '1' } },
  { id: 'dcma-02-leads', name: say`Leads`, unit: 'count', at: 'most', limit: 0, source: { ...DCMA, part: '2' } },
  { id: 'dcma-03-lags', name: say`Lags`, unit: 'percent', at: 'most', limit: 5, source: { ...DCMA, part: '3' } },
  {
    id: 'dcma-04-relationships',
    name: say`Finish-to-start links`,
    unit: 'percent',
    at: 'least',
    limit: 90,
    source: { ...DCMA, part: '4' },
  },
  {
    id: 'dcma-05-hard-constraints',
    name: say`Hard constraints`,
    unit: 'percent',
    at: 'most',
    limit: 5,
    source: { ...DCMA, part: '5' },
  },
  {
    id: 'dcma-06-high-float',
    name: say`High float`,
    unit: 'percent',
    at: 'most',
    limit: 5,
    days: 44,
    source: { ...DCMA, part: '6' },
  },
  {
    id: 'dcma-07-negative-float',
    name: say`Negative float`,
    unit: 'count',
    at: 'most',
    limit: 0,
    source: { ...DCMA, part: '7' },
  },
  {
    id: 'dcma-08-high-duration',
    name: say`High duration`,
    unit: 'percent',
    at: 'most',
    limit: 5,
    days: 44,
    source: { ...DCMA, part: '8' },
  },
  {
    id: 'dcma-09-invalid-dates',
    name: say`Invalid dates`,
    unit: 'count',
    at: 'most',
    limit: 0,
    source: { ...DCMA, part: '9' },
  },
  {
    id: 'dcma-10-resources',
    name: say`Tasks without resources`,
    unit: 'count',
    at: 'most',
    limit: 0,
    source: { ...DCMA, part: '10' },
  },
  {
    id: 'dcma-11-missed-tasks',
    name: say`Missed tasks`,
    unit: 'percent',
    at: 'most',
    limit: 5,
    source: { ...DCMA, part: '11' },
  },
  {
    id: 'dcma-12-critical-path-test',
    name: say`Critical path test`,
    unit: 'flag',
    at: 'least',
    limit: 1,
    source: { ...DCMA, part: '12' },
  },
  {
    id: 'dcma-13-cpli',
    name: say`Critical path length index`,
    unit: 'ratio',
    at: 'least',
    limit: 0.95,
    source: { ...DCMA, part: '13' },
  },
  {
    id: 'dcma-14-bei',
    name: say`Baseline execution index`,
    unit: 'ratio',
    at: 'least',
    limit: 0.95,
    source: { ...DCMA, part: '14' },
  },
  {
    id: 'gao-2-sequencing',
    name: say`Sequencing: links to summaries`,
    unit: 'count',
    at: 'most',
    limit: 0,
    source: { ...GAO, part: 'Best practice 2' },
  },
  {
    id: 'gao-3-resources',
    name: say`Assigning resources`,
    unit: 'count',
    at: 'most',
    limit: 0,
    source: { ...GAO, part: 'Best practice 3' },
  },
  {
    id: 'gao-4-durations',
    name: say`Durations of remaining work`,
    unit: 'percent',
    at: 'most',
    limit: 5,
    days: 44,
    source: { ...GAO, part: 'Best practice 4' },
  },
  {
    id: 'gao-6-critical-path',
    name: say`One critical path from today to the end`,
    unit: 'flag',
    at: 'least',
    limit: 1,
    source: { ...GAO, part: 'Best practice 6' },
  },
  {
    id: 'gao-7-float',
    name: say`Reasonable total float`,
    unit: 'percent',
    at: 'most',
    limit: 5,
    days: 44,
    source: { ...GAO, part: 'Best practice 7' },
  },
  {
    id: 'gao-9-updating',
    name: say`Updating: unfinished work before the status date`,
    unit: 'count',
    at: 'most',
    limit: 0,
    source: { ...GAO, part: 'Best practice 9' },
  },
  {
    id: 'gao-10-baseline',
    name: say`Baseline of every task`,
    unit: 'percent',
    at: 'least',
    limit: 100,
    source: { ...GAO, part: 'Best practice 10' },
  },
] as const satisfies readonly Threshold[];

export type CheckId = (typeof THRESHOLDS)[number]['id'];
