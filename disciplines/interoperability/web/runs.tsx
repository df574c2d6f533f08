import type { ModelOf } from '@callosum/kernel';
import {
  CommandButton,
  Loaded,
  Mentioned,
  StateMark,
  useFormat,
  useProject,
  useReason,
  useWords,
  type ViewProps,
  ViewTable,
} from '@callosum/web/views';
import { Button, Progress } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { runsView } from '../index.ts';
import type { SuiteLine } from '../views/runs.ts';
import type { Subject } from '../views/subjects.ts';
import { ChangeCases } from './change-cases.tsx';
import { Onward } from './onward.tsx';
import { MakeCases } from './make-cases.tsx';
import { RunCells } from './run-cells.tsx';
import { RunDetails } from './run-details.tsx';
import { type Bench, useBench } from './use-bench.ts';
import { useRuns, useUnderway } from './use-runs.ts';
import classes from './runs.module.css';

/** Suites with what came of them, and one of them opened with its runs. */
export default function Runs({ model, choices, onChoose }: ViewProps<ModelOf<typeof runsView>>) {
  const { t } = useTranslation();
  const project = useProject();
  const bench = useBench();
  const { suites, subjects } = model;
  const opened = suites.find(({ id }) => id === choices['test']) ?? suites[0];
  const { make } = choices;
  const mayMake = project.mayRun('interfaceTest.begin');
  if (mayMake && (make !== undefined || !opened)) {
    return (
      <>
        {opened && <Back onBack={() => onChoose({ make: undefined })} />}
        <MakeCases
          bench={bench}
          subjects={subjects}
          chosen={make}
          onChoose={(id) => onChoose({ make: id })}
          onKept={(test) => onChoose({ test, run: undefined, make: undefined })}
        />
      </>
    );
  }
  if (!opened) return <p>{t('interoperability.runs.none')}</p>;
  return (
    <>
      {mayMake && subjects.length > 0 && (
        <div>
          <Button size="xs" variant="default" onClick={() => onChoose({ make: opened.of?.id ?? subjects[0]?.id })}>
            {t('interoperability.suite.make')}
          </Button>
        </div>
      )}
      <Suites suites={suites} opened={opened.id} onOpen={(test) => onChoose({ test, run: undefined })} />
      <Opened
        key={opened.id}
        bench={bench}
        suite={opened}
        subject={subjects.find(({ id }) => id === opened.of?.id)}
        run={choices['run']}
        onRun={(run) => onChoose({ run, test: opened.id })}
      />
    </>
  );
}

function Back({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <div>
      <Button size="xs" variant="default" onClick={onBack}>
        {t('interoperability.suite.back')}
      </Button>
    </div>
  );
}

function Suites({
  suites,
  opened,
  onOpen,
}: {
  readonly suites: readonly SuiteLine[];
  readonly opened: string;
  readonly onOpen: (test: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <div className={classes['suites']}>
      <ViewTable label={t('interoperability.runs.suites')}>
        <thead>
          <tr>
            <th scope="col">{words.one('interfaceTest')}</th>
            <th scope="col">{words.one('interface')}</th>
            <th scope="col">{words.field('interfaceTest', 'ranOn')}</th>
            <th scope="col" data-align="end">
              {t('interoperability.interface.correct')}
            </th>
            <th scope="col">{t('interoperability.interface.stands')}</th>
          </tr>
        </thead>
        <tbody>
          {suites.map((one) => (
            <tr key={one.id} data-opened={one.id === opened}>
              <th scope="row">
                <button
                  type="button"
                  className={classes['open']}
                  aria-pressed={one.id === opened}
                  onClick={() => onOpen(one.id)}
                >
                  {words.reference(one.kind, one.number)} {one.title}
                </button>
              </th>
              <td>{one.of && <Mentioned record={one.of} />}</td>
              <RunCells run={one} />
              <td>
                <Standing suite={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
    </div>
  );
}

/** Whether the result counts, and what has changed since where it does not. */
function Standing({ suite: { told, asked, kind, state } }: { readonly suite: SuiteLine }) {
  const { t } = useTranslation();
  const words = useWords();
  const reason = useReason();
  if (asked !== undefined) return <StateMark tone="unknown" word={t('interoperability.runs.running')} />;
  if (!told) return <StateMark tone="unknown" word={words.state(kind, state)} />;
  return <StateMark tone={told.ok ? 'met' : 'unmet'} word={reason(told)} />;
}

/** How far a run is: cases that are through, of all. */
function Underway({ test, way }: { readonly test: string; readonly way: NonNullable<SuiteLine['asked']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { done, all } = useUnderway(test).data ?? { done: 0, all: 0 };
  const share = all === 0 ? 0 : (100 * done) / all;
  return (
    <div className={classes['ways']}>
      <Progress
        className={classes['bar'] ?? ''}
        value={share}
        animated
        aria-label={t('interoperability.runs.running')}
      />
      <output>
        {t('interoperability.runs.runningBy', { way: t(`interoperability.way.${way}`) })}{' '}
        {all > 0 && t('interoperability.runs.through', { done: format.number(done), count: all })}
      </output>
    </div>
  );
}

function Opened({
  bench,
  suite,
  subject,
  run,
  onRun,
}: {
  readonly bench: Bench;
  readonly suite: SuiteLine;
  readonly subject: Subject | undefined;
  readonly run: string | undefined;
  readonly onRun: (run: string) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const { key } = project;
  const [changing, setChanging] = useState(false);
  const runs = useRuns(suite.id, `${suite.state} ${suite.asked ?? ''} ${suite.ranOn ?? ''} ${suite.ranCases ?? ''}`);
  const isOther = suite.ranCases !== undefined && suite.ranCases !== suite.cases.hash;
  return (
    <section className={classes['opened']} aria-labelledby="suite-heading">
      <h2 id="suite-heading">
        {words.reference(suite.kind, suite.number)} {suite.title}
      </h2>
      <p className={classes['soft']}>
        <Mentioned record={suite} brief />
        {' · '}
        {suite.cases.name}
        {suite.of && (
          <>
            {' · '}
            <Link to="/p/$key/view/$view" params={{ key, view: 'interface' }} search={{ interface: suite.of.id }}>
              {words.reference(suite.of.kind, suite.of.number)} {suite.of.title}
            </Link>
          </>
        )}
        {suite.state === 'failed' && subject?.mapping && (
          <>
            {' · '}
            <Onward view="mapping" choices={{ mapping: subject.mapping.record }} />
          </>
        )}
        {suite.told?.ok === true && suite.of && (
          <>
            {' · '}
            <Onward view="interface" choices={{ interface: suite.of.id }} />
          </>
        )}
      </p>
      {suite.asked === undefined ? (
        <div className={classes['ways']}>
          {suite.ways.map((way) => (
            <CommandButton
              key={way}
              command="interfaceTest.runCases"
              input={{ id: suite.id, way }}
              label={t('interoperability.runs.runOf', { way: t(`interoperability.way.${way}`), test: suite.title })}
              done={t('interoperability.runs.asked')}
            >
              {t(`interoperability.way.${way}`)}
            </CommandButton>
          ))}
          {!suite.ways.includes('endpoint') && (
            <span className={classes['soft']}>
              {t('interoperability.runs.noEndpoint')}{' '}
              {suite.of && (
                <Link to="/p/$key/view/$view" params={{ key, view: 'received' }} search={{ open: suite.of.id }}>
                  {t('interoperability.endpoint.open')}
                </Link>
              )}
            </span>
          )}
          {!changing && subject && project.mayRun('interfaceTest.runCases') && (
            <Button size="compact-xs" variant="default" onClick={() => setChanging(true)}>
              {t('interoperability.suite.change')}
            </Button>
          )}
        </div>
      ) : (
        <Underway test={suite.id} way={suite.asked} />
      )}
      {changing && subject && (
        <ChangeCases bench={bench} suite={suite} subject={subject} onDone={() => setChanging(false)} />
      )}
      {isOther && <p data-tone="unmet">{t('interoperability.runs.otherCases')}</p>}
      {suite.state === 'blocked' && suite.finding !== undefined && <p role="alert">{suite.finding}</p>}
      {!changing && (
        <Loaded query={runs}>
          {(found) =>
            found.length === 0 ? (
              <p>{t('interoperability.runs.noRun')}</p>
            ) : (
              <RunDetails runs={found} chosen={run} onRun={onRun} />
            )
          }
        </Loaded>
      )}
    </section>
  );
}
