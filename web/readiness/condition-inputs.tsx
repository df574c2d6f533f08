import { addDays } from '@callosum/kernel';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PersonSelect } from '../fields/person-select.tsx';
import { type Line, Lines } from '../kit/lines.tsx';

export interface ConditionDraft extends Line {
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
  return (
    <Lines
      legend={t('readiness.conditions')}
      help={t('readiness.conditionsHelp')}
      lines={props.conditions}
      fresh={(id) => ({ id, title: '', due: addDays(props.today, PROPOSED_DAYS), owner: '' })}
      add={t('readiness.addCondition')}
      remove={(number) => t('readiness.removeCondition', { number })}
      error={props.error}
      onChange={props.onChange}
    >
      {(line, set, number) => (
        <>
          <TextInput
            aria-label={t('readiness.conditionTitle', { number })}
            placeholder={t('readiness.conditionTitle', { number })}
            value={line.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            aria-label={t('readiness.conditionDue', { number })}
            value={line.due}
            onChange={(event) => set({ due: event.currentTarget.value })}
          />
          <PersonSelect
            aria-label={t('readiness.conditionOwner', { number })}
            value={line.owner}
            first={{ value: '', label: t('field.nobody') }}
            onPick={(owner) => set({ owner })}
          />
        </>
      )}
    </Lines>
  );
}
