import { Button } from '@mantine/core';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { problemsOf } from '../api/problems.ts';
import { Doorway } from '../session/doorway.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Page title={t('failure.notFound.title')} lead={t('failure.notFound.lead')}>
      <Link to="/">{t('failure.home')}</Link>
    </Page>
  );
}

/** Nothing at this address, and nobody signed in yet that could be led anywhere. */
export function NowhereAtAll() {
  const { t } = useTranslation();
  return (
    <Doorway title={t('failure.notFound.title')} lead={t('failure.notFound.lead')}>
      <Link to="/">{t('failure.home')}</Link>
    </Doorway>
  );
}

/** A screen that failed. The others still work, and nothing on the server was changed by it. */
export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <Page title={t('failure.broken.title')} lead={t('failure.broken.lead')}>
      <Problems problems={problemsOf(error)} />
      <Button
        variant="default"
        onClick={() => {
          reset();
          void router.invalidate();
        }}
      >
        {t('kit.again')}
      </Button>
    </Page>
  );
}
