import { judgeTable } from '../check/co-constraints.ts';
import type { GroupInstance } from '../check/place.ts';
import type { Binding, CoConstraintCell } from '../profile/model.ts';
import type { Node } from '../syntax/node.ts';
import { repetitionOf } from './build.ts';
import type { Making } from './build.ts';
import type { Draft, DraftSegment } from './draft.ts';
import { put } from './satisfy.ts';
import { codeFor } from './values.ts';

/**
 * Changes segments of a draft that stand side by side until they are as the tables of the message say: what is wrong in a segment is set right, and what has to be there takes the place of a
 * segment that fits no row. @returns whether anything was changed
 */
export function standRight(root: GroupInstance, draft: Draft, making: Making): boolean {
  let changed = false;
  for (const table of making.message.coConstraints ?? []) {
    for (const { breaches, free } of judgeTable(table, root, making.profile)) {
      const unused = [...free];
      for (const { wanted, segment } of breaches) {
        const node = segment ?? (wanted.length > 0 ? unused.shift() : undefined);
        for (const cell of node ? wanted : []) changed = (node && putCell(cell, node, draft, making)) || changed;
      }
    }
  }
  return changed;
}

function putCell(cell: CoConstraintCell, segment: Node, draft: Draft, making: Making): boolean {
  const set = (path: string, value: string): boolean =>
    put(cell.path === '.' ? path : path === '' ? cell.path : `${cell.path}.${path}`, value, {
      instance: segment,
      draft,
    });
  if (cell.kind === 'text') {
    const done = set('', cell.value);
    retype(draft[segment.position - 1], cell, making);
    return done;
  }
  if (cell.kind === 'tables') return putCode(cell.bindings, set, making);
  const [location] = cell.locations;
  return location !== undefined && [set(location.code, cell.code), set(location.system, cell.system)].includes(true);
}

/** Sets a code of the first table that has one. @param set sets a part of the place, or with '' the place itself */
export function putCode(
  bindings: readonly Binding[],
  set: (path: string, value: string) => boolean,
  { profile, random }: Making,
): boolean {
  for (const binding of bindings) {
    const code = codeFor(binding, profile, random);
    if (!code) continue;
    const [location] = binding.locations ?? [];
    if (!location) return set('', code.value);
    const done = set(`${location.code}[1]`, code.value);
    if (location.system !== undefined) set(`${location.system}[1]`, code.system ?? '');
    return done;
  }
  return false;
}

/** Where a value says the type of another field, that field is made anew. */
function retype(
  segment: DraftSegment | undefined,
  { path, value }: { path: string; value: string },
  making: Making,
): void {
  const described = making.profile.segments[segment?.profile ?? ''];
  const reference = Number(/^(\d+)\[/.exec(path)?.[1]);
  const rule = described?.dynamic?.find((one) => one.reference === reference);
  const field = rule && described?.fields[rule.field - 1];
  if (!segment || !rule || !field) return;
  segment.fields[rule.field] = [repetitionOf({ ...field, datatype: rule.types?.[value] ?? value }, making)];
}
