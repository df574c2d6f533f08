import { ExportTable, Mentioned, useFormat, useNameOf, useWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import classes from './vendor-selection.module.css';
import type { Selection } from './vendor-selection.tsx';

type Cell = Selection['criteria'][number]['cells'][number];

const MOST = 5;

/** What each was given, by whom, and how far apart they were; every score opens. */
export function VendorScores({ model }: { readonly model: Selection }) {
  const { t } = useTranslation();
  const words = useWords();
  const sheet = () => ({
    headings: [
      t('foundation.selection.number'),
      t('foundation.selection.criterion'),
      t('foundation.selection.weight'),
      ...model.vendors.flatMap(({ title }) => [title, t('foundation.selection.spreadOf', { vendor: title })]),
    ],
    rows: model.criteria.map(({ kind, number, title, weight, cells }) => [
      words.reference(kind, number),
      title,
      { number: weight },
      ...cells.flatMap(({ value, spread }) => [
        value === undefined ? null : { number: Math.round(value * 100) / 100 },
        { number: spread },
      ]),
    ]),
  });
  return (
    <section className={classes['part']}>
      <h2>{t('foundation.selection.scores')}</h2>
      <p className={classes['soft']}>{t('foundation.selection.scoresHelp')}</p>
      <ViewTable label={t('foundation.selection.scores')}>
        <thead>
          <tr>
            <th scope="col">{t('foundation.selection.criterion')}</th>
            {model.vendors.map((vendor) => (
              <th key={vendor.id} scope="col">
                {vendor.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.criteria.map((criterion) => (
            <tr key={criterion.id}>
              <th scope="row">
                <Mentioned record={criterion} />
              </th>
              {criterion.cells.map((cell) => (
                <td key={cell.vendor}>
                  <Given cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <ExportTable name={t('foundation.selection.scores')} sheet={sheet} />
    </section>
  );
}

function Given({ cell }: { readonly cell: Cell }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useNameOf();
  if (cell.value === undefined) return <span className={classes['soft']}>{t('foundation.selection.noScore')}</span>;
  const scores = cell.given.map(({ score }) => score);
  const at = (score: number): number => 8 + (score / MOST) * 84;
  return (
    <details className={classes['given']}>
      <summary>
        <strong>{format.number(cell.value, 2)}</strong>
        <svg width="100" height="14" viewBox="0 0 100 14" aria-hidden="true">
          <line className={classes['axis']} x1={8} x2={92} y1={7} y2={7} />
          <line
            className={classes['spread']}
            data-far={cell.spread > 1}
            x1={at(Math.min(...scores))}
            x2={at(Math.max(...scores))}
            y1={7}
            y2={7}
          />
          {[...new Set(scores)].map((score) => (
            <circle
              key={score}
              className={classes['score']}
              cx={at(score)}
              cy={7}
              r={2 + scores.filter((one) => one === score).length}
            />
          ))}
        </svg>
        <span className={classes['soft']}>{t('foundation.selection.spread', { count: cell.spread })}</span>
      </summary>
      <ul>
        {cell.given.map(({ record, scorer, score, consensus }) => (
          <li key={record.id}>
            <Mentioned record={record} brief /> {nameOf(scorer)}: {format.number(score)}
            {consensus !== undefined && consensus !== score && ` → ${format.number(consensus)}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
