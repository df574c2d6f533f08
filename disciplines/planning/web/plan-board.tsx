import { NativeSelect } from '@mantine/core';
import { formatInstant } from '@callosum/schedule';
import { type Action, ActionButton, Page, useActions, useFormat, useProject } from '@callosum/web/views';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDownload,
  IconHeartbeat,
  IconIndentDecrease,
  IconIndentIncrease,
  IconPlus,
  IconQuestionMark,
  IconTable,
  IconTrash,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { Differing } from './differing.tsx';
import type { Shown } from './picture.ts';
import { downloadMspdi } from './download.ts';
import { HealthPanel } from './health-panel.tsx';
import { PhoneList } from './phone-list.tsx';
import classes from './plan.module.css';
import type { PlanStore } from './plan-store.ts';
import { PrintTable } from './print-table.tsx';
import { Stage } from './stage.tsx';
import { zoomBy, zoomFor, type Zoom, ZOOMS } from './time-scale.ts';
import { useDesk } from './use-desk.ts';
import { usePhone } from './use-phone.ts';
import { WhyPanel } from './why-panel.tsx';

const LAYERS = ['links', 'critical', 'float', 'baseline'] as const satisfies readonly (keyof Shown)[];

/** The plan and what can be done with it. */
export function PlanBoard({ store }: { readonly store: PlanStore }) {
  const { t } = useTranslation();
  const format = useFormat();
  const project = useProject();
  const navigate = useNavigate();
  const desk = useDesk(store);
  const phone = usePhone();
  const { state } = desk;
  const { plan } = state;
  const { model, finish } = plan.schedule();
  const [zoom, setZoom] = useState<Zoom>(() => firstZoom(finish - model.projectStart));
  const [shown, setShown] = useState<Shown>({ links: true, critical: true, float: false, baseline: true });
  const [panel, setPanel] = useState<'why' | 'health' | undefined>();
  const turn = (by: 1 | -1): void => setZoom((now) => zoomBy(now, by));
  const { count } = model;
  const lead =
    count === 0
      ? ''
      : t('planning.lead', {
          count,
          number: format.number(count),
          finish: format.date(formatInstant(finish).slice(0, 10)),
        });
  const doing: Action[] = [
    {
      id: 'plan-add',
      labelKey: 'planning.action.add',
      group: 'do',
      icon: IconPlus,
      visible: desk.mayAdd,
      run: desk.add,
    },
    {
      id: 'plan-indent',
      labelKey: 'planning.action.indent',
      group: 'do',
      icon: IconIndentIncrease,
      visible: desk.editable,
      run: desk.indent,
    },
    {
      id: 'plan-outdent',
      labelKey: 'planning.action.outdent',
      group: 'do',
      icon: IconIndentDecrease,
      visible: desk.editable,
      run: desk.outdent,
    },
    {
      id: 'plan-withdraw',
      labelKey: 'planning.action.withdraw',
      group: 'do',
      icon: IconTrash,
      visible: desk.mayWithdraw,
      run: desk.withdraw,
    },
    {
      id: 'plan-undo',
      labelKey: 'planning.action.undo',
      values: { what: state.undoable ?? '' },
      group: 'do',
      icon: IconArrowBackUp,
      shortcut: 'mod+Z',
      visible: state.undoable !== undefined,
      run: () => void store.undo(),
    },
    {
      id: 'plan-redo',
      labelKey: 'planning.action.redo',
      values: { what: state.redoable ?? '' },
      group: 'do',
      icon: IconArrowForwardUp,
      shortcut: 'mod+Y',
      visible: state.redoable !== undefined,
      run: () => void store.redo(),
    },
  ];
  const looking: Action[] = [
    {
      id: 'plan-why',
      visible: !phone,
      labelKey: 'planning.action.why',
      group: 'view',
      icon: IconQuestionMark,
      run: () => setPanel((now) => (now === 'why' ? undefined : 'why')),
    },
    {
      id: 'plan-health',
      visible: !phone,
      labelKey: 'planning.action.health',
      group: 'view',
      icon: IconHeartbeat,
      run: () => setPanel((now) => (now === 'health' ? undefined : 'health')),
    },
    {
      id: 'plan-table',
      labelKey: 'planning.action.table',
      group: 'view',
      icon: IconTable,
      run: () => void navigate({ to: '/p/$key/register/$kind', params: { key: project.key, kind: taskKind.name } }),
    },
    {
      id: 'plan-export',
      labelKey: 'planning.action.export',
      group: 'view',
      icon: IconDownload,
      run: () => downloadMspdi(plan, project.key),
    },
  ];
  const zooming: Action[] = [
    { id: 'plan-zoom-in', labelKey: 'planning.action.zoomIn', group: 'view', icon: IconZoomIn, run: () => turn(-1) },
    { id: 'plan-zoom-out', labelKey: 'planning.action.zoomOut', group: 'view', icon: IconZoomOut, run: () => turn(1) },
  ];
  useActions([...doing, ...looking, ...zooming]);

  return (
    <Page
      fill
      title={t('planning.title')}
      context={project.title}
      lead={<output>{[lead, state.unsaved > 0 ? t('planning.saving') : ''].filter(Boolean).join(' · ')}</output>}
      actions={looking.map((action) => (
        <ActionButton key={action.id} action={action} />
      ))}
    >
      <Differing desk={desk} />
      {count === 0 ? (
        <div className={classes['empty']}>
          <p>{t('planning.empty')}</p>
          {doing.slice(0, 1).map((action) => (
            <ActionButton key={action.id} action={action} variant="filled" />
          ))}
          {project.mayRun('plan.import') && (
            <Link to="/p/$key/import" params={{ key: project.key }}>
              {t('planning.import')}
            </Link>
          )}
        </div>
      ) : phone ? (
        <PhoneList desk={desk} />
      ) : (
        <>
          <div className={classes['tools']}>
            {doing.map((action) => (
              <ActionButton key={action.id} action={action} />
            ))}
            <span className={classes['spring']} />
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
      )}
      <PrintTable desk={desk} />
    </Page>
  );
}

/** A plan is first seen whole, on the time line of a usual window, but never in hours. */
function firstZoom(seconds: number): Zoom {
  const fitting = zoomFor(seconds, 560);
  return fitting === 'hours' ? 'days' : fitting;
}
