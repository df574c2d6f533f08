import { type FieldsOf, type GraphReader, type Mention, mentionOf, type Row } from '@callosum/kernel';
import { resource } from './kinds/resource.ts';
import { task } from './kinds/task.ts';
import { team } from './kinds/team.ts';

type Side = FieldsOf<typeof team>['side'];

/** Who does a part of the work: a team, a group that resources are drawn from, or a workstream of the plan. */
export interface Party {
  readonly key: string;
  readonly title: string;
  readonly side?: Side;
  /** The team, or the summary that stands for the workstream. */
  readonly record?: Mention;
}

/** Whose a record is; undefined where nothing says it. */
export type PartyOf = (row: Row) => Party | undefined;

/**
 * The team of a record: the one its owner is in; else, of a task, the group that somebody assigned to it is drawn from, which is the team of that
 * name where there is one. Somebody in several teams counts for the one that was there first.
 */
export function teamsOf(graph: GraphReader): PartyOf {
  const byPerson = new Map<string, Party>();
  const byName = new Map<string, Party>();
  for (const { id, state, fields, ...row } of graph.all(team)) {
    if (state !== 'open') continue;
    const { title, side, owner, members = [] } = fields;
    const party = { key: id, title, side, record: mentionOf(graph, { id, state, fields, ...row }) };
    for (const who of [owner, ...members]) if (who !== undefined && !byPerson.has(who)) byPerson.set(who, party);
    if (!byName.has(nameOf(title))) byName.set(nameOf(title), party);
  }
  return ({ id, kind, fields: { owner } }) => {
    const own = typeof owner === 'string' ? byPerson.get(owner) : undefined;
    if (own || kind !== task.name) return own;
    const group = groupOf(graph, id);
    if (group === undefined) return undefined;
    return byName.get(nameOf(group)) ?? { key: `group ${nameOf(group)}`, title: group };
  };
}

const nameOf = (title: string): string => title.trim().toLowerCase();

/** The group of the first resource that has one. */
function groupOf(graph: GraphReader, id: string): string | undefined {
  for (const { from } of graph.in(id, 'assignment.of')) {
    if (graph.find(from)?.withdrawn !== false) continue;
    for (const { to } of graph.out(from, 'assignment.by')) {
      const group = graph.get(resource, to)?.fields.group?.trim();
      if (group) return group;
    }
  }
  return undefined;
}

/** The workstream of a task: the outermost summary above it. Other records are in none. */
export function workstreamsOf(graph: GraphReader): PartyOf {
  const known = new Map<string, Row>();
  const top = (row: Row): Row => {
    const found = known.get(row.id);
    if (found) return found;
    const above = graph.get(task, graph.out(row.id, 'task.partOf')[0]?.to ?? '');
    const highest = above ? top(above) : row;
    known.set(row.id, highest);
    return highest;
  };
  return (row) => {
    const highest = row.kind === task.name ? top(row) : undefined;
    if (highest?.fields['summary'] !== true) return undefined;
    const record = mentionOf(graph, highest);
    return { key: record.id, title: record.title, record };
  };
}
