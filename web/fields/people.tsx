import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNameOf } from '../api/people.tsx';
import { type CellProps, type FieldOf, type FieldView, type InputProps, namesOf, problemOf, valueOf } from './field.ts';
import classes from './fields.module.css';
import { PersonSelect } from './person-select.tsx';

/** Those who are in it, each with a button to take him out, and a list of everybody else to choose from. */
function Input({ field, label, help, error, entry, onEntry }: InputProps<FieldOf<'people'>>) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const chosen = namesOf(valueOf(entry));
  const set = (ids: readonly string[]): void => onEntry({ value: ids.length === 0 ? undefined : ids });
  return (
    <div>
      <PersonSelect
        label={label}
        description={help}
        required={field.required ?? false}
        error={error ?? problemOf(entry)}
        value=""
        first={{ value: '', label: t('field.people.choose') }}
        without={chosen}
        onPick={(id) => {
          if (id !== '') set([...chosen, id]);
        }}
      />
      {chosen.length > 0 && (
        <ul className={classes['chosen']}>
          {chosen.map((id) => (
            <li key={id}>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('field.people.remove', { name: nameOf(id) })}
                rightSection={<IconX size={13} stroke={1.7} aria-hidden="true" />}
                onClick={() => set(chosen.filter((one) => one !== id))}
              >
                {nameOf(id)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Cell({ value }: CellProps<FieldOf<'people'>>) {
  const nameOf = useNameOf();
  return <span>{namesOf(value).map(nameOf).join(', ')}</span>;
}

export const people: FieldView<FieldOf<'people'>> = { Input, Cell, width: 176, align: 'start' };
