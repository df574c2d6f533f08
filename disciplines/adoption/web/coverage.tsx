import type { ModelOf } from '@callosum/kernel';
import { Choice, Figures, Toggles, useFormat, ToneLegend, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { coverage } from '../index.ts';
import { CellBehind } from './cell-behind.tsx';
import { CoverMark } from './cover-mark.tsx';
import { CoverageGrid } from './coverage-grid.tsx';
import { LayerBars } from './layer-bars.tsx';
import classes from './coverage.module.css';

type Coverage = ModelOf<typeof coverage>;

const COVERS = ['covered', 'part', 'open', 'unknown'] as const;

/** Role by unit and shift: layer by layer where the holes are, and how many people stand behind them. */
export default function CoverageView({ model, choices, onChoose }: ViewProps<Coverage>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { users, passed, represented, detail } = model;
  if (users === 0) return <p>{t('adoption.coverage.noUsers')}</p>;
  return (
    <>
      <Figures
        figures={[
          { value: format.number(users), label: t('adoption.coverage.users') },
          { value: format.number(users - passed), label: t('adoption.coverage.untrained') },
          { value: format.number(users - represented), label: t('adoption.coverage.untried') },
          { value: format.number(model.unhelped), label: t('adoption.coverage.unhelped') },
          ...(model.goLive === undefined
            ? []
            : [{ value: format.number(model.unsupported), label: t('adoption.coverage.unsupported') }]),
          ...(model.nowhere > 0
            ? [{ value: format.number(model.nowhere), label: t('adoption.coverage.nowhere') }]
            : []),
        ]}
      />
      {model.goLive === undefined && <p className={classes['note']}>{t('adoption.coverage.noGoLive')}</p>}
      <LayerBars layers={model.layers} chosen={choices['layer']} />
      <div className={classes['bar']}>
        <Toggles
          label={t('adoption.coverage.layers')}
          value={choices['layer']}
          options={model.layers.map(({ layer, open }) => ({
            value: layer,
            label: t(`adoption.coverage.layer.${layer}`),
            count: open,
          }))}
          onChange={(layer) => onChoose({ layer })}
        />
        <Choice
          label={t('adoption.coverage.show')}
          value={choices['only'] ?? 'all'}
          options={[
            { value: 'all', label: t('adoption.coverage.all') },
            { value: 'holes', label: t('adoption.coverage.only') },
          ]}
          onChange={(only) => onChoose({ only: only === 'all' ? undefined : only })}
        />
      </div>
      <ToneLegend
        label={t('adoption.coverage.legend')}
        of={COVERS}
        render={(cover) => <CoverMark cover={cover} word={t(`adoption.coverage.cover.${cover}`)} quiet={false} />}
      />
      {detail && <CellBehind detail={detail} onClose={() => onChoose({ cell: undefined })} />}
      <CoverageGrid
        model={model}
        layer={choices['layer']}
        chosen={detail?.key}
        onOpen={(cell) => onChoose({ cell: cell === detail?.key ? undefined : cell })}
      />
    </>
  );
}
