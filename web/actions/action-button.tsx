import { Button, type ButtonProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Action } from './action.ts';

/** A button for an action. */
export function ActionButton({
  action,
  ...look
}: { readonly action: Action } & Pick<ButtonProps, 'variant' | 'size' | 'loading' | 'disabled'>) {
  const { t } = useTranslation();
  if (action.visible === false) return null;
  return (
    <Button
      size="xs"
      variant="default"
      {...look}
      leftSection={<action.icon size={15} stroke={1.7} />}
      onClick={action.run}
    >
      {t(action.labelKey, action.values ?? {})}
    </Button>
  );
}
