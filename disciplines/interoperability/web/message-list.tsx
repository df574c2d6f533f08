import { Find, StateMark, Toggles, useFormat } from '@callosum/web/views';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleLine } from '../bench/sample.ts';
import { RowList } from './row-list.tsx';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

const TONES = { error: 'unmet', warning: 'waived', none: 'met' } as const;

type Only = 'errors' | 'warnings';

/** Thousands of messages: found by what they hold, narrowed to those with findings, opened with Enter or a click. */
export function MessageList({
  bench,
  lines,
  opened,
  onOpen,
}: {
  readonly bench: Bench;
  readonly lines: readonly SampleLine[];
  readonly opened: number | undefined;
  readonly onOpen: (id: number) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [words, setWords] = useState('');
  const [only, setOnly] = useState<Only>();
  const found = useFound(bench, words, lines);
  const shown = useMemo(
    () => lines.filter((line) => (!found || found.has(line.id)) && (only === undefined || line[only] > 0)),
    [lines, found, only],
  );
  return (
    <section aria-label={t('interoperability.messages.parts.messages')}>
      <div className={classes['tools']}>
        <Find label={t('interoperability.messages.find')} value={words} onChange={(next) => setWords(next ?? '')} />
        <Toggles
          label={t('interoperability.messages.narrow')}
          value={only}
          options={[
            {
              value: 'errors',
              label: t('interoperability.messages.withErrors'),
              count: lines.filter(({ errors }) => errors > 0).length,
            },
            {
              value: 'warnings',
              label: t('interoperability.messages.withWarnings'),
              count: lines.filter(({ warnings }) => warnings > 0).length,
            },
          ]}
          onChange={(next) => setOnly(next === 'errors' || next === 'warnings' ? next : undefined)}
        />
        <output className={classes['soft']}>
          {t('interoperability.messages.shown', {
            shown: format.number(shown.length),
            count: lines.length,
            number: format.number(lines.length),
          })}
        </output>
      </div>
      {shown.length > 0 && (
        <RowList rows={shown} opened={opened} onOpen={onOpen}>
          {(line) => <Line line={line} />}
        </RowList>
      )}
    </section>
  );
}

function useFound(bench: Bench, words: string, lines: readonly SampleLine[]): ReadonlySet<number> | undefined {
  const [found, setFound] = useState<ReadonlySet<number>>();
  useEffect(() => {
    let current = true;
    const look = async (): Promise<void> => {
      const ids = words === '' || lines.length === 0 ? undefined : new Set(await bench.ask('search', words));
      if (current) setFound(ids);
    };
    void look();
    return () => {
      current = false;
    };
  }, [bench, words, lines]);
  return found;
}

function Line({ line }: { readonly line: SampleLine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const worst = line.errors > 0 ? 'error' : line.warnings > 0 ? 'warning' : 'none';
  const found = line.errors + line.warnings;
  return (
    <>
      <StateMark quiet tone={TONES[worst]} word={t(`interoperability.severity.${worst}`)} />
      <strong>{line.type || t('interoperability.messages.noType')}</strong>
      <span className={classes['cut']}>{line.controlId}</span>
      <span className={classes['cut']}>{line.sender}</span>
      <span className={classes['wide']}>{line.file}</span>
      <span className={classes['count']}>
        {found > 0 && t('interoperability.messages.findings', { count: found, number: format.number(found) })}
      </span>
      <span className={classes['wide']}>
        {t('interoperability.messages.scanned', { count: line.replaced, number: format.number(line.replaced) })}
      </span>
    </>
  );
}
