import type { RecordRow } from '../api/shapes.ts';
import type { Words } from '../messages/words.ts';
import classes from './place.module.css';

/** Where a record lives, when that is not the scope one looks from. */
export function Place({ record, project }: { readonly record: RecordRow; readonly project: string }) {
  return record.scope === project ? null : <span className={classes['place']}> {record.scope}</span>;
}

/** How an address names a record: by its number, or by its id where another scope counts by itself. */
export function referenceIn(project: string, record: RecordRow, words: Words): string {
  return record.scope === project ? words.reference(record.kind, record.number) : record.id;
}
