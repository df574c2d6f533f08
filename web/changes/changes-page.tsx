import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Changes } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { AsOf } from '../readiness/as-of.tsx';
import { useProject } from '../shell/project.ts';
import { ViewTable } from '../view/figures.tsx';
import classes from './changes.module.css';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What is otherwise than at an earlier moment, by discipline: the last board unless another day is chosen. */
export function ChangesPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const project = useProject();
  const api = useApi();
  const navigate = useNavigate();
  const { from, at } = useSearch({ from: '/shell/p/$key/changes' });
  const answer = useQuery(
    api.projects.changes.queryOptions({
      input: { key: project.key, ...(from ? { from } : {}), ...(at ? { at } : {}) },
      placeholderData: keepPreviousData,
    }),
  );
  const show = (search: { from?: string | undefined; at?: string | undefined }): void =>
    void navigate({
      to: '/p/$key/changes',
      params: { key: project.key },
      search: { from, at, ...search },
      replace: true,
    });
  return (
    <Page
      wide
      title={t('changes.title')}
      context={project.title}
      lead={t('changes.lead')}
      actions={
        <>
          <TextInput
            type="date"
            size="xs"
            aria-label={t('changes.from')}
            leftSection={<span aria-hidden="true">{t('changes.from')}</span>}
            leftSectionWidth={52}
            value={from ?? answer.data?.from ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              if (value === '' || DATE.test(value)) show({ from: value === '' ? undefined : value });
            }}
          />
          <AsOf at={at} today={project.today} onChange={(day) => show({ at: day })} />
        </>
      }
    >
      <Loaded query={answer}>
        {(changes) => (
          <div className={classes['page']} aria-busy={answer.isPlaceholderData}>
            <p>
              {changes.board
                ? t('changes.sinceBoard', {
                    board: changes.board.title,
                    from: format.date(changes.from),
                    at: format.date(changes.at),
                  })
                : t('changes.between', { from: format.date(changes.from), at: format.date(changes.at) })}
            </p>
            <Disciplines changes={changes} at={at} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Disciplines({ changes, at }: { readonly changes: Changes; readonly at: string | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const names = [...new Set([...changes.turned, ...changes.kinds].map(({ discipline }) => discipline))];
  if (names.length === 0) return <p>{t('changes.nothing')}</p>;
  return names.map((name) => (
    <section key={name} aria-labelledby={`changes-${name}`}>
      <h2 id={`changes-${name}`}>{words.discipline(name)}</h2>
      <Turned turned={changes.turned.filter(({ discipline }) => discipline === name)} at={at} />
      {changes.kinds
        .filter(({ discipline }) => discipline === name)
        .map((one) => (
          <KindChanges key={one.kind} change={one} />
        ))}
    </section>
  ));
}

/** Criteria that found something else; several gates that ask the same are told once each. */
function Turned({ turned, at }: { readonly turned: Changes['turned']; readonly at: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const project = useProject();
  if (turned.length === 0) return null;
  const value = (found: number | null, unit: string) =>
    found === null ? t('changes.unknown') : format.measure(found, unit);
  return (
    <ViewTable label={t('changes.turned')}>
      <thead>
        <tr>
          <th scope="col">{t('changes.criterion')}</th>
          <th scope="col">{t('changes.then')}</th>
          <th scope="col">{t('changes.now')}</th>
        </tr>
      </thead>
      <tbody>
        {turned.map((one) => (
          <tr key={one.criterion}>
            <th scope="row">
              <Link
                to="/p/$key/criterion/$criterion"
                params={{ key: project.key, criterion: one.criterion }}
                search={at ? { at } : {}}
              >
                {one.title}
              </Link>{' '}
              <span className={classes['soft']}>{one.gate}</span>
            </th>
            <td>
              <StateMark tone={one.before} word={t(`state.${one.before}`)} /> {value(one.valueBefore, one.unit)}
            </td>
            <td>
              <StateMark tone={one.after} word={t(`state.${one.after}`)} /> {value(one.valueAfter, one.unit)}
            </td>
          </tr>
        ))}
      </tbody>
    </ViewTable>
  );
}

const WHATS = ['created', 'moved', 'changed', 'linked', 'withdrawn'] as const;

function KindChanges({ change }: { readonly change: Changes['kinds'][number] }) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const { kind, rows } = change;
  const all = WHATS.reduce((sum, what) => sum + change[what], 0);
  const said = WHATS.filter((what) => change[what] > 0).map((what) =>
    t(`changes.count.${what}`, { count: change[what] }),
  );
  return (
    <details className={classes['kind']}>
      <summary>
        <strong>{words.many(kind)}</strong> <span className={classes['soft']}>{said.join(', ')}</span>
      </summary>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/p/$key/$reference" params={{ key: project.key, reference: row.id }}>
              {words.reference(kind, row.number)} {row.title}
            </Link>{' '}
            <span className={classes['soft']}>
              {row.what === 'moved' && row.from !== null && row.to !== null
                ? t('changes.movedTo', { from: words.state(kind, row.from), to: words.state(kind, row.to) })
                : t(`changes.what.${row.what}`)}
            </span>
            <LinkChanges row={row} />
          </li>
        ))}
      </ul>
      {all > rows.length && (
        <p className={classes['soft']}>
          {t('changes.more', { count: all - rows.length })}{' '}
          <Link to="/p/$key/register/$kind" params={{ key: project.key, kind }}>
            {t('register.open', { kinds: words.many(kind) })}
          </Link>
        </p>
      )}
    </details>
  );
}

type RowChange = Changes['kinds'][number]['rows'][number];

/** What it is linked to now, and no longer. */
function LinkChanges({ row: { links, moreLinks } }: { readonly row: RowChange }) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  if (links.length === 0) return null;
  return (
    <ul>
      {links.map(({ what, type, other }) => (
        <li key={`${what} ${type} ${other.id}`} className={classes['soft']}>
          {t(`changes.link.${what}`, { link: words.link(type, 'out') })}{' '}
          <Link to="/p/$key/$reference" params={{ key: project.key, reference: other.id }}>
            {words.reference(other.kind, other.number)} {other.title}
          </Link>
        </li>
      ))}
      {moreLinks > 0 && <li className={classes['soft']}>{t('changes.moreLinks', { count: moreLinks })}</li>}
    </ul>
  );
}
