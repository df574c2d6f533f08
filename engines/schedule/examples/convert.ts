import { checkPlan, compareWithStored, readPlan, schedule, writeMspdi } from '../index.ts';

/** Reads a file of any format, holds its dates against its logic, checks its health, and writes it with a new name. */
export function renamed(bytes: Uint8Array, name: string): { differing: number; failed: string[]; xml: string } {
  const { plan, original } = readPlan(bytes); // throws PlanFileError with code, place and remedy
  const reckoned = schedule(plan);
  return {
    differing: compareWithStored(plan, reckoned).misses.length,
    failed: checkPlan(plan, reckoned).flatMap(({ id, pass }) => (pass === false ? [id] : [])),
    xml: writeMspdi({ ...plan, tasks: plan.tasks.map((task) => ({ ...task, name })) }, original),
  };
}
