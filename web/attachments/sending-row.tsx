import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import classes from './attachments.module.css';
import type { Sending } from './use-sending.ts';

/** One file on its way: how far it is and how to stop it, or why it did not get there. */
export function SendingRow({ sending, onStop }: { readonly sending: Sending; readonly onStop: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, sent, problems } = sending;
  if (problems.length > 0) {
    return (
      <li>
        <strong>{name}</strong>
        <Problems problems={problems} />
        <Button size="xs" variant="default" aria-label={t('attachment.dismiss', { name })} onClick={onStop}>
          {t('kit.close')}
        </Button>
      </li>
    );
  }
  const label = sent === undefined ? t('attachment.waiting', { name }) : t('attachment.sending', { name });
  return (
    <li>
      <span>{label}</span>
      <Progress value={(sent ?? 0) * 100} aria-label={label} />
      <output className={classes['soft']}>{sent === undefined ? null : format.percent(sent * 100)}</output>
      <Button size="xs" variant="default" aria-label={t('attachment.stop', { name })} onClick={onStop}>
        {t('kit.cancel')}
      </Button>
    </li>
  );
}
