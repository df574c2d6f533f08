import { type Kind, placingOf, type Placing } from '@callosum/kernel';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RecordView } from '../api/shapes.ts';
import { StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { useWords } from '../messages/words.ts';
import { useProject } from '../shell/project.ts';
import classes from './matrix.module.css';
import { levelAt, shadeOf, TODAY, useMatrixWords } from './use-matrix.ts';

type HeldView = NonNullable<RecordView['held']>;

/** The rating that holds today beside those that were given, and what it counts on. */
export function RatedToday({ kind, view }: { readonly kind: Kind; readonly view: RecordView }) {
  const placing = placingOf(kind);
  // A rating that nothing can turn stands among the fields already.
  if (!placing || !view.held || !kind.holds) return null;
  return <Held kind={kind} placing={placing} held={view.held} />;
}

function Held({ kind, placing, held }: { readonly kind: Kind; readonly placing: Placing; readonly held: HeldView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const project = useProject();
  const said = useMatrixWords(kind, placing);
  const cellAt = (stage: string): string | undefined => {
    const points = held.places[stage];
    return points && placing.table.axes.map(({ key }) => points[key] ?? '').join('/');
  };
  const now = cellAt(held.stage);
  const chip = (cell: string | undefined) => {
    const found = cell === undefined ? undefined : levelAt(placing, cell);
    if (cell === undefined || !found) return <span>{t('kit.notSet')}</span>;
    return (
      <span className={classes['chip']} style={shadeOf(placing, found.rank)}>
        <strong>{said.level(found.level)}</strong> {said.cell(cell)}
      </span>
    );
  };
  return (
    <section className={classes['held']} aria-labelledby="rated-today">
      <h2 id="rated-today">{t('matrix.held.title')}</h2>
      <dl>
        {placing.stages.map(({ key }) => (
          <div key={key}>
            <dt>{said.stage(key)}</dt>
            <dd>{chip(cellAt(key))}</dd>
          </div>
        ))}
        <div data-now="true">
          <dt>{said.stage(TODAY)}</dt>
          <dd>{chip(now)}</dd>
        </div>
      </dl>
      <p>
        {t('matrix.held.is', { stage: said.stage(held.stage) })}
        {held.why.length > 0 && `, ${t('matrix.held.why', { why: held.why.map(words.told).join('; ') })}`}.
      </p>
      {held.on.length > 0 && (
        <>
          <h3>{t('matrix.held.controls')}</h3>
          <ul>
            {held.on.map(({ record, counts, why }) => (
              <li key={record.id}>
                <Link
                  to="/p/$key/$reference"
                  params={{ key: project.key, reference: words.reference(record.kind, record.number) }}
                >
                  {words.reference(record.kind, record.number)} {record.title}
                </Link>{' '}
                <StateMark
                  tone={counts ? 'met' : 'unmet'}
                  word={
                    counts ? t('matrix.held.counts') : t('matrix.held.not', { why: why.map(words.told).join('; ') })
                  }
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {held.unseen > 0 && (
        <p>
          {t('matrix.held.unseen', {
            number: format.number(held.unseen),
            failing: format.number(held.unseenFailing),
          })}
        </p>
      )}
    </section>
  );
}
