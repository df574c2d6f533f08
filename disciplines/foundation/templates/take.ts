import {
  addDays,
  dateOf,
  daysBetween,
  filterSchema,
  type GraphReader,
  type Json,
  type Registry,
  type Row,
  type TemplateAbout,
} from '@callosum/kernel';
import type { GateTemplate } from '../default-gates.ts';
import { currentProject, isGateMilestone } from '../go-live.ts';
import { committee } from '../kinds/committee.ts';
import { criterion } from '../kinds/criterion.ts';
import { gate } from '../kinds/gate.ts';
import type { Template, TemplateRecord, TemplateTask } from './schema.ts';
import { textOf } from './text.ts';
import { workingOffset } from './working-days.ts';

/**
 * What a project is built of: registers, plan, committees, gates and surveys. Nobody's name and nothing that happened comes
 * along: of each record only the fields named here, of the plan its titles, days and logic.
 */
export function takenTemplate(graph: GraphReader, { title, summary }: TemplateAbout, registry: Registry): Json {
  const own = currentProject(graph);
  const goLive = own?.fields.goLive;
  const template: Template = {
    id: slugOf(title),
    title,
    summary,
    source: own ? `taken from ${own.fields.key}` : 'taken from a project',
    version: '1',
    status: 'own',
    questions: [],
    registers: registersOf(graph, registry).map((kind) => ({ kind })),
    gates: goLive === undefined ? [] : gatesOf(graph, goLive),
    scorecard: [],
    plan: goLive === undefined ? [] : planOf(graph, goLive),
    records: [...committeesOf(graph), ...(goLive === undefined ? [] : surveysOf(graph, goLive))],
    documents: [],
  };
  // Written as JSON and read again, so that nothing but JSON is kept.
  const json: Json = JSON.parse(JSON.stringify(template));
  return json;
}

/** A name out of a title: small letters, digits and hyphens. */
function slugOf(title: string): string {
  const plain = title.normalize('NFKD').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return slug.slice(0, 60) || 'template';
}

/** Those in use, and those that were asked for. */
function registersOf(graph: GraphReader, registry: Registry): string[] {
  const used = [...registry.kinds.values()]
    .filter(({ name, hidden }) => !hidden && [...graph.rows(name)].some(({ id }) => graph.owns(id)))
    .map(({ name }) => name);
  return [...new Set([...registersShown(graph), ...used])];
}

/** Registers a template asked for when the project began. */
export function registersShown(graph: GraphReader): readonly string[] {
  const asked = currentProject(graph)?.fields.registers;
  return Array.isArray(asked) ? asked.filter((kind) => typeof kind === 'string') : [];
}

function planOf(graph: GraphReader, goLive: string): TemplateTask[] {
  const rows = [...graph.rows('task')]
    .filter((row) => !row.withdrawn && !isGateMilestone(row) && row.fields.active !== false && daysOf(row, goLive))
    .toSorted((a, b) => positionOf(a) - positionOf(b) || a.number - b.number);
  const keys = new Map(rows.map((row, at) => [row.id, `t${at + 1}`]));
  const summaries = new Set(rows.flatMap((row) => graph.out(row.id, 'task.partOf').map(({ to }) => to)));
  return rows.map((row): TemplateTask => {
    const [above] = graph.out(row.id, 'task.partOf').flatMap(({ to }) => keys.get(to) ?? []);
    const after = graph.out(row.id, 'task.dependsOn').flatMap(({ to, fields }) => {
      const key = keys.get(to);
      if (key === undefined || summaries.has(to)) return [];
      const { type } = fields;
      return [type === 'SS' || type === 'FF' || type === 'SF' ? ({ key, type } as const) : key];
    });
    const days = daysOf(row, goLive) ?? [0, 0];
    const when = summaries.has(row.id) ? {} : row.fields.milestone === true ? { at: days[1] } : { days };
    const [carried] = graph.in(row.id, 'gate.sitsOn').flatMap(({ from }) => graph.get(gate, from) ?? []);
    return {
      key: keys.get(row.id) ?? row.id,
      title: textOf(row.fields.title),
      ...(above === undefined ? {} : { in: above }),
      ...when,
      ...(carried ? { gate: carried.fields.key } : {}),
      ...(after.length === 0 || summaries.has(row.id) ? {} : { after }),
    };
  });
}

function positionOf(row: Row): number {
  return typeof row.fields.position === 'number' ? row.fields.position : Number.MAX_SAFE_INTEGER;
}

/** First and last working day from go-live; undefined for a task without dates. */
function daysOf({ fields }: Row, goLive: string): [number, number] | undefined {
  const { storedStart, storedFinish } = fields;
  if (typeof storedFinish !== 'string') return undefined;
  const finish = dateOf(storedFinish);
  const start = typeof storedStart === 'string' ? dateOf(storedStart) : finish;
  return [workingOffset(goLive, start), workingOffset(goLive, finish)];
}

function gatesOf(graph: GraphReader, goLive: string): GateTemplate[] {
  return [...graph.all(gate)].flatMap((row): GateTemplate[] => {
    const [seat] = graph.out(row.id, 'gate.sitsOn').flatMap(({ to }) => graph.find(to) ?? []);
    const finish = seat?.fields.storedFinish;
    const { offsetDays } = row.fields;
    const date =
      typeof finish === 'string' ? dateOf(finish) : offsetDays === undefined ? undefined : addDays(goLive, offsetDays);
    if (date === undefined) return [];
    const { title, key, purpose, goLive: decides } = row.fields;
    return [
      {
        key,
        title,
        purpose: purpose ?? '',
        offsetDays: daysBetween(goLive, date),
        goLive: decides ?? false,
        names: seat && !isGateMilestone(seat) ? [textOf(seat.fields.title).toLowerCase()] : [],
        criteria: graph.in(row.id, 'criterion.of').flatMap(({ from }) => criterionOf(graph, from)),
      },
    ];
  });
}

function criterionOf(graph: GraphReader, id: string): GateTemplate['criteria'] {
  const row = graph.get(criterion, id);
  if (!row) return [];
  const { key, title, fact, filter, comparison, target, weight, stop } = row.fields;
  const asked = { key, title, fact, comparison, target, weight: weight ?? 1, stop: stop ?? false };
  return [filter === undefined ? asked : { ...asked, filter: filterSchema.parse(filter) }];
}

function committeesOf(graph: GraphReader): TemplateRecord[] {
  // Those of the organisation are there for every project anyway.
  const rows = [...graph.all(committee)].filter(({ id }) => graph.owns(id));
  const keys = new Map(rows.map((row, at) => [row.id, `committee-${at + 1}`]));
  return rows.map((row): TemplateRecord => {
    const links = graph.out(row.id, 'committee.escalatesTo').flatMap(({ type, to: end }) => {
      const to = keys.get(end);
      return to === undefined ? [] : [{ type, to }];
    });
    const fields = picked(row, ['title', 'purpose', 'decides', 'consults', 'limitDays', 'spendLimit', 'rhythm']);
    return { key: keys.get(row.id) ?? row.id, kind: committee.name, fields, ...(links.length > 0 ? { links } : {}) };
  });
}

function surveysOf(graph: GraphReader, goLive: string): TemplateRecord[] {
  return [...graph.rows('survey')].flatMap((row, at): TemplateRecord[] => {
    if (row.withdrawn) return [];
    const days = Object.entries(picked(row, ['opens', 'due'])).flatMap(([name, date]) =>
      typeof date === 'string' ? [[name, workingOffset(goLive, date)] as const] : [],
    );
    const fields = picked(row, ['title', 'instrument', 'phase', 'purpose']);
    return [{ key: `survey-${at + 1}`, kind: 'survey', fields, days: Object.fromEntries(days) }];
  });
}

function picked(row: Row, names: readonly string[]): TemplateRecord['fields'] {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = row.fields[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
