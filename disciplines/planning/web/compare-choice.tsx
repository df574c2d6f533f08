import { NativeSelect, TextInput } from '@mantine/core';
import { useProject } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { PlanRecords } from '../plan/records.ts';
import { baselineName, baselineNumber } from './baseline-words.ts';

const DAY_MS = 86_400_000;

/** What the plan is held against: nothing, a baseline, or itself as it was on a day gone by. */
export function CompareChoice(props: {
  readonly records: PlanRecords;
  readonly value: string | undefined;
  readonly onChange: (compare: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const { today, at } = useProject();
  const { value, onChange } = props;
  const day = value !== undefined && baselineNumber(value) === undefined ? value : undefined;
  const sorted = props.records.baselines.toSorted(
    (a, b) => (a.fields.baselineNumber ?? 0) - (b.fields.baselineNumber ?? 0),
  );
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('planning.compare.with')}
        value={day === undefined ? (value ?? '') : 'day'}
        onChange={({ currentTarget: { value: chosen } }) =>
          onChange(chosen === '' ? undefined : chosen === 'day' ? weekBefore(at ?? today) : chosen)
        }
        data={[
          { value: '', label: t('planning.compare.none') },
          ...sorted.map((one) => ({
            value: `baseline-${one.fields.baselineNumber ?? 0}`,
            label: baselineName(one, t),
          })),
          { value: 'day', label: t('planning.compare.past') },
        ]}
      />
      {day !== undefined && (
        <TextInput
          size="xs"
          type="date"
          aria-label={t('planning.compare.day')}
          max={today}
          value={day}
          onChange={({ currentTarget: { value: typed } }) => {
            if (/^\d{4}-\d{2}-\d{2}$/.test(typed) && typed <= today) onChange(typed);
          }}
        />
      )}
    </>
  );
}

function weekBefore(day: string): string {
  return new Date(Date.parse(day) - 7 * DAY_MS).toISOString().slice(0, 10);
}
