import type { ModelOf } from '@callosum/kernel';
import { Mentioned, useFormat } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { coverage } from '../index.ts';
import { CoverMark } from './cover-mark.tsx';
import classes from './coverage.module.css';

type Detail = NonNullable<ModelOf<typeof coverage>['detail']>;

const LAYERS = ['training', 'superUsers', 'support', 'uat', 'devices', 'kits'] as const;

/** What stands behind one cell: layer by layer, the records there are, or those that are lacking. */
export function CellBehind({ detail, onClose }: { readonly detail: Detail; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { unit, role, shift, people, layers, records } = detail;
  return (
    <section aria-labelledby="cell-behind" className={classes['behind']}>
      <div className={classes['head']}>
        <h2 id="cell-behind">
          {t('adoption.coverage.behind', {
            place: [unit.title, role.title, shift?.title ?? t('adoption.coverage.noShift')].join(' · '),
            count: people,
            people: format.number(people),
          })}
        </h2>
        <button type="button" onClick={onClose}>
          {t('adoption.coverage.close')}
        </button>
      </div>
      <p className={classes['note']}>
        <Mentioned record={unit} /> · <Mentioned record={role} />
        {shift && (
          <>
            {' '}
            · <Mentioned record={shift} />
          </>
        )}
      </p>
      <div className={classes['parts']}>
        {LAYERS.map((layer) => {
          const { cover, done, of } = layers[layer];
          const { shown, more } = records[layer];
          const isNothing = of === 0 && cover !== 'covered';
          return (
            <section key={layer} aria-label={t(`adoption.coverage.layer.${layer}`)}>
              <h3>
                <CoverMark cover={cover} word={t(`adoption.coverage.layer.${layer}`)} quiet={false} />
              </h3>
              <p className={classes['note']}>
                {isNothing
                  ? t(`adoption.coverage.nothing.${layer}`)
                  : t(`adoption.coverage.says.${layer}`, { done: format.number(done), of: format.number(of) })}
              </p>
              <ul>
                {shown.map((record) => (
                  <li key={record.id}>
                    <Mentioned record={record} />
                  </li>
                ))}
              </ul>
              {more > 0 && (
                <p className={classes['note']}>{t('adoption.coverage.more', { number: format.number(more) })}</p>
              )}
            </section>
          );
        })}
      </div>
    </section>
  );
}
