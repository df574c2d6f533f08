import { Button } from '@mantine/core';
import { type IdentityProvider, SCIM_PATH } from '@callosum/kernel/contract';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useProof } from '../settings/proof.tsx';
import { useDoing } from '../settings/section.tsx';
import settings from '../settings/settings.module.css';
import { Address } from './address.tsx';
import { Groups } from './groups.tsx';
import classes from './providers.module.css';

/** One provider: how it is set, what its groups give, and what can be done about it. */
export function ProviderSection({
  provider,
  onChange,
}: {
  readonly provider: IdentityProvider;
  readonly onChange: () => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const api = useApi();
  const announce = useAnnounce();
  const ask = useProof();
  const { problems, act } = useDoing();
  const [token, setToken] = useState('');
  const [removing, setRemoving] = useState(false);
  const withProof = async (work: (proof: string) => Promise<unknown>): Promise<boolean> => {
    const proof = await ask();
    return proof !== undefined && (await act(() => work(proof)));
  };
  const makeToken = () =>
    withProof(async (proof) => setToken((await api.identity.setToken.call({ id: provider.id, proof })).token));
  const remove = async (): Promise<void> => {
    setRemoving(false);
    if (await withProof((proof) => api.identity.removeProvider.call({ id: provider.id, proof }))) {
      announce(t('providers.removed', { name: provider.name }));
    }
  };
  return (
    <section className={settings['section']} aria-labelledby={id}>
      <h2 id={id}>
        {provider.name}
        <span className={classes['kind']}>{t(`providers.kind.${provider.kind}`)}</span>
      </h2>
      <Problems problems={problems} focus />
      <Facts provider={provider} />
      {token && (
        <output>
          <p>{t('providers.token.made')}</p>
          <Address value={token} label={t('providers.token.copy')} />
        </output>
      )}
      <div className={settings['buttons']}>
        <Button size="xs" variant="default" onClick={onChange} aria-label={t('providers.changeOf', provider)}>
          {t('providers.change')}
        </Button>
        {provider.kind === 'scim' && (
          <Button
            size="xs"
            variant="default"
            onClick={() => void makeToken()}
            aria-label={t(provider.token ? 'providers.token.renewOf' : 'providers.token.makeOf', provider)}
          >
            {t(provider.token ? 'providers.token.renew' : 'providers.token.make')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          onClick={() => setRemoving(true)}
          aria-label={t('providers.removeOf', provider)}
        >
          {t('providers.remove')}
        </Button>
      </div>
      <Groups provider={provider} />
      <Dialog opened={removing} onClose={() => setRemoving(false)} title={t('providers.removeOf', provider)}>
        <p>{t('providers.removeLead')}</p>
        <Button mt="md" color="red" onClick={() => void remove()}>
          {t('providers.remove')}
        </Button>
      </Dialog>
    </section>
  );
}

function Facts({ provider }: { readonly provider: IdentityProvider }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, token, certificates } = provider;
  const facts: (readonly [string, string])[] = [
    [t('providers.state'), t(provider.enabled ? 'providers.on' : 'providers.off')],
    [t('providers.people'), format.number(provider.people)],
  ];
  if (kind !== 'scim') {
    facts.push([t('providers.issuer'), provider.issuer]);
    facts.push([t('providers.entry.title'), t(`providers.entry.${provider.entry}`)]);
  }
  if (provider.strength.length > 0) facts.push([t('providers.strength.label'), provider.strength.join(', ')]);
  if (provider.domains.length > 0) facts.push([t('providers.domains.label'), provider.domains.join(', ')]);
  for (const { until, ended } of certificates) {
    const at = { at: format.instant(until) };
    facts.push([
      t('providers.certificate'),
      t(ended ? 'providers.certificateEnded' : 'providers.certificateUntil', at),
    ]);
  }
  if (kind === 'scim') {
    facts.push([t('providers.scimAddress'), window.location.origin + SCIM_PATH]);
    facts.push([t('providers.token.label'), tokenWords()]);
  }
  function tokenWords(): string {
    if (!token) return t('providers.token.none');
    const used = token.lastUsed
      ? t('providers.token.used', { at: format.instant(token.lastUsed) })
      : t('providers.token.unused');
    return `${t('providers.token.until', { at: format.instant(token.expires) })} · ${used}`;
  }
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <FactRow key={`${name} ${value}`} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
