import { SegmentedControl } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { IconCalendarEvent, IconHierarchy2, IconListCheck, IconReport, IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../actions/action-button.tsx';
import type { Action } from '../actions/action.ts';
import { useActions } from '../actions/registry.tsx';
import type { Gate, Readiness } from '../api/shapes.ts';
import { useApi, useComposition } from '../composition.ts';
import { useProduce } from '../documents/use-produce.ts';
import { Loaded } from '../kit/loaded.tsx';
import { Page } from '../kit/page.tsx';
import { Problems } from '../kit/problems.tsx';
import { Legend, StateMark } from '../kit/state-mark.tsx';
import { useFormat } from '../messages/format.ts';
import { Holders } from '../scopes/holders.tsx';
import { MoveDialog } from '../scopes/move-dialog.tsx';
import { useProject } from '../shell/project.ts';
import { KeepDialog } from '../templates/keep-dialog.tsx';
import { AsOf } from './as-of.tsx';
import { Blocks, Forecast, Since } from './aside.tsx';
import { Criteria } from './criteria.tsx';
import { GateTable } from './gate-table.tsx';
import { nextGate, openBefore, toneOf } from './gate-state.ts';
import { GoLiveDialog } from './go-live-dialog.tsx';
import classes from './readiness.module.css';
import { ScorecardDialog } from './scorecard-dialog.tsx';
import { TimeSlider } from './time-slider.tsx';
import { Timeline } from './timeline.tsx';

/** The document that is made in one action. */
const STATUS_REPORT = 'status-report';

/** The home of a project: how ready it is for each gate, and why. */
export function ReadinessPage() {
  const { t } = useTranslation();
  const project = useProject();
  const api = useApi();
  const navigate = useNavigate();
  const { at, gate } = useSearch({ from: '/shell/p/$key/' });
  const [settingGoLive, setSettingGoLive] = useState(false);
  const [moving, setMoving] = useState(false);
  const [keeping, setKeeping] = useState(false);
  const [scoring, setScoring] = useState(false);
  const { registry } = useComposition();
  const produce = useProduce();
  const readiness = useQuery(
    api.projects.readiness.queryOptions({
      input: { key: project.key, ...(at ? { at } : {}) },
      placeholderData: keepPreviousData,
    }),
  );
  const travel = (day: string | undefined): void =>
    void navigate({
      to: '/p/$key',
      params: { key: project.key },
      search: { ...(gate ? { gate } : {}), at: day },
    });
  const goLive: Action = {
    id: 'set-go-live',
    labelKey: 'readiness.setGoLive',
    group: 'do',
    icon: IconCalendarEvent,
    visible: project.mayRun('project.setGoLive') && at === undefined,
    run: () => setSettingGoLive(true),
  };
  const move: Action = {
    id: 'move-project',
    labelKey: 'scopes.move',
    group: 'do',
    icon: IconHierarchy2,
    visible: project.roles.some((role) => role === 'owner' || role === 'manager'),
    run: () => setMoving(true),
  };
  const addScorecard: Action = {
    id: 'add-scorecard',
    labelKey: 'readiness.addScorecard',
    group: 'do',
    icon: IconListCheck,
    visible: project.mayRun('gate.addScorecard') && at === undefined,
    run: () => setScoring(true),
  };
  const keep: Action = {
    id: 'keep-template',
    labelKey: 'templates.keep',
    group: 'do',
    icon: IconTemplate,
    visible: project.roles.some((role) => role === 'owner' || role === 'manager'),
    run: () => setKeeping(true),
  };
  const report: Action = {
    id: 'status-report',
    labelKey: 'readiness.statusReport',
    group: 'do',
    icon: IconReport,
    visible: registry.documents.has(STATUS_REPORT),
    run: () =>
      void produce.start(() =>
        api.documents.produce.call({ key: project.key, document: STATUS_REPORT, format: 'pdf', ...(at ? { at } : {}) }),
      ),
  };
  useActions([goLive, move, addScorecard, keep, report]);
  return (
    <Page
      wide
      title={t('readiness.title')}
      context={project.title}
      lead={project.title}
      actions={
        <>
          <ActionButton action={report} />
          <ActionButton action={addScorecard} />
          <ActionButton action={goLive} />
          <AsOf at={at} today={project.today} onChange={travel} />
        </>
      }
    >
      <Problems problems={produce.problems} focus />
      <TimeSlider project={project.key} today={project.today} at={at} onChange={travel} />
      <Loaded query={readiness}>
        {(data) => (
          <Poster key={project.key} readiness={data} at={at} chosen={gate} stale={readiness.isPlaceholderData} />
        )}
      </Loaded>
      {at === undefined && <Holders />}
      <ScorecardDialog opened={scoring} onClose={() => setScoring(false)} />
      <KeepDialog opened={keeping} onClose={() => setKeeping(false)} />
      <MoveDialog opened={moving} onClose={() => setMoving(false)} />
      <GoLiveDialog opened={settingGoLive} onClose={() => setSettingGoLive(false)} />
    </Page>
  );
}

function Poster(props: {
  readonly readiness: Readiness;
  readonly at: string | undefined;
  readonly chosen: string | undefined;
  readonly stale: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { key } = useProject();
  const { readiness, at } = props;
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [view, setView] = useLocalStorage<'line' | 'table'>({ key: 'callosum.gates', defaultValue: 'line' });
  const next = nextGate(readiness.gates, readiness.at.today);
  const selected = readiness.gates.find((gate) => gate.key === props.chosen) ?? next ?? readiness.gates.at(-1);
  const asTable = phone || view === 'table';
  const shared = { project: key, readiness, selected, at };
  return (
    <div className={classes['poster']} aria-busy={props.stale}>
      {at !== undefined && (
        <output className={classes['travel']}>{t('readiness.travel', { date: format.date(at) })}</output>
      )}
      <div className={classes['gates']}>
        <div className={classes['gatesHead']}>
          <Legend />
          {!phone && (
            <SegmentedControl
              size="xs"
              aria-label={t('readiness.view')}
              value={view}
              onChange={setView}
              data={[
                { value: 'line', label: t('readiness.viewLine') },
                { value: 'table', label: t('readiness.viewTable') },
              ]}
            />
          )}
        </div>
        {asTable ? <GateTable {...shared} /> : <Timeline {...shared} />}
      </div>
      <aside className={classes['aside']} aria-label={t('readiness.outlook')}>
        <Forecast readiness={readiness} />
        <Blocks project={key} next={next} at={at} passedBy={openBefore(readiness.gates, readiness.at.today)} />
        <Since since={readiness.sinceBoard} project={key} gates={readiness.gates} />
      </aside>
      {selected && <SelectedGate gate={selected} project={key} at={at} />}
    </div>
  );
}

function SelectedGate({
  gate,
  project,
  at,
}: {
  readonly gate: Gate;
  readonly project: string;
  readonly at: string | undefined;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes['selected']} aria-labelledby="selected-gate">
      <div className={classes['selectedHead']}>
        <h2 id="selected-gate">{gate.title}</h2>
        {gate.date !== null && <span className={classes['soft']}>{format.date(gate.date)}</span>}
        <StateMark tone={toneOf(gate.state)} word={t(`gateState.${gate.state}`)} />
        {gate.score !== null && (
          <span className={classes['soft']}>{t('readiness.score', { score: format.percent(gate.score) })}</span>
        )}
        <Link
          to="/p/$key/gate/$gate"
          params={{ key: project, gate: gate.key }}
          search={at ? { at } : {}}
          className={classes['openGate']}
        >
          {t('readiness.openGate', { gate: gate.key })}
        </Link>
      </div>
      <Criteria
        project={project}
        at={at}
        caption={t('readiness.criteriaOf', { gate: gate.title })}
        criteria={gate.criteria}
      />
    </section>
  );
}
