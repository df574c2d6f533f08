import type { PlanTask } from '../plan.ts';
import { say } from '../say.ts';
import { PROJECT_SUMMARY_UID } from './codes.ts';
import type { Row } from './rows.ts';
import type { TaskDraft } from './tasks.ts';
import type { Warn } from './values.ts';

interface Above {
  readonly uid: number;
  readonly level: number;
  readonly number: string;
  children: number;
}

/** True for the row that stands for the whole project. */
const isProjectSummary = (task: TaskDraft): boolean =>
  task.uid === PROJECT_SUMMARY_UID && (task.outlineLevel ?? task.id ?? 0) === 0;

const levelOf = (task: TaskDraft): number => {
  if (task.outlineLevel !== undefined && task.outlineLevel > 0) return task.outlineLevel;
  return task.outlineNumber?.split('.').length ?? 1;
};

/**
 * Places tasks in the outline in the order of the file. Row order and outline level decide, as they do in Microsoft
 * Project; outline numbers and summary marks are checked against them.
 */
export const createOutline = (warn: Warn) => {
  const tasks: PlanTask[] = [];
  const open: Above[] = [{ uid: Number.NaN, level: 0, number: '', children: 0 }];
  let summaryTask: PlanTask | undefined;
  /** Whether the last task placed was stated not to be a summary, and where it stands. */
  let last: { task: PlanTask; row: Row; denied: boolean } | undefined;

  /** A row below the last task makes that task a summary. */
  const confirmSummary = (): void => {
    if (last === undefined || last.task.summary) return;
    if (last.denied) {
      warn('summary-mismatch', say`Task ${String(last.task.uid)} has rows below it.`, last.row, last.task.uid);
    }
    tasks[tasks.length - 1] = { ...last.task, summary: true };
  };

  const add = (draft: TaskDraft, row: Row): void => {
    if (isProjectSummary(draft)) {
      summaryTask = { ...draft, outlineNumber: draft.outlineNumber ?? '0', outlineLevel: 0, summary: true };
      return;
    }
    const { uid } = draft;
    const level = levelOf(draft);
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const above = open.at(-1);
    if (above === undefined) return;
    above.children++;
    const counted = above.number === '' ? `${above.children}` : `${above.number}.${above.children}`;
    const outlineNumber = draft.outlineNumber ?? counted;
    if (level > above.level + 1) {
      warn('outline-jump', say`Task ${String(uid)} is at level ${level} below level ${above.level}.`, row, uid);
    } else if (outlineNumber.slice(0, Math.max(0, outlineNumber.lastIndexOf('.'))) !== above.number) {
      warn(
        'outline-mismatch',
        say`Task ${String(uid)} is numbered ${outlineNumber} below "${above.number}".`,
        row,
        uid,
      );
    }
    const parentUid = above.level === 0 ? undefined : above.uid;
    if (parentUid !== undefined && parentUid === last?.task.uid) confirmSummary();
    const task: PlanTask = { ...draft, outlineNumber, outlineLevel: level, parentUid, summary: draft.summary ?? false };
    tasks.push(task);
    open.push({ uid, level, number: outlineNumber, children: 0 });
    last = { task, row, denied: draft.summary === false };
  };

  return { add, tasks: (): readonly PlanTask[] => tasks, summaryTask: (): PlanTask | undefined => summaryTask };
};
