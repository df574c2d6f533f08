import { StateMark, useFormat, useNameOf, useWords, ViewTable } from '@callosum/web/views';
import { NativeSelect } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { restsLabel, restsSaid, wayOf } from './rests-on.ts';
import type { Run } from './use-runs.ts';
import classes from './runs.module.css';

/** One run case by case, with everything it rested on, and the way to the runs before it. */
export function RunDetails({
  runs,
  chosen,
  onRun,
}: {
  readonly runs: readonly Run[];
  readonly chosen: string | undefined;
  readonly onRun: (run: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  const words = useWords();
  const run = runs.find(({ id }) => id === chosen) ?? runs[0];
  if (!run) return null;
  const before = runs[runs.indexOf(run) + 1];
  return (
    <>
      <NativeSelect
        size="xs"
        maw={420}
        label={t('interoperability.runs.run')}
        value={run.id}
        onChange={(event) => onRun(event.currentTarget.value)}
        data={runs.map((one) => ({
          value: one.id,
          label: t('interoperability.runs.line', {
            when: format.instant(one.ran),
            part: format.number(one.passed),
            whole: format.number(one.passed + one.failed),
            way: wayOf(one.way, t),
          }),
        }))}
      />
      <p>
        {t('interoperability.runs.by', {
          who: nameOf(run.account),
          when: format.instant(run.ran),
          way: wayOf(run.way, t),
        })}
      </p>
      <ViewTable label={t('interoperability.runs.cases')}>
        <thead>
          <tr>
            <th scope="col">{t('interoperability.runs.case')}</th>
            <th scope="col">{t('interoperability.runs.answer')}</th>
            <th scope="col">{t('interoperability.runs.seen')}</th>
          </tr>
        </thead>
        <tbody>
          {run.cases.map(({ name, passed, faults, answer }) => (
            <tr key={name}>
              <th scope="row">
                <StateMark
                  quiet
                  tone={passed ? 'met' : 'unmet'}
                  word={t(passed ? 'interoperability.runs.passed' : 'interoperability.runs.failed')}
                />{' '}
                {name}
              </th>
              <td>{answer}</td>
              <td>
                {faults.length === 0
                  ? t('interoperability.runs.asExpected')
                  : faults.map((fault) => words.told(fault)).join(' ')}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <h3 className={classes['heading']}>{t('interoperability.runs.basis')}</h3>
      <dl className={classes['basis']}>
        {Object.entries(run.restsOn).map(([name, what]) => (
          <Fragment key={name}>
            <dt>{restsLabel(name, t)}</dt>
            <dd>
              {restsSaid(name, what, t)}
              {before && before.restsOn[name] !== what && (
                <div className={classes['soft']}>
                  {t('interoperability.runs.before', {
                    what: restsSaid(name, before.restsOn[name], t),
                  })}
                </div>
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
