import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './plan.module.css';

/** What stands beside the plan. */
export function Panel({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <aside className={classes['panel']} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <CloseButton size="sm" aria-label={t('planning.close')} onClick={onClose} />
      </header>
      {children}
    </aside>
  );
}
