import { NativeSelect } from '@mantine/core';
import { type Action, ActionButton, useActions } from '@callosum/web/views';
import { IconHeartbeat, IconQuestionMark, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HealthPanel } from './health-panel.tsx';
import { IconButtons, isPlain } from './icon-buttons.tsx';
import type { Shown } from './picture.ts';
import classes from './plan.module.css';
import { Stage } from './stage.tsx';
import { zoomBy, ZOOMS } from './time-scale.ts';
import type { PlanDesk } from './use-desk.ts';
import type { Look } from './use-look.ts';
import { WhyPanel } from './why-panel.tsx';

const LAYERS = ['links', 'critical', 'float', 'baseline', 'progress'] as const satisfies readonly (keyof Shown)[];

/** The plan as a grid beside its time line, with what can be done there. */
export function TimeLine({
  desk,
  doing,
  look,
}: {
  readonly desk: PlanDesk;
  readonly doing: readonly Action[];
  readonly look: Look;
}) {
  const { t } = useTranslation();
  const { zoom, setZoom, shown, setShown } = look;
  const [panel, setPanel] = useState<'why' | 'health' | undefined>();
  const turn = (by: 1 | -1): void => setZoom((now) => zoomBy(now, by));
  const beside: Action[] = [
    {
      id: 'plan-why',
      labelKey: 'planning.action.why',
      group: 'view',
      icon: IconQuestionMark,
      run: () => setPanel((now) => (now === 'why' ? undefined : 'why')),
    },
    {
      id: 'plan-health',
      labelKey: 'planning.action.health',
      group: 'view',
      icon: IconHeartbeat,
      run: () => setPanel((now) => (now === 'health' ? undefined : 'health')),
    },
  ];
  const zooming: Action[] = [
    { id: 'plan-zoom-in', labelKey: 'planning.action.zoomIn', group: 'view', icon: IconZoomIn, run: () => turn(-1) },
    { id: 'plan-zoom-out', labelKey: 'planning.action.zoomOut', group: 'view', icon: IconZoomOut, run: () => turn(1) },
  ];
  useActions([...doing, ...beside, ...zooming]);
  return (
    <>
      <div className={classes['tools']}>
        {doing
          .filter((action) => !isPlain(action))
          .map((action) => (
            <ActionButton key={action.id} action={action} />
          ))}
        <IconButtons actions={doing.filter(isPlain)} />
        <span className={classes['spring']} />
        {beside.map((action) => (
          <ActionButton key={action.id} action={action} pressed={action.id === `plan-${panel}`} />
        ))}
        {LAYERS.map((layer) => (
          <button
            key={layer}
            type="button"
            className={classes['layer']}
            aria-pressed={shown[layer]}
            onClick={() => setShown((now) => ({ ...now, [layer]: !now[layer] }))}
          >
            {t(`planning.layer.${layer}`)}
          </button>
        ))}
        <NativeSelect
          size="xs"
          aria-label={t('planning.zoom')}
          value={zoom}
          onChange={(event) => setZoom(ZOOMS.find(({ name }) => name === event.currentTarget.value)?.name ?? zoom)}
          data={ZOOMS.map(({ name }) => ({ value: name, label: t(`planning.zooms.${name}`) }))}
        />
      </div>
      <div className={classes['desk']}>
        <Stage desk={desk} zoom={zoom} shown={shown} onZoom={turn} />
        {panel === 'why' && <WhyPanel desk={desk} onClose={() => setPanel(undefined)} />}
        {panel === 'health' && <HealthPanel desk={desk} onClose={() => setPanel(undefined)} />}
      </div>
    </>
  );
}
