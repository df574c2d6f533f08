import {
  addDays,
  defineFact,
  type Fact,
  type FieldsOf,
  type GraphReader,
  hasCome,
  isOver,
  type Moment,
  type Row,
} from '@callosum/kernel';
import { environment } from '../kinds/environment.ts';
import { system } from '../kinds/system.ts';
import { limits } from '../limits.ts';
import { concerns } from './concern.ts';

const withoutOwner = defineFact({
  name: 'interoperability.systems-without-owner',
  label: 'Systems without an owner',
  help: 'Systems kept here, or that something here leans on, for which nobody answers.',
  unit: 'systems',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: { nobody: 'Nobody answers for it', owned: 'Somebody answers for it' },
  select: system,
  judge: (row, graph) => {
    if (!concerns(graph, row)) return undefined;
    const ok = row.fields.owner !== undefined;
    return { ok, reason: ok ? 'owned' : 'nobody' };
  },
});

const supportEnding = defineFact({
  name: 'interoperability.systems-without-support',
  label: 'Systems without support',
  help: `Systems whose vendor support has ended or ends within ${limits.supportNoticeDays} days, or of which nobody knows when it does. One that leaves service before that does not count.`,
  unit: 'systems',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    unknown: 'Nobody has said until when it is supported',
    ended: 'Support ended on {{day}}',
    ending: 'Support ends on {{day}}',
    leaves: 'Leaves service on {{day}}, before support ends',
    supported: 'Supported until {{day}}',
  },
  select: system,
  judge: (row, graph, at) => {
    if (!concerns(graph, row)) return undefined;
    const { supportEnds: day, replacedOn } = row.fields;
    if (day === undefined) return { ok: false, reason: 'unknown' };
    if (isOver(day, at)) return { ok: false, reason: 'ended', details: { day } };
    if (row.state === 'leaving' && replacedOn !== undefined && replacedOn <= day) {
      return { ok: true, reason: 'leaves', details: { day: replacedOn } };
    }
    const near = day <= addDays(at.today, limits.supportNoticeDays);
    return { ok: !near, reason: near ? 'ending' : 'supported', details: { day } };
  },
});

type EnvironmentRow = Row<FieldsOf<typeof environment>>;

/** Where something is to be proved that holds in production. */
const PROVING: ReadonlySet<string> = new Set(['test', 'acceptance', 'training', 'rehearsal']);

const unlike = defineFact({
  name: 'interoperability.environments-unlike-production',
  label: 'Environments not like production',
  help: `Available test, acceptance, training and rehearsal environments that differ from production, have another version than it, or were not refreshed from it in time (${limits.refreshEveryDays} days unless they say otherwise). What is proved there may not hold.`,
  unit: 'environments',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    uncompared: 'Nobody has compared it with production',
    differs: 'It differs: {{differences}}',
    version: 'It has version {{version}}, production {{production}}',
    never: 'Nobody has said when it was refreshed',
    stale: 'Refreshed on {{day}}, to be refreshed by {{by}}',
    alike: 'Like production',
  },
  select: environment,
  judge: (row, graph, at) => {
    const { purpose, likeProduction, differences, version } = row.fields;
    if (row.state !== 'available' || !PROVING.has(purpose)) return undefined;
    if (likeProduction === undefined || likeProduction === 'unknown') return { ok: false, reason: 'uncompared' };
    if (likeProduction === 'known')
      return { ok: false, reason: 'differs', details: { differences: differences ?? '' } };
    const production = productionVersion(row, graph);
    if (production !== undefined && version !== undefined && version !== production) {
      return { ok: false, reason: 'version', details: { version, production } };
    }
    return refreshed(row, at);
  },
});

function refreshed({ fields: { refreshedOn, refreshDays } }: EnvironmentRow, at: Moment) {
  if (refreshedOn === undefined || !hasCome(refreshedOn, at)) return { ok: false, reason: 'never' };
  const by = addDays(refreshedOn, refreshDays ?? limits.refreshEveryDays);
  if (isOver(by, at)) return { ok: false, reason: 'stale', details: { day: refreshedOn, by } };
  return { ok: true, reason: 'alike' };
}

/** The version that production of the same system has; undefined when there is none yet, or nobody has noted it. */
function productionVersion({ id }: EnvironmentRow, graph: GraphReader): string | undefined {
  const others = graph
    .out(id, 'environment.of')
    .flatMap(({ to }) => graph.in(to, 'environment.of'))
    .flatMap(({ from }) => graph.get(environment, from) ?? []);
  return others.find(({ state, fields }) => state === 'available' && fields.purpose === 'production')?.fields.version;
}

const withPatients = defineFact({
  name: 'interoperability.environments-with-phi',
  label: 'Environments with patient data outside production',
  help: 'Environments for build, test or training that carry patient data, whatever the reason.',
  unit: 'environments',
  fold: 'failing',
  better: 'lower',
  whenEmpty: 'unknown',
  reasons: {
    carries: 'It carries patient data: {{reason}}',
    free: 'No patient data',
    home: 'Patient data is at home here',
  },
  select: environment,
  judge: ({ state, fields: { purpose, carriesPhi, phiReason } }) => {
    if (state === 'removed') return undefined;
    if (!(carriesPhi ?? false)) return { ok: true, reason: 'free' };
    if (purpose !== 'build' && !PROVING.has(purpose)) return { ok: true, reason: 'home' };
    return { ok: false, reason: 'carries', details: { reason: phiReason ?? '' } };
  },
});

export const SYSTEM_FACTS: readonly Fact[] = [withoutOwner, supportEnding, unlike, withPatients];
