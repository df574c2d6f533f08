import { IconUserCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/registry.tsx';
import { useFormat } from '../messages/format.ts';
import { useProject } from '../shell/project.ts';
import { AppointDialog } from './appoint-dialog.tsx';
import classes from './scopes.module.css';

/** Who holds which office here, those appointed further up among them. */
export function Holders() {
  const { t } = useTranslation();
  const format = useFormat();
  const project = useProject();
  const [opened, setOpened] = useState(false);
  const appoint: Action = {
    id: 'appoint',
    labelKey: 'scopes.appoint',
    group: 'do',
    icon: IconUserCheck,
    visible: project.mayRun('office.appoint'),
    run: () => setOpened(true),
  };
  useActions([appoint]);
  return (
    <section className={classes['section']} aria-labelledby="offices">
      <div className={classes['head']}>
        <h2 id="offices">{t('scopes.offices')}</h2>
        <ActionButton action={appoint} />
      </div>
      {project.holders.length === 0 ? (
        <p className={classes['soft']}>{t('scopes.noHolders')}</p>
      ) : (
        <dl className={classes['holders']}>
          {project.holders.map(({ appointment, label, holder, until, scope }) => (
            <div key={appointment}>
              <dt>{label}</dt>
              <dd>
                <Link to="/p/$key/$reference" params={{ key: project.key, reference: appointment }}>
                  {holder}
                </Link>
                <span className={classes['soft']}>
                  {scope !== project.key && ` ${t('scopes.from', { place: scope })}`}
                  {until !== null && ` ${t('scopes.untilDay', { date: format.date(until) })}`}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <AppointDialog opened={opened} onClose={() => setOpened(false)} />
    </section>
  );
}
