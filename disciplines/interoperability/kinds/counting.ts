import type { FieldValues } from '@callosum/kernel';

/** How figures came about that nobody types. */
export const counting = {
  type: 'choice',
  label: 'How it was counted',
  help: 'Figures from before the server counted are kept, and prove nothing until it is kept again.',
  options: { files: 'By the server, from its files', typed: 'Typed, before the server counted' },
  computed: true,
} as const;

/** Marks figures that somebody typed, or a browser counted, before the server did. */
export function markTyped(names: readonly string[]): (fields: FieldValues) => FieldValues {
  return (fields) =>
    fields['counting'] === undefined && names.some((name) => fields[name] !== undefined)
      ? { ...fields, counting: 'typed' }
      : fields;
}
