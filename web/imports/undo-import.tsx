import { Button, Group } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf, type Trouble } from '../api/problems.ts';
import { refetchProject } from '../api/refetch.ts';
import { useApi } from '../composition.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import classes from './imports.module.css';

type Undone = Awaited<ReturnType<ReturnType<typeof useApi>['importRuns']['undo']['call']>>;

/** Takes an import back: asks once, and tells what stays and why. */
export function UndoImport({ run, file }: { readonly run: string; readonly file: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const { key } = useProject();
  const [opened, setOpened] = useState(false);
  const [pending, setPending] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [done, setDone] = useState<Undone>();
  const close = (): void => {
    setOpened(false);
    if (done) void refetchProject(queries, api, key);
    if (done) void queries.invalidateQueries({ queryKey: api.importRuns.key() });
  };
  const undo = async (): Promise<void> => {
    setPending(true);
    try {
      setDone(await api.importRuns.undo.call({ key, id: run }));
      setProblems([]);
    } catch (error) {
      setProblems(problemsOf(error));
    }
    setPending(false);
  };
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={15} stroke={1.7} aria-hidden="true" />}
        aria-label={t('imports.undoOf', { file })}
        onClick={() => setOpened(true)}
      >
        {t('imports.undo')}
      </Button>
      <Dialog opened={opened} onClose={close} title={t('imports.undoOf', { file })}>
        <Problems problems={problems} focus />
        {done ? (
          <Outcome done={done} />
        ) : (
          <>
            <p>{t('imports.sure')}</p>
            <Group>
              <Button loading={pending} onClick={() => void undo()}>
                {t('imports.undo')}
              </Button>
              <Button variant="default" data-autofocus onClick={close}>
                {t('kit.cancel')}
              </Button>
            </Group>
          </>
        )}
      </Dialog>
    </>
  );
}

function Outcome({ done }: { readonly done: Undone }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <output>
      <p>{t('imports.done', { count: done.undone, number: format.number(done.undone) })}</p>
      {done.stays > 0 && (
        <>
          <p>{t('imports.stays', { count: done.stays, number: format.number(done.stays) })}</p>
          <ul className={classes['stays']}>
            {done.kept.map(({ id, title, why }) => (
              <li key={id}>
                {title} <span className={classes['soft']}>{t(`imports.why.${why}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </output>
  );
}
