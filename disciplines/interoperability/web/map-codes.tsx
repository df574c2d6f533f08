import type { CodeEntry, CodeLine, CodeMapping, CodeSuggestion, CodeText } from '@callosum/hl7v2';
import { Loaded, StateMark, useFormat, useProject, ViewTable } from '@callosum/web/views';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuggestedLine } from '../bench/map-table.ts';
import { denied, withEntry } from '../bench/code-entries.ts';
import type { CodeMapOffer } from '../views/mapping.ts';
import type { MapAsked } from './protocol.ts';
import type { Bench } from './use-bench.ts';
import classes from './workbench.module.css';

const SHOWN = 100;
const HEADS = ['code', 'text', 'count', 'to', 'critical', 'suggestions'] as const;

/** The codes of a code map, holes first, each with what it may be at the target; nothing is taken over unasked. */
export function MapCodes({
  bench,
  offer,
  asked,
  version,
  codes,
  changed,
  onChange,
  onKeep,
}: {
  readonly bench: Bench;
  readonly offer: CodeMapOffer;
  readonly asked: MapAsked;
  readonly version: number;
  readonly codes: CodeMapping;
  readonly changed: boolean;
  readonly onChange: (codes: CodeMapping) => void;
  readonly onKeep: (seen: NonNullable<CodeMapping['seen']>) => Promise<void>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const project = useProject();
  const [most, setMost] = useState(SHOWN);
  const list = useId();
  const table = useQuery({
    queryKey: ['interoperability', 'map-codes', offer.id, version, asked.rows, codes],
    gcTime: 0,
    structuralSharing: false,
    placeholderData: keepPreviousData,
    queryFn: () => bench.ask('mapCodes', { ...asked, map: offer.id }),
  });
  const closed = offer.state === 'approved' || !project.mayRun('codeMap.keep');
  const set = (line: CodeLine, more: Partial<CodeEntry>): void => onChange(withEntry(codes, line, more));
  // A tick shows at once; the lines come back from the bench a little later.
  const ticked = new Set(codes.entries.filter(({ critical }) => critical).map(({ from }) => from));
  return (
    <Loaded query={table}>
      {({ lines: found, seen, taken }) => {
        const holes = found.filter(({ to }) => to === undefined);
        return (
          <>
            <p>
              {found.length === 0
                ? t('interoperability.map.codes.none')
                : t('interoperability.map.codes.counts', {
                    open: format.number(holes.length),
                    count: found.length,
                    critical: format.number(holes.filter(({ critical }) => critical).length),
                  })}{' '}
              {!closed && holes.some(({ suggestions }) => suggestions.length > 0) && (
                <span className={classes['soft']}>{t('interoperability.map.codes.keys')}</span>
              )}
            </p>
            {offer.counted && (
              <p className={classes['soft']}>
                {t('interoperability.map.codes.counted', {
                  count: offer.counted.messages,
                  codes: format.number(offer.counted.codes),
                  mapped: format.number(offer.counted.mapped),
                })}{' '}
                {offer.counted.how !== 'counted' && (
                  <strong data-tone="unmet">{t(`interoperability.map.codes.how.${offer.counted.how}`)}</strong>
                )}
              </p>
            )}
            {!closed && found.length > 0 && (
              <div className={classes['tools']}>
                {!found.some(({ critical }) => critical) && (
                  <Checkbox
                    size="xs"
                    label={t('interoperability.map.codes.noneCritical')}
                    checked={codes.noneCritical ?? false}
                    onChange={(event) => onChange(denied(codes, event.currentTarget.checked))}
                  />
                )}
                {(changed || isStale(offer) || isMoreSeen(codes, seen)) && (
                  <Button size="xs" onClick={() => void onKeep(seen)}>
                    {t('interoperability.map.codes.save')}
                  </Button>
                )}
              </div>
            )}
            {!closed && taken.length > 0 && (
              <>
                <p className={classes['soft']}>
                  {t('interoperability.map.codes.taken', { codes: saidOf(taken), count: taken.length })}
                </p>
                <datalist id={list}>
                  {taken.map(({ value, text }) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </datalist>
              </>
            )}
            {found.length > 0 && (
              <ViewTable label={t('interoperability.map.codes.table', { title: offer.title })}>
                <thead>
                  <tr>
                    {HEADS.map((head) => (
                      <th key={head} scope="col">
                        {t(`interoperability.map.codes.${head}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {found.slice(0, most).map((line) => (
                    <CodeRow
                      key={line.value}
                      line={{ ...line, critical: ticked.has(line.value) }}
                      closed={closed}
                      list={list}
                      onSet={(more) => set(line, more)}
                    />
                  ))}
                </tbody>
              </ViewTable>
            )}
            {found.length > most && (
              <Button size="xs" variant="default" mt={8} onClick={() => setMost(most + SHOWN)}>
                {t('interoperability.map.more', { count: found.length - most })}
              </Button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

/** As many as are read at a glance; the field offers all of them. */
const TOLD = 20;

function saidOf(codes: readonly CodeText[]): string {
  const told = codes.slice(0, TOLD).map(({ value, text }) => (text === '' ? value : `${value} ${text}`));
  return `${told.join(', ')}${codes.length > TOLD ? ' …' : ''}`;
}

/** What the server counted is no longer what is there. */
const isStale = ({ counted }: CodeMapOffer): boolean => counted !== undefined && counted.how !== 'counted';

/** Messages hold a code that nobody has kept as seen, or hold one more often: what is in use is another than what was kept. */
function isMoreSeen({ seen: kept = [] }: CodeMapping, seen: NonNullable<CodeMapping['seen']>): boolean {
  const before = new Map(kept.map(({ value, count }) => [value, count]));
  return seen.some(({ value, count }) => count > (before.get(value) ?? 0));
}

function CodeRow({
  line,
  closed,
  list,
  onSet,
}: {
  readonly line: SuggestedLine;
  readonly closed: boolean;
  /** Where the codes stand that the target is known to take. */
  readonly list: string;
  readonly onSet: (more: Partial<CodeEntry>) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { value, text, count, to, toText = '', critical, suggestions } = line;
  const hole = critical ? t('interoperability.map.codes.holeCritical') : t('interoperability.map.codes.hole');
  const accept = (one: CodeSuggestion): void => onSet({ to: one.to, toText: one.toText });
  return (
    <tr>
      <th scope="row" className={classes['code']}>
        {value}
      </th>
      <td>{text}</td>
      <td className={classes['count']}>{format.number(count)}</td>
      <td>
        <StateMark
          tone={to === undefined ? 'unmet' : 'met'}
          word={to === undefined ? hole : t('interoperability.map.codes.mapped')}
        />{' '}
        {closed ? (
          <span className={classes['code']}>{to}</span>
        ) : (
          <TextInput
            // What was accepted takes the place of what was typed.
            key={to ?? ''}
            size="xs"
            aria-label={t('interoperability.map.codes.toOf', { code: value })}
            list={list}
            defaultValue={to ?? ''}
            onBlur={(event) => {
              const typed = event.currentTarget.value.trim();
              if (typed !== (to ?? '')) onSet(typed === '' ? { to: '', toText: '' } : { to: typed, toText: '' });
            }}
          />
        )}{' '}
        <span className={classes['soft']}>{toText}</span>
      </td>
      <td>
        <Checkbox
          size="xs"
          aria-label={t('interoperability.map.codes.criticalOf', { code: value })}
          checked={critical}
          disabled={closed}
          onChange={(event) => onSet({ critical: event.currentTarget.checked })}
        />
      </td>
      <td>
        {!closed &&
          suggestions.map((one) => (
            <div key={`${one.to} ${one.reason}`}>
              <Button
                size="compact-xs"
                variant="default"
                data-proposal
                onKeyDown={walkProposals}
                onClick={(event) => {
                  // This button goes; whoever works by keyboard is at the next.
                  proposalAt(event.currentTarget, 1)?.focus();
                  accept(one);
                }}
              >
                {t('interoperability.map.codes.accept', {
                  to: one.to,
                  text: one.toText,
                  score: format.number(Math.round(100 * one.score)),
                  reason: t(`interoperability.map.codes.reason.${one.reason}`),
                })}
              </Button>
            </div>
          ))}
      </td>
    </tr>
  );
}

/** Arrow keys go from proposal to proposal. */
function walkProposals(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const next = proposalAt(event.currentTarget, step);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The proposal so many below one; of another code where that goes on. */
function proposalAt(from: HTMLElement, step: number): HTMLElement | undefined {
  const all = [...(from.closest('tbody')?.querySelectorAll<HTMLElement>('[data-proposal]') ?? [])];
  return all[all.indexOf(from) + step];
}
