import { Alert } from '@mantine/core';
import { IconShieldCheck, IconShieldOff, IconShieldQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';

/** Whether what was verified about a record still counts, and through what it stopped counting. */
export function Standing({ standing }: { readonly standing: RecordView['standing'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!standing) return null;
  const { rests, causes } = standing;
  const title = t('record.standing');
  if (causes.length > 0) {
    return (
      <Alert color="red" variant="light" title={title} icon={<IconShieldOff />}>
        {t('record.decayed')}
        <ul>
          {causes.map((cause) => (
            <li key={cause}>{cause}</li>
          ))}
        </ul>
      </Alert>
    );
  }
  if (rests === 0) {
    return (
      <Alert color="gray" variant="light" title={title} icon={<IconShieldQuestion />}>
        {t('record.restsOnNothing')}
      </Alert>
    );
  }
  return (
    <Alert color="teal" variant="light" title={title} icon={<IconShieldCheck />}>
      {t('record.stands', { count: rests, number: format.number(rests) })}
    </Alert>
  );
}
