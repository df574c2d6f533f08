import { addDays } from '@callosum/kernel';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../api/people.tsx';
import { isSomebody } from '../fields/person.tsx';
import classes from './readiness.module.css';
import { nextId } from './vote-inputs.tsx';

export interface ConditionDraft {
  readonly id: number;
  readonly title: string;
  readonly due: string;
  readonly owner: string;
}

/** What a condition is given at first. */
const PROPOSED_DAYS = 14;

/** What has to be done, by when and by whom, for a conditional go to hold. */
export function Conditions(props: {
  readonly conditions: readonly ConditionDraft[];
  readonly today: string;
  readonly onChange: (conditions: readonly ConditionDraft[]) => void;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation();
  const people = usePeople().filter(isSomebody);
  const { conditions, onChange } = props;
  const set = (id: number, change: Partial<ConditionDraft>): void =>
    onChange(conditions.map((one) => (one.id === id ? { ...one, ...change } : one)));
  return (
    <fieldset className={classes['lines']}>
      <legend>{t('readiness.conditions')}</legend>
      <p className={classes['soft']}>{t('readiness.conditionsHelp')}</p>
      {conditions.map((condition, index) => (
        <div key={condition.id} className={classes['line']} data-condition>
          <TextInput
            aria-label={t('readiness.conditionTitle', { number: index + 1 })}
            placeholder={t('readiness.conditionTitle', { number: index + 1 })}
            value={condition.title}
            onChange={(event) => set(condition.id, { title: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={t('readiness.conditionDue', { number: index + 1 })}
            value={condition.due}
            onChange={(event) => set(condition.id, { due: event.currentTarget.value })}
          />
          <NativeSelect
            aria-label={t('readiness.conditionOwner', { number: index + 1 })}
            value={condition.owner}
            onChange={(event) => set(condition.id, { owner: event.currentTarget.value })}
            data={[
              { value: '', label: t('field.nobody') },
              ...people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('readiness.removeCondition', { number: index + 1 })}
            onClick={() => onChange(conditions.filter(({ id }) => id !== condition.id))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {props.error && (
        <p role="alert" data-tone="unmet">
          {props.error}
        </p>
      )}
      <Button
        size="xs"
        variant="default"
        onClick={() =>
          onChange([
            ...conditions,
            { id: nextId(conditions), title: '', due: addDays(props.today, PROPOSED_DAYS), owner: '' },
          ])
        }
      >
        {t('readiness.addCondition')}
      </Button>
    </fieldset>
  );
}
