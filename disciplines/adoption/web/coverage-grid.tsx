import type { ModelOf } from '@callosum/kernel';
import { ExportTable, useFormat } from '@callosum/web/views';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { coverage } from '../index.ts';
import { CoverMark } from './cover-mark.tsx';
import classes from './coverage.module.css';

type Coverage = ModelOf<typeof coverage>;
type Row = Coverage['rows'][number];
type Cell = NonNullable<Row['cells'][number]>;
type Layer = keyof Cell['layers'];

/** Whoever works by keyboard scrolls what is too wide. */
const SCROLLS = { role: 'region', tabIndex: 0 } as const;

/** A row for each role in a unit, for each shift how many work there and how each layer covers them. */
export function CoverageGrid(props: {
  readonly model: Coverage;
  readonly layer: string | undefined;
  readonly chosen: string | undefined;
  readonly onOpen: (cell: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rows, shifts, layers } = props.model;
  const shown = layers.map(({ layer }) => layer).filter((one) => props.layer === undefined || one === props.layer);
  const shiftName = (index: number): string => shifts[index]?.title ?? t('adoption.coverage.noShift');
  const said = (layer: Layer, { layers: own }: Cell): string =>
    t('adoption.coverage.cell', {
      layer: t(`adoption.coverage.layer.${layer}`),
      cover: t(`adoption.coverage.cover.${own[layer].cover}`),
      done: format.number(own[layer].done),
      of: format.number(own[layer].of),
    });
  const label = t('adoption.coverage.grid');
  const sheet = () => ({
    headings: [
      t('adoption.coverage.unit'),
      t('adoption.coverage.role'),
      t('adoption.coverage.shift'),
      t('adoption.coverage.atWork'),
      ...shown.map((layer) => t(`adoption.coverage.layer.${layer}`)),
    ],
    rows: rows.flatMap(({ unit, role, cells }) =>
      cells.flatMap((cell, index) =>
        cell
          ? [
              [
                unit.title,
                role.title,
                shiftName(index),
                { number: cell.people },
                ...shown.map((layer) => said(layer, cell)),
              ],
            ]
          : [],
      ),
    ),
  });
  if (rows.length === 0) return <p>{t('adoption.coverage.noHoles')}</p>;
  return (
    <>
      <div {...SCROLLS} className={classes['grid']} aria-label={label}>
        <table data-wide={shown.length > 1}>
          <caption className="hidden">{label}</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('adoption.coverage.unit')}
              </th>
              <th scope="col" rowSpan={2}>
                {t('adoption.coverage.role')}
              </th>
              {shifts.map((shift, index) => (
                <th key={shift?.id ?? ''} scope="colgroup" colSpan={1 + shown.length} className={classes['shift']}>
                  {shiftName(index)}
                </th>
              ))}
            </tr>
            <tr>
              {shifts.map((shift) => (
                <Fragment key={shift?.id ?? ''}>
                  <th scope="col" className={classes['shift']}>
                    {t('adoption.coverage.atWork')}
                  </th>
                  {shown.map((layer) => (
                    <th key={layer} scope="col">
                      {t(`adoption.coverage.short.${layer}`)}
                    </th>
                  ))}
                </Fragment>
              ))}
            </tr>
          </thead>
          {unitsOf(rows).map((own) => (
            <tbody key={own[0]?.unit.id}>
              {own.map(({ unit, role, cells }, nth) => (
                <tr key={role.id}>
                  {nth === 0 && (
                    <th scope="rowgroup" rowSpan={own.length}>
                      {unit.title}
                    </th>
                  )}
                  <th scope="row">{role.title}</th>
                  {cells.map((cell, index) => (
                    <Fragment key={shifts[index]?.id ?? ''}>
                      <td className={classes['shift']}>
                        {cell && (
                          <button
                            type="button"
                            aria-expanded={cell.key === props.chosen}
                            aria-label={t('adoption.coverage.open', {
                              people: format.number(cell.people),
                              unit: unit.title,
                              role: role.title,
                              shift: shiftName(index),
                            })}
                            onClick={() => props.onOpen(cell.key)}
                          >
                            {format.number(cell.people)}
                          </button>
                        )}
                      </td>
                      {shown.map((layer) => (
                        <td key={layer}>
                          {cell && <CoverMark cover={cell.layers[layer].cover} word={said(layer, cell)} />}
                          {cell && shown.length === 1 && cell.layers[layer].of > 0 && (
                            <span className={classes['of']} aria-hidden="true">
                              {format.number(cell.layers[layer].done)}/{format.number(cell.layers[layer].of)}
                            </span>
                          )}
                        </td>
                      ))}
                    </Fragment>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <div>
        <ExportTable name={label} sheet={sheet} />
      </div>
    </>
  );
}

/** Rows of the same unit, which stand together. */
function unitsOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const units = new Map<string, Row[]>();
  for (const row of rows) units.set(row.unit.id, [...(units.get(row.unit.id) ?? []), row]);
  return [...units.values()];
}
