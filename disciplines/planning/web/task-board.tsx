import { formatInstant } from '@callosum/schedule';
import {
  type Action,
  BoardCard,
  BoardColumn,
  BoardFrame,
  Choice,
  useActions,
  useAnnounce,
  useFormat,
  useNameOf,
  usePeople,
  useProject,
  useWords,
} from '@callosum/web/views';
import { Button } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { boardOf, type BoardBy, carry } from '../plan/board.ts';
import { datesIn } from '../plan/gestures.ts';
import type { TaskRecord } from '../plan/records.ts';
import { IconButtons } from './icon-buttons.tsx';
import classes from './ways.module.css';
import type { PlanDesk } from './use-desk.ts';

/** Cards a column shows at first, and how many more each time. */
const SHOWN = 40;
/** So many people have a column even without tasks. */
const FEW = 12;
const BY = ['state', 'owner', 'team'] as const satisfies readonly BoardBy[];

/** The tasks as cards, in a column for each state or for each owner. What is carried is an edit of the plan like any other. */
export function TaskBoard(props: {
  readonly desk: PlanDesk;
  readonly doing: readonly Action[];
  readonly by: BoardBy;
  readonly onBy: (by: BoardBy) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useNameOf();
  const announce = useAnnounce();
  const { today, at, account } = useProject();
  const { desk, by, doing } = props;
  useActions(doing);
  const { plan } = desk.state;
  const carried = useRef<TaskRecord>(undefined);
  const [followed, setFollowed] = useState<string>();
  const people = usePeople();
  const columns = useMemo(() => {
    // Of a large company those are shown who have something, and oneself.
    const also = people.length <= FEW ? people.map(({ id }) => id) : [account];
    return boardOf(plan, by, also);
  }, [plan, by, people, account]);
  const labelOf = (id: string): string =>
    by === 'state'
      ? words.state(taskKind.name, id)
      : id === ''
        ? t(by === 'team' ? 'planning.board.noTeam' : 'planning.nobody')
        : by === 'team'
          ? id
          : nameOf(id);
  const labelled = columns.map((column) => ({ ...column, label: labelOf(column.id) }));
  // People and teams stand in the order of their names; nobody first, for that is where something is to be done.
  if (by !== 'state')
    labelled.sort((a, b) => Number(b.id === '') - Number(a.id === '') || a.label.localeCompare(b.label));
  const bring = (task: TaskRecord, to: string): void => {
    const what = t('planning.did.carry', { task: task.fields.title, to: labelOf(to) });
    const gesture = carry(plan, task, by, to, at ?? today);
    desk.carryOut(what, gesture);
    if ('fault' in gesture) return;
    setFollowed(task.id);
    announce(what);
  };
  const step = (task: TaskRecord, column: number, direction: -1 | 1): void => {
    const to = labelled[column + direction];
    if (to) bring(task, to.id);
  };
  return (
    <>
      <div className={classes['tools']}>
        <Choice
          label={t('planning.board.by')}
          value={by}
          options={BY.map((value) => ({ value, label: t(`planning.board.${value}`) }))}
          onChange={(value) => props.onBy(BY.find((one) => one === value) ?? 'state')}
        />
        <p className={classes['hint']}>{t(by === 'team' ? 'planning.board.teamHint' : 'planning.board.hint')}</p>
        <IconButtons actions={doing} />
      </div>
      <BoardFrame label={t('planning.way.board')}>
        {labelled.map(({ id, label, tasks }, column) => (
          <Cards
            key={id}
            desk={desk}
            label={label}
            tasks={tasks}
            followed={followed}
            onLift={(task) => {
              carried.current = task;
            }}
            onDrop={() => {
              if (carried.current) bring(carried.current, id);
              carried.current = undefined;
            }}
            onStep={(task, direction) => step(task, column, direction)}
            showsOwner={by !== 'owner'}
            showsState={by === 'owner'}
            fixed={by === 'team'}
          />
        ))}
      </BoardFrame>
    </>
  );
}

function Cards(props: {
  readonly desk: PlanDesk;
  readonly label: string;
  readonly tasks: readonly TaskRecord[];
  readonly followed: string | undefined;
  readonly onLift: (task: TaskRecord) => void;
  readonly onDrop: () => void;
  readonly onStep: (task: TaskRecord, by: -1 | 1) => void;
  readonly showsOwner: boolean;
  readonly showsState: boolean;
  /** Nothing is carried from here. */
  readonly fixed: boolean;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const nameOf = useNameOf();
  const { today } = useProject();
  const [shown, setShown] = useState(SHOWN);
  const { desk, tasks, followed } = props;
  const { plan } = desk.state;
  const { floats } = plan.schedule();
  const day = (instant: number): string => format.day(formatInstant(instant).slice(0, 10), today);
  const first = tasks.slice(0, shown);
  // What was carried to a long column is seen there.
  const extra = first.some(({ id }) => id === followed) ? undefined : tasks.find(({ id }) => id === followed);
  return (
    <BoardColumn label={props.label} count={tasks.length} onDrop={props.onDrop}>
      <ul>
        {(extra ? [extra, ...first] : first).map((task) => {
          const { start, finish } = datesIn(plan, task.id);
          const place = plan.indexOf(task.id) ?? -1;
          const { owner } = task.fields;
          return (
            <BoardCard
              key={task.id}
              reference={words.reference(taskKind.name, task.number)}
              title={task.fields.title}
              isFree={!props.fixed && desk.mayEdit(task)}
              follow={task.id === followed}
              onLift={() => props.onLift(task)}
              onStep={(by) => props.onStep(task, by)}
            >
              <span>{t('planning.span', { start: day(start), finish: day(finish) })}</span>
              {props.showsOwner && owner !== undefined && <span>{nameOf(owner)}</span>}
              {props.showsState && <span>{words.state(taskKind.name, task.state)}</span>}
              {floats.critical[place] === 1 && task.state !== 'done' && (
                <span className={classes['critical']}>{t('planning.critical')}</span>
              )}
            </BoardCard>
          );
        })}
      </ul>
      {tasks.length > shown && (
        <Button size="xs" variant="subtle" onClick={() => setShown(shown + SHOWN)}>
          {t('planning.board.more', { number: format.number(tasks.length - shown) })}
        </Button>
      )}
    </BoardColumn>
  );
}
