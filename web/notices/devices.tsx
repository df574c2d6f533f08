import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { useFormat } from '../messages/format.ts';
import { browserOf } from '../settings/browser-name.ts';
import { Section, useDoing } from '../settings/section.tsx';
import classes from './notices.module.css';
import { canPush, currentAddress, subscribe, unsubscribe } from './push.ts';

/** Browsers that show what is new while Callosum is not open in them: a switch for this one, and all of them with a way out. */
export function Devices() {
  const { t } = useTranslation();
  const api = useApi();
  const format = useFormat();
  const announce = useAnnounce();
  const { problems, act } = useDoing(api.notices.key());
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<'denied' | 'unreached'>();
  const known = useQuery(api.notices.devices.queryOptions());
  const mine = useQuery({ queryKey: ['push', 'address'], queryFn: async () => (await currentAddress()) ?? null });
  const nameOf = (browser: string): string => browser || t('notices.push.unnamed');

  const add = async (key: string): Promise<void> => {
    try {
      const given = await subscribe(key);
      if (!given) setRefused('denied');
      else {
        const browser = browserOf(navigator.userAgent) ?? '';
        if (await act(() => api.notices.addDevice.call({ ...given, browser }))) announce(t('notices.push.added'));
        else await unsubscribe();
      }
    } catch {
      // The browser's push service is not ours: it may be out of reach, or switched off.
      setRefused('unreached');
    }
  };
  const remove = async (id: string, isMine: boolean): Promise<void> => {
    if (!(await act(() => api.notices.removeDevice.call({ id })))) return;
    announce(t('notices.push.removed'));
    // Nothing is sent here any more, whether or not the browser forgets it as well.
    if (isMine) await unsubscribe().catch(() => undefined);
  };
  const doing = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setRefused(undefined);
    await work();
    await mine.refetch();
    setBusy(false);
  };
  return (
    <Section title={t('notices.push.title')} lead={t('notices.push.lead')} problems={problems}>
      <Loaded query={known}>
        {({ key, devices }) => {
          const here = devices.find(({ address }) => address === mine.data);
          return (
            <>
              <Switch
                mb="sm"
                label={t('notices.push.here')}
                description={canPush() ? undefined : t('notices.push.unable')}
                disabled={busy || !canPush()}
                checked={here !== undefined}
                onChange={() => void doing(() => (here ? remove(here.id, true) : add(key)))}
              />
              {refused && (
                <p role="alert" className={classes['missing']}>
                  {t(`notices.push.${refused}`)}
                </p>
              )}
              {devices.length > 0 && (
                <ul className={classes['rows']} aria-label={t('notices.push.all')}>
                  {devices.map(({ id, browser, made }) => (
                    <li key={id}>
                      <span className={classes['what']}>
                        {nameOf(browser)}
                        <span className={classes['detail']}>
                          {[
                            id === here?.id && t('notices.push.this'),
                            t('notices.push.since', { at: format.instant(made) }),
                          ]
                            .filter(Boolean)
                            .join(' · ')}
                        </span>
                      </span>
                      <Button
                        size="xs"
                        variant="default"
                        disabled={busy}
                        aria-label={t('notices.push.removeOf', { browser: nameOf(browser) })}
                        onClick={() => void doing(() => remove(id, id === here?.id))}
                      >
                        {t('notices.push.remove')}
                      </Button>
                    </li>
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
