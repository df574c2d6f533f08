import type { Clause, Kind } from '@callosum/kernel';
import { STATE_FIELD } from '@callosum/kernel';
import { Checkbox, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PersonSelect } from '../fields/person-select.tsx';
import type { Words } from '../messages/words.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** What can be chosen of a field with few values; undefined for one with many. */
export function optionsOf(kind: Kind, name: string, words: Words): readonly Option[] | undefined {
  if (name === STATE_FIELD) {
    return Object.keys(kind.lifecycle.states).map((one) => ({ value: one, label: words.state(kind.name, one) }));
  }
  const field = kind.fields[name];
  if (field?.type === 'choice' || field?.type === 'choices') {
    return Object.keys(field.options).map((one) => ({ value: one, label: words.option(kind.name, name, one) }));
  }
  if (field?.type !== 'rating') return undefined;
  return field.table.levels.map(({ key }) => ({ value: key, label: words.option(kind.name, name, `level.${key}`) }));
}

/** Several values beside one question: options to be ticked, or a person. */
export function ValuesInput(props: {
  readonly options: readonly Option[] | undefined;
  readonly value: Clause['value'] | undefined;
  readonly onValue: (value: Clause['value'] | undefined) => void;
}) {
  const { t } = useTranslation();
  const { options, onValue } = props;
  const label = t('register.filterValue');
  const chosen = Array.isArray(props.value) ? props.value : [];
  if (!options) {
    return (
      <PersonSelect
        size="xs"
        label={label}
        value={chosen[0] ?? ''}
        first={{ value: '', label: t('field.nobody') }}
        onPick={(account) => onValue(account === '' ? undefined : [account])}
      />
    );
  }
  return (
    <Checkbox.Group
      size="xs"
      label={label}
      value={chosen}
      onChange={(names) => onValue(names.length === 0 ? undefined : names)}
    >
      <Stack gap={4} mt={4}>
        {options.map((option) => (
          <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
