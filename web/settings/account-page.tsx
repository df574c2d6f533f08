import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Authenticator } from './authenticator.tsx';
import { Passkeys } from './passkeys.tsx';
import { PasswordSection } from './password-section.tsx';
import { ProofProvider } from './proof.tsx';
import { ProvidersSection } from './providers-section.tsx';
import { Sessions } from './sessions.tsx';
import { Tokens } from './tokens.tsx';

/** How one signs in, and where one is signed in. */
export function AccountPage() {
  const { t } = useTranslation();
  const api = useApi();
  const security = useQuery(api.identity.security.queryOptions());
  return (
    <ProofProvider>
      <Page title={t('account.title')} lead={t('account.lead')}>
        <Loaded query={security}>
          {(data) => (
            <>
              {data.factorNeeded && <output>{t('account.factorNeeded')}</output>}
              <PasswordSection hasPassword={data.hasPassword} />
              <Authenticator authenticator={data.authenticator} />
              <Passkeys passkeys={data.passkeys} />
            </>
          )}
        </Loaded>
        <ProvidersSection />
        <Sessions />
        <Tokens />
      </Page>
    </ProofProvider>
  );
}
