import { Find, StateMark, Toggles, useFormat, useRows } from '@callosum/web/views';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleLine } from '../bench/sample.ts';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

const ROW_HEIGHT = 44;
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
          {t('interoperability.messages.shown', { shown: format.number(shown.length), count: lines.length })}
        </output>
      </div>
      {shown.length > 0 && <Rows lines={shown} opened={opened} onOpen={onOpen} />}
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

function Rows({
  lines,
  opened,
  onOpen,
}: {
  readonly lines: readonly SampleLine[];
  readonly opened: number | undefined;
  readonly onOpen: (id: number) => void;
}) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLElement>(null);
  const [active, setActive] = useState(0);
  const at = Math.min(active, lines.length - 1);
  const virtual = useRows({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    useFlushSync: false,
  });
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(lines.length - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
    // The row is there with the frame after.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus());
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => go(at + 1),
    ArrowUp: () => go(at - 1),
    PageDown: () => go(at + 10),
    PageUp: () => go(at - 10),
    Home: () => go(0),
    End: () => go(lines.length - 1),
  };
  return (
    <section
      ref={scroller}
      className={classes['list']}
      style={{ blockSize: Math.min(8, lines.length) * ROW_HEIGHT + 2 }}
      aria-label={t('interoperability.messages.list')}
    >
      <ol style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return (
            line && (
              <li
                key={line.id}
                aria-setsize={lines.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)`, blockSize: ROW_HEIGHT }}
              >
                <button
                  type="button"
                  data-row={index}
                  tabIndex={index === at ? 0 : -1}
                  aria-pressed={line.id === opened}
                  className={classes['row']}
                  onFocus={() => setActive(index)}
                  onKeyDown={(event) => {
                    const act = keys[event.key];
                    if (!act) return;
                    event.preventDefault();
                    act();
                  }}
                  onClick={() => onOpen(line.id)}
                >
                  <Line line={line} />
                </button>
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
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
