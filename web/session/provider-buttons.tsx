import { Button } from '@mantine/core';
import { PROVIDER_PATHS } from '@callosum/kernel/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import classes from './session.module.css';

/** The ways in through providers of the organisation; nothing where there are none. */
export function ProviderButtons(props: {
  /** The page to open afterwards. */
  readonly next?: string | undefined;
  /** In a tab of its own: what was typed here must stay. */
  readonly apart?: boolean;
}) {
  const { t } = useTranslation();
  const providers = useQuery(useApi().status.queryOptions()).data?.providers ?? [];
  if (providers.length === 0) return null;
  return (
    <>
      <p className={classes['or']}>{t('session.or')}</p>
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          component="a"
          mb="sm"
          variant="default"
          fullWidth
          href={`${PROVIDER_PATHS.begin}?${new URLSearchParams({ provider: id, next: props.next ?? '/' }).toString()}`}
          {...(props.apart ? { target: '_blank', rel: 'noopener' } : {})}
        >
          {t(props.apart ? 'session.withProviderApart' : 'session.withProvider', { name })}
        </Button>
      ))}
    </>
  );
}
