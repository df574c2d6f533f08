import type { Placing } from '@callosum/kernel';
import { useTranslation } from 'react-i18next';
import type { MatrixRow } from '../api/shapes.ts';
import { useFormat } from '../messages/format.ts';
import classes from './matrix.module.css';
import { cellOf, levelAt, type MatrixWords } from './use-matrix.ts';

/** The same counted by level: how many stood and stand at each, the worst first. */
export function MatrixLevels(props: {
  readonly placing: Placing;
  readonly words: MatrixWords;
  readonly stages: readonly string[];
  readonly rows: readonly MatrixRow[];
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { placing, words } = props;
  const count = (stage: string, level: string | undefined): number =>
    props.rows.filter((row) => {
      const cell = cellOf(placing, row, stage);
      return (cell === undefined ? undefined : levelAt(placing, cell)?.level) === level;
    }).length;
  const levels = [...placing.table.levels.map(({ key }) => key).toReversed(), undefined];
  return (
    <section aria-labelledby="matrix-levels" className={classes['rows']}>
      <h2 id="matrix-levels">{t('matrix.byLevel')}</h2>
      <table>
        <caption className="hidden">{t('matrix.byLevel')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('matrix.level')}</th>
            {props.stages.map((stage) => (
              <th key={stage} scope="col" className={classes['right']}>
                {words.stage(stage)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {levels.map((level) => (
            <tr key={level ?? ''}>
              <th scope="row">{level === undefined ? t('matrix.notRated') : words.level(level)}</th>
              {props.stages.map((stage) => (
                <td key={stage} className={classes['right']}>
                  {format.number(count(stage, level))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
