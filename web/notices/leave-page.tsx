import { Button } from '@mantine/core';
import { leavePath } from '@callosum/kernel/contract';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemsIn, problemsOf, type Trouble } from '../api/problems.ts';
import { Problems } from '../kit/problems.tsx';
import { Doorway } from '../session/doorway.tsx';

/** Where a link of an e-mail leads that shall not come again: it asks first, since programs open links as well. */
export function LeavePage() {
  const { token } = useParams({ from: '/leave/$token' });
  const { t } = useTranslation();
  const [left, setLeft] = useState<Left>();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const leave = async (): Promise<void> => {
    setBusy(true);
    try {
      const response = await fetch(leavePath(encodeURIComponent(token)), { method: 'POST' });
      const answer: unknown = await response.json();
      const told = problemsIn(answer);
      if (response.ok) setLeft(leftOf(answer));
      else setProblems(told.length > 0 ? told : problemsOf(undefined));
    } catch (error) {
      setProblems(problemsOf(error));
    }
    setBusy(false);
  };
  return (
    <Doorway title={t('notices.leave.title')} lead={left ? undefined : t('notices.leave.lead')}>
      <Problems problems={problems} focus />
      {left ? (
        <>
          <output>{t(`notices.leave.${left}`)}</output>
          <p>
            <Link to="/">{t('notices.leave.open')}</Link>
          </p>
        </>
      ) : (
        <Button loading={busy} onClick={() => void leave()}>
          {t('notices.leave.do')}
        </Button>
      )}
    </Doorway>
  );
}

const LEFT = ['mail', 'record', 'week'] as const;
type Left = (typeof LEFT)[number];

function leftOf(answer: unknown): Left {
  const said = typeof answer === 'object' && answer !== null && 'left' in answer ? answer.left : undefined;
  return LEFT.find((one) => one === said) ?? 'mail';
}
