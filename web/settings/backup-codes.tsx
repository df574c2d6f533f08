import { Button, CopyButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './settings.module.css';

/** Shown once; whoever loses the authenticator gets in with one of them. */
export function BackupCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div>
      <h3 ref={heading} tabIndex={-1}>
        {t('account.codes.title')}
      </h3>
      <p>{t('account.codes.lead')}</p>
      <ul className={classes['codes']}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes['buttons']}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('invite.copied') : t('account.codes.copy')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>{t('account.codes.done')}</Button>
      </div>
    </div>
  );
}
