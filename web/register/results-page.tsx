import { type Field, type Json, type Kind } from '@callosum/kernel';
import type { Sheet } from '@callosum/kernel/report';
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import { useActions } from '../actions/registry.tsx';
import type { GroupResults } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import { ExportTable } from '../view/export-table.tsx';
import { useCreateAction, useImportAction } from './register-actions.ts';
import { resultRows } from './result-rows.ts';
import classes from './register.module.css';

type Group = GroupResults['groups'][number];

/** In place of a register whose records nobody reads one by one: what the answers come to. */
export function ResultsPage({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const api = useApi();
  const [by, setBy] = useState('');
  const create = useCreateAction(kind);
  // Sheets that were filled in on paper are typed into a table by somebody, and brought in together.
  const importing = useImportAction(kind);
  useActions([create, importing]);
  const ways = Object.entries(kind.fields).filter(([, { type }]) => type === 'choice' || type === 'flag');
  const results = useQuery(
    api.records.results.queryOptions({
      input: { key: project.key, kind: kind.name, ...(by === '' ? {} : { by }) },
    }),
  );
  return (
    <Page
      title={words.many(kind.name)}
      context={project.title}
      lead={words.help(kind)}
      actions={
        <>
          {ways.length > 0 && (
            <NativeSelect
              size="xs"
              aria-label={t('register.group')}
              value={by}
              onChange={(event) => setBy(event.currentTarget.value)}
              data={[
                { value: '', label: t('register.ungrouped') },
                ...ways.map(([name]) => ({
                  value: name,
                  label: t('register.groupBy', { field: words.field(kind.name, name) }),
                })),
              ]}
            />
          )}
          <ActionButton action={importing} />
          <ActionButton action={create} />
        </>
      }
    >
      <Loaded query={results}>
        {({ groups, minimumGroup }) =>
          groups.length === 0 ? (
            <p className={classes['empty']}>{t('register.tooFew', { count: minimumGroup })}</p>
          ) : (
            <ResultsTable kind={kind} by={by} groups={groups} />
          )
        }
      </Loaded>
    </Page>
  );
}

function ResultsTable({
  kind,
  by,
  groups,
}: {
  readonly kind: Kind;
  readonly by: string;
  readonly groups: readonly Group[];
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const valueOf = useValues(kind);
  const asked = Object.entries(kind.fields).filter(([name]) => groups.some(({ fields }) => fields[name]));
  const nameOf = ({ value }: Group): string => (by === '' ? t('register.all') : valueOf(by, value));
  const sizeOf = ({ size }: Group): string => t('register.answers', { count: size, number: format.number(size) });
  const sheet = (): Sheet => ({
    headings: [
      t('register.question'),
      t('register.answer'),
      ...groups.map((group) => `${nameOf(group)} (${sizeOf(group)})`),
    ],
    rows: asked.flatMap(([name]) =>
      resultRows(words.field(kind.name, name), name, groups, (one) => valueOf(name, one)),
    ),
  });
  return (
    <div className={classes['results']}>
      <ExportTable name={words.many(kind.name)} sheet={sheet} />
      <table>
        <thead>
          <tr>
            <th scope="col">{t('register.question')}</th>
            {groups.map((group) => (
              <th key={JSON.stringify(group.value)} scope="col">
                {nameOf(group)} <span className={classes['soft']}>{sizeOf(group)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {asked.map(([name]) => (
            <tr key={name}>
              <th scope="row">{words.field(kind.name, name)}</th>
              {groups.map(({ value, fields }) => (
                <td key={JSON.stringify(value)} className="numeric">
                  <Told told={fields[name]} valueOf={(one) => valueOf(name, one)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A mean, or how many chose what. */
function Told({
  told,
  valueOf,
}: {
  readonly told: Group['fields'][string] | undefined;
  readonly valueOf: (value: Json) => string;
}) {
  const format = useFormat();
  if (!told) return null;
  if ('mean' in told) return format.number(Math.round(told.mean * 10) / 10);
  return (
    <ul>
      {Object.entries(told.counts).map(([value, count]) => (
        <li key={value}>
          {valueOf(value)}: {format.number(count)}
        </li>
      ))}
    </ul>
  );
}

/** A value of a choice or flag in words. */
function useValues(kind: Kind): (name: string, value: Json) => string {
  const { t } = useTranslation();
  const words = useWords();
  return (name, value) => {
    const field: Field | undefined = kind.fields[name];
    if (value === null || !field) return t('register.noValue');
    if (field.type === 'flag') return t(value === 'true' || value === true ? 'field.yes' : 'field.no');
    return typeof value === 'string' ? words.option(kind.name, name, value) : JSON.stringify(value);
  };
}
