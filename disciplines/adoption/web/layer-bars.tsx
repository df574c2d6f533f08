import type { ModelOf } from '@callosum/kernel';
import { useFormat, ViewTable } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { coverage } from '../index.ts';
import classes from './coverage.module.css';

type Sum = ModelOf<typeof coverage>['layers'][number];

/** Each layer as a bar of its cells, and how many people stand behind what is open. */
export function LayerBars({
  layers,
  chosen,
}: {
  readonly layers: readonly Sum[];
  readonly chosen: string | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ViewTable label={t('adoption.coverage.byLayer')}>
      <thead>
        <tr>
          <th scope="col">{t('adoption.coverage.layerOf')}</th>
          <th scope="col">{t('adoption.coverage.cells')}</th>
          <th scope="col" data-align="end">
            {t('adoption.coverage.cover.covered')}
          </th>
          <th scope="col" data-align="end">
            {t('adoption.coverage.cover.part')}
          </th>
          <th scope="col" data-align="end">
            {t('adoption.coverage.cover.open')}
          </th>
          <th scope="col" data-align="end">
            {t('adoption.coverage.people')}
          </th>
        </tr>
      </thead>
      <tbody>
        {layers.map((one) => (
          <tr key={one.layer} data-chosen={one.layer === chosen}>
            <th scope="row">{t(`adoption.coverage.layer.${one.layer}`)}</th>
            <td className={classes['barCell']}>
              <Bar sum={one} />
            </td>
            <td data-align="end">{format.number(one.covered)}</td>
            <td data-align="end">{format.number(one.part)}</td>
            <td data-align="end">{format.number(one.open)}</td>
            <td data-align="end">{format.number(one.people)}</td>
          </tr>
        ))}
      </tbody>
    </ViewTable>
  );
}

/** Covered, partly covered and open beside each other; each with a pattern of its own. */
function Bar({ sum: { covered, part, open } }: { readonly sum: Sum }) {
  const all = covered + part + open;
  if (all === 0) return null;
  const at = (count: number): number => (100 * count) / all;
  return (
    <svg className={classes['bars']} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect x="0" y="0" width={at(covered)} height="10" data-cover="covered" />
      <rect x={at(covered)} y="2.5" width={at(part)} height="5" data-cover="part" />
      <rect x={at(covered + part)} y="0" width={at(open)} height="10" data-cover="open" />
    </svg>
  );
}
