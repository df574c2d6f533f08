import { Figures, Loaded, StateMark, useFormat, useWords, ViewTable } from '@callosum/web/views';
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mention } from '@callosum/kernel';
import type { Followed, Laboratory as Found } from '../bench/laboratory.ts';
import type { ToldStation } from '../laboratory/round-trip.ts';
import { KeepTrip } from './keep-trip.tsx';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

/** Whether reports say what they must, and the way of a test from the catalogue to the chart. */
export function Laboratory({
  bench,
  version,
  interfaces,
  onOpen,
}: {
  readonly bench: Bench;
  /** What a round trip can be kept as a test of. */
  readonly interfaces: readonly Mention[];
  /** What is asked for anew when there are other messages. */
  readonly version: number;
  readonly onOpen: (message: number, path: string) => void;
}) {
  const found = useQuery({
    queryKey: ['interoperability', 'laboratory', version],
    gcTime: 0,
    queryFn: () => bench.ask('laboratory', null),
  });
  return (
    <Loaded query={found}>
      {(laboratory) => (
        <>
          <Reports laboratory={laboratory} onOpen={onOpen} />
          <Trip bench={bench} tests={laboratory.tests} interfaces={interfaces} />
        </>
      )}
    </Loaded>
  );
}

function Reports({
  laboratory: { reports, complete, status, elements },
  onOpen,
}: {
  readonly laboratory: Found;
  readonly onOpen: (message: number, path: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (reports === 0) return <p>{t('interoperability.laboratory.noReports')}</p>;
  return (
    <section>
      <h2>{t('interoperability.laboratory.elements')}</h2>
      <Figures
        figures={[
          { value: format.number(reports), label: t('interoperability.laboratory.reports', { count: reports }) },
          { value: format.number(complete), label: t('interoperability.laboratory.complete', { count: complete }) },
        ]}
      />
      <ViewTable label={t('interoperability.laboratory.elements')}>
        <thead>
          <tr>
            {(['element', 'paragraph', 'said', 'places'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`interoperability.laboratory.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {elements.map(({ id, paragraph, label, lacking, first, places }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td>{paragraph}</td>
              <td>
                <StateMark
                  tone={lacking === 0 ? 'met' : 'unmet'}
                  word={
                    lacking === 0
                      ? t('interoperability.laboratory.always')
                      : t('interoperability.laboratory.lacking', { count: lacking, of: format.number(reports) })
                  }
                />{' '}
                {first && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('interoperability.laboratory.openOf', { element: label })}
                    onClick={() => onOpen(first.message, first.at)}
                  >
                    {t('interoperability.laboratory.open', { at: first.at })}
                  </Button>
                )}
              </td>
              <td className={classes['code']}>{places.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <p className={classes['soft']}>{t('interoperability.laboratory.standing', { status })}</p>
    </section>
  );
}

function Trip({
  bench,
  tests,
  interfaces,
}: {
  readonly bench: Bench;
  readonly tests: Found['tests'];
  readonly interfaces: readonly Mention[];
}) {
  const { t } = useTranslation();
  const [chosen, setCode] = useState<string>();
  const [catalogue, setCatalogue] = useState('');
  const [chart, setChart] = useState('');
  const [found, setFound] = useState<{ readonly followed: Followed; readonly stations: readonly ToldStation[] }>();
  const code = chosen ?? tests[0]?.code ?? '';
  if (tests.length === 0) return <p>{t('interoperability.laboratory.noTests')}</p>;
  const follow = async (): Promise<void> => {
    const followed = { code, catalogue, chart: chart.trim() === '' ? null : chart };
    setFound({ followed, stations: await bench.ask('follow', followed) });
  };
  return (
    <section>
      <h2>{t('interoperability.laboratory.trip')}</h2>
      <p className={classes['soft']}>{t('interoperability.laboratory.tripWhy')}</p>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void follow();
        }}
      >
        <NativeSelect
          size="xs"
          label={t('interoperability.laboratory.test')}
          value={code}
          onChange={(event) => {
            setCode(event.currentTarget.value);
            setFound(undefined);
          }}
          data={tests.map((one) => ({ value: one.code, label: t('interoperability.laboratory.testOf', { ...one }) }))}
        />
        <Textarea
          size="xs"
          autosize
          minRows={2}
          maxRows={8}
          label={t('interoperability.laboratory.catalogue')}
          description={t('interoperability.laboratory.catalogueHelp')}
          value={catalogue}
          onChange={(event) => setCatalogue(event.currentTarget.value)}
        />
        <Textarea
          size="xs"
          autosize
          minRows={2}
          maxRows={8}
          label={t('interoperability.laboratory.chart')}
          description={t('interoperability.laboratory.chartHelp')}
          value={chart}
          onChange={(event) => setChart(event.currentTarget.value)}
        />
        <Button size="xs" type="submit">
          {t('interoperability.laboratory.follow')}
        </Button>
      </form>
      {found && <Stations stations={found.stations} />}
      {found && found.stations.length > 0 && (
        <KeepTrip bench={bench} followed={found.followed} interfaces={interfaces} />
      )}
    </section>
  );
}

function Stations({ stations }: { readonly stations: readonly ToldStation[] }) {
  const { t } = useTranslation();
  const { sentence } = useWords();
  if (stations.length === 0) return <output>{t('interoperability.laboratory.noOrder')}</output>;
  return (
    <output className={classes['stations']}>
      <ol className={classes['findings']}>
        {stations.map(({ station, ok, text }) => (
          <li key={station}>
            <StateMark tone={ok ? 'met' : 'unmet'} word={t(`interoperability.laboratory.station.${station}`)} />{' '}
            {sentence(text)}
          </li>
        ))}
      </ol>
    </output>
  );
}
