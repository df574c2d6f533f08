import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../composition.ts';
import { Page } from '../kit/page.tsx';
import { SETTINGS, type Setting } from './settings.ts';
import classes from './settings.module.css';

/** The index of everything one may set. */
export function SettingsPage() {
  const { t } = useTranslation();
  const api = useApi();
  const owns = useQuery(api.me.queryOptions()).data?.roles.includes('owner') ?? false;
  return (
    <Page title={t('settings.title')}>
      <Index title={t('settings.mine')} settings={SETTINGS.filter(({ of }) => of === 'account')} />
      {owns && (
        <Index title={t('settings.organisation')} settings={SETTINGS.filter(({ of }) => of === 'organisation')} />
      )}
    </Page>
  );
}

function Index(props: { readonly title: string; readonly settings: readonly Setting[] }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className={classes['section']} aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      <ul className={classes['index']}>
        {props.settings.map((setting) => (
          <li key={setting.id}>
            <setting.icon size={20} stroke={1.6} />
            <div>
              <Link to={setting.to}>{t(setting.labelKey)}</Link>
              <span className={classes['detail']}>{t(setting.leadKey)}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
