import type { FieldValues } from '@callosum/kernel';
import { basisText } from '../map-basis.ts';
import type { interfaceScope } from './scope.ts';

const FILE = 'a'.repeat(64);

/** A mapping between two profiles in full, with figures that the server has counted from them as they are. */
export function countedMapping(scope: ReturnType<typeof interfaceScope>, fields: FieldValues, state = 'draft'): string {
  const ends = ['b', 'c'].map((letter) => {
    const file = letter.repeat(64);
    return { record: scope.create('messageProfile', { title: letter, definition: file }), file };
  });
  const [source = NONE, target = NONE] = ends;
  const countedFrom = basisText({ mapping: { record: '', file: FILE }, source, target });
  const counted = { definition: FILE, counting: 'files', countedFrom };
  const id = scope.create('mapping', { title: 'Mapping', ...counted, ...fields }, { state });
  scope.link('mapping.reads', id, source.record);
  scope.link('mapping.writes', id, target.record);
  return id;
}

const NONE = { record: '', file: '' };
