import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemsOf } from '../api/problems.ts';
import { Problems } from '../kit/problems.tsx';

/** Rows that could not be fetched: what is there stays, and one may ask again. */
export function RegisterProblem({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { t } = useTranslation();
  if (!error) return null;
  return (
    <div>
      <Problems problems={problemsOf(error)} />
      <Button size="xs" variant="default" onClick={retry}>
        {t('kit.again')}
      </Button>
    </div>
  );
}
