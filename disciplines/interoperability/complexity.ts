import type { GraphReader } from '@callosum/kernel';
import { z } from 'zod';
import written from './content/complexity.json' with { type: 'json' };
import { stands, triggersOf } from './facts/concern.ts';
import { interfaceTest } from './kinds/interface-test.ts';
import { interfaceKind } from './kinds/interface.ts';
import { messageProfile } from './kinds/message-profile.ts';
import { mapsOf } from './maps-of.ts';

/** What is counted. */
const MEASURES = [
  'triggers',
  'requiredParts',
  'localParts',
  'unmappedFields',
  'unmappedCodes',
  'criticalUnmappedCodes',
  'failedTests',
  'withoutProfile',
  'newPartners',
] as const;
export type Measure = (typeof MEASURES)[number];

/** The formula, as data: a site changes the file, not the code. */
const formula = z
  .object({
    source: z.string(),
    version: z.string(),
    status: z.string(),
    weights: z.record(z.enum(MEASURES), z.number().min(0)),
    classes: z
      .array(
        z.object({
          /** The most points of the class; null for the last. */
          upTo: z.number().nullable(),
          name: z.string(),
          /** What the most likely duration is multiplied by for the best and the worst case. */
          optimistic: z.number().positive().max(1),
          pessimistic: z.number().min(1),
        }),
      )
      .min(1),
  })
  .parse(written);

/** How much work an interface is likely to be, and what makes it so. */
export interface Complexity {
  readonly points: number;
  readonly counts: Readonly<Record<Measure, number>>;
  /** What each measure brings, the most first; those that bring nothing are left out. */
  readonly parts: readonly { readonly measure: Measure; readonly count: number; readonly points: number }[];
  /** The measure that brings most of the points. */
  readonly most: Measure;
  readonly size: (typeof formula.classes)[number];
}

const DONE: ReadonlySet<string> = new Set(['released', 'live']);
const linesIn = (text: string | undefined): number =>
  (text ?? '').split('\n').filter((line) => line.trim() !== '').length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Complexity of an interface by the formula of `content/complexity.json`; undefined when there is no such interface. */
export function complexityOf(graph: GraphReader, id: string): Complexity | undefined {
  const row = graph.get(interfaceKind, id);
  if (!row) return undefined;
  const from = (type: string): readonly string[] => graph.in(id, type).map((edge) => edge.from);
  const profiles = from('messageProfile.of').flatMap((one) => graph.get(messageProfile, one) ?? []);
  const { mappings, codeMaps } = mapsOf(graph, id);
  const tests = from('interfaceTest.tests').flatMap((one) => graph.get(interfaceTest, one) ?? []);
  const open = (all = 0, done = 0): number => Math.max(0, all - done);
  const counts: Record<Measure, number> = {
    triggers: triggersOf(row.fields.triggers).length,
    requiredParts: sum(profiles.map(({ fields }) => linesIn(fields.required))),
    localParts: sum(profiles.map(({ fields }) => linesIn(fields.localParts))),
    unmappedFields: sum(
      mappings.map(({ fields: { inUse, mapped = 0, leftBehind = 0 } }) => open(inUse, mapped + leftBehind)),
    ),
    unmappedCodes: sum(codeMaps.map(({ fields }) => open(fields.codes, fields.mapped))),
    criticalUnmappedCodes: sum(codeMaps.map(({ fields }) => open(fields.critical, fields.criticalMapped))),
    failedTests: tests.filter(({ state }) => state === 'failed').length,
    withoutProfile: profiles.length === 0 ? 1 : 0,
    newPartners: newPartners(graph, id),
  };
  const pointsOf = (measure: Measure): number => counts[measure] * formula.weights[measure];
  const points = Math.round(sum(MEASURES.map(pointsOf)) * 10) / 10;
  const [most = 'triggers'] = MEASURES.toSorted((a, b) => pointsOf(b) - pointsOf(a));
  const size =
    formula.classes.find(({ upTo }) => upTo === null || points <= upTo) ?? formula.classes[formula.classes.length - 1];
  const parts = MEASURES.map((measure) => ({ measure, count: counts[measure], points: pointsOf(measure) }))
    .filter((part) => part.points > 0)
    .sort((a, b) => b.points - a.points);
  return size && { points, counts, parts, most, size };
}

/** Systems at its ends with which nothing of this kind has been brought live. */
function newPartners(graph: GraphReader, id: string): number {
  const ENDS = ['interface.source', 'interface.target'];
  const systems = new Set(ENDS.flatMap((type) => graph.out(id, type)).map(({ to }) => to));
  const known = (system: string): boolean =>
    ENDS.flatMap((type) => graph.in(system, type)).some(
      ({ from }) => from !== id && stands(graph, from) && DONE.has(graph.find(from)?.state ?? ''),
    );
  return [...systems].filter((system) => stands(graph, system) && !known(system)).length;
}
