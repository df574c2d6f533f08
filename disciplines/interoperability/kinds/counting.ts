import type { FieldValues } from '@callosum/kernel';

/** How figures came about that nobody types. */
export const counting = {
  type: 'choice',
  label: 'How it was counted',
  help: 'Figures from before the server counted are kept, and prove nothing until it is kept again.',
  options: { files: 'By the server, from its files', typed: 'Typed, before the server counted' },
  computed: true,
} as const;

/** The files that figures were counted from. */
export const countedFrom = {
  type: 'text',
  label: 'Counted from',
  help: 'The files, by their SHA-256; when one of them is another today, it is counted again.',
  multiline: true,
  computed: true,
} as const;

/** How many messages figures were counted in; `help` says which. */
export function countedMessages<const Help extends string>(help: Help) {
  return { type: 'number', label: 'Counted in messages', help, min: 0, integer: true, computed: true } as const;
}

/** Marks figures that somebody typed, or a browser counted, before the server did. */
export function markTyped(names: readonly string[]): (fields: FieldValues) => FieldValues {
  return (fields) =>
    fields['counting'] === undefined && names.some((name) => fields[name] !== undefined)
      ? { ...fields, counting: 'typed' }
      : fields;
}
