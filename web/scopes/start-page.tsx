import { projectKey } from '@callosum/kernel/contract';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { byField, problemsOf, type Trouble } from '../api/problems.ts';
import { useApi } from '../composition.ts';
import { proposeKey } from '../import/propose.ts';
import { useAnnounce } from '../kit/announce.tsx';
import { Page } from '../kit/page.tsx';
import { Problems, useFieldError } from '../kit/problems.tsx';
import { mayStartIn, useScopes } from './use-scopes.ts';

const FIELDS = ['title', 'key', 'zone', 'parent'] as const;

/** Starts a programme, or a project without a plan. */
export function StartPage() {
  const { t } = useTranslation();
  const { type = 'project' } = useSearch({ from: '/shell/start' });
  return (
    <Page title={t(`scopes.startTitle.${type}`)} lead={t(`scopes.startLead.${type}`)}>
      <StartForm type={type} key={type} />
    </Page>
  );
}

function StartForm({ type }: { readonly type: 'programme' | 'project' }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const fieldError = useFieldError();
  const search = useSearch({ from: '/shell/start' });
  const places = useScopes().filter((node) => mayStartIn(node) && (type === 'project' || node.type === 'organisation'));
  const [title, setTitle] = useState('');
  const [typedKey, setTypedKey] = useState<string>();
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [chosen, setChosen] = useState(search.parent);
  const [problems, setProblems] = useState<readonly Trouble[]>([]);
  const [pending, setPending] = useState(false);
  const key = typedKey ?? (title.trim() === '' ? '' : proposeKey(title));
  const parent = places.find((place) => place.key === chosen)?.key ?? places[0]?.key ?? '';
  const found = byField(problems, FIELDS);
  const ready = title.trim() !== '' && projectKey.safeParse(key).success && parent !== '';

  const start = async (): Promise<void> => {
    setPending(true);
    try {
      const above = places.find((place) => place.key === parent)?.key ?? 'organisation';
      await api.scopes.create.call({ type, parent: above, key, title: title.trim(), zone });
      await queries.invalidateQueries();
      announce(t('scopes.started', { title }));
      await navigate({ to: '/p/$key', params: { key } });
    } catch (error) {
      setProblems(problemsOf(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void start();
      }}
    >
      <Problems problems={found.rest} focus />
      <TextInput
        required
        label={t('scopes.title')}
        value={title}
        error={fieldError(found.at('title'))}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <TextInput
        required
        mt="sm"
        label={t('scopes.key')}
        description={t('scopes.keyHelp')}
        value={key}
        error={fieldError(found.at('key'))}
        onChange={(event) => setTypedKey(event.currentTarget.value.toUpperCase())}
      />
      <NativeSelect
        mt="sm"
        label={t('scopes.parent')}
        value={parent}
        error={fieldError(found.at('parent'))}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={places.map((place) => ({ value: place.key, label: place.title }))}
      />
      <TextInput
        required
        mt="sm"
        label={t('scopes.zone')}
        description={t('scopes.zoneHelp')}
        value={zone}
        error={fieldError(found.at('zone'))}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
      <Group mt="lg">
        <Button type="submit" loading={pending} disabled={!ready}>
          {t('scopes.start')}
        </Button>
        <Button variant="default" onClick={() => void navigate({ to: '/' })}>
          {t('kit.cancel')}
        </Button>
      </Group>
    </form>
  );
}
