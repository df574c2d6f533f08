import { Button } from '@mantine/core';
import { useFormat, useProject } from '@callosum/web/views';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './plan.module.css';
import type { PlanDesk } from './use-desk.ts';

/** Says when readiness and registers go by other dates than the calculated ones, and lets these be kept. */
export function Differing({ desk }: { readonly desk: PlanDesk }) {
  return desk.state.settled ? <Told desk={desk} /> : null;
}

function Told({ desk }: { readonly desk: PlanDesk }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, store } = desk;
  const mayKeep = useProject().mayRun('plan.reckon');
  const { plan } = state;
  const differing = useMemo(() => plan.differing(), [plan]);
  const [first] = differing;
  if (first === undefined) return null;
  return (
    <div className={classes['differing']} role="note">
      <span>{t('planning.differing', { count: differing.length, number: format.number(differing.length) })}</span>
      <Button size="compact-xs" variant="subtle" onClick={() => desk.goTo(first)}>
        {t('planning.firstOne')}
      </Button>
      {mayKeep && (
        <Button size="compact-xs" variant="subtle" onClick={() => store.keepAll()}>
          {t('planning.keep')}
        </Button>
      )}
    </div>
  );
}
