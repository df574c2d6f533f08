import { addDays, type ModelOf } from '@callosum/kernel';
import { Figures, Mentioned, useFormat, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { scopeChange } from '../index.ts';
import { ChangeClasses } from './change-classes.tsx';
import { ChangeFlow } from './change-flow.tsx';
import { ChangeImpact } from './change-impact.tsx';
import { ScopeGrowth } from './scope-growth.tsx';

export type Model = ModelOf<typeof scopeChange>;

/** How far scope has moved from what was agreed, and what the wishes to change it touch. */
export default function ScopeChange({ model, at, onChoose }: ViewProps<Model>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { growth, afterFreeze, freeze, oldest } = model;
  const open = model.classes.flatMap((one) => one.open.flat()).length;
  const grown = growth.agreed > 0 ? (100 * (growth.now - growth.agreed)) / growth.agreed : undefined;
  return (
    <>
      <Figures
        figures={[
          ...(grown === undefined
            ? []
            : [{ value: format.measure(Math.round(grown * 10) / 10, '%'), label: t('foundation.change.grown') }]),
          { value: format.number(open), label: t('foundation.change.open') },
          { value: format.number(oldest?.days ?? 0), label: t('foundation.change.oldestDays') },
          {
            value: freeze === undefined ? '–' : format.number(afterFreeze.count),
            label:
              freeze === undefined
                ? t('foundation.change.noFreeze')
                : t('foundation.change.afterFreeze', {
                    day: format.date(freeze),
                    open: afterFreeze.open,
                    approved: afterFreeze.approved,
                    refused: afterFreeze.refused,
                  }),
          },
        ]}
      />
      {oldest && (
        <p>
          {t('foundation.change.oldest')} <Mentioned record={oldest} />
        </p>
      )}
      <ScopeGrowth growth={growth} today={at} onChoose={onChoose} />
      <ChangeFlow model={model} today={at} />
      <ChangeClasses model={model} since={(days) => addDays(at, -days)} />
      <ChangeImpact model={model} />
    </>
  );
}
