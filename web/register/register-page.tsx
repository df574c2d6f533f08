import type { Kind } from '@callosum/kernel';
import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { IconFileImport, IconPlus, IconSearch } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/registry.tsx';
import { useComposition } from '../composition.ts';
import { Page } from '../kit/page.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { NotFound } from '../shell/failures.tsx';
import { useProject } from '../shell/project.ts';
import { Cards } from './cards.tsx';
import { Grid } from './grid.tsx';
import { isOutline } from './outline.ts';
import classes from './register.module.css';

const TYPING_MS = 200;

/** The register of any kind, from its declaration. */
export function RegisterPage() {
  const { kind: name } = useParams({ from: '/shell/p/$key/register/$kind' });
  const { registry } = useComposition();
  const kind = registry.kinds.get(name);
  return kind ? <Register kind={kind} key={name} /> : <NotFound />;
}

function Register({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const project = useProject();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/p/$key/register/$kind' });
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [typed, setTyped] = useState(search.q ?? '');
  const [total, onCount] = useState<number>();
  const go = (change: typeof search): void => {
    const next = Object.fromEntries(
      Object.entries({ ...search, ...change }).filter(([, value]) => value !== '' && value !== false),
    );
    void navigate({
      to: '/p/$key/register/$kind',
      params: { key: project.key, kind: kind.name },
      search: next,
      replace: true,
    });
  };
  const find = useDebouncedCallback((q: string) => go({ q }), TYPING_MS);
  const actions = useRegisterActions(kind);
  useActions(actions);

  const query = {
    key: project.key,
    kind: kind.name,
    ...(search.sort ? { sort: search.sort } : {}),
    ...(search.down ? { descending: true } : {}),
    ...(search.q ? { search: search.q } : {}),
    ...(search.state ? { filter: JSON.stringify([{ field: 'state', op: 'is', value: search.state }]) } : {}),
  };
  const title = isOutline(kind) ? t('register.plan') : words.many(kind.name);
  const filtered = search.q !== undefined || search.state !== undefined;
  const states = Object.keys(kind.lifecycle.states);
  return (
    <Page
      fill
      title={title}
      context={project.title}
      lead={
        <output>
          {total !== undefined &&
            t(filtered ? 'register.found' : 'register.total', {
              count: total,
              number: format.number(total),
            })}
        </output>
      }
      actions={
        <>
          <TextInput
            size="xs"
            type="search"
            aria-label={t('register.search')}
            placeholder={t('register.search')}
            leftSection={<IconSearch size={15} stroke={1.7} aria-hidden="true" />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              find(event.currentTarget.value);
            }}
          />
          {states.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={t('register.state')}
              value={search.state ?? ''}
              onChange={(event) => go({ state: event.currentTarget.value })}
              data={[
                { value: '', label: t('register.anyState') },
                ...states.map((state) => ({ value: state, label: words.state(kind.name, state) })),
              ]}
            />
          )}
          {actions.map((action) => (
            <ActionButton key={action.id} action={action} />
          ))}
        </>
      }
    >
      {total === 0 && (
        <div className={classes['empty']}>
          <p>{filtered ? t('register.nothingFound') : words.help(kind)}</p>
        </div>
      )}
      {phone ? (
        <Cards kind={kind} query={query} label={title} onCount={onCount} />
      ) : (
        <Grid
          key={JSON.stringify(query)}
          kind={kind}
          query={query}
          label={title}
          onCount={onCount}
          onSort={(sort, down) => go({ sort, down })}
        />
      )}
    </Page>
  );
}

function useRegisterActions(kind: Kind): Action[] {
  const navigate = useNavigate();
  const words = useWords();
  const project = useProject();
  return [
    {
      id: `import-into-${project.key}`,
      labelKey: 'import.again',
      group: 'do',
      icon: IconFileImport,
      visible: isOutline(kind) && project.mayRun('plan.import'),
      run: () => void navigate({ to: '/p/$key/import', params: { key: project.key } }),
    },
    {
      id: `create-${kind.name}`,
      labelKey: 'register.create',
      values: { kind: words.one(kind.name) },
      group: 'do',
      icon: IconPlus,
      shortcut: 'c',
      visible: project.may('create', kind),
      run: () => void navigate({ to: '/p/$key/new/$kind', params: { key: project.key, kind: kind.name } }),
    },
  ];
}
