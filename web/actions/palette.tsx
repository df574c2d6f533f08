import { Kbd } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Action } from './action.ts';
import { keysOf } from './shortcuts.ts';

export function Keys({ shortcut }: { readonly shortcut: string }) {
  return (
    <Kbd size="xs" aria-hidden="true">
      {keysOf(shortcut).join(' ')}
    </Kbd>
  );
}

/** Everything that can be done here, by its name. */
export function Palette({ actions }: { readonly actions: readonly Action[] }) {
  const { t } = useTranslation();
  const groups: SpotlightActionGroupData[] = (['do', 'go', 'view'] as const).map((group) => ({
    group: t(`actions.group.${group}`),
    actions: actions
      .filter((action) => action.group === group && action.id !== 'palette')
      .map((action) => ({
        id: action.id,
        label: t(action.labelKey, action.values ?? {}),
        leftSection: <action.icon size={18} stroke={1.6} />,
        rightSection: action.shortcut ? <Keys shortcut={action.shortcut} /> : null,
        onClick: action.run,
      })),
  }));
  return (
    <Spotlight
      actions={groups.filter((group) => group.actions.length > 0)}
      shortcut={null}
      nothingFound={t('actions.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      limit={40}
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} />,
        placeholder: t('actions.search'),
        'aria-label': t('actions.search'),
      }}
      attributes={{ content: { 'aria-label': t('actions.palette') } }}
    />
  );
}
