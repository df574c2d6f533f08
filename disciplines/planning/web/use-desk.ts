import { useAnnounce, useFormat, useProject } from '@callosum/web/views';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { task as taskKind } from '../index.ts';
import { addAfter, type Gesture, indent, outdent, shift, withdraw } from '../plan/gestures.ts';
import type { TaskRecord } from '../plan/records.ts';
import type { Reference } from '../plan/compare.ts';
import { type Column, columnsOf } from './columns.ts';
import { newId } from './new-id.ts';
import type { PlanState, PlanStore } from './plan-store.ts';
import { sameOutline, visibleRows } from './rows.ts';

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where one wants to be: at a task, wherever it stands by now, and in its row of then once it is gone. */
interface Wanted extends Place {
  readonly task?: string | undefined;
}

/** What lies on a planner's desk: the plan, what of it is shown, where he is, and what he has chosen. */
export interface PlanDesk {
  readonly store: PlanStore;
  readonly state: PlanState;
  /** The reader may change what is chosen: all of it. */
  readonly editable: boolean;
  readonly mayEdit: (task: TaskRecord) => boolean;
  readonly mayAdd: boolean;
  readonly mayWithdraw: boolean;
  /** What the plan is held against, if anything. */
  readonly reference: Reference | undefined;
  readonly columns: readonly Column[];
  /** Places in the plan of the rows that are shown. */
  readonly rows: readonly number[];
  readonly closed: ReadonlySet<string>;
  readonly active: Place;
  readonly typing: boolean;
  readonly selected: ReadonlySet<string>;
  readonly taskAt: (row: number) => TaskRecord | undefined;
  readonly activate: (place: Place) => void;
  readonly type: (typing: boolean) => void;
  readonly select: (ids: ReadonlySet<string>) => void;
  readonly toggle: (id: string, shut?: boolean) => void;
  /** Goes to a task, wherever it is, and opens what it lies in. */
  readonly goTo: (id: string) => void;
  /** Carries out what was typed or dragged, or says why it cannot be. */
  readonly carryOut: (what: string, gesture: Gesture) => void;
  /** The chosen tasks, when the given one is among them. */
  readonly with: (task: TaskRecord) => readonly TaskRecord[];
  readonly add: () => void;
  readonly indent: () => void;
  readonly outdent: () => void;
  readonly shift: (by: 1 | -1) => void;
  readonly withdraw: () => void;
}

export function useDesk(store: PlanStore, state: PlanState, reference: Reference | undefined): PlanDesk {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const format = useFormat();
  const project = useProject();
  const { plan } = state;
  const records = plan.records();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState<Wanted>({ row: 0, column: 1 });
  /** The task that is typed into: when somebody else withdraws it meanwhile, nothing is typed into another. */
  const [typing, setTyping] = useState<string>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const { tasks } = records;
  const outline = useOutline(tasks);
  const rows = useMemo(() => visibleRows({ tasks: outline }, closed), [outline, closed]);
  const rowOf = useMemo(() => new Map(rows.map((place, row) => [outline[place]?.id, row])), [rows, outline]);
  const known = wanted.task === undefined ? undefined : rowOf.get(wanted.task);
  const active: Place = {
    row: known ?? Math.max(0, Math.min(rows.length - 1, wanted.row)),
    column: wanted.column,
  };
  const columns = columnsOf(reference !== undefined);
  const taskAt = (row: number): TaskRecord | undefined => tasks[rows[row] ?? -1];
  const activeTask = taskAt(active.row);
  /** What a command on rows is about: the chosen ones, or else the active one. */
  const chosen = (): ReadonlySet<string> => (selected.size > 0 ? selected : new Set(activeTask ? [activeTask.id] : []));
  const mayEdit = ({ state, fields }: TaskRecord): boolean => project.mayTo('update', taskKind, { state, fields });
  const mine = activeTask !== undefined && mayEdit(activeTask);
  const editable = selected.size > 0 ? tasks.every((row) => !selected.has(row.id) || mayEdit(row)) : mine;
  const nameOf = (ids: ReadonlySet<string>): string => {
    const [first] = ids;
    const named = tasks.find(({ id }) => id === first)?.fields.title ?? '';
    return ids.size === 1 ? named : t('planning.tasks', { count: ids.size });
  };

  const carryOut = (what: string, gesture: Gesture): void => {
    if ('fault' in gesture) {
      announce(t(`planning.fault.${gesture.fault}`, { text: gesture.text }));
      return;
    }
    if (gesture.edits.length === 0) return;
    const moved = store.run(what, gesture.edits);
    if (moved.length > 1) announce(t('planning.moved', { count: moved.length, number: format.number(moved.length) }));
  };
  const setActive = ({ row, column }: Place): void => setWanted({ row, column, task: taskAt(row)?.id });
  const toggle = (id: string, shut = !closed.has(id)): void => {
    const next = new Set(closed);
    if (shut) next.add(id);
    else next.delete(id);
    setClosed(next);
  };

  return {
    store,
    state,
    editable,
    mayEdit,
    mayAdd: project.may('create', taskKind),
    mayWithdraw: project.may('withdraw', taskKind),
    reference,
    columns,
    rows,
    closed,
    active,
    typing: typing !== undefined && typing === activeTask?.id && mine && columns[active.column]?.input !== undefined,
    selected,
    taskAt,
    activate: (place) => {
      setTyping(undefined);
      setActive(place);
    },
    type: (begin) => {
      setActive(active);
      setTyping(begin ? activeTask?.id : undefined);
    },
    select: setSelected,
    toggle,
    goTo: (id) => {
      const parents = new Map(tasks.map((row) => [row.id, row.parent]));
      const open = new Set(closed);
      for (let above = parents.get(id); above !== undefined; above = parents.get(above)) open.delete(above);
      setClosed(open);
      setWanted({ ...wanted, task: id });
    },
    carryOut,
    with: ({ id }) => (selected.has(id) ? tasks.filter((row) => selected.has(row.id) && mayEdit(row)) : []),
    add: () => {
      const id = newId();
      carryOut(t('planning.did.add'), addAfter(records, activeTask, id, t('planning.newTask')));
      setWanted({ row: active.row + 1, column: 1, task: id });
      setTyping(id);
    },
    indent: () => {
      const ids = chosen();
      carryOut(t('planning.did.indent', { task: nameOf(ids) }), indent(records, ids));
    },
    outdent: () => {
      const ids = chosen();
      carryOut(t('planning.did.outdent', { task: nameOf(ids) }), outdent(records, ids));
    },
    shift: (by) => {
      if (activeTask)
        carryOut(t('planning.did.shift', { task: activeTask.fields.title }), shift(records, activeTask, by));
    },
    withdraw: () => {
      const ids = chosen();
      carryOut(t('planning.did.withdraw', { task: nameOf(ids) }), withdraw(records, ids));
      setSelected(new Set());
    },
  };
}

/** The tasks as they were when one of them last came, went or moved: dragging a bar changes a task at every step, and no row. */
function useOutline(tasks: readonly TaskRecord[]): readonly TaskRecord[] {
  const [known, setKnown] = useState(tasks);
  if (sameOutline(known, tasks)) return known;
  setKnown(tasks);
  return tasks;
}
