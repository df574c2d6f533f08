import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';

/** Moves go-live; the gates that count back from it move along. */
export function GoLiveDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('readiness.setGoLive')}>
      <GoLiveForm onDone={onClose} />
    </Dialog>
  );
}

function GoLiveForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [date, setDate] = useState(useProject().goLive ?? '');
  return (
    <CommandForm
      command="project.setGoLive"
      input={{ date }}
      fields={['date']}
      lead={t('readiness.setGoLiveLead')}
      submit={t('readiness.setGoLive')}
      disabled={date === ''}
      done={date === '' ? '' : t('readiness.goLiveSet', { date: format.date(date) })}
      onDone={onDone}
    >
      {(errorOf) => (
        <TextInput
          required
          type="date"
          label={t('readiness.goLive')}
          value={date}
          error={errorOf('date')}
          onChange={(event) => setDate(event.currentTarget.value)}
          data-autofocus
        />
      )}
    </CommandForm>
  );
}
