import type { ModelOf, Placing } from '@callosum/kernel';
import { cellAt, levelAt, type MatrixWords, Mentioned, useWords, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { riskMovement } from '../index.ts';
import classes from './risk-movement.module.css';

type Row = ModelOf<typeof riskMovement>['rows'][number];

/** What decay did: whose last rating no longer holds, and the chain of causes. */
export function FallenTable(props: {
  readonly rows: readonly Row[];
  readonly placing: Placing;
  readonly said: MatrixWords;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { placing, said } = props;
  const level = (row: Row, stage: string | undefined): string => {
    const points = stage === undefined ? undefined : row.places[stage];
    const found = points && levelAt(placing, cellAt(placing, points));
    return found ? said.level(found.level) : t('safety.movement.notRated');
  };
  const last = placing.stages.at(-1)?.key;
  return (
    <div>
      <h2 className={classes['title']}>{t('safety.movement.fallen')}</h2>
      <ViewTable label={t('safety.movement.fallen')}>
        <thead>
          <tr>
            <th scope="col">{t('safety.movement.record')}</th>
            <th scope="col">{t('safety.movement.promisedTo')}</th>
            <th scope="col">{t('safety.movement.now')}</th>
            <th scope="col">{t('safety.movement.because')}</th>
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Mentioned record={row} />
              </th>
              <td>{level(row, last)}</td>
              <td>{level(row, row.today ?? undefined)}</td>
              <td>
                {row.fallen.map((control) => (
                  <div key={control.id}>
                    <Mentioned record={control} />
                    <div className={classes['why']}>{control.why.map(words.sentence).join('; ')}</div>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </ViewTable>
    </div>
  );
}
