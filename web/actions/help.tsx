import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from './action.ts';
import { Dialog } from '../kit/dialog.tsx';
import classes from './actions.module.css';
import { Keys } from './palette.tsx';
import { keysOf, plainKeysOn, setPlainKeys } from './shortcuts.ts';

const GRID_KEYS = [
  'arrows',
  'homeEnd',
  'ctrlHomeEnd',
  'page',
  'enter',
  'edit',
  'select',
  'selectMore',
  'selectAll',
  'carry',
] as const;

/** The list of keys: made from the same objects that answer to them. */
export function Help(props: {
  readonly actions: readonly Action[];
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [plain, setPlain] = useState(plainKeysOn);
  const withKeys = props.actions.filter((action) => action.shortcut);
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={t('actions.keys')}>
      <dl className={classes['keys']}>
        {withKeys.map((action) => (
          <div key={action.id}>
            <dt>{t(action.labelKey, action.values ?? {})}</dt>
            <dd>
              <Keys shortcut={action.shortcut ?? ''} />
              <span className="hidden">{keysOf(action.shortcut ?? '').join(' ')}</span>
            </dd>
          </div>
        ))}
        {GRID_KEYS.map((name) => (
          <div key={name}>
            <dt>{t(`actions.grid.${name}.what`)}</dt>
            <dd>{t(`actions.grid.${name}.keys`)}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label={t('actions.plainKeys')}
        checked={plain}
        onChange={(event) => {
          setPlain(event.currentTarget.checked);
          setPlainKeys(event.currentTarget.checked);
        }}
      />
    </Dialog>
  );
}
