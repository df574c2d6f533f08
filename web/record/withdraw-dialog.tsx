import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/command.ts';
import type { Trouble } from '../api/problems.ts';
import type { RecordRow } from '../api/shapes.ts';
import { Dialog } from '../kit/dialog.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { useProject } from '../shell/project.ts';

/** Asks once: withdrawing takes a record out of every count. */
export function WithdrawDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly record: RecordRow;
  readonly reference: string;
  readonly onProblems: (problems: readonly Trouble[]) => void;
}) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const command = useCommand(useProject().key);
  const { record, reference } = props;
  const withdraw = async (): Promise<void> => {
    const outcome = await command.run('record.withdraw', { id: record.id }, { [record.id]: record.version });
    props.onProblems(outcome.ok ? [] : outcome.problems);
    if (outcome.ok) announce(t('record.withdrawnNow', { reference }));
    props.onClose();
  };
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('record.withdraw')}>
      <p>{t('record.withdrawSure', { reference })}</p>
      <Group>
        <Button loading={command.pending} onClick={() => void withdraw()}>
          {t('record.withdraw')}
        </Button>
        <Button variant="default" onClick={props.onClose} data-autofocus>
          {t('kit.cancel')}
        </Button>
      </Group>
    </Dialog>
  );
}
