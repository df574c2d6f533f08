import type { MapRow } from '@callosum/hl7v2';
import { Find, StateMark, Toggles, type Tone, useFormat, ViewTable } from '@callosum/web/views';
import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapTable, MapTableLine } from '../bench/map-table.ts';
import type { MappingOffer } from '../views/mapping.ts';
import { MapRowEditor } from './map-row-editor.tsx';
import { SayRow } from './say-row.tsx';
import { FieldFindings, SaySide, SeenValues } from './map-cells.tsx';
import classes from './workbench.module.css';

const SHOWN = 60;
const HEADS = ['place', 'source', 'seen', 'rule', 'gets', 'target', 'says'] as const;
const SHOW = ['open', 'used', 'findings', 'all'] as const;
const TONE: Readonly<Record<MapTableLine['state'], Tone>> = {
  mapped: 'met',
  moved: 'met',
  left: 'waived',
  proposed: 'unknown',
  asked: 'unknown',
  open: 'unmet',
  unused: 'unknown',
};
const OPEN: ReadonlySet<string> = new Set(['open', 'proposed', 'asked']);

const SHOWS: Readonly<Record<(typeof SHOW)[number], (line: MapTableLine) => boolean>> = {
  open: ({ state }) => OPEN.has(state),
  used: ({ state }) => state !== 'unused',
  findings: ({ findings }) => findings.length > 0,
  all: () => true,
};

/** Every field of both ends: what messages hold, what becomes of it, and what the target would get and say. */
export function MapFields({
  table,
  rows,
  offer,
  closed,
  choices,
  onChoose,
  onRows,
  onBeginCodes,
}: {
  readonly table: MapTable;
  readonly rows: readonly MapRow[];
  readonly offer: MappingOffer;
  readonly closed: boolean;
  readonly choices: Readonly<Record<string, string>>;
  readonly onChoose: (choices: Readonly<Record<string, string | undefined>>) => void;
  /** @returns why they are no mapping, and nothing changes */
  readonly onRows: (rows: readonly MapRow[]) => Promise<string | undefined>;
  readonly onBeginCodes: (place: string) => Promise<string | undefined>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [words, setWords] = useState('');
  const [most, setMost] = useState(SHOWN);
  const show = SHOW.find((one) => one === choices['show']) ?? 'used';
  const found = table.lines
    .filter(SHOWS[show])
    .filter(({ place, source, target }) =>
      `${place} ${source?.name ?? ''} ${target?.name ?? ''}`.toLowerCase().includes(words.toLowerCase()),
    );
  const chosen = table.lines.find(({ place }) => place === choices['place']);
  const { rule: asked } = choices;
  const rule = asked === undefined ? (chosen?.into[0] ?? rows.length) : Number(asked);
  const edit = ({ place }: MapTableLine, at: number): void => onChoose({ place, rule: String(at) });
  const close = ({ place }: MapTableLine): void => {
    const next = found[found.findIndex((line) => line.place === place) + 1];
    onChoose({ place: undefined, rule: undefined });
    // A field that is settled may leave what is shown; whoever works by keyboard goes on at the next.
    requestAnimationFrame(() =>
      (document.getElementById(buttonOf(place)) ?? document.getElementById(buttonOf(next?.place ?? '')))?.focus(),
    );
  };
  const proposals = found.flatMap(({ suggestion }) => suggestion ?? []);
  const label = t('interoperability.map.table', {
    source: offer.source?.title ?? '',
    target: offer.target?.title ?? '',
  });
  return (
    <div>
      <div className={classes['tools']}>
        <Toggles
          label={t('interoperability.map.show.label')}
          value={show}
          options={SHOW.map((value) => ({
            value,
            label: t(`interoperability.map.show.${value}`),
            count: table.lines.filter(SHOWS[value]).length,
          }))}
          onChange={(value) => onChoose({ show: value })}
        />
        <Find label={t('interoperability.map.find')} value={words} onChange={(next) => setWords(next ?? '')} />
        {!closed && proposals.length > 0 && (
          <Button
            size="xs"
            variant="default"
            onClick={() => void onRows([...rows, ...proposals.map(({ row }) => agreed(row))])}
          >
            {t('interoperability.map.acceptAll', { count: proposals.length })}
          </Button>
        )}
      </div>
      {table.besides.length > 0 && (
        <>
          <h2>{t('interoperability.map.besides')}</h2>
          <ul className={classes['findings']}>
            {table.besides.map((one) => (
              <li key={`${one.place} ${one.code}`}>
                <span className={classes['code']}>{one.place}</span> <FieldFindings findings={[one]} />
              </li>
            ))}
          </ul>
        </>
      )}
      {found.length === 0 && (
        <p>
          {t(show === 'open' && words === '' ? 'interoperability.map.decided' : 'interoperability.map.nothing')}{' '}
          {table.held > 0 && t('interoperability.map.heldBy', { count: table.held, number: format.number(table.held) })}
        </p>
      )}
      {found.length > 0 && (
        <ViewTable label={label}>
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th key={head} scope="col">
                  {t(`interoperability.map.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.slice(0, most).map((line) => (
              <Fragment key={line.place}>
                <tr className={line.place === chosen?.place ? classes['changed'] : undefined}>
                  <th scope="row" className={classes['place']}>
                    {line.place}
                  </th>
                  <td>
                    <SaySide side={line.source} />
                  </td>
                  <td>
                    <SeenValues seen={line.seen} />
                  </td>
                  <td className={classes['rule']}>
                    <StateMark tone={TONE[line.state]} word={t(`interoperability.map.state.${line.state}`)} />
                    {[...new Set([...line.into, ...line.outOf])].map((at) => (
                      <div key={at}>
                        <SayRow row={rows[at]} place={line.place} offer={offer} />
                        {!closed && line.into.length > 1 && line.into.includes(at) && (
                          <Button
                            size="compact-xs"
                            variant="default"
                            onClick={() => edit(line, at)}
                            aria-label={t('interoperability.map.editRule', { place: rows[at]?.to ?? line.place })}
                          >
                            {t('interoperability.map.editShort')}
                          </Button>
                        )}
                      </div>
                    ))}
                    {(line.state === 'left' ? [] : line.differences).map((one) => (
                      <div key={one} className={classes['soft']}>
                        {t(`interoperability.map.difference.${one}`)}
                      </div>
                    ))}
                    {table.troubles
                      .filter(({ row }) => line.into.includes(row))
                      .map(({ row, outcome, count }) => (
                        <div key={`${row} ${outcome}`}>
                          {t(`interoperability.map.outcome.${outcome}`)}{' '}
                          <span className={classes['soft']}>{t('interoperability.map.inMessages', { count })}</span>
                        </div>
                      ))}
                    {line.suggestion && (
                      <div className={classes['soft']}>
                        {t(`interoperability.map.suggest.${line.suggestion.reason}`)}
                      </div>
                    )}
                    {!closed && (
                      <div className={classes['tools']}>
                        {line.suggestion && (
                          <Button
                            size="compact-xs"
                            aria-label={t('interoperability.map.accept', { place: line.place })}
                            onClick={() => line.suggestion && void onRows([...rows, agreed(line.suggestion.row)])}
                          >
                            {t('interoperability.map.acceptShort')}
                          </Button>
                        )}
                        {line.into.length < 2 && (
                          <Button
                            size="compact-xs"
                            variant="default"
                            id={buttonOf(line.place)}
                            onClick={() => edit(line, line.into[0] ?? rows.length)}
                            aria-label={t('interoperability.map.edit', { place: line.place })}
                            aria-expanded={line.place === chosen?.place}
                          >
                            {t('interoperability.map.editShort')}
                          </Button>
                        )}
                        {line.into.length > 0 && (
                          <Button
                            size="compact-xs"
                            variant="default"
                            id={line.into.length < 2 ? undefined : buttonOf(line.place)}
                            onClick={() => edit(line, rows.length)}
                            aria-label={t('interoperability.map.addRule', { place: line.place })}
                          >
                            {t('interoperability.map.addShort')}
                          </Button>
                        )}
                      </div>
                    )}
                  </td>
                  <td>
                    <SeenValues seen={line.gets} />
                  </td>
                  <td>
                    <SaySide side={line.target} />
                  </td>
                  <td>
                    <FieldFindings findings={line.findings} />
                  </td>
                </tr>
                {line.place === chosen?.place && !closed && (
                  <tr>
                    <td colSpan={HEADS.length}>
                      <MapRowEditor
                        key={rule}
                        line={line}
                        at={rule}
                        rows={rows}
                        offer={offer}
                        onRows={onRows}
                        onBeginCodes={onBeginCodes}
                        onClose={() => close(line)}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </ViewTable>
      )}
      {found.length > most && (
        <Button size="xs" variant="default" mt={8} onClick={() => setMost(most + SHOWN)}>
          {t('interoperability.map.more', { count: found.length - most })}
        </Button>
      )}
    </div>
  );
}

const buttonOf = (place: string): string => `rule-of-${place}`;

/** Whoever accepts a proposal agrees to it. */
function agreed(row: MapRow): MapRow {
  return { ...row, status: 'agreed' };
}
