import { Problems } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Edits } from './use-profile-edits.ts';
import classes from './workbench.module.css';

/** Keeps what was changed of a profile, wherever in it, and says what of it cannot be. It stays in sight while one goes through long tables. */
export function KeepEdits({ edits }: { readonly edits: Edits }) {
  const { t } = useTranslation();
  const { count, faults, pending, problems, save, discard } = edits;
  if (count === 0) return null;
  return (
    <div className={classes['keeping']}>
      <div className={classes['tools']}>
        <Button size="xs" loading={pending} disabled={faults.length > 0} onClick={() => void save()}>
          {t('interoperability.profile.save', { count })}
        </Button>
        <Button size="xs" variant="default" onClick={discard}>
          {t('interoperability.profile.discard')}
        </Button>
      </div>
      {faults.length > 0 && (
        <p role="alert" data-tone="unmet">
          {faults
            .map(({ path, fault, line }) => t(`interoperability.profile.fault.${fault}`, { path, line }))
            .join(' ')}
        </p>
      )}
      <Problems problems={problems} focus />
    </div>
  );
}
