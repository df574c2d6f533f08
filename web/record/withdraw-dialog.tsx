import { useTranslation } from 'react-i18next';
import type { RecordRow } from '../api/shapes.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Dialog } from '../kit/dialog.tsx';

/** Asks once: withdrawing takes a record out of every count. */
export function WithdrawDialog(props: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly record: RecordRow;
  readonly reference: string;
}) {
  const { t } = useTranslation();
  const { record, reference } = props;
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('record.withdraw')}>
      <CommandForm
        command="record.withdraw"
        input={{ id: record.id }}
        versions={{ [record.id]: record.version }}
        fields={[]}
        lead={t('record.withdrawSure', { reference })}
        submit={t('record.withdraw')}
        done={t('record.withdrawnNow', { reference })}
        onCancel={props.onClose}
        onDone={props.onClose}
      />
    </Dialog>
  );
}
