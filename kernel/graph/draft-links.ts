import { applyChanges, effectiveChanges, type FieldChanges } from '../declare/json.ts';
import type { Kind } from '../declare/kind.ts';
import { linkFields, type LinkType } from '../declare/registry.ts';
import { checkValues } from '../declare/validate.ts';
import { type Draft, draftEdge, draftRow, type LinkChange } from './draft.ts';
import { deny, type Drafted, failed, NOTHING } from './draft-records.ts';
import type { Edge } from './reader.ts';
import type { Write } from './write.ts';

/** Works out one change to a link. Changing a link needs the right to update the record it leaves. */
export function linkWrites(draft: Draft, change: LinkChange): Drafted {
  if (change.action === 'link') return link(draft, change);
  const before = draftEdge(draft, change.id);
  const type = before && draft.registry.links.get(before.type);
  const kind = type && draft.registry.kinds.get(type.from);
  if (!before || !type || !kind) return failed('not-found', `There is no link ${change.id}.`);
  const from = draftRow(draft, before.from);
  const denied = from && deny(draft, kind, 'update', from);
  if (denied) return { writes: [], problems: [denied] };
  if (change.action === 'relink') return relink(kind, type, before, change.fields);
  return write(kind, 'withdraw', { ...before, version: before.version + 1 }, {}, { gone: before });
}

function link(draft: Draft, change: Extract<LinkChange, { action: 'link' }>): Drafted {
  const type = draft.registry.links.get(change.type);
  const kind = type && draft.registry.kinds.get(type.from);
  if (!type || !kind) return failed('invalid', `There is no link called “${change.type}”.`);
  if (draftEdge(draft, change.id)) return failed('conflict', `The link ${change.id} exists already.`);
  const from = draftRow(draft, change.from);
  const to = draftRow(draft, change.to);
  if (!from || !to || from.withdrawn || to.withdrawn) return failed('not-found', `One end of the link is not there.`);
  if (from.kind !== type.from || !type.to.includes(to.kind)) {
    return failed('invalid', `“${type.label}” does not go from ${from.kind} to ${to.kind}.`);
  }
  if (from.id === to.id) return failed('invalid', `A record cannot be linked to itself.`);
  const denied = deny(draft, kind, 'update', from);
  if (denied) return { writes: [], problems: [denied] };
  const siblings = outgoing(draft, from.id, type.type);
  if (siblings.some((edge) => edge.to === to.id)) return failed('conflict', `These two are linked already.`);
  if (type.most === 1 && siblings.length > 0) {
    return failed('conflict', `Only one “${type.label}” is allowed.`, { remedy: 'Remove the other link first.' });
  }
  const fields = applyChanges({}, change.fields ?? {});
  const problems = checkValues(linkFields(type), fields);
  if (problems.length > 0) return { writes: [], problems };
  const edge: Edge = { id: change.id, type: type.type, from: from.id, to: to.id, version: 1, fields };
  return write(kind, 'create', edge, fields, { edge });
}

function relink(kind: Kind, type: LinkType, before: Edge, wanted: FieldChanges): Drafted {
  const changed = effectiveChanges(before.fields, wanted);
  if (Object.keys(changed).length === 0) return NOTHING;
  const problems = checkValues(linkFields(type), changed);
  if (problems.length > 0) return { writes: [], problems };
  const edge: Edge = { ...before, version: before.version + 1, fields: applyChanges(before.fields, changed) };
  return write(kind, 'update', edge, changed, { edge });
}

/** Links of a type that leave a record, as the batch sees them. */
function outgoing(draft: Draft, id: string, type: string): Edge[] {
  const kept = draft.graph.out(id, type).filter((edge) => !draft.edges.has(edge.id));
  const drafted = draft.outgoing.get(`${type}\n${id}`) ?? [];
  return [...kept, ...drafted.filter((edge) => draft.edges.get(edge.id) !== undefined)];
}

function write(kind: Kind, action: Write['action'], edge: Edge, values: FieldChanges, change: Write['change']): Drafted {
  const subject = { type: 'link' as const, id: edge.id, kind: kind.name, kindVersion: kind.version };
  const link = { type: edge.type, from: edge.from, to: edge.to };
  return { writes: [{ subject, action, version: edge.version, link, values, change }], problems: [] };
}
