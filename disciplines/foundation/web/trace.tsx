import type { ModelOf } from '@callosum/kernel';
import { Choice, Figures, Find, Toggles, ToneLegend, useFormat, useWords, type ViewProps } from '@callosum/web/views';
import { useTranslation } from 'react-i18next';
import type { trace } from '../index.ts';
import { TraceMatrix } from './trace-matrix.tsx';
import { TraceWay } from './trace-way.tsx';
import { StandingMark } from './standing-mark.tsx';
import classes from './trace.module.css';

type Trace = ModelOf<typeof trace>;

const SHOWN = ['met', 'open', 'suspect', 'failing', 'missing'] as const;

/** Holes first; then every requirement or need with what should be there; and the way of the one that was chosen. */
export default function TraceView({ model, choices, onChoose }: ViewProps<Trace>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { kind, graph, holes, total, whole } = model;
  return (
    <>
      <Figures
        figures={[
          { value: format.number(total), label: words.many(kind) },
          { value: format.number(total - whole), label: t('foundation.trace.withHoles') },
          { value: format.percent(total === 0 ? 0 : (100 * whole) / total), label: t('foundation.trace.whole') },
        ]}
      />
      <div className={classes['bar']}>
        <Choice
          label={t('foundation.trace.rows')}
          value={kind}
          options={[
            { value: 'requirement', label: words.many('requirement') },
            { value: 'need', label: words.many('need') },
          ]}
          onChange={(rows) => onChoose({ rows: rows === 'requirement' ? undefined : rows, hole: undefined })}
        />
        <Find
          label={t('foundation.trace.find')}
          value={choices['find'] ?? ''}
          onChange={(find) => onChoose({ find })}
        />
      </div>
      {holes.length > 0 && (
        <Toggles
          label={t('foundation.trace.holes')}
          value={choices['hole']}
          options={holes.map(({ hole, count }) => ({
            value: hole,
            label: t(`foundation.trace.hole.${hole}`),
            count,
          }))}
          onChange={(hole) => onChoose({ hole })}
        />
      )}
      {graph && <TraceWay graph={graph} onChoose={(record) => onChoose({ record })} />}
      <ToneLegend
        label={t('foundation.trace.legend')}
        of={SHOWN}
        render={(standing) => <StandingMark standing={standing} quiet={false} />}
      />
      <TraceMatrix model={model} chosen={graph?.chosen} onChoose={(record) => onChoose({ record })} />
    </>
  );
}
