import type { Kind } from '@callosum/kernel';
import { Button, Checkbox, Group, NativeSelect } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComposition } from '../composition.ts';
import { FileInput } from '../import/file-input.tsx';
import { useAnnounce } from '../kit/announce.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { NotFound } from '../shell/failures.tsx';
import { useProject } from '../shell/project.ts';
import { MappingForm } from './mapping-form.tsx';
import { UndoImport } from '../imports/undo-import.tsx';
import { TableDiff } from './table-diff.tsx';
import classes from './tables.module.css';
import { type TableDone, useTableImport } from './use-table-import.ts';
import { Form } from '../kit/form.tsx';

const ACCEPTED = '.xlsx,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Brings a spreadsheet or a file of separated values into a register. */
export function TablePage() {
  const { kind: name } = useParams({ from: '/shell/p/$key/register/$kind/import' });
  const kind = useComposition().registry.kinds.get(name);
  const project = useProject();
  if (!kind || !project.may('create', kind)) return <NotFound />;
  return <TableWizard kind={kind} key={name} />;
}

function TableWizard({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const project = useProject();
  const announce = useAnnounce();
  const work = useTableImport(project.key, kind);
  const [file, setFile] = useState<File>();
  const [skip, setSkip] = useState(false);
  const [done, setDone] = useState<TableDone>();
  const result = useRef<HTMLElement>(null);
  const { table, mapping, diff } = work;
  useEffect(() => {
    if (diff) result.current?.focus();
  }, [diff]);

  const choose = (chosen: File): void => {
    setFile(chosen);
    setSkip(false);
    void work.choose(chosen);
  };
  const run = async (): Promise<void> => {
    const outcome = await work.run(skip);
    if (outcome === undefined) return;
    setDone(outcome);
    announce(t('tables.done', { count: outcome.count, number: format.number(outcome.count) }));
  };
  if (done) {
    return (
      <Page title={t('tables.title', { kind: words.many(kind.name) })} context={project.title}>
        <Done kind={kind} done={done} file={file?.name ?? ''} />
      </Page>
    );
  }
  return (
    <Page title={t('tables.title', { kind: words.many(kind.name) })} context={project.title} lead={t('tables.lead')}>
      <Form className={classes['wizard']} onSubmit={() => void (diff ? run() : work.check())}>
        <Problems problems={work.problems} focus />
        <FileInput
          label={t('tables.file')}
          accept={ACCEPTED}
          file={file}
          error={undefined}
          onFile={choose}
          sending={work.busy === 'uploading' ? work.sent : undefined}
          onCancel={work.cancel}
        />
        {work.busy === 'reading' && <output>{t('tables.reading')}</output>}
        {table && mapping && file && (
          <section className={classes['result']} aria-labelledby="mapping">
            <h2 id="mapping">{t('tables.mapping')}</h2>
            <p className={classes['soft']}>
              {t('tables.read', { count: table.total, number: format.number(table.total) })}
              {work.remembered && ` · ${t('tables.remembered')}`}
            </p>
            {table.sheets.length > 1 && (
              <NativeSelect
                className={classes['sheet']}
                label={t('tables.sheet')}
                value={table.sheet}
                data={table.sheets}
                onChange={(event) => void work.choose(file, event.currentTarget.value)}
              />
            )}
            <MappingForm kind={kind} table={table} mapping={mapping} onMapping={work.map} />
            {!diff && (
              <Button type="submit" loading={work.busy === 'checking'}>
                {t('tables.check')}
              </Button>
            )}
          </section>
        )}
        {diff && (
          <section ref={result} tabIndex={-1} className={classes['result']} aria-labelledby="table-result">
            <h2 id="table-result">{t('tables.result')}</h2>
            <TableDiff kind={kind} diff={diff} />
            {diff.faulty > 0 && (
              <Checkbox
                mt="md"
                label={t('tables.skip')}
                checked={skip}
                onChange={(event) => setSkip(event.currentTarget.checked)}
              />
            )}
            <Group mt="lg">
              <Button type="submit" loading={work.busy === 'importing'} disabled={diff.faulty > 0 && !skip}>
                {t('tables.do')}
              </Button>
            </Group>
          </section>
        )}
      </Form>
    </Page>
  );
}

/** What came of it: the way to what is there now, and the way back. */
function Done({ kind, done, file }: { readonly kind: Kind; readonly done: TableDone; readonly file: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { key } = useProject();
  return (
    <section aria-label={t('tables.result')}>
      <p>{t('tables.done', { count: done.count, number: format.number(done.count) })}</p>
      <Group>
        <Link to="/p/$key/register/$kind" params={{ key, kind: kind.name }}>
          {t('tables.toRegister', { kinds: words.many(kind.name) })}
        </Link>
        <Link to="/p/$key/imports" params={{ key }}>
          {t('imports.title')}
        </Link>
        {done.run !== null && <UndoImport run={done.run} file={file} />}
      </Group>
    </section>
  );
}
