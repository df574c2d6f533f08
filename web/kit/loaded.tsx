import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsOf } from '../api/problems.ts';
import classes from './kit.module.css';
import { Problems } from './problems.tsx';

/** Waiting shorter than this is not worth a flicker. */
const PATIENCE_MS = 200;

export function Waiting() {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return <output className={classes['waiting']}>{late ? t('kit.loading') : ''}</output>;
}

/** An answer of the server, or why there is none and a way to ask again. */
export function Loaded<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}) {
  const { t } = useTranslation();
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (!query.isError) return <Waiting />;
  return (
    <div className={classes['failed']}>
      <Problems problems={problemsOf(query.error)} />
      <Button variant="default" size="xs" onClick={() => void query.refetch()}>
        {t('kit.again')}
      </Button>
    </div>
  );
}
