import { groupFields, type Kind, placingOf } from '@callosum/kernel';
import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import { useActions } from '../actions/registry.tsx';
import { useComposition } from '../composition.ts';
import { ExportMenu } from '../documents/export-menu.tsx';
import { Waiting } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { OtherDay, OtherDayNote } from '../readiness/other-day.tsx';
import { NotFound } from '../shell/failures.tsx';
import { useProject } from '../shell/project.ts';
import { Board } from './board.tsx';
import { Cards } from './cards.tsx';
import { CellEditor, type EditedCell } from './cell-editor.tsx';
import { useClauseWords } from './clause-words.ts';
import { ColumnDialog } from './column-dialog.tsx';
import { columnsOf } from './columns.ts';
import { type Editing, FilterBar } from './filter-bar.tsx';
import { type Choosing, Grid } from './grid.tsx';
import { isOutline } from './outline.ts';
import { useRegisterActions } from './register-actions.ts';
import classes from './register.module.css';
import { queryOf, type RegisterSearch, searchFor } from './search.ts';
import { NOTHING } from './selection.ts';
import { useSelection } from './use-selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useExport } from './use-export.ts';
import { ViewDialog } from './view-dialog.tsx';

// Few registers are rated by a matrix, and fewer readers look at one.
const Results = lazy(async () => ({ default: (await import('./results-page.tsx')).ResultsPage }));
const Matrix = lazy(async () => ({ default: (await import('../matrix/matrix.tsx')).Matrix }));

const TYPING_MS = 200;
/** The register of any kind, from its declaration. */
export function RegisterPage() {
  const { kind: name } = useParams({ from: '/shell/p/$key/register/$kind' });
  const { registry } = useComposition();
  const kind = registry.kinds.get(name);
  if (!kind) return <NotFound />;
  // Nobody reads these one by one.
  if (kind.anonymous) {
    return (
      <Suspense fallback={<Waiting />}>
        <Results kind={kind} key={name} />
      </Suspense>
    );
  }
  return <Register kind={kind} key={name} />;
}

function Register({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const clauseWords = useClauseWords(kind);
  const project = useProject();
  const navigate = useNavigate();
  const asked = useSearch({ from: '/shell/p/$key/register/$kind' });
  const search = useMemo(() => searchFor(kind, asked), [kind, asked]);
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [typed, setTyped] = useState(search.q ?? '');
  const [total, onCount] = useState<number>();
  const [editing, setEditing] = useState<Editing>();
  const [dialog, setDialog] = useState<'columns' | 'views'>();
  const show = (next: RegisterSearch): void => {
    void navigate({
      to: '/p/$key/register/$kind',
      params: { key: project.key, kind: kind.name },
      search: next,
      replace: true,
    });
  };
  const change = <K extends keyof RegisterSearch>(name: K, value: RegisterSearch[K] | undefined): RegisterSearch => {
    const { [name]: _, ...rest } = search;
    return value === undefined || value === '' || value === false ? rest : { ...rest, [name]: value };
  };
  const find = useDebouncedCallback((q: string) => show(change('q', q)), TYPING_MS);
  const columns = useMemo(() => columnsOf(kind, search.columns), [kind, search.columns]);
  const { at } = project;
  const query = queryOf(project.key, kind, search, at);
  const exportAll = useExport(kind, query, columns);
  const chosen = useSelection(query);
  const [cell, setCell] = useState<EditedCell>();
  const choosing: Choosing | undefined =
    project.may('update', kind) && !phone && search.as === undefined ? { ...chosen, onEdit: setCell } : undefined;
  const hasBoard = Object.keys(kind.lifecycle.states).length > 1;
  const hasMatrix = placingOf(kind) !== undefined;
  const actions = useRegisterActions(kind, {
    board: hasBoard ? () => show(change('as', search.as === 'board' ? undefined : 'board')) : undefined,
    isBoard: search.as === 'board',
    matrix: hasMatrix ? () => show(change('as', search.as === 'matrix' ? undefined : 'matrix')) : undefined,
    isMatrix: search.as === 'matrix' && hasMatrix,
    filter: () => setEditing('new'),
    columns: () => setDialog('columns'),
    views: () => setDialog('views'),
    export: () => void exportAll(),
  });
  useActions([...actions.looking, ...actions.doing]);

  const title = isOutline(kind) ? t('register.plan') : words.many(kind.name);
  const filtered = search.q !== undefined || search.filter !== undefined;
  const groups = groupFields(kind);
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
          {!phone && search.as === undefined && groups.length > 0 && (
            <NativeSelect
              size="xs"
              aria-label={t('register.group')}
              value={search.group ?? ''}
              onChange={(event) => show(change('group', event.currentTarget.value))}
              data={[
                { value: '', label: t('register.ungrouped') },
                ...groups.map((name) => ({
                  value: name,
                  label: t('register.groupBy', { field: clauseWords.field(name) }),
                })),
              ]}
            />
          )}
          <OtherDay />
          <ExportMenu kind={kind} query={query} columns={columns} onCsv={() => void exportAll()} />
          {actions.doing.map((action) => (
            <ActionButton key={action.id} action={action} />
          ))}
        </>
      }
    >
      <OtherDayNote />
      <FilterBar
        kind={kind}
        filter={search.filter ?? []}
        editing={editing}
        onEditing={setEditing}
        others={actions.looking.filter(
          ({ id }) => id !== 'filter' && id !== 'export' && !((phone || search.as !== undefined) && id === 'columns'),
        )}
        onFilter={(filter) => show(change('filter', filter.length > 0 ? [...filter] : undefined))}
      />
      {total === 0 && (
        <div className={classes['empty']}>
          <p>{filtered ? t('register.nothingFound') : words.help(kind)}</p>
        </div>
      )}
      {choosing && choosing.selection.size > 0 && (
        <SelectionBar kind={kind} selection={choosing.selection} onClear={() => chosen.onSelection(NOTHING)} />
      )}
      {search.as === 'matrix' && hasMatrix ? (
        <Suspense fallback={<Waiting />}>
          <Matrix kind={kind} query={query} onCount={onCount} />
        </Suspense>
      ) : search.as === 'board' && hasBoard ? (
        <Board kind={kind} query={query} filter={search.filter ?? []} label={title} onCount={onCount} />
      ) : phone ? (
        <Cards
          kind={kind}
          query={queryOf(project.key, kind, change('group', undefined), at)}
          label={title}
          onCount={onCount}
        />
      ) : (
        <Grid
          key={JSON.stringify(query)}
          kind={kind}
          query={query}
          columns={columns}
          choosing={choosing}
          label={title}
          onCount={onCount}
          onSort={(sort, down) => show({ ...change('down', down || undefined), sort })}
        />
      )}
      {cell && (
        <CellEditor
          key={`${cell.record.id} ${cell.column}`}
          kind={kind}
          cell={cell}
          onClose={() => {
            setCell(undefined);
            document.querySelector<HTMLElement>('[role="grid"]')?.focus();
          }}
        />
      )}
      <ColumnDialog
        kind={kind}
        opened={dialog === 'columns'}
        chosen={search.columns}
        onChosen={(chosen) => show(change('columns', chosen && [...chosen]))}
        onClose={() => setDialog(undefined)}
      />
      <ViewDialog
        kind={kind}
        opened={dialog === 'views'}
        search={search}
        onView={(view) => {
          setTyped(view.q ?? '');
          show(view);
        }}
        onClose={() => setDialog(undefined)}
      />
    </Page>
  );
}
