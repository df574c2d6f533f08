import { inOrder } from '@callosum/kernel';
import { Checkbox, Group } from '@mantine/core';
import { type CellProps, type FieldOf, type FieldView, type InputProps, namesOf, problemOf, valueOf } from './field.ts';

function Input({ field, label, help, error, entry, onEntry, option }: InputProps<FieldOf<'choices'>>) {
  const chosen = namesOf(valueOf(entry));
  return (
    <Checkbox.Group
      label={label}
      description={help}
      required={field.required ?? false}
      error={error ?? problemOf(entry)}
      value={[...chosen]}
      onChange={(names) => onEntry({ value: names.length === 0 ? undefined : inOrder(field, new Set(names)) })}
    >
      <Group gap="md" mt={6}>
        {Object.keys(field.options).map((name) => (
          <Checkbox key={name} value={name} label={option(name)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

function Cell({ value, option }: CellProps<FieldOf<'choices'>>) {
  return <span>{namesOf(value).map(option).join(', ')}</span>;
}

export const choices: FieldView<FieldOf<'choices'>> = { Input, Cell, width: 160, align: 'start' };
