import type { Kind, Placing } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MatrixRow } from '../api/shapes.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './matrix.module.css';
import { cellOf, levelAt, type MatrixWords } from './use-matrix.ts';

/** The records behind a count, each with its way through the stages. */
export function MatrixRows(props: {
  readonly kind: Kind;
  readonly title: string;
  readonly stages: readonly string[];
  readonly placing: Placing;
  readonly words: MatrixWords;
  readonly rows: readonly MatrixRow[];
}) {
  const { t } = useTranslation();
  const words = useWords();
  const project = useProject();
  const { kind, placing } = props;
  return (
    <section aria-labelledby="matrix-rows" className={classes['rows']}>
      <h2 id="matrix-rows">{props.title}</h2>
      <table>
        <caption className="hidden">{props.title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.one(kind.name)}</th>
            {props.stages.map((stage) => (
              <th key={stage} scope="col">
                {props.words.stage(stage)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link
                  to="/p/$key/$reference"
                  params={{ key: project.key, reference: words.reference(kind.name, row.number) }}
                >
                  {words.reference(kind.name, row.number)} {row.title}
                </Link>
              </th>
              {props.stages.map((stage) => {
                const cell = cellOf(placing, row, stage);
                return (
                  <td key={stage}>
                    {cell === undefined ? t('kit.notSet') : props.words.level(levelAt(placing, cell)?.level ?? '')}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
