import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import { Dialog } from '../kit/dialog.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import classes from './readiness.module.css';

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
  const project = useProject();
  const command = useCommand(project.key);
  const announce = useAnnounce();
  const format = useFormat();
  const [date, setDate] = useState(project.goLive ?? '');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const save = async (): Promise<void> => {
    const outcome = await command.run('project.setGoLive', { date });
    if (!outcome.ok) {
      setProblems(outcome.problems);
      return;
    }
    announce(t('readiness.goLiveSet', { date: format.date(date) }));
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className={classes['dialogLead']}>{t('readiness.setGoLiveLead')}</p>
      <Problems problems={problems} focus />
      <TextInput
        required
        type="date"
        label={t('readiness.goLive')}
        value={date}
        onChange={(event) => setDate(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" mt="md" loading={command.pending} disabled={date === ''}>
        {t('readiness.setGoLive')}
      </Button>
    </form>
  );
}
