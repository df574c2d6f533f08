import { Button, NativeSelect, TextInput } from '@mantine/core';
import { StateMark, useAnnounce, useApi, useProject, useReason, useWords } from '@callosum/web/views';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskRecord } from '../plan/records.ts';
import type { Lack, RestRecord } from '../plan/rests.ts';
import classes from './plan.module.css';
import type { PlanDesk } from './use-desk.ts';

/** So many letters begin few enough words. */
const SHORTEST = 2;
const SHOWN = 20;

/** The records a task rests on, whichever discipline keeps them, and whether they are ready. */
export function RestsPanel({ desk, task }: { readonly desk: PlanDesk; readonly task: TaskRecord }) {
  const { t } = useTranslation();
  const words = useWords();
  const announce = useAnnounce();
  const { key } = useProject();
  const rests = (desk.state.plan.records().rests ?? []).filter((rest) => rest.task === task.id);
  const editable = desk.mayEdit(task);
  if (rests.length === 0 && !editable) return null;
  return (
    <section>
      <h3>{t('planning.rests.title')}</h3>
      {rests.length === 0 && <p className={classes['soft']}>{t('planning.rests.none')}</p>}
      <ul className={classes['causes']}>
        {rests.map((rest) => {
          const reference = words.reference(rest.kind, rest.number);
          return (
            <li key={rest.id}>
              <Link to="/p/$key/$reference" params={{ key, reference }}>
                {reference} {rest.title}
              </Link>
              <div className={classes['rest']}>
                <Readiness rest={rest} />
                {editable && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('planning.rests.removeNamed', { reference })}
                    onClick={() => {
                      const { record } = rest;
                      desk.carryOut(t('planning.did.unrest', { task: task.fields.title, reference }), {
                        edits: [{ do: 'unrest', task: task.id, record }],
                      });
                      announce(t('planning.rests.removed', { reference }));
                    }}
                  >
                    {t('planning.rests.remove')}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {editable && <AddRest key={task.id} desk={desk} task={task} rests={rests} />}
    </section>
  );
}

function Readiness({ rest: { lacks } }: { readonly rest: RestRecord }) {
  const { t } = useTranslation();
  const lackText = useLackText();
  return (
    <StateMark
      tone={lacks ? 'unmet' : 'met'}
      word={lacks ? t('planning.rests.open', { why: lackText(lacks) }) : t('planning.rests.ready')}
    />
  );
}

function useLackText(): (lack: Lack) => string {
  const { t } = useTranslation();
  const words = useWords();
  const reason = useReason();
  return (lack) => {
    if ('fact' in lack) return reason(lack);
    return 'text' in lack ? words.sentence(lack.text) : t('planning.rests.withdrawn');
  };
}

/** Finds a record by its words or number, and lets the task rest on it. */
function AddRest({
  desk,
  task,
  rests,
}: {
  readonly desk: PlanDesk;
  readonly task: TaskRecord;
  readonly rests: readonly RestRecord[];
}) {
  const { t } = useTranslation();
  const words = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { key } = useProject();
  const [typed, setTyped] = useState('');
  const [to, setTo] = useState('');
  const q = typed.trim();
  const { data } = useQuery({
    ...api.search.find.queryOptions({ input: { q, key, offset: 0, limit: SHOWN } }),
    enabled: q.length >= SHORTEST,
    placeholderData: keepPreviousData,
  });
  const known = new Set(rests.map(({ kind, number }) => words.reference(kind, number)));
  const found = (q.length < SHORTEST ? [] : (data?.hits ?? [])).flatMap(({ record, title, about }) => {
    const reference = words.reference(record.kind, record.number);
    if (about !== null || record.id === task.id || known.has(reference)) return [];
    return [{ value: record.id, label: `${reference} ${title.map(({ text }) => text).join('')}` }];
  });
  const chosen = found.find(({ value }) => value === to);
  const add = (): void => {
    if (!chosen) return;
    const { label, value } = chosen;
    desk.carryOut(t('planning.did.rest', { task: task.fields.title, record: label }), {
      edits: [{ do: 'rest', task: task.id, record: value }],
    });
    announce(t('planning.rests.added', { record: label }));
    setTyped('');
    setTo('');
  };
  return (
    <form
      className={classes['held']}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <TextInput
        size="xs"
        type="search"
        label={t('planning.rests.find')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {q.length >= SHORTEST && (
        <NativeSelect
          size="xs"
          label={t('planning.rests.record')}
          value={chosen?.value ?? ''}
          onChange={(event) => setTo(event.currentTarget.value)}
          data={[
            { value: '', label: t(found.length === 0 ? 'planning.rests.nothing' : 'planning.rests.choose') },
            ...found,
          ]}
        />
      )}
      <Button size="xs" variant="default" type="submit" disabled={!chosen}>
        {t('planning.rests.add')}
      </Button>
    </form>
  );
}
