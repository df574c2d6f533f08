import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportDiff } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import type { ImportInput } from './use-import.ts';

/** `` is the plan's own last milestone (or, for a known project, as it is); `date` asks for one. */
export interface GoLiveDraft {
  readonly choice: string;
  readonly date: string;
}

export function goLiveOf({ choice, date }: GoLiveDraft): ImportInput['goLive'] {
  if (choice === '') return undefined;
  if (choice === 'date') return date === '' ? undefined : { date };
  return { milestone: Number(choice) };
}

/** Go-live T, from which gates such as T-90 count back: a milestone of the plan, or a date. */
export function GoLiveChoice(props: {
  readonly diff: ImportDiff;
  readonly draft: GoLiveDraft;
  readonly error: string | undefined;
  readonly onChange: (draft: GoLiveDraft) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { diff, draft, onChange } = props;
  return (
    <>
      <NativeSelect
        label={t('import.goLive')}
        value={draft.choice}
        onChange={(event) => onChange({ ...draft, choice: event.currentTarget.value })}
        data={[
          { value: '', label: diff.newProject ? t('import.goLiveDefault') : t('import.goLiveKeep') },
          ...diff.milestones.map((milestone) => ({
            value: String(milestone.uid),
            label: milestone.date === null ? milestone.title : `${milestone.title} – ${format.date(milestone.date)}`,
          })),
          { value: 'date', label: t('import.goLiveDate') },
        ]}
      />
      {draft.choice === 'date' && (
        <TextInput
          type="date"
          required
          label={t('import.goLiveOn')}
          error={props.error}
          value={draft.date}
          onChange={(event) => onChange({ ...draft, date: event.currentTarget.value })}
        />
      )}
    </>
  );
}
