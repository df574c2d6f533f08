import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Dialog } from '../kit/dialog.tsx';
import { Doorway } from './doorway.tsx';
import classes from './session.module.css';
import { ProviderButtons } from './provider-buttons.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useTimeLeft } from './use-time-left.ts';

/**
 * Warns before somebody is signed off for not touching anything, and then covers the page. What was typed stays
 * under the cover, and is there again when the same person signs in.
 */
export function SessionGuard() {
  const { t } = useTranslation();
  const { left, stay, back } = useTimeLeft();
  return (
    <>
      <Dialog opened={left.state === 'ending'} onClose={() => void stay()} title={t('session.ending.title')}>
        <p role="timer">{t('session.ending.lead', { count: left.state === 'ending' ? left.seconds : 0 })}</p>
        <Button mt="md" data-autofocus onClick={() => void stay()}>
          {t('session.ending.stay')}
        </Button>
      </Dialog>
      {left.state === 'over' && <Cover onBack={back} />}
    </>
  );
}

function Cover({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const me = useQuery({ ...api.me.queryOptions(), enabled: false }).data;
  const cover = useRef<HTMLDivElement>(null);
  useEffect(() => hideRest(cover.current), []);
  const enter = async (): Promise<void> => {
    const now = await api.me.call();
    if (now?.id !== me?.id) {
      window.location.assign('/');
      return;
    }
    onBack();
    await queries.invalidateQueries();
  };
  // Whoever signed in through a provider did so in another tab, and comes back to this one.
  const look = useEffectEvent(async (): Promise<void> => {
    if (await api.me.call().catch(() => null)) await enter();
  });
  useEffect(() => {
    const onFocus = (): void => void look();
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, []);
  return createPortal(
    <div ref={cover} className={classes['cover']}>
      <Doorway title={t('session.over.title')} lead={t('session.over.lead')}>
        <SignInForm {...(me ? { email: me.email } : {})} onDone={enter} />
        <ProviderButtons apart />
        <Button mt="sm" variant="subtle" fullWidth onClick={() => window.location.assign('/sign-in')}>
          {t('session.over.other')}
        </Button>
      </Doorway>
    </div>,
    document.body,
  );
}

/** Neither seen nor reached while it is covered: the next person at this screen may be another. */
function hideRest(cover: HTMLElement | null): () => void {
  const title = document.title;
  const others = [...document.body.children].filter(
    (one): one is HTMLElement => one instanceof HTMLElement && one !== cover && one.tagName !== 'SCRIPT',
  );
  for (const one of others) {
    one.inert = true;
    one.style.visibility = 'hidden';
  }
  cover?.querySelector('input')?.focus();
  return () => {
    document.title = title;
    for (const one of others) {
      one.inert = false;
      one.style.visibility = '';
    }
  };
}
