import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Problems } from '../kit/problems.tsx';
import { Doorway } from './doorway.tsx';
import { ProviderButtons } from './provider-buttons.tsx';
import { readsOtherwise } from './reads-otherwise.ts';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const { t, i18n } = useTranslation();
  const { next, refused } = useSearch({ from: '/sign-in' });
  const api = useApi();
  const queries = useQueryClient();
  const router = useRouter();
  const status = useQuery(api.status.queryOptions());

  if (status.data?.setupNeeded) {
    return (
      <Doorway title={t('session.setup.title')} lead={t('session.setup.lead')}>
        <p>{t('session.setup.where')}</p>
        <p>{t('session.setup.lost')}</p>
      </Doorway>
    );
  }
  const enter = async (): Promise<void> => {
    queries.clear();
    // Whoever is in already is not kept out by a list that does not come.
    const projects = await queries.fetchQuery(api.projects.list.queryOptions()).catch(() => []);
    const home = projects.length > 0 ? '/day' : '/';
    // Only a path of this site is followed: an address from elsewhere could imitate the sign-in.
    const href = next?.startsWith('/') && !next.startsWith('//') ? next : home;
    // Whoever reads in another language than this page is in gets the next one anew, in his own.
    if (await readsOtherwise(api, i18n.language)) window.location.assign(href);
    else await router.navigate({ href });
  };
  return (
    <Doorway title={t('session.signIn.title')} lead={next ? t('session.signIn.next') : undefined}>
      {refused && <Problems problems={[{ severity: 'error', code: `sso-${refused}`, message: '' }]} focus />}
      <SignInForm onDone={enter} />
      <ProviderButtons next={next} />
      <p>
        <Link to="/forgotten">{t('session.forgotten.link')}</Link>
      </p>
    </Doorway>
  );
}
