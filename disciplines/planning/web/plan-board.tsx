import { Button } from '@mantine/core';
import { formatInstant } from '@callosum/schedule';
import {
  type Action,
  ActionButton,
  CalendarAddress,
  OtherDay,
  OtherDayNote,
  Page,
  useActions,
  useFormat,
  useProject,
} from '@callosum/web/views';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDownload,
  IconIndentDecrease,
  IconIndentIncrease,
  IconPlus,
  IconTable,
  IconTrash,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { boardOf } from '../plan/board.ts';
import { FILE_FORMATS } from '../plan/hand-over.ts';
import { CompareChoice } from './compare-choice.tsx';
import { Differing } from './differing.tsx';
import { isStep } from './icon-buttons.tsx';
import { MonthGrid } from './month-grid.tsx';
import { MovesTable } from './moves-table.tsx';
import { PhoneList } from './phone-list.tsx';
import { PictureMenu } from './picture-menu.tsx';
import { type PlanAddress, usePlanAddress } from './plan-address.ts';
import head from './plan-head.module.css';
import classes from './plan.module.css';
import type { PlanStore } from './plan-store.ts';
import { PlanTabs } from './plan-tabs.tsx';
import { type Printed, PrintPicture } from './print-picture.tsx';
import { PrintTable } from './print-table.tsx';
import { TaskBoard } from './task-board.tsx';
import { TaskTable } from './task-table.tsx';
import { TimeLine } from './time-line.tsx';
import { type Compared, useCompared } from './use-compared.ts';
import { type PlanDesk, useDesk } from './use-desk.ts';
import { useFile } from './use-file.ts';
import { type Look, useLook } from './use-look.ts';
import { usePhone } from './use-phone.ts';
import { usePlanState, useTriedState } from './use-plan.ts';
import { WorkloadMap } from './workload-map.tsx';

/** The plan and what can be done with it. */
export function PlanBoard({ store }: { readonly store: PlanStore }) {
  const { t } = useTranslation();
  const project = useProject();
  const navigate = useNavigate();
  const state = usePlanState(store);
  const [address, show] = usePlanAddress();
  const compared = useCompared(state.plan.records(), address.compare);
  const phone = usePhone();
  const [printed, setPrinted] = useState<Printed>();
  const look = useLook(state.plan);
  const desk = useDesk(store, state, compared?.reference);
  const handOver = useFile(store);
  const { plan } = state;
  const { count } = plan.schedule().model;
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
      id: 'plan-table',
      labelKey: 'planning.action.table',
      group: 'view',
      icon: IconTable,
      run: () => void navigate({ to: '/p/$key/register/$kind', params: { key: project.key, kind: taskKind.name } }),
    },
    ...FILE_FORMATS.map((format) => ({
      id: `plan-export-${format}`,
      labelKey: `planning.action.${format}`,
      group: 'view' as const,
      icon: IconDownload,
      run: () => void handOver(format),
    })),
  ];
  useActions(looking);

  return (
    <Page
      fill={address.as === 'timeline' || (address.as === 'board' && !address.table)}
      wide
      title={t('planning.title')}
      context={project.title}
      lead={<Lead store={store} />}
      actions={
        <>
          {looking.map((action) => (
            <ActionButton key={action.id} action={action} />
          ))}
          {project.at === undefined && <CalendarAddress />}
          <OtherDay />
        </>
      }
    >
      <OtherDayNote />
      {count > 0 && (
        <div className={head['head']}>
          <PlanTabs address={address} />
          <div className={head['choices']}>
            {compared?.told && <output className={head['told']}>{compared.told}</output>}
            {(address.as === 'board' || (address.as === 'calendar' && !phone)) && (
              <Button
                size="xs"
                variant={address.table ? 'filled' : 'default'}
                aria-pressed={address.table}
                onClick={() => show({ table: !address.table })}
              >
                {t('planning.twin')}
              </Button>
            )}
            {address.as === 'timeline' && !phone && <PictureMenu desk={desk} look={look} onPrint={setPrinted} />}
            {(address.as === 'timeline' || address.as === 'moves') && (
              <CompareChoice
                records={plan.records()}
                value={address.compare}
                onChange={(compare) => show({ compare })}
              />
            )}
          </div>
        </div>
      )}
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
      ) : (
        <Ways desk={desk} address={address} compared={compared} doing={doing} show={show} look={look} />
      )}
      {printed ? <PrintPicture printed={printed} onDone={() => setPrinted(undefined)} /> : <PrintTable desk={desk} />}
    </Page>
  );
}

/** How many tasks there are, and when the last of them ends; that follows a bar while it is dragged. */
function Lead({ store }: { readonly store: PlanStore }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { plan, unsaved } = useTriedState(store);
  const { model, finish } = plan.schedule();
  const { count } = model;
  const number = format.number(count);
  const ends = format.date(formatInstant(finish).slice(0, 10));
  const said = count === 0 ? [] : [t('planning.lead', { count, number, finish: ends })];
  return <output>{[...said, ...(unsaved > 0 ? [t('planning.saving')] : [])].join(' · ')}</output>;
}

/** The plan in the way that the address asks for. */
function Ways(props: {
  readonly desk: PlanDesk;
  readonly address: PlanAddress;
  readonly compared: Compared | undefined;
  readonly doing: readonly Action[];
  readonly show: (next: Partial<PlanAddress>) => void;
  readonly look: Look;
}) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { desk, address, compared } = props;
  const { plan } = desk.state;
  const { show } = props;
  switch (address.as) {
    case 'board':
      return address.table ? (
        <TaskTable
          plan={plan}
          label={t('planning.way.board')}
          tasks={boardOf(plan, address.by).flatMap(({ tasks }) => tasks)}
        />
      ) : (
        <TaskBoard desk={desk} doing={props.doing.filter(isStep)} by={address.by} onBy={(by) => show({ by })} />
      );
    case 'calendar':
      return <MonthGrid desk={desk} month={address.month} table={address.table} onMonth={(month) => show({ month })} />;
    case 'workload':
      return <WorkloadMap desk={desk} week={address.week} onWeek={(week) => show({ week })} />;
    case 'moves':
      return compared?.reference ? <MovesTable desk={desk} reference={compared.reference} /> : null;
    case 'timeline':
      return phone ? <PhoneList desk={desk} /> : <TimeLine desk={desk} doing={props.doing} look={props.look} />;
  }
}
