import { Button, NativeSelect } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { useProject } from '../shell/project.ts';
import { mayStartIn, useScopes } from './use-scopes.ts';

/** Hangs the open project under another programme, or under the organisation. */
export function MoveDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('scopes.move')}>
      <MoveForm onDone={onClose} />
    </Dialog>
  );
}

function MoveForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const project = useProject();
  const places = useScopes().filter((node) => mayStartIn(node) && node.key !== project.above[0]?.key);
  const [chosen, setChosen] = useState('');
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const to = places.find(({ key }) => key === chosen) ?? places[0];
  const move = async (): Promise<void> => {
    if (!to) return;
    try {
      await api.scopes.move.call({ key: project.key, parent: to.key });
      await queries.invalidateQueries();
      announce(t('scopes.moved'));
      onDone();
    } catch (error) {
      setProblems(problemsOf(error));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void move();
      }}
    >
      <p>{t('scopes.moveLead')}</p>
      <Problems problems={problems} focus />
      <NativeSelect
        label={t('scopes.parent')}
        value={to?.key ?? ''}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={places.map(({ key, title }) => ({ value: key, label: title }))}
        data-autofocus
      />
      <Button type="submit" mt="md" disabled={to === undefined}>
        {t('scopes.move')}
      </Button>
    </form>
  );
}
