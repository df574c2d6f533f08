import { type Change, defineCommand, type FieldValues, Problem, type Sentence, say } from '@callosum/kernel';
import { z } from 'zod';
import { baseline } from '../kinds/baseline.ts';
import { task } from '../kinds/task.ts';
import { isActive, type TaskRow } from '../work.ts';

/** Baselines are numbered as plan files number them: 0 to 10. */
const LAST = 10;

/**
 * Keeps the plan as it stands as baseline 0, which slip is measured against. The one before is kept under the next free number, so
 * that nothing agreed is ever lost.
 */
export const takeBaseline = defineCommand({
  name: 'plan.takeBaseline',
  label: 'Take a baseline',
  allow: 'kinds',
  forms: [
    {
      on: 'project',
      help: 'Keeps start, finish, duration and work of every active task as they stand now. Slip is measured against this from now on; an earlier baseline 0 is kept under the next free number.',
      asks: {
        title: {
          type: 'text',
          label: 'Called',
          help: 'Such as “Agreed by the board in March”.',
          required: true,
          maxLength: 300,
        },
      },
      previews: true,
    },
  ],
  input: z.strictObject({ id: z.uuid(), title: z.string().trim().min(1).max(300) }),
  decide: (graph, { title }, { newId, at }) => {
    const tasks = [...graph.all(task)].filter((row) => graph.owns(row.id) && isActive(row));
    if (tasks.length === 0)
      return refuse(say`The plan has no task that could be held.`, say`Import a plan or add its tasks first.`);
    const taken = [...graph.all(baseline)].filter(({ id }) => graph.owns(id));
    const numbers = new Set(taken.map(({ fields }) => fields.baselineNumber));
    const free = Array.from({ length: LAST }, (_, at) => at + 1).find((number) => !numbers.has(number));
    const before = taken.find(({ fields }) => fields.baselineNumber === 0);
    if (before && free === undefined)
      return refuse(say`All numbers up to ${LAST} are taken.`, say`Withdraw a baseline that is not needed any more.`);
    const id = newId();
    const changes: Change[] = [
      ...(before && free !== undefined
        ? [{ action: 'update', id: before.id, fields: { baselineNumber: free } } as const]
        : []),
      { action: 'create', kind: baseline.name, id, fields: { title, baselineNumber: 0, takenOn: at.today } },
      ...tasks.map((row): Change => ({
        action: 'link',
        id: newId(),
        type: 'baseline.holds',
        from: id,
        to: row.id,
        fields: heldOf(row),
      })),
    ];
    return { changes, result: { id, tasks: tasks.length } };
  },
});

/** What a baseline holds of a task: as it is planned, what has become of it aside. */
function heldOf({ fields: { storedStart, storedFinish, duration, work } }: TaskRow): FieldValues {
  return {
    ...(storedStart === undefined ? {} : { start: storedStart }),
    ...(storedFinish === undefined ? {} : { finish: storedFinish }),
    ...(duration === undefined ? {} : { duration }),
    ...(work === undefined ? {} : { work }),
  };
}

function refuse(message: Sentence, remedy: Sentence): { readonly problems: readonly Problem[] } {
  return { problems: [new Problem({ code: 'refused', message, remedy })] };
}
