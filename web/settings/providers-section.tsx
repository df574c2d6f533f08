import { Button } from '@mantine/core';
import { PROVIDER_PATHS } from '@callosum/kernel/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useFormat } from '../messages/format.ts';
import { useProof } from './proof.tsx';
import { Section, useDoing } from './section.tsx';
import classes from './settings.module.css';

/** The providers one can sign in through; nothing where the organisation has none. */
export function ProvidersSection() {
  const { t } = useTranslation();
  const api = useApi();
  const format = useFormat();
  const ask = useProof();
  const { problems, act } = useDoing();
  const providers = useQuery(api.identity.links.queryOptions()).data ?? [];
  if (providers.length === 0) return null;
  const connect = async (id: string): Promise<void> => {
    const proof = await ask();
    if (proof === undefined) return;
    await act(async () => {
      const { ticket } = await api.identity.link.call({ id, proof });
      const query = new URLSearchParams({ provider: id, link: ticket, next: '/account' });
      window.location.assign(`${PROVIDER_PATHS.begin}?${query.toString()}`);
    });
  };
  const disconnect = async (id: string): Promise<void> => {
    const proof = await ask();
    if (proof !== undefined) await act(() => api.identity.unlink.call({ id, proof }));
  };
  return (
    <Section title={t('account.providers.title')} lead={t('account.providers.lead')} problems={problems}>
      <ul className={classes['rows']}>
        {providers.map(({ id, name, since }) => (
          <li key={id}>
            <span className={classes['what']}>
              {name}
              <span className={classes['detail']}>
                {since ? t('account.providers.since', { at: format.instant(since) }) : t('account.providers.not')}
              </span>
            </span>
            <Button
              size="xs"
              variant="default"
              aria-label={t(since ? 'account.providers.disconnectFrom' : 'account.providers.connectTo', { name })}
              onClick={() => void (since ? disconnect(id) : connect(id))}
            >
              {t(since ? 'account.providers.disconnect' : 'account.providers.connect')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
