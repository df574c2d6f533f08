import { Mentioned, Shape, StateMark, useFormat, useReason, useWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { Figure, FigureRow } from '../views/interface-figures.ts';
import classes from './interface.module.css';

/** The figures that prove an interface; each opens to the rows that made it. */
export function InterfaceFigures({
  figures,
  opened,
  onOpen,
}: {
  readonly figures: readonly Figure[];
  readonly opened: string | undefined;
  readonly onOpen: (name: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const written = useWritten();
  const shown = figures.find(({ name }) => name === opened);
  return (
    <section aria-label={t('interoperability.interface.proof')}>
      <ul className={classes['figures']}>
        {figures.map((figure) => (
          <li key={figure.name}>
            <button
              type="button"
              className={classes['figure']}
              aria-expanded={figure.name === opened}
              onClick={() => onOpen(figure.name === opened ? undefined : figure.name)}
            >
              <strong>{written(figure.value)}</strong>
              <span>
                <Shape tone={figure.tone} /> {t(`interoperability.figure.${figure.name}`)}
                <span className="hidden"> {t(`state.${figure.tone}`)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown && <Rows figure={shown} />}
    </section>
  );
}

function useWritten(): (value: Figure['value']) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (value) => {
    if (value === null) return '–';
    if ('date' in value) return format.brief(value.date);
    if (value.unit !== undefined) return format.measure(value.number, value.unit);
    if (value.of === undefined) return format.number(value.number);
    return t('interoperability.figure.of', { part: format.number(value.number), whole: format.number(value.of) });
  };
}

function Rows({ figure: { name, rows } }: { readonly figure: Figure }) {
  const { t } = useTranslation();
  if (rows.length === 0) return <p>{t(`interoperability.figure.empty.${name}`)}</p>;
  return (
    <ViewTable label={t('interoperability.figure.rows', { figure: t(`interoperability.figure.${name}`) })}>
      <thead>
        <tr>
          <th scope="col">{t('interoperability.figure.what')}</th>
          <th scope="col">{t('interoperability.figure.found')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={keyOf(row)} row={row} />
        ))}
      </tbody>
    </ViewTable>
  );
}

function keyOf(row: FigureRow): string {
  if (row.type === 'told') return `${row.told.fact} ${row.told.on.id}`;
  return row.type === 'trigger' ? `${row.on.id} ${row.trigger}` : row.measure;
}

function Row({ row }: { readonly row: FigureRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const reason = useReason();
  if (row.type === 'measure') {
    return (
      <tr>
        <th scope="row">{t(`interoperability.measure.${row.measure}`)}</th>
        <td>{t('interoperability.figure.points', { count: row.count, points: format.number(row.points) })}</td>
      </tr>
    );
  }
  if (row.type === 'trigger') {
    const { trigger, conforming, received, on } = row;
    return (
      <tr>
        <th scope="row">
          <Mentioned record={on} /> · {trigger}
        </th>
        <td>
          <StateMark quiet tone={conforming === received ? 'met' : 'unmet'} />{' '}
          {t('interoperability.figure.conform', {
            part: format.number(conforming),
            whole: format.number(received),
            count: received,
          })}
        </td>
      </tr>
    );
  }
  const { told } = row;
  return (
    <tr>
      <th scope="row">
        <Mentioned record={told.on} />
        <div className={classes['soft']}>{words.fact(told.fact)}</div>
      </th>
      <td>
        <StateMark quiet tone={told.ok ? 'met' : 'unmet'} /> {reason(told)}
      </td>
    </tr>
  );
}
