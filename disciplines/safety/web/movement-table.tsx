import type { ModelOf, Placing, Points } from '@callosum/kernel';
import { ExportTable, type MatrixWords, Mentioned, useFormat, useWords, ViewTable } from '@callosum/web/views';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { riskMovement } from '../index.ts';
import classes from './risk-movement.module.css';

type Row = ModelOf<typeof riskMovement>['rows'][number];

const FEW = 60;

/** The twin of the picture: every record with its level at each stage, today, and on the day it is compared with. */
export function MovementTable(props: {
  readonly title: string;
  readonly kind: string;
  readonly rows: readonly Row[];
  readonly placing: Placing;
  readonly said: MatrixWords;
  readonly since: string | undefined;
  readonly levelOf: (points: Points | undefined) => string | undefined;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const { title, kind, rows, placing, said, since } = props;
  const stages = placing.stages.map(({ key }) => key);
  const level = (points: Points | undefined): string => props.levelOf(points) ?? t('safety.movement.notRated');
  const headings = [
    ...(stages.length > 1 ? stages.map((stage) => said.stage(stage)) : []),
    t('safety.movement.now'),
    ...(since === undefined ? [] : [t('safety.movement.then', { date: format.date(since) })]),
  ];
  const levels = (row: Row): readonly string[] => [
    ...(stages.length > 1 ? stages.map((stage) => level(row.places[stage])) : []),
    level(row.places[row.today ?? '']),
    ...(since === undefined ? [] : [level(row.before)]),
  ];
  const sheet = () => ({
    headings: [t('safety.movement.number'), words.one(kind), ...headings, t('safety.movement.because')],
    rows: rows.map((row) => [
      words.reference(row.kind, row.number),
      row.title,
      ...levels(row),
      row.fallen
        .map((one) => `${words.reference(one.kind, one.number)} ${one.why.map(words.sentence).join('; ')}`)
        .join('; '),
    ]),
  });
  const shown = isWhole ? rows : rows.slice(0, FEW);
  return (
    <div>
      <h2 className={classes['title']}>{title}</h2>
      <ViewTable label={title}>
        <thead>
          <tr>
            <th scope="col">{words.one(kind)}</th>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Mentioned record={row} />
              </th>
              {levels(row).map((text, index) => (
                <td key={headings[index]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </ViewTable>
      <div className={classes['bar']}>
        {rows.length > shown.length && (
          <button type="button" className={classes['more']} onClick={() => setWhole(true)}>
            {t('safety.movement.more', { number: format.number(rows.length - shown.length) })}
          </button>
        )}
        <ExportTable name={title} sheet={sheet} />
      </div>
    </div>
  );
}
