import { Button, type ButtonProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Action } from './action.ts';
import classes from './actions.module.css';

/** A button for an action. */
export function ActionButton({
  action,
  pressed,
  ...look
}: {
  readonly action: Action;
  /** Of something that is switched on and off: whether it is on. */
  readonly pressed?: boolean;
} & Pick<ButtonProps, 'variant' | 'size' | 'loading' | 'disabled'>) {
  const { t } = useTranslation();
  if (action.visible === false) return null;
  return (
    <Button
      size="xs"
      variant="default"
      className={classes['button'] ?? ''}
      aria-pressed={pressed}
      {...look}
      leftSection={<action.icon size={15} stroke={1.7} />}
      onClick={action.run}
    >
      {t(action.labelKey, action.values ?? {})}
    </Button>
  );
}
