import { Button, Code, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './providers.module.css';

/** Something to be entered elsewhere, letter by letter: shown whole, and copied by a button that says what. */
export function Address({ value, label }: { readonly value: string; readonly label: string }) {
  const { t } = useTranslation();
  return (
    <span className={classes['address']}>
      <Code>{value}</Code>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy} aria-label={label}>
            {copied ? t('invite.copied') : t('providers.copy')}
          </Button>
        )}
      </CopyButton>
    </span>
  );
}
