import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '../api/live.ts';
import { StateMark } from '../kit/state-mark.tsx';
import classes from './shell.module.css';

/** Set by the project that is open; read by the frame around it. */
export const ConnectionStore = createContext<{
  readonly connection: Connection;
  readonly report: (connection: Connection) => void;
}>({ connection: 'connecting', report: () => undefined });

/** Quiet while all is well. */
export function ConnectionState() {
  const { t } = useTranslation();
  const { connection } = useContext(ConnectionStore);
  return (
    <output className={classes['connection']}>
      {connection === 'live' && <StateMark tone="met" word={t('live.live')} />}
      {connection === 'waiting' && <StateMark tone="waived" word={t('live.waiting')} />}
    </output>
  );
}
