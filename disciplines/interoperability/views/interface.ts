import {
  defineView,
  type FieldsOf,
  type GraphReader,
  type Mention,
  mentionOf,
  type Row,
  type ViewContext,
} from '@callosum/kernel';
import { z } from 'zod';
import { casesOf } from '../cases-of.ts';
import { interfaceKind } from '../kinds/interface.ts';
import { type Figure, FIGURES, figuresOf } from './interface-figures.ts';
import { type Hole, holesOf } from './interface-holes.ts';
import { type InterfaceParts, partsOf } from './interface-parts.ts';
import { interfacesOf, profileOffer, type ProfileOffer } from './profiles.ts';
import { type QueueCount, queueCount } from './queue-count.ts';
import { tell, type Told } from './told.ts';

export interface TestLine extends Mention {
  readonly trigger?: string | undefined;
  readonly level: string;
  readonly ranOn?: string | undefined;
  readonly sent?: number | undefined;
  readonly correct?: number | undefined;
  /** Whether it stands, and why not; nothing while it has no result. */
  readonly told?: Told | undefined;
  /** It can be run from here. */
  readonly hasCases: boolean;
}

export interface EndpointLine extends Mention {
  readonly received: number;
  readonly conforming: number;
  readonly lastAt?: string | undefined;
}

export interface GapLine extends Mention {
  readonly place?: string | undefined;
  readonly treatment?: string | undefined;
  readonly owner?: string | undefined;
  readonly by: readonly Mention[];
}

export interface EnvironmentLine extends Mention {
  readonly purpose: string;
  readonly version?: string | undefined;
}

/** Records of other disciplines that lead to the interface or from it, by kind. */
export interface Linked {
  readonly kind: string;
  readonly records: readonly Mention[];
}

export interface OneInterface extends Mention {
  readonly fields: Row<FieldsOf<typeof interfaceKind>>['fields'];
  readonly sources: readonly Mention[];
  readonly targets: readonly Mention[];
  readonly through: readonly Mention[];
  readonly holes: readonly Hole[];
  readonly figures: readonly Figure[];
  readonly profiles: readonly ProfileOffer[];
  readonly mappings: readonly (Mention & { readonly told?: Told | undefined })[];
  readonly codeMaps: readonly (Mention & { readonly told?: Told | undefined })[];
  readonly environments: readonly EnvironmentLine[];
  readonly queues: readonly QueueCount[];
  readonly tests: readonly TestLine[];
  readonly endpoints: readonly EndpointLine[];
  readonly gaps: readonly GapLine[];
  readonly linked: readonly Linked[];
}

export interface InterfaceModel {
  /** What can be opened, by number. */
  readonly interfaces: readonly Mention[];
  readonly opened?: OneInterface;
}

/** One interface on one screen: what is missing first, then what proves it and what it is made of. */
export const interfaceView = defineView({
  name: 'interface',
  label: 'Interface',
  help: 'One interface whole: what is missing and what to do next, the figures that prove it with the rows behind them, and everything it is made of.',
  home: ['project'],
  reads: ['interface'],
  opensFor: { kind: interfaceKind.name, choice: 'interface' },
  choices: z.object({ interface: z.uuid().optional(), figure: z.enum(FIGURES).optional() }),
  build: (context, { interface: wanted }): InterfaceModel => {
    const { graph } = context;
    const interfaces = interfacesOf(graph);
    const row = graph.get(interfaceKind, wanted ?? interfaces[0]?.id ?? '');
    return { interfaces, ...(row ? { opened: open(context, row) } : {}) };
  },
});

function open(context: ViewContext, row: Row<FieldsOf<typeof interfaceKind>>): OneInterface {
  const { graph } = context;
  const parts = partsOf(graph, row.id);
  const ends = (type: string): readonly Mention[] =>
    mentionsOf(
      graph,
      graph.out(row.id, type).map(({ to }) => to),
    );
  const judged = (fact: string) => (one: Row) => ({ ...mentionOf(graph, one), told: tell(context, fact, one) });
  return {
    ...mentionOf(graph, row),
    fields: row.fields,
    sources: ends('interface.source'),
    targets: ends('interface.target'),
    through: ends('interface.through'),
    holes: holesOf(context, row, parts),
    figures: figuresOf(context, row, parts),
    profiles: parts.profiles.map((one) => profileOffer(graph, one)),
    mappings: parts.mappings.map(judged('interoperability.mapping-coverage')),
    codeMaps: parts.codeMaps.map(judged('interoperability.critical-maps-open')),
    environments: parts.environments.map((one) => ({
      ...mentionOf(graph, one),
      purpose: one.fields.purpose,
      version: one.fields.version,
    })),
    queues: parts.queues.map((one) => queueCount(graph, one)),
    tests: parts.tests.map((one) => testLine(context, one)).sort(newestFirst),
    endpoints: parts.endpoints.map((one) => ({
      ...mentionOf(graph, one),
      received: one.fields.received ?? 0,
      conforming: one.fields.conforming ?? 0,
      lastAt: one.fields.lastAt,
    })),
    gaps: parts.gaps.map((one) => ({
      ...mentionOf(graph, one),
      place: one.fields.place,
      treatment: one.fields.treatment,
      owner: one.fields.owner,
      by: mentionsOf(
        graph,
        graph.out(one.id, 'interfaceGap.treatedBy').map(({ to }) => to),
      ),
    })),
    linked: linkedTo(context, row.id, parts),
  };
}

function mentionsOf(graph: GraphReader, ids: readonly string[]): readonly Mention[] {
  return [...new Set(ids)]
    .flatMap((id) => graph.find(id) ?? [])
    .filter(({ withdrawn }) => !withdrawn)
    .map((row) => mentionOf(graph, row));
}

function testLine(context: ViewContext, row: InterfaceParts['tests'][number]): TestLine {
  const { trigger, level, ranOn, sent, correct } = row.fields;
  return {
    ...mentionOf(context.graph, row),
    level,
    trigger: trigger,
    ranOn: ranOn,
    sent: sent,
    correct: correct,
    told: tell(context, 'interoperability.tests-failing', row),
    hasCases: casesOf(row) !== undefined,
  };
}

function newestFirst(a: TestLine, b: TestLine): number {
  const [day, other] = [a.ranOn ?? '', b.ranOn ?? ''];
  if (day !== other) return day < other ? 1 : -1;
  return b.number - a.number;
}

/** Shown by themselves, with what they say. */
const SHOWN: ReadonlySet<string> = new Set([
  'interfaceTest',
  'testEndpoint',
  'queue',
  'mapping',
  'codeMap',
  'interfaceGap',
  'messageProfile',
]);

/** Hazards, tasks and whatever else is linked to the interface, to its mappings and code maps, or treats one of its differences. */
function linkedTo({ graph, registry }: ViewContext, id: string, parts: InterfaceParts): readonly Linked[] {
  const about = [id, ...parts.mappings.map((one) => one.id), ...parts.codeMaps.map((one) => one.id)];
  const found = new Set<string>(
    parts.gaps.flatMap((gap) => graph.out(gap.id, 'interfaceGap.treatedBy').map(({ to }) => to)),
  );
  for (const { to } of graph.out(id, 'interface.implements')) found.add(to);
  for (const [type, { to }] of registry.links) {
    if (!['interface', 'mapping', 'codeMap'].some((kind) => to.includes(kind))) continue;
    for (const one of about) for (const { from } of graph.in(one, type)) found.add(from);
  }
  const byKind = new Map<string, Mention[]>();
  for (const one of mentionsOf(graph, [...found])) {
    if (SHOWN.has(one.kind)) continue;
    byKind.set(one.kind, [...(byKind.get(one.kind) ?? []), one]);
  }
  return [...byKind]
    .map(([kind, records]) => ({ kind, records: records.sort((a, b) => a.number - b.number) }))
    .sort((a, b) => rank(a.kind) - rank(b.kind) || (a.kind < b.kind ? -1 : 1));
}

/** Hazards and tasks are asked for first. */
const FIRST = ['hazard', 'task', 'requirement', 'defect'];
function rank(kind: string): number {
  const at = FIRST.indexOf(kind);
  return at < 0 ? FIRST.length : at;
}
