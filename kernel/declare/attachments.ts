import type { AttachedFile, FileField } from './field.ts';
import { fieldType } from './fields/index.ts';
import type { FieldValues } from './json.ts';

/** The name of the field that every kind has: the files that belong to a record. */
export const ATTACHMENTS = 'attachments';

/** Written by `record.attach` and `record.detach` only, so that no record names a file that was not received for it. */
export const attachmentsField: FileField = { type: 'file', label: 'Attachments', computed: true };

/** The files that belong to a record, in the order they were added. */
export function attachmentsOf(row: { readonly fields: FieldValues } | undefined): readonly AttachedFile[] {
  const value = row?.fields[ATTACHMENTS];
  return isFiles(value) ? value : [];
}

/** Whether a value is a list of files; the write path lets nothing else into a field of that type. */
export function isFiles(value: unknown): value is readonly AttachedFile[] {
  return value !== undefined && fieldType(attachmentsField).schema().safeParse(value).success;
}
