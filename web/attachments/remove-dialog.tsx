import type { AttachedFile } from '@callosum/kernel';
import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useProject } from '../shell/project.ts';

/** Asks once before a file is taken from a record. */
export function RemoveDialog(props: {
  readonly file: AttachedFile | undefined;
  readonly record: string;
  readonly reference: string;
  readonly onClose: () => void;
  readonly onProblems: (problems: readonly Trouble[]) => void;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const command = useCommand(useProject().key);
  const { file, record, reference } = props;
  const name = file?.name ?? '';
  const remove = async (): Promise<void> => {
    if (!file) return;
    const outcome = await command.run('record.detach', { id: record, hash: file.hash, name });
    props.onProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(t('attachment.removed', { name }));
    props.onClose();
  };
  return (
    <Dialog opened={file !== undefined} onClose={props.onClose} title={t('attachment.removeTitle')}>
      <p>{t('attachment.removeSure', { name, reference })}</p>
      <Group>
        <Button loading={command.pending} onClick={() => void remove()}>
          {t('attachment.confirm')}
        </Button>
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {t('kit.cancel')}
        </Button>
      </Group>
    </Dialog>
  );
}
