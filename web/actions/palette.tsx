import { Kbd } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconFileText, IconMessage, IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../messages/words.ts';
import { plainText } from '../search/pieces.tsx';
import { useFound } from '../search/use-found.ts';
import type { Action } from './action.ts';
import { keysOf } from './shortcuts.ts';

export function Keys({ shortcut }: { readonly shortcut: string }) {
  return (
    <Kbd size="xs" aria-hidden="true">
      {keysOf(shortcut).join(' ')}
    </Kbd>
  );
}

/** Everything that can be done here by its name, and records by the words in them. */
export function Palette({ actions }: { readonly actions: readonly Action[] }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const records = useRecords(query);
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
      actions={[...groups.filter((group) => group.actions.length > 0), ...records]}
      query={query}
      onQueryChange={setQuery}
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

function useRecords(query: string): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const found = useFound(query);
  if (!found.asks) return [];
  const hits = found.hits.map(({ project, record, about, title, text }) => {
    const shown = about ?? record;
    const Icon = about ? IconMessage : IconFileText;
    return {
      id: record.id,
      label: `${words.reference(shown.kind, shown.number)} ${about ? about.title : plainText(title)}`,
      description: text ? `${project.title} · ${plainText(text.pieces)}` : project.title,
      // The server has chosen already; the list here must not choose again.
      keywords: query,
      leftSection: <Icon size={18} stroke={1.6} />,
      onClick: () => void navigate({ to: '/p/$key/$reference', params: { key: project.key, reference: shown.id } }),
    };
  });
  // There at once, before the answer is, so that Enter always does something.
  const all = {
    id: 'search-all',
    label: t('search.all', { q: query.trim() }),
    keywords: query,
    leftSection: <IconSearch size={18} stroke={1.6} />,
    onClick: () => void navigate({ to: '/search', search: { q: query.trim() } }),
  };
  return [{ group: t('search.records'), actions: [all, ...hits] }];
}
