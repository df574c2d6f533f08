import { Button } from '@mantine/core';
import type { IdentityProvider } from '@callosum/kernel/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { ProofProvider } from '../settings/proof.tsx';
import { DirectoryForm } from './directory-form.tsx';
import classes from './providers.module.css';
import { ProviderSection } from './provider-section.tsx';
import { SignInForm } from './sign-in-form.tsx';

export type Kind = IdentityProvider['kind'];

/** What is being added or changed; a provider without an id is a new one. */
interface Editing {
  readonly kind: Kind;
  readonly provider: IdentityProvider | undefined;
}

/** Where the people of the organisation sign in, and the directory that says who they are. For owners. */
export function ProvidersPage() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const providers = useQuery(useApi().identity.listProviders.queryOptions());
  const [editing, setEditing] = useState<Editing>();
  const done = (saved: boolean): void => {
    setEditing(undefined);
    if (saved) announce(t('providers.saved'));
  };
  const { kind, provider } = editing ?? {};
  return (
    <ProofProvider>
      <Page title={t('providers.title')} lead={t('providers.lead')}>
        {kind === 'scim' && <DirectoryForm provider={provider} onDone={done} />}
        {(kind === 'oidc' || kind === 'saml') && <SignInForm kind={kind} provider={provider} onDone={done} />}
        {!editing && (
          <>
            <div className={classes['add']}>
              {(['oidc', 'saml', 'scim'] as const).map((one) => (
                <Button key={one} variant="default" onClick={() => setEditing({ kind: one, provider: undefined })}>
                  {t(`providers.add.${one}`)}
                </Button>
              ))}
            </div>
            <Loaded query={providers}>
              {(list) => (
                <>
                  {list.length === 0 && <p>{t('providers.none')}</p>}
                  {list.map((one) => (
                    <ProviderSection
                      key={one.id}
                      provider={one}
                      onChange={() => setEditing({ kind: one.kind, provider: one })}
                    />
                  ))}
                </>
              )}
            </Loaded>
          </>
        )}
      </Page>
    </ProofProvider>
  );
}
