import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { useFormat } from '../messages/format.ts';
import { browserOf } from './browser-name.ts';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';

/** Where one is signed in, with a way to end each. */
export function Sessions() {
  const { t } = useTranslation();
  const api = useApi();
  const format = useFormat();
  const sessions = useQuery(api.identity.sessions.queryOptions());
  const { problems, act } = useDoing();
  return (
    <Section title={t('account.sessions.title')} lead={t('account.sessions.lead')} problems={problems}>
      <Loaded query={sessions}>
        {(list) => (
          <>
            <ul className={classes['rows']}>
              {list.map((session) => {
                const browser = browserOf(session.browser) ?? t('account.sessions.unknown');
                return (
                  <li key={session.id}>
                    <span className={classes['what']}>
                      {browser}
                      <span className={classes['detail']}>
                        {[
                          session.current
                            ? t('account.sessions.this')
                            : t('account.sessions.active', { at: format.instant(session.active) }),
                          session.address,
                          session.method && t(`account.method.${session.method}`, { defaultValue: session.method }),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </span>
                    {!session.current && (
                      <Button
                        size="xs"
                        variant="default"
                        aria-label={t('account.sessions.endNamed', { browser })}
                        onClick={() => void act(() => api.identity.endSessions.call({ id: session.id }))}
                      >
                        {t('account.sessions.end')}
                      </Button>
                    )}
                  </li>
                );
              })}
            </ul>
            {list.length > 1 && (
              <Button variant="default" onClick={() => void act(() => api.identity.endSessions.call({}))}>
                {t('account.sessions.endOthers')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
