import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Disposable } from '../api/shapes.ts';
import { useApi } from '../composition.ts';
import { CommandForm } from '../kit/command-form.tsx';
import { Loaded } from '../kit/loaded.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './redaction.module.css';

/** Records that need not be kept any longer: chosen by one person, erased by another. */
export function DueForDisposal() {
  const { t } = useTranslation();
  const api = useApi();
  const { key } = useProject();
  const query = useQuery(api.redactions.due.queryOptions({ input: { key } }));
  return (
    <section className={classes['section']} aria-labelledby="due">
      <h2 id="due">{t('redaction.due.title')}</h2>
      <p>{t('redaction.due.lead')}</p>
      <Loaded query={query}>
        {({ records, more }) => (
          <>
            <Due key={records.map(({ record }) => record).join(' ')} records={records} />
            {more && <p>{t('redaction.due.more')}</p>}
          </>
        )}
      </Loaded>
    </section>
  );
}

function Due({ records }: { readonly records: readonly Disposable[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { key } = useProject();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  if (records.length === 0) return <output className={classes['said']}>{t('redaction.due.none')}</output>;
  const toggle = (record: string): void =>
    setChosen((now) => (now.includes(record) ? now.filter((one) => one !== record) : [...now, record]));
  return (
    <>
      <table className={classes['places']}>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden">{t('redaction.chosen')}</span>
            </th>
            {(['record', 'rule', 'keptUntil', 'hold'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`redaction.due.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map(({ record, kind, number, title, rule, keptUntil, hold }) => {
            const reference = words.reference(kind, number);
            return (
              <tr key={record}>
                <td>
                  <Checkbox
                    aria-label={t('redaction.due.pick', { record: reference })}
                    checked={chosen.includes(record)}
                    disabled={hold !== null}
                    onChange={() => toggle(record)}
                  />
                </td>
                <td>
                  <Link to="/p/$key/$reference" params={{ key, reference: record }}>
                    {reference} {title}
                  </Link>
                </td>
                <td>{rule}</td>
                <td>{format.date(keptUntil)}</td>
                <td>{hold ?? ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <CommandForm
        command="disposal.ask"
        input={{ records: chosen }}
        fields={[]}
        submit={t('redaction.due.ask')}
        disabled={chosen.length === 0}
        done={t('redaction.asked')}
        onDone={() => setChosen([])}
      />
    </>
  );
}
